"""Whom the eye should meet first when a day is opened: somebody with whom to do something. Pure."""

from rdv_tui.domain.appointment import Status
from rdv_tui.domain.day import Day, DayPlace, Visit
from rdv_tui.domain.queue import InRoom, calling_order, next_for_counter

_WITHOUT_OUTCOME = frozenset({Status.BOOKED, Status.ARRIVED, Status.IN_PROGRESS, Status.UNRECORDED})


def initial_focus(
    day: Day, counter: int | None, late_after_minutes: int, *, named: bool
) -> DayPlace | None:
    """Return the place of the person to act on first, None when there is nobody.

    Today: whoever `counter` receives; else whom it calls next, or who is next of all; else the
    first person awaited from the slot under way on; else the first who is late. On a past day the
    first whose outcome nobody noted, on a day to come nobody. `named` says that letters name the
    counter (domain/queue.py).
    """
    if day.day > day.now.date():
        return None
    if day.day < day.now.date():
        return _first(day, _WITHOUT_OUTCOME)
    here = (place for place, visit in day.visits() if _is_received(visit, counter))
    return (
        next(here, None)
        or _next_called(day, counter, late_after_minutes, named=named)
        or _first_booked(day)
        or _first(day, {Status.BOOKED})
    )


def _first(day: Day, wanted: frozenset[Status] | set[Status]) -> DayPlace | None:
    return next((place for place, visit in day.visits() if visit.status in wanted), None)


def _is_received(visit: Visit, counter: int | None) -> bool:
    return visit.status is Status.IN_PROGRESS and visit.served_at == counter is not None


def _next_called(
    day: Day, counter: int | None, late_after_minutes: int, *, named: bool
) -> DayPlace | None:
    in_room = _people_in_room(day)
    people = [one for _, one in in_room.values()]
    found = None
    if counter is not None:
        found = next_for_counter(people, counter, late_after_minutes, named=named)
    found = found or next(iter(calling_order(people, late_after_minutes)), None)
    return in_room[found.reference][0] if found else None


def in_calling_order(day: Day, late_after_minutes: int) -> list[DayPlace]:
    """Return the places of those who wait with an appointment, who is called first in front."""
    in_room = _people_in_room(day)
    ordered = calling_order((one for _, one in in_room.values()), late_after_minutes)
    return [in_room[one.reference][0] for one in ordered]


def _people_in_room(day: Day) -> dict[str, tuple[DayPlace, InRoom]]:
    return {
        visit.reference: (place, _in_room(day, place, visit))
        for place, visit in day.visits()
        if visit.status is Status.ARRIVED
    }


def _in_room(day: Day, place: DayPlace, visit: Visit) -> InRoom:
    # What ends in `_at` is an instant: it is as long before `now` as it is before `at`.
    arrived = day.now - (day.at - visit.arrived_at) if visit.arrived_at else place.start
    called = day.now - (day.at - visit.called_at) if visit.called_at else None
    return InRoom(visit.reference, place.start, arrived, place.counter, visit.served_at, called)


def _first_booked(day: Day) -> DayPlace | None:
    under_way = max((p.start for p in day.places if p.start <= day.now), default=day.now)
    awaited = (
        place
        for place, visit in day.visits()
        if visit.status is Status.BOOKED and place.start >= min(under_way, day.now)
    )
    return next(awaited, None)
