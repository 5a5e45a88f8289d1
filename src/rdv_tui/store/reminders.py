"""What reminders are decided by: the appointments of the coming days, and what was told of them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import and_, col, select

from rdv_tui.domain.appointment import Status
from rdv_tui.domain.message import CallKind
from rdv_tui.store.appointments import occupies_place_between
from rdv_tui.store.delivery_tables import MessageRow
from rdv_tui.store.tables import AppointmentRow
from rdv_tui.store.unit import Snapshot
from rdv_tui.store.waiting_tables import CallRow


def booked_between(unit: Snapshot, first: datetime, before: datetime) -> Sequence[AppointmentRow]:
    """Return the appointments still to come from `first` to `before` (out), wall clock."""
    query = select(AppointmentRow).where(_within(unit.office, first, before))
    return unit.session.exec(
        query.order_by(col(AppointmentRow.start), col(AppointmentRow.number))
    ).all()


def messages_of(unit: Snapshot, first: datetime, before: datetime) -> dict[str, list[MessageRow]]:
    """Return the messages about the same appointments, by reference, oldest first."""
    query = (
        select(MessageRow)
        .join(AppointmentRow)
        .where(_within(unit.office, first, before))
        .order_by(col(MessageRow.id))
    )
    found: dict[str, list[MessageRow]] = {}
    for row in unit.session.exec(query):
        found.setdefault(row.reference, []).append(row)
    return found


def calls_of(unit: Snapshot, first: datetime, before: datetime) -> dict[str, list[datetime]]:
    """Return when the reminding calls about the same appointments were due, by reference."""
    query = (
        select(AppointmentRow.reference, CallRow.due)
        .join_from(AppointmentRow, CallRow)
        .where(_within(unit.office, first, before), col(CallRow.kind) == CallKind.REMINDER.value)
    )
    found: dict[str, list[datetime]] = {}
    for reference, due in unit.session.exec(query):
        found.setdefault(reference, []).append(due)
    return found


def _within(office: str, first: datetime, before: datetime) -> ColumnElement[bool]:
    booked = col(AppointmentRow.status) == Status.BOOKED.value
    return and_(occupies_place_between(office, first, before), booked)
