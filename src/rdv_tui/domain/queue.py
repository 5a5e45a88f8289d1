"""Who is called next: the hour of the appointment, then that of the arrival. Pure.

Rules that make exceptions, all told by hours that anybody can read on the screen:

- who comes later than the office allows (`late_after_minutes`) is called by the hour of arrival;
- who was called, was not there and was put back is called by the hour of that call;
- who has no appointment is called by the hour of arrival.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto


@dataclass(frozen=True, slots=True)
class InRoom:
    """A person in the waiting room; hours are the office's wall clock.

    `counter` is that of their place, `handed_to` the one to which another counter sent them;
    `called` is the hour of the call that they missed.
    """

    reference: str
    start: datetime
    arrived: datetime
    counter: int | None = None
    handed_to: int | None = None
    called: datetime | None = None


class Reason(Enum):
    """Why somebody stands where they stand in the queue."""

    HOUR = auto()
    LATE = auto()
    CALLED_BACK = auto()
    WALK_IN = auto()


def is_late(start: datetime, arrived: datetime, late_after_minutes: int) -> bool:
    """Say whether an arrival is too late for the appointment's own hour to count."""
    return arrived > start + timedelta(minutes=late_after_minutes)


def effective_time(person: InRoom, late_after_minutes: int) -> datetime:
    """Return the hour by which `person` is called."""
    late = is_late(person.start, person.arrived, late_after_minutes)
    hour = person.arrived if late else person.start
    return max(hour, person.called) if person.called else hour


def reason_of(person: InRoom, late_after_minutes: int) -> Reason:
    """Return by which rule `person` ranks; for a walk-in it is the hour of arrival in any case."""
    late = is_late(person.start, person.arrived, late_after_minutes)
    if person.called and person.called > (person.arrived if late else person.start):
        return Reason.CALLED_BACK
    return Reason.LATE if late else Reason.HOUR


def calling_order(people: Iterable[InRoom], late_after_minutes: int) -> list[InRoom]:
    """Return `people` in the order of calling, the same whatever order they come in."""
    return sorted(
        people,
        key=lambda one: (effective_time(one, late_after_minutes), one.arrived, one.reference),
    )


def may_be_called_at(person: InRoom, counter: int, *, named: bool) -> bool:
    """Say whether `counter` may call `person`.

    Who was handed over is called there and nowhere else. Where the letters name the counter
    (`named`), people wait for theirs; elsewhere whichever counter is free calls them.
    """
    if person.handed_to is not None:
        return person.handed_to == counter
    return not named or person.counter in {None, counter}


def next_for_counter(
    people: Iterable[InRoom], counter: int, late_after_minutes: int, *, named: bool
) -> InRoom | None:
    """Return whom `counter` calls next, None when nobody waits for it."""
    mine = (one for one in people if may_be_called_at(one, counter, named=named))
    return next(iter(calling_order(mine, late_after_minutes)), None)


def is_presumed_absent(
    start: datetime, slot_minutes: int, late_after_minutes: int, now: datetime
) -> bool:
    """Say whether to propose that a person who never came be noted as absent.

    The slot is over, and so is the delay that the office grants after it.
    """
    return now >= start + timedelta(minutes=slot_minutes + late_after_minutes)
