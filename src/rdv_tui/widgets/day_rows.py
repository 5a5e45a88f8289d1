"""The lines of a day between its people: what is over folded into one, the break at noon. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from rdv_tui.domain.appointment import Status
from rdv_tui.domain.day import DayPlace
from rdv_tui.locales.day import day as day_fr
from rdv_tui.locales.numbers import counted

BREAK = timedelta(minutes=75)
"""How far two starts must be apart for nobody to be received between them."""
LEAST_FOLDED = 3
"""How many lines at least one line stands in for."""

ENDS = {
    Status.DONE: day_fr.DONE,
    Status.INCOMPLETE: day_fr.INCOMPLETE,
    Status.NO_SHOW: day_fr.ABSENT,
    Status.LEFT: day_fr.LEFT,
}
"""What is said of somebody with whom the day is done."""


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One line: an hour with its places, one a column.

    Without an hour it is the line at now, or, with something `told`, a line between people.
    """

    start: datetime | None
    places: tuple[DayPlace | None, ...] = ()
    shows_hour: bool = True
    told: str = ""

    @property
    def is_now(self) -> bool:
        """Whether it is the line at now."""
        return self.start is None and not self.told


def with_breaks(rows: Sequence[BoardLine]) -> list[BoardLine]:
    """Return the lines with one more wherever nobody is received for long."""
    lines: list[BoardLine] = []
    for row in rows:
        before = lines[-1].start if lines else None
        if before is not None and row.start is not None and row.start - before >= BREAK:
            lines.append(BoardLine(None, told=day_fr.BREAK))
        lines.append(row)
    return lines


def folded(
    rows: Sequence[BoardLine], now: datetime, keep: tuple[datetime, int] | None
) -> list[BoardLine]:
    """Return the lines with those that are over told by one, in front of all.

    Over is what began before the slot under way and waits for nothing; `keep` is a place that stays
    whatever became of it.
    """
    begun = max((row.start for row in rows if row.start and row.start <= now), default=now)
    over = [row for row in rows if _is_over(row, begun, keep)]
    if len(over) < LEAST_FOLDED:
        return list(rows)
    left = [row for row in rows if row not in over]
    shown = [
        replace(row, shows_hour=rank == 0 or left[rank - 1].start != row.start)
        for rank, row in enumerate(left)
    ]
    return [BoardLine(None, told=_told(over)), *shown]


def _is_over(row: BoardLine, begun: datetime, keep: tuple[datetime, int] | None) -> bool:
    if row.start is None or row.start >= begun:
        return False
    places = [place for place in row.places if place is not None]
    return all(
        place.anchor != keep
        and not place.held
        and not place.is_displaced
        and (place.visit is None or place.visit.status in ENDS)
        for place in places
    )


def _told(over: Sequence[BoardLine]) -> str:
    starts = [row.start for row in over if row.start is not None]
    visits = (place.visit for row in over for place in row.places if place is not None)
    ended = Counter(visit.status for visit in visits if visit is not None)
    return day_fr.FOLDED.format(
        first=f"{starts[0]:%H:%M}",
        last=f"{starts[-1]:%H:%M}",
        counts=" · ".join(
            counted(ended[status], word) for status, word in ENDS.items() if ended[status]
        )
        or day_fr.NOBODY_BOOKED,
    )
