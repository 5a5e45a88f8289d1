"""Statements on persons: who has an appointment to come, who shares an address or a number."""

from sqlalchemy import ColumnElement, literal_column
from sqlmodel import Session, col, distinct, func, select

from rdv_tui.store.tables import BINDS, AppointmentRow

_BINDS: ColumnElement[bool] = literal_column(f"appointment.{BINDS}")


def active_of(session: Session, office: str, number: str) -> AppointmentRow | None:
    """Return the one appointment of the person that is still to be served, None when none is."""
    return session.exec(
        select(AppointmentRow).where(
            col(AppointmentRow.office) == office,
            col(AppointmentRow.foreign_resident_number) == number,
            _BINDS,
        )
    ).first()


def others_with_email(session: Session, office: str, number: str, email: str) -> int:
    """Count the other persons booked with this e-mail address."""
    return _others(session, office, number, col(AppointmentRow.email) == email)


def others_with_phone(session: Session, office: str, number: str, phone: str) -> int:
    """Count the other persons booked with this phone number (E.164)."""
    return _others(session, office, number, col(AppointmentRow.phone) == phone)


def _others(session: Session, office: str, number: str, same: ColumnElement[bool]) -> int:
    return session.exec(
        select(func.count(distinct(col(AppointmentRow.foreign_resident_number)))).where(
            col(AppointmentRow.office) == office,
            same,
            col(AppointmentRow.foreign_resident_number) != number,
        )
    ).one()
