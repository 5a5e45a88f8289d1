"""How long people wait, and where places are left: « consultez les délais »."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from rdv_tui import catalogue
from rdv_tui.domain.appointment import Slot
from rdv_tui.domain.lead_times import LeadTime, LeadTimes, NextOpening, WeekAvailability
from rdv_tui.domain.office import Office
from rdv_tui.domain.rights import Right
from rdv_tui.domain.situations import Route
from rdv_tui.locales.booking.lead_times import ALL_SITUATIONS
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours.slot_finder import free_in, monday_of
from rdv_tui.services.office.offices import at_office
from rdv_tui.store import accounts, offices, opening_hours, places
from rdv_tui.store.transactions import Snapshot, snapshot

_THIRD_SLOT = 3
_LOOK_AHEAD_DAYS = 60


def get_lead_times(desk: Desk) -> LeadTimes:
    """Compute the waits once: every place serves every in-person situation, so groups share them.

    Reads only; a few short statements on indexes, whatever the number of groups. Raises StoreError.
    """
    with snapshot(desk) as unit:
        local, today = unit.local, unit.today
        opened = offices.opened_until(unit) or today
        ahead = today + timedelta(weeks=desk.office.horizon_weeks)
        weeks = tuple(_weeks(unit, max(opened, ahead)))
        free = _first_free(unit, weeks)
        hours = opening_hours.get_hours(unit)
    groups = dict.fromkeys(
        s.group for s in catalogue.situations().situations if s.route is Route.IN_PERSON
    )
    unopened = max(opened, today) + timedelta(days=1)
    later = hours.places(unopened, unopened + timedelta(days=_LOOK_AHEAD_DAYS))
    opens = next((place.start.date() for place in later), None)
    everybody = _for_all(free, today, weeks)
    return LeadTimes(
        local,
        NextOpening(_release_of(desk, opens, local), opens) if opens else None,
        (everybody, *(replace(everybody, group=group, label=group) for group in groups)),
    )


def get_lead_times_side_by_side(desk: Desk) -> list[tuple[Office, LeadTimes]]:
    """Compute the waits of every office that whoever is signed in supervises, by code.

    Nothing of any person is read. Raises NotAllowed, StoreError.
    """
    with snapshot(desk, Right.CHANGE_OFFICE) as unit:
        codes = accounts.supervised(unit)
        known = [offices.get_record(unit.session, code) for code in codes]
    return [(one, get_lead_times(at_office(desk, one))) for one in known]


def _release_of(desk: Desk, day: date, local: datetime) -> datetime:
    """Return when `day` opens; one that should have opened does so as soon as a desk looks."""
    ahead = timedelta(weeks=desk.office.horizon_weeks)
    return max(datetime.combine(day - ahead, desk.office.release_time), local)


def _weeks(unit: Snapshot, last: date) -> Iterator[WeekAvailability]:
    """Count the weeks from the present one to that of `last`."""
    monday = monday_of(unit.today)
    while monday <= last:
        after = monday + timedelta(weeks=1)
        capacity, free = places.week_counts(unit, monday, after)
        yield WeekAvailability(monday, free, capacity)
        monday = after


def _first_free(unit: Snapshot, weeks: Iterable[WeekAvailability]) -> list[Slot]:
    """Return the next free slots, three at most, looking only into weeks that have some."""
    found: list[Slot] = []
    for week in weeks:
        if week.free and len(found) < _THIRD_SLOT:
            found += free_in(unit, week.monday, unit.local, _THIRD_SLOT - len(found))
    return found


def _for_all(free: list[Slot], today: date, weeks: tuple[WeekAvailability, ...]) -> LeadTime:
    first = free[0].start if free else None
    third = free[_THIRD_SLOT - 1].start if len(free) >= _THIRD_SLOT else None
    wait, third_wait = _wait(first, today), _wait(third, today)
    return LeadTime(None, ALL_SITUATIONS, first, wait, third, third_wait, weeks)


def _wait(start: datetime | None, today: date) -> int | None:
    return (start.date() - today).days if start else None
