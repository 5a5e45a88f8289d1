"""The calendar as people see it: which slots exist, which are free, which days are closed.

Everything is counted by the store in one query over the range asked for. An expired hold counts
as free. Starts are the office's wall clock; a slot that has begun is never offered.
"""

from datetime import date, datetime, time, timedelta

from rdv_tui.domain.appointment import Slot
from rdv_tui.domain.calendar import closed_reason, public_holidays
from rdv_tui.domain.calendar import places as places_of
from rdv_tui.domain.release import keep, last_open_day
from rdv_tui.services.answers import DayState, DaySummary
from rdv_tui.services.desk import Desk
from rdv_tui.services.free_weeks import Look
from rdv_tui.services.guards import writing
from rdv_tui.services.proposals import propose_new_days
from rdv_tui.store import offices, places
from rdv_tui.store.audit import Actor, record
from rdv_tui.store.engine import Session

__all__ = [
    "DayState",
    "DaySummary",
    "calendar",
    "day_slots",
    "free_slots",
    "nearest",
    "next_free",
    "open_ahead",
    "slots",
]

_BEFORE_MIDNIGHT = timedelta(microseconds=1)  # ranges of starts leave both ends out


def free_slots(desk: Desk, first: date, days: int) -> list[Slot]:
    """Return the slots with a free place on `days` days from `first` on, in order."""
    return [slot for slot in slots(desk, first, days) if slot.free > 0]


def day_slots(desk: Desk, day: date) -> list[Slot]:
    """Return the slots of `day` still to come, the full ones too, in order."""
    return slots(desk, day, 1)


def calendar(desk: Desk, first: date, last: date) -> list[DaySummary]:
    """Return one summary for each day from `first` to `last`, both in."""
    code, now, local = desk.office.code, desk.clock.now(), desk.clock.local()
    with desk.store.read() as session:
        counted = places.days(session, code, now, first, last, from_start=local)
        openings, closures = offices.openings(session, code), offices.closures(session, code)
        minutes = offices.slot_minutes(session, code)
    summaries = []
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        capacity, to_come, free = counted.get(day, (0, 0, 0))
        reason = None
        if capacity == 0:
            reason = closed_reason(day, openings, closures, minutes)
        state = _state(day, local.date(), capacity, to_come, free, reason)
        summaries.append(DaySummary(day, state, free, capacity, reason or ""))
    return summaries


def next_free(desk: Desk, after: datetime, count: int = 3) -> list[Slot]:
    """Return the first `count` slots with a free place that start after `after`, in order."""
    now, local = desk.clock.now(), desk.clock.local()
    with desk.store.read() as session:
        return Look(session, desk, now, local).later(max(after, local), count)


def nearest(desk: Desk, start: datetime, count: int = 3) -> list[Slot]:
    """Return the `count` free slots closest in time to `start`, the closest first.

    Of two at the same distance the earlier comes first.
    """
    now, local = desk.clock.now(), desk.clock.local()
    # `start` itself may have a place again: it belongs to the later side.
    edge = max(start - _BEFORE_MIDNIGHT, local)
    with desk.store.read() as session:
        look = Look(session, desk, now, local)
        later, earlier = look.later(edge, count), look.earlier(start, count)

    def distance(slot: Slot) -> tuple[timedelta, datetime]:
        return abs(slot.start - start), slot.start

    return sorted([*later, *earlier], key=distance)[:count]


def open_ahead(desk: Desk) -> int:
    """Make the places of every day up to the office's horizon; return how many are new.

    A new day appears at the office's release hour, and is proposed to who waits. Idempotent, and
    cheap when nothing is missing: days that one call opened need no second one, whatever becomes of
    what it was called for.
    Raises StoreError `office_unknown`.
    """
    code = desk.office.code
    last = last_open_day(desk.clock.local(), desk.office)
    with desk.store.read() as session:
        until = offices.opened_until(session, code)
    if until is not None and until >= last:
        return 0
    with writing(desk) as unit:
        made = open_days(desk, unit.session)
        # In the same transaction: what suits those who wait is nobody else's before.
        propose_new_days(unit, until or desk.clock.today(), last)
        return made


def open_days(desk: Desk, session: Session) -> int:
    """Do what `open_ahead` does within a writing transaction; return how many places are new."""
    code, today = desk.office.code, desk.clock.today()
    last = last_open_day(desk.clock.local(), desk.office)
    until = offices.opened_until(session, code)
    if until is not None and until >= last:
        return 0
    made = places.add_places(
        session,
        code,
        keep(
            places_of(
                offices.openings(session, code),
                offices.closures(session, code),
                offices.slot_minutes(session, code),
                today if until is None else max(until + timedelta(days=1), today),
                last,
            ),
            desk.office,
        ),
    )
    offices.set_opened_until(session, code, last)
    actor = Actor(code, desk.agent, desk.station, desk.clock.now())
    before, after = {"opened_until": until}, {"opened_until": last}
    record(session, actor, "open_ahead", before=before, after=after)
    return made


def slots(desk: Desk, first: date, days: int) -> list[Slot]:
    """Return the slots still to come on `days` days from `first` on, the full ones too."""
    local = desk.clock.local()
    midnight = datetime.combine(first, time())
    after = max(local, midnight - _BEFORE_MIDNIGHT)
    with desk.store.read() as session:
        return places.slots(
            session, desk.office.code, desk.clock.now(), after, midnight + timedelta(days=days)
        )


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
