"""What a week came to: values only, counted by the store."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class WalkInFigures:
    """Who came without an appointment, and what became of them; `elsewhere` counts by reason."""

    came: int = 0
    done: int = 0
    left: int = 0
    unrecorded: int = 0
    elsewhere: Mapping[str, int] = field(default_factory=dict)

    @property
    def sent_elsewhere(self) -> int:
        """All who were sent elsewhere, whatever the reason."""
        return sum(self.elsewhere.values())


@dataclass(frozen=True, slots=True)
class WeekFigures:
    """One week from `monday` on, by the days of its appointments.

    `by_channel` and `cancelled` count by code (channel, reason). `median_wait` is the number of
    days between booking and appointment that half of the people did not exceed. `moves`, `failed`
    (searches) and `asked` (waiting list) count what was done in that week.
    `left` are those who arrived and left without having been received.
    """

    monday: date
    booked: int = 0
    by_channel: Mapping[str, int] = field(default_factory=dict)
    done: int = 0
    incomplete: int = 0
    no_show: int = 0
    left: int = 0
    unrecorded: int = 0
    cancelled: Mapping[str, int] = field(default_factory=dict)
    moves: int = 0
    failed: int = 0
    asked: int = 0
    median_wait: int | None = None
    walk_ins: WalkInFigures = field(default_factory=WalkInFigures)

    @property
    def cancellations(self) -> int:
        """All cancellations, whatever the reason."""
        return sum(self.cancelled.values())


def weighted_median(values: Iterable[tuple[int, int]]) -> int | None:
    """Return the lower median of (value, how many times), None of nothing."""
    ranked = sorted((value, count) for value, count in values if count > 0)
    half = (sum(count for _, count in ranked) + 1) // 2
    for value, count in ranked:
        half -= count
        if half <= 0:
            return value
    return None


def whole_minutes(since: datetime, until: datetime) -> int:
    """Return the whole minutes between two instants, 0 when a clock was set back between them."""
    return max(0, int((until - since).total_seconds() // 60))


@dataclass(frozen=True, slots=True)
class Spread:
    """Minutes of so many visits: half of them took `median` or less, nine of ten `ninety`."""

    count: int = 0
    median: int | None = None
    ninety: int | None = None


@dataclass(frozen=True, slots=True)
class HallFigures:
    """How long people waited in the hall, and were at the counter: of all, or of one `code`.

    `by` is all (with an appointment), situation, counter or walk_in (without an appointment); the
    code is that of the situation, or the counter's number.
    """

    by: str
    code: str
    waited: Spread
    served: Spread


def spread(minutes: Sequence[int]) -> Spread:
    """Return how `minutes` are spread, by nearest rank: each is one that somebody had."""
    ranked = sorted(minutes)
    if not ranked:
        return Spread()
    return Spread(len(ranked), _nearest_rank(ranked, 50), _nearest_rank(ranked, 90))


def _nearest_rank(ranked: Sequence[int], percent: int) -> int:
    return ranked[max(1, -(-percent * len(ranked) // 100)) - 1]
