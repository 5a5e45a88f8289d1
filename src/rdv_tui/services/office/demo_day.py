"""The day on which a demonstration takes place. Light: the desk asks before it paints."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from rdv_tui.clock import Clock
from rdv_tui.domain.calendar import places
from rdv_tui.domain.office import Office

_MID_MORNING = time(10, 15)
_MAX_CLOSURE_DAYS = 60


def demo_clock(office: Office, clock: Clock) -> Clock:
    """Return `clock`, or one at 10:15 on the next open day when the office is closed today."""
    day = _open_day(office, clock.today())
    if day == clock.today():
        return clock
    return Clock.starting_at(ZoneInfo(office.time_zone), datetime.combine(day, _MID_MORNING))


def _open_day(office: Office, today: date) -> date:
    """Return the first day from `today` on with a place; `today` if there is none for long."""
    last = today + timedelta(days=_MAX_CLOSURE_DAYS)
    found = places(office.openings, office.closures, office.slot_minutes, today, last)
    first = next(found, None)
    return first.start.date() if first else today
