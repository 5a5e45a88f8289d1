"""Is the clock right? What is written under a wrong one stays, so that it is asked first.

The store's own last instant is the measure: between two writings no open day of the office goes
by, and time does not run back. Sample and training stores let their clock be chosen.
"""

from datetime import date, timedelta

from rdv_tui.domain.calendar import places
from rdv_tui.domain.office import Office
from rdv_tui.domain.rights import Right
from rdv_tui.errors import Refusal
from rdv_tui.locales.office import clock_marks as marks_fr
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours.schedule import open_to_horizon
from rdv_tui.store import clock_marks, offices
from rdv_tui.store.audit import record
from rdv_tui.store.transactions import snapshot, transaction

_YEAR = timedelta(days=366)
_LIVED = timedelta(days=7)


def doubt_clock(desk: Desk) -> None:
    """Let nothing be written until the clock is confirmed, when it jumped by more than a day.

    Forward, days on which the office is closed do not count. Raises StoreError.
    """
    if desk.store.is_training:
        return
    with snapshot(desk) as unit:
        last = clock_marks.last_instant(unit) if offices.is_known(unit) else None
        office = offices.get_office(unit) if last is not None else desk.office
    if last is None:
        return
    now, then = unit.local, desk.clock.wall(last)
    if now < then - clock_marks.TOLERANCE or _is_day_missed(office, then.date(), now.date()):
        message = marks_fr.jump(now, then)
        desk.store.doubt = Refusal("clock_jumped", message, marks_fr.JUMP_HINT)


def _is_day_missed(office: Office, last: date, today: date) -> bool:
    """Say whether the office was open on a day between the two (both out)."""
    first, before = last + timedelta(days=1), today - timedelta(days=1)
    if before - first > _YEAR:
        return True
    between = places(office.openings, office.closures, office.slot_minutes, first, before)
    return next(iter(between), None) is not None


def require_lived(desk: Desk) -> None:
    """Raise Refusal `clock_jumped` unless the office has lived up to the clock's day.

    Nothing is erased by a clock that is ahead. One act under it would pass for a proof that it is
    right, so that the days of a whole week must follow each other: no open day of the office
    without an act between them, unless somebody confirmed the clock since.
    """
    if desk.store.is_training:
        return
    with snapshot(desk) as unit:
        office = offices.get_office(unit)
        latest, since = unit.local, unit.now - _LIVED
        for at, action in clock_marks.instants_back(unit):
            then = desk.clock.wall(at)
            if _is_day_missed(office, then.date(), latest.date()):
                raise Refusal("clock_jumped", marks_fr.jump(latest, then), marks_fr.NOT_ERASED)
            if action == "confirm_clock" or at < since:
                return
            latest = min(latest, then)


def find_marks(desk: Desk) -> list[str]:
    """Return a sentence for each thing that a clock ahead has left in the store."""
    with snapshot(desk) as unit:
        return [mark.sentence for mark in clock_marks.find(unit)]


def repair(desk: Desk) -> list[str]:
    """Confirm the clock, and undo what one that was ahead has left; return the sentences.

    Days that should have opened meanwhile are opened. Raises StoreError.
    """
    desk.store.doubt = None
    with transaction(desk, Right.CONFIRM_CLOCK) as unit:
        marks = clock_marks.find(unit)
        for mark in marks:
            mark.undo(unit)
        record(
            unit,
            "confirm_clock",
            after={"at": unit.local.isoformat(timespec="minutes"), "undone": len(marks)},
        )
    open_to_horizon(desk)
    return [mark.sentence for mark in marks]
