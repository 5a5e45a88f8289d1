"""A Tuesday to close: who is booked on it, and what the store holds after."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import select

from rdv_tui.domain.appointment import Channel
from rdv_tui.domain.office import Closure
from rdv_tui.domain.opening_hours import HoursChange, SlotLength
from rdv_tui.services.booking import booking
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import opening_hours
from rdv_tui.store.tables import AppointmentRow
from tests.factories import person

TUESDAY = date(2026, 12, 1)
NINE = datetime(2026, 12, 1, 9)
SLOTS = tuple(NINE + timedelta(minutes=15 * rank) for rank in range(4))
FORMATION = Closure(TUESDAY, TUESDAY, "Formation")
COUNTER_2 = HoursChange(added=(replace(FORMATION, counter=2),))
WHOLE_DAY = HoursChange(added=(FORMATION,))


def book(desk: Desk, start: datetime, rank: int, **more: str) -> str:
    someone = person(rank, **more)
    return booking.book_at(desk, start, someone, channel=Channel.DESK).reference


def fill_tuesday(desk: Desk) -> dict[int, list[str]]:
    """Book all of Tuesday; return the references by counter."""
    found: dict[int, list[str]] = {1: [], 2: []}
    for rank, start in enumerate(SLOTS):
        for counter in (1, 2):
            reference = book(desk, start, 10 * rank + counter, email=f"p{rank}@example.org")
            found[counter].append(reference)
    return found


def slots_of(desk: Desk, minutes: int) -> HoursChange:
    """Return the change that gives all slots another length from today on."""
    hours = opening_hours.get_hours(desk)
    return hours.with_slots(SlotLength(minutes, desk.clock.today()))


def row_of(desk: Desk, reference: str) -> AppointmentRow:
    with desk.store.read() as session:
        row = session.get(AppointmentRow, (desk.office.code, reference))
    assert row is not None
    return row


def all_rows(desk: Desk, table: type[Any]) -> list[Any]:
    with desk.store.read() as session:
        return list(session.exec(select(table)).all())
