"""The demonstration: a private sample store whose story takes place today."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from rdv_tui.clock import Clock
from rdv_tui.domain.calendar import places
from rdv_tui.domain.office import Office
from rdv_tui.services.sample import fill
from rdv_tui.store.engine import open_store

_MID_MORNING = time(10, 15)
_LONGEST_CLOSURE_DAYS = 60


@dataclass(frozen=True, slots=True)
class Demo:
    """Where the private store is, and the clock that goes with it."""

    target: str
    clock: Clock


def open_demo(folder: Path, office: Office, clock: Clock) -> Demo:
    """Build the sample in `folder`, which the caller makes and removes, around today.

    The sample's day is the clock's; when the office is closed that day it is the next open day,
    and the clock given back shows mid-morning there.
    """
    day = _open_day(office, clock.today())
    if day != clock.today():
        zone = ZoneInfo(office.time_zone)
        clock = Clock.starting_at(zone, datetime.combine(day, _MID_MORNING))
    target = folder / "demo.db"
    with open_store(str(target)) as store:
        fill(store, office, clock.local())
    return Demo(str(target), clock)


def _open_day(office: Office, today: date) -> date:
    """Return the first day from `today` on with a place; `today` if there is none for long."""
    last = today + timedelta(days=_LONGEST_CLOSURE_DAYS)
    found = places(office.openings, office.closures, office.slot_minutes, today, last)
    first = next(found, None)
    return first.start.date() if first else today
