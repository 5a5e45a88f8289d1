"""How long people wait for a place, and where places are left: values."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class WeekAvailability:
    """The places of one week from `monday` on: those free and to come, out of all."""

    monday: date
    free: int
    capacity: int


@dataclass(frozen=True, slots=True)
class LeadTime:
    """The wait of one group of situations (None: all of them), in days from today.

    `first` is the first free slot; `third` the third next available one, the health field's
    measure of access: a single cancellation moves the first, not the third.
    """

    group: str | None
    label: str
    first: datetime | None
    wait_days: int | None
    third: datetime | None
    third_wait_days: int | None
    weeks: tuple[WeekAvailability, ...]


@dataclass(frozen=True, slots=True)
class NextOpening:
    """At `at` (wall clock), the office's release hour, the places of the day `opens` appear."""

    at: datetime
    opens: date


@dataclass(frozen=True, slots=True)
class LeadTimes:
    """All groups, as computed at the office's wall clock `computed_at`."""

    computed_at: datetime
    next_opening: NextOpening | None
    rows: tuple[LeadTime, ...]
