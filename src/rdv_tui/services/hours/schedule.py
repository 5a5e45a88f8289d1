"""The calendar as people see it: which slots exist, which are free, which days are closed.

Everything is counted by the store in one query over the range asked for. An expired hold counts
as free. Starts are the office's wall clock; a slot that has begun is never offered.
"""

from datetime import date, datetime, time, timedelta

from rdv_tui.domain.appointment import Slot
from rdv_tui.domain.calendar import closed_reason, places as places_of, public_holidays
from rdv_tui.domain.release import last_open_day, reserve_quotas
from rdv_tui.domain.rights import Right
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import slot_finder
from rdv_tui.services.results import DayState, DaySummary
from rdv_tui.services.waiting.proposals import propose_new_days
from rdv_tui.store import offices, opening_hours, places
from rdv_tui.store.audit import record
from rdv_tui.store.transactions import UnitOfWork, snapshot, transaction


def free_slots(desk: Desk, first: date, days: int) -> list[Slot]:
    """Return the slots with a free place on `days` days from `first` on, in order."""
    return [slot for slot in slots(desk, first, days) if slot.free > 0]


def day_slots(desk: Desk, day: date) -> list[Slot]:
    """Return the slots of `day` still to come, the full ones too, in order."""
    return slots(desk, day, 1)


def list_days(desk: Desk, first: date, last: date) -> list[DaySummary]:
    """Return one summary for each day from `first` to `last`, both in."""
    with snapshot(desk) as unit:
        counted = places.days(unit, first, last)
        hours = opening_hours.get_hours(unit)
    summaries = []
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        capacity, to_come, free = counted.get(day, (0, 0, 0))
        reason = None
        if capacity == 0:
            reason = closed_reason(day, hours.openings, hours.closures, hours.slot_minutes)
        state = _state(day, unit.today, capacity, to_come, free, reason)
        summaries.append(DaySummary(day, state, free, capacity, reason or ""))
    return summaries


def next_free(desk: Desk, after: datetime, count: int = 3) -> list[Slot]:
    """Return the first `count` slots with a free place that start after `after`, in order."""
    with snapshot(desk) as unit:
        return slot_finder.later(unit, max(after, unit.local), count)


def nearest_free(desk: Desk, start: datetime, count: int = 3) -> list[Slot]:
    """Return the `count` free slots closest in time to `start`, the closest first.

    Of two at the same distance the earlier comes first.
    """
    with snapshot(desk) as unit:
        # `start` itself may have a place again: it belongs to the later side.
        later = slot_finder.later(unit, max(start - slot_finder.BEFORE_MIDNIGHT, unit.local), count)
        earlier = slot_finder.earlier(unit, start, count)

    def distance(slot: Slot) -> tuple[timedelta, datetime]:
        return abs(slot.start - start), slot.start

    return sorted([*later, *earlier], key=distance)[:count]


def open_to_horizon(desk: Desk) -> int:
    """Make the places of every day up to the office's horizon; return how many are new.

    A new day appears at the office's release hour, and is proposed to who waits. Idempotent, and
    cheap when nothing is missing: days that one call opened need no second one, whatever becomes of
    what it was called for.
    Raises StoreError `office_unknown`.
    """
    last = last_open_day(desk.clock.local(), desk.office)
    with snapshot(desk) as seen:
        until = offices.opened_until(seen)
    if until is not None and until >= last:
        return 0
    with transaction(desk, Right.UPKEEP) as unit:
        return _open_and_propose(unit)


def open_for(unit: UnitOfWork, start: datetime) -> None:
    """Open the days up to the horizon when `start` is a slot of one that is not open yet."""
    office, day, until = unit.desk.office, start.date(), offices.opened_until(unit)
    if day < unit.today or (until is not None and day <= until):
        return
    of_the_day = places_of(office.openings, office.closures, office.slot_minutes, day, day)
    if any(place.start == start for place in of_the_day):
        _open_and_propose(unit)


def _open_and_propose(unit: UnitOfWork) -> int:
    until = offices.opened_until(unit)
    made = open_days_to_horizon(unit)
    # In the same transaction: what suits those who wait is nobody else's before.
    last = last_open_day(unit.local, unit.desk.office)
    propose_new_days(unit, until or unit.today, last)
    return made


def open_days_to_horizon(unit: UnitOfWork) -> int:
    """Do what `open_to_horizon` does, proposing nothing; return how many places are new."""
    office, today = unit.desk.office, unit.today
    last = last_open_day(unit.local, office)
    until = offices.opened_until(unit)
    if until is not None and until >= last:
        return 0
    first = today if until is None else max(until + timedelta(days=1), today)
    ahead = opening_hours.get_hours(unit).places(first, last)
    made = places.add_places(unit, reserve_quotas(ahead, office))
    offices.set_opened_until(unit, last)
    before, after = {"opened_until": until}, {"opened_until": last}
    record(unit, "open_ahead", before=before, after=after)
    return made


def slots(desk: Desk, first: date, days: int) -> list[Slot]:
    """Return the slots still to come on `days` days from `first` on, the full ones too."""
    midnight = datetime.combine(first, time())
    with snapshot(desk) as unit:
        after = max(unit.local, midnight - slot_finder.BEFORE_MIDNIGHT)
        return places.slots(unit, after, midnight + timedelta(days=days))


def _state(
    day: date, today: date, capacity: int, to_come: int, free: int, reason: str | None
) -> DayState:
    if day < today or (capacity and not to_come):
        return DayState.PAST
    if capacity:
        return DayState.OPEN if free else DayState.FULL
    if day in public_holidays(day.year):
        return DayState.HOLIDAY
    return DayState.CLOSED if reason else DayState.NONE
