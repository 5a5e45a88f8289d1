"""Statements on cancellations and on the bookings of the same slot that followed them."""

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from sqlalchemy import ColumnElement
from sqlmodel import col, select

from rdv_tui.store.appointments import IS_CANCELLED
from rdv_tui.store.audit import ON_APPOINTMENT
from rdv_tui.store.tables import AppointmentRow, AuditRow, PlaceRow
from rdv_tui.store.unit import Snapshot

_START = cast("ColumnElement[datetime]", col(AppointmentRow.start))

TAKING_ACTIONS = ("book", "move", "undo")
"""The acts by which somebody comes to occupy a slot."""


def cancelled(
    unit: Snapshot, first: datetime, before: datetime
) -> list[tuple[AppointmentRow, AuditRow, datetime | None]]:
    """Return who cancelled a slot from `first` to `before` (out), the act, and the release.

    The release is the instant (UTC) at which the place came back; None for one never embargoed.
    """
    found = (
        select(AppointmentRow, AuditRow, col(PlaceRow.free_from))
        .join(AuditRow, ON_APPOINTMENT)
        .join_from(AppointmentRow, PlaceRow)
        .where(col(AppointmentRow.office) == unit.office, first <= _START, before > _START)
        .where(IS_CANCELLED, col(AuditRow.action) == "cancel")
        .order_by(_START, col(AuditRow.id))
    )
    return [(row, act, released) for row, act, released in unit.session.exec(found).all()]


def taken_after(
    unit: Snapshot, cancelled: AppointmentRow, act: AuditRow
) -> Sequence[tuple[AppointmentRow, AuditRow]]:
    """Return who else came to occupy the slot of `cancelled` after the act `act`, in order."""
    found = (
        select(AppointmentRow, AuditRow)
        .join(AuditRow, ON_APPOINTMENT)
        .where(
            col(AppointmentRow.office) == cancelled.office,
            col(AppointmentRow.start) == cancelled.start,
            col(AppointmentRow.foreign_resident_number) != cancelled.foreign_resident_number,
            col(AuditRow.action).in_(TAKING_ACTIONS),
            col(AuditRow.id) > act.id,
        )
        .order_by(col(AuditRow.id))
    )
    return [(row, taking) for row, taking in unit.session.exec(found).all()]
