"""Another place for each person whose own goes: who gets which, by a rule that can be told.

Whoever can keep their hour, at another counter, keeps it: nothing changes for them. The others get
the nearest place, an hour's shift within the day weighing as half a day: before the permit's expiry
where that is possible, for as many as possible, and never so early that they could not be told.
Who has the least time chooses first, those whose permit has expired before all others; they give
way only where somebody else would come too late. Whoever is due today stays today's where any
counter has room. Whoever is here already, or on the way, is never given another hour: at most
another counter at theirs, beyond its places if need be.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from rdv_tui.domain.appointment import Status
from rdv_tui.domain.calendar import minutes_of

_DAY_COST_MINUTES = 120
"""A day further weighs as two hours' shift within the day."""


class Presence(StrEnum):
    """Why a person cannot be sent to another day: they sit here, or are surely on the road."""

    HERE = "here"
    ON_THE_WAY = "on_the_way"


_URGENCY: Mapping[Presence | None, int] = {
    Presence.HERE: 0,
    Presence.ON_THE_WAY: 1,
    None: 2,
}


def presence_of(
    status: Status, start: datetime, now: datetime, on_the_way_minutes: int
) -> Presence | None:
    """Tell whether somebody due at `start` is here or on the way at `now`, both wall clock."""
    if status in {Status.ARRIVED, Status.IN_PROGRESS}:
        return Presence.HERE
    due = timedelta(0) <= start - now <= timedelta(minutes=on_the_way_minutes)
    return Presence.ON_THE_WAY if due else None


@dataclass(frozen=True, slots=True)
class DisplacedPerson:
    """Somebody whose place goes; `start` is wall clock, `expires` the permit's last day.

    Whoever is `due_today` is given a place of the same day before one of any other. Whom no e-mail
    reaches in time is `to_call`.
    """

    reference: str
    start: datetime
    expires: date
    name: str = ""
    counter: int | None = None
    email: str | None = None
    phone: str | None = None
    presence: Presence | None = None
    due_today: bool = False
    to_call: bool = False

    @property
    def urgency(self) -> int:
        """The rank of the person among those concerned: here, on the way, anybody else."""
        return _URGENCY[self.presence]

    def in_time(self, start: datetime) -> bool:
        """Say whether `start` comes before the permit has expired."""
        return start.date() <= self.expires

    def suits(self, start: datetime) -> bool:
        """Say whether the person loses nothing: the hour stays, or the permit is still valid."""
        return start == self.start or self.in_time(start)

    def cost(self, start: datetime) -> tuple[int, datetime]:
        """Return how far `start` is from what was planned; of two equal ones the earlier."""
        days = abs((start.date() - self.start.date()).days)
        minutes = abs(minutes_of(start.time()) - minutes_of(self.start.time()))
        return days * _DAY_COST_MINUTES + minutes, start


def propose_starts(
    persons: Iterable[DisplacedPerson], free: Mapping[datetime, int], earliest: date
) -> dict[str, datetime | None]:
    """Return a start for each person's reference, None for those to whom no place is left.

    Those who are here or on the way keep their hour, and get None where no counter has room then.

    `free` counts the places to be had at each start (wall clock); no more persons are given a
    start than it has places. Nobody is called in earlier than planned before the day `earliest`:
    they could not be told in time.
    """
    ordered = sorted(
        persons, key=lambda one: (one.presence is None, one.expires, one.start, one.reference)
    )
    to_move = [person for person in ordered if person.presence is None]
    seating = _Seating(free, earliest)
    for person in ordered:
        seating.keep_hour(person)
    seating.stay_today(person for person in to_move if person.due_today)
    for person in to_move:
        seating.seat(person)
    for person in to_move:  # those who gave way
        seating.take_nearest(person)
    return {person.reference: seating.start_of(person) for person in ordered}


class _Seating:
    """Who sits where so far. Places of one start are all the same."""

    def __init__(self, free: Mapping[datetime, int], earliest: date) -> None:
        self._room = {start: count for start, count in free.items() if count > 0}
        self._earliest = earliest
        self._at: dict[datetime, list[DisplacedPerson]] = {start: [] for start in self._room}
        self._seats: dict[str, datetime] = {}
        self._settled: set[str] = set()
        self._ways: dict[str, list[datetime]] = {}

    def start_of(self, person: DisplacedPerson) -> datetime | None:
        return self._seats.get(person.reference)

    def keep_hour(self, person: DisplacedPerson) -> None:
        """Leave the person where they are if another counter has a place then."""
        if self._has_room(person.start):
            self._assign(person, person.start)

    def stay_today(self, persons: Iterable[DisplacedPerson]) -> None:
        """Give as many as possible a later hour of their own day; nobody takes it from them.

        Whoever was planned first takes the first that is left: all who could take a place could
        also take any later one, so that this leaves none empty that somebody could have.
        """
        waiting = sorted(
            (one for one in persons if self.start_of(one) is None),
            key=lambda one: (one.start, one.expires, one.reference),
        )
        for start in sorted(self._room):
            while self._has_room(start):
                found = next((one for one in waiting if _later_that_day(one, start)), None)
                if found is None:
                    break
                waiting.remove(found)
                self._assign(found, start)
                self._settled.add(found.reference)

    def seat(self, person: DisplacedPerson) -> None:
        """Give the person the nearest place that suits, others giving way if need be, or any."""
        if self.start_of(person) is None and not self._make_room(person, set()):
            self.take_nearest(person)

    def take_nearest(self, person: DisplacedPerson) -> None:
        """Give whoever has no place the nearest one that is left."""
        if self.start_of(person) is None:
            for start in self._possible(person):
                if self._has_room(start):
                    self._assign(person, start)
                    return

    def _make_room(self, person: DisplacedPerson, tried: set[datetime]) -> bool:
        """Seat the person where it suits, along an augmenting path; say whether there was one."""
        starts = [start for start in self._possible(person) if person.suits(start)]
        for start in starts:
            if self._has_room(start):
                self._assign(person, start)
                return True
        for start in starts:
            if start in tried:
                continue
            tried.add(start)
            for other in tuple(self._at[start]):
                if other.reference in self._settled:
                    continue
                late = not other.suits(start)  # comes too late already
                if late:
                    self._unassign(other)
                if late or self._make_room(other, tried):
                    self._assign(person, start)
                    return True
        return False

    def _possible(self, person: DisplacedPerson) -> list[datetime]:
        """Return every start that the person could be given, the nearest first."""
        if person.reference not in self._ways:
            starts = [
                start
                for start in self._room
                if start >= person.start or start.date() >= self._earliest
            ]
            self._ways[person.reference] = sorted(starts, key=person.cost)
        return self._ways[person.reference]

    def _has_room(self, start: datetime) -> bool:
        return len(self._at.get(start, ())) < self._room.get(start, 0)

    def _assign(self, person: DisplacedPerson, start: datetime) -> None:
        self._unassign(person)
        self._at[start].append(person)
        self._seats[person.reference] = start

    def _unassign(self, person: DisplacedPerson) -> None:
        seat = self._seats.pop(person.reference, None)
        if seat is not None:
            self._at[seat].remove(person)


def _later_that_day(person: DisplacedPerson, start: datetime) -> bool:
    return start.date() == person.start.date() and start >= person.start


def share_out(
    persons: Iterable[DisplacedPerson],
    open_at: Callable[[datetime], Sequence[int]],
    load: Mapping[tuple[datetime, int], int],
) -> dict[str, int]:
    """Return a counter for each reference, that takes them over at their own hour.

    `open_at` gives the counters that receive people at a moment, `load` how many a counter expects
    within an hour (its beginning). Whoever comes first goes to the counter that expects the fewest
    then, the lowest number of several. Nobody has one for whom no counter is open.
    """
    expected = Counter(load)
    found = {}
    for person in sorted(persons, key=lambda one: (one.start, one.reference)):
        hour = hour_of(person.start)
        counters = open_at(person.start)
        if counters:
            chosen = min(counters, key=lambda one: (expected[hour, one], one))
            expected[hour, chosen] += 1
            found[person.reference] = chosen
    return found


def hour_of(start: datetime) -> datetime:
    """Return the beginning of the hour in which `start` lies."""
    return start.replace(minute=0, second=0, microsecond=0)
