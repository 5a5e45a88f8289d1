"""One day of an office at a glance: every place, who occupies it, and how far they are.

Values only: the store fills them, the screens, the papers and the command line read them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from rdv_tui.domain.appointment import FREES_PLACE, Channel, Status
from rdv_tui.domain.birth_date import BirthDate
from rdv_tui.domain.calendar import closes
from rdv_tui.domain.names import written_name
from rdv_tui.domain.office import Closure
from rdv_tui.domain.walk_in import WalkIn, WalkInStatus


@dataclass(frozen=True, slots=True)
class Visit:
    """A person on a place. What ends in `_at` is an instant (aware, UTC).

    `served_at` is the counter that called the person, or to which they were handed over;
    `missing` what an incomplete file lacked; `overbooked_because` why the place was added.
    """

    reference: str
    status: Status
    family_name: str
    given_names: str
    situation: str
    channel: Channel
    foreign_resident_number: str
    birth_date: BirthDate
    permit_expires: date
    phone: str | None = None
    email: str | None = None
    language: str = "fr"
    arrived_at: datetime | None = None
    called_at: datetime | None = None
    ended_at: datetime | None = None
    served_at: int | None = None
    missing: tuple[str, ...] = ()
    overbooked_because: str | None = None

    @property
    def name(self) -> str:
        """Return the whole name, the family's first."""
        return written_name(self.family_name, self.given_names)


@dataclass(frozen=True, slots=True)
class DayPlace:
    """A place of the day: taken by `visit`, held by a booking under way, or nobody's.

    `start` is wall clock. `free_from` is the instant (UTC) before which nobody may take the place,
    `kept_for` the only channel that may; an `extra` one was added for one person. One `withdrawn`
    is covered by no opening any more: whoever occupies it is displaced.
    """

    start: datetime
    number: int
    counter: int | None
    visit: Visit | None = None
    held: bool = False
    extra: bool = False
    kept_for: Channel | None = None
    free_from: datetime | None = None
    withdrawn: bool = False

    @property
    def is_displaced(self) -> bool:
        """Whether somebody is awaited here whom no opening covers any more."""
        awaited = self.visit is not None and self.visit.status in {Status.BOOKED, Status.ARRIVED}
        return self.withdrawn and awaited

    @property
    def anchor(self) -> tuple[datetime, int]:
        """What names the place for good: a cursor stays on it whoever comes and goes."""
        return self.start, self.number


@dataclass(frozen=True, slots=True)
class DayCounter:
    """A counter on that day; `closed` says why it offers no place at all, empty when it does.

    People may stand there all the same: those who are still to be given another place.
    """

    number: int | None
    closed: str = ""


_COUNTED = tuple(status for status in Status if status not in {*FREES_PLACE, Status.HELD})
"""The statuses of those who have an appointment that day, by whose values `Counts` counts."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many persons stand where, and how many places are still to be had."""

    booked: int
    arrived: int
    in_progress: int
    done: int
    incomplete: int
    no_show: int
    unrecorded: int
    free: int
    displaced: int = 0
    left: int = 0

    @property
    def persons(self) -> int:
        """Everybody who has an appointment that day."""
        return sum(getattr(self, status.value) for status in _COUNTED)


@dataclass(frozen=True, slots=True)
class Day:
    """The day as one read saw it at the instant `at`, when the office's clock showed `now`.

    `places` are in time order, then by counter; `change_mark` is the last change that the read saw;
    `closed` says why the whole office is shut, empty when it is not. `walk_ins` are those without
    an appointment who wait or are received.
    """

    day: date
    now: datetime
    at: datetime
    places: tuple[DayPlace, ...]
    counters: tuple[DayCounter, ...]
    closures: tuple[Closure, ...] = ()
    closed: str = ""
    change_mark: int = 0
    walk_ins: tuple[WalkIn, ...] = ()

    def is_free(self, place: DayPlace) -> bool:
        """Say whether somebody could still be given `place`."""
        return (
            place.visit is None
            and not place.held
            and not place.extra
            and place.start > self.now
            and (place.free_from is None or place.free_from <= self.at)
        )

    def counts(self) -> Counts:
        """Count the persons by status, and the free places to come."""
        statuses = [place.visit.status for place in self.places if place.visit]
        return Counts(
            **{status.value: statuses.count(status) for status in _COUNTED},
            free=sum(self.is_free(place) for place in self.places),
            displaced=sum(place.is_displaced for place in self.places),
        )

    @property
    def somebody_waits(self) -> bool:
        """Whether anybody is in the waiting room, with an appointment or without."""
        arrived = any(visit.status is Status.ARRIVED for _, visit in self.visits())
        return arrived or any(one.status is WalkInStatus.ARRIVED for one in self.walk_ins)

    def walk_in_at(self, counter: int | None) -> WalkIn | None:
        """Return whom `counter` receives without an appointment, None when there is nobody."""
        received = (one for one in self.walk_ins if one.status is WalkInStatus.IN_PROGRESS)
        return next((one for one in received if one.counter == counter is not None), None)

    def visits(self) -> Sequence[tuple[DayPlace, Visit]]:
        """Return the places that somebody has, with who it is, in order."""
        return [(place, place.visit) for place in self.places if place.visit]

    def why_closed(self, counter: int | None, start: datetime) -> str:
        """Return the reason of the closure that covers `start` at `counter`, empty without one."""
        reasons = (one.reason for one in self.closures if closes(one, counter, start))
        return next(reasons, "")
