"""Statements on persons: who has an appointment to come, who shares an address or a number."""

from sqlalchemy import ColumnElement, literal_column
from sqlmodel import col, distinct, func, select

from rdv_tui.store.tables import BINDS_PERSON_SQL, AppointmentRow
from rdv_tui.store.unit import Snapshot

_BINDS_PERSON: ColumnElement[bool] = literal_column(f"appointment.{BINDS_PERSON_SQL}")


def active_of(unit: Snapshot, number: str) -> AppointmentRow | None:
    """Return the one appointment of the person that is still to be served, None when none is."""
    return unit.session.exec(
        select(AppointmentRow).where(
            col(AppointmentRow.office) == unit.office,
            col(AppointmentRow.foreign_resident_number) == number,
            _BINDS_PERSON,
        )
    ).first()


def others_with_email(unit: Snapshot, number: str, email: str) -> int:
    """Count the other persons booked with this e-mail address."""
    return _others(unit, number, col(AppointmentRow.email) == email)


def others_with_phone(unit: Snapshot, number: str, phone: str) -> int:
    """Count the other persons booked with this phone number (E.164)."""
    return _others(unit, number, col(AppointmentRow.phone) == phone)


def _others(unit: Snapshot, number: str, same: ColumnElement[bool]) -> int:
    return unit.session.exec(
        select(func.count(distinct(col(AppointmentRow.foreign_resident_number)))).where(
            col(AppointmentRow.office) == unit.office,
            same,
            col(AppointmentRow.foreign_resident_number) != number,
        )
    ).one()
