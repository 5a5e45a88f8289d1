"""How a short-lived program enters a store: it opens days only when it has to.

A command that is refused must leave the store as it was, also on a day on which nobody opened the
places of the horizon yet.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from rdv_tui.clock import Clock
from rdv_tui.domain.applicant import Applicant
from rdv_tui.domain.appointment import Appointment, Channel
from rdv_tui.domain.calendar import places
from rdv_tui.domain.office import Office
from rdv_tui.errors import Refusal
from rdv_tui.services.booking import book_at
from rdv_tui.services.changes import move
from rdv_tui.services.desk import Desk
from rdv_tui.services.schedule import open_ahead
from rdv_tui.services.setup import prepare
from rdv_tui.store import offices
from rdv_tui.store.engine import Store


def open_office(store: Store, office: Office, clock: Clock, *, ahead: bool) -> Office:
    """Return the office as the store knows it; prepare the store for it when it is new.

    With `ahead`, places are opened up to the horizon in any case. Raises StoreError.
    """
    if not ahead:
        with store.read() as session:
            if office.code in offices.list_offices(session):
                return offices.get_office(session, office.code)
    return prepare(store, office, clock)


def book_ahead(
    desk: Desk, start: datetime, applicant: Applicant, *, channel: Channel
) -> Appointment:
    """Book a place at `start`, opening its day first if it is within the horizon and was not.

    Raises what `book_at` raises.
    """
    return _opening_first(desk, start, lambda: book_at(desk, start, applicant, channel=channel))


def move_ahead(desk: Desk, reference: str, start: datetime) -> Appointment:
    """Move an appointment to `start`, opening its day first as `book_ahead` does.

    Raises what `changes.move` raises.
    """
    return _opening_first(desk, start, lambda: move(desk, reference, start))


def _opening_first(desk: Desk, start: datetime, act: Callable[[], Appointment]) -> Appointment:
    try:
        return act()
    except Refusal as refusal:
        if refusal.code != "no_such_slot" or not _may_open(desk, start) or not open_ahead(desk):
            raise
    return act()


def _may_open(desk: Desk, start: datetime) -> bool:
    """Say whether the calendar has `start` between now and the horizon."""
    office, day, today = desk.office, start.date(), desk.clock.today()
    if not today <= day <= today + timedelta(weeks=office.horizon_weeks):
        return False
    of_the_day = places(office.openings, office.closures, office.slot_minutes, day, day)
    return any(place.start == start for place in of_the_day)
