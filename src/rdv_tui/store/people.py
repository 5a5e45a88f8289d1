"""Statements on persons: who has an appointment to come, who shares an address or a number."""

from datetime import date, datetime, time

from sqlalchemy import ColumnElement, bindparam, literal_column
from sqlmodel import col, distinct, func, select

from rdv_tui.domain.applicant import Applicant
from rdv_tui.domain.appointment import BINDS_PERSON, Status
from rdv_tui.domain.names import fold
from rdv_tui.domain.search_words import NUMBER, words_of_same_birth
from rdv_tui.store import appointments, search_index
from rdv_tui.store.tables import BINDS_PERSON_SQL, AppointmentRow, OfficeRow
from rdv_tui.store.unit import Snapshot

_BINDS_PERSON: ColumnElement[bool] = literal_column(f"appointment.{BINDS_PERSON_SQL}")

_ACTIVE = select(AppointmentRow.reference).where(
    col(AppointmentRow.office) == bindparam("office"),
    col(AppointmentRow.foreign_resident_number) == bindparam("number"),
    _BINDS_PERSON,
)

_MOST_OF_ONE = 50
"""Appointments of one person that are looked at on each side of today."""

_MOST_BORN_ALIKE = 500
"""Appointments to come of one birth date that are looked at: a department has a handful."""


def active_of(unit: Snapshot, number: str) -> AppointmentRow | None:
    """Return the one appointment of the person that is still to be served, None when none is."""
    found = unit.ask(_ACTIVE, {"office": unit.office, "number": number})
    return appointments.find(unit, found[0].reference) if found else None


def elsewhere(unit: Snapshot, number: str) -> list[tuple[str, date]]:
    """Return the code and the day of each appointment to come in other offices, the next first.

    The one thing that an office learns of another's people. Reads the index of one appointment a
    person, once for each office.
    """
    found = unit.session.exec(
        select(OfficeRow.code, AppointmentRow.start)
        .join(AppointmentRow, col(AppointmentRow.office) == col(OfficeRow.code))
        .where(
            col(OfficeRow.code) != unit.office,
            col(AppointmentRow.foreign_resident_number) == number,
            col(AppointmentRow.start) >= datetime.combine(unit.today, time()),
            _BINDS_PERSON,
        )
        .order_by(col(AppointmentRow.start), col(OfficeRow.code))
    )
    return [(code, start.date()) for code, start in found]


def latest_of(unit: Snapshot, number: str) -> AppointmentRow | None:
    """Return the person's appointment that was booked last, whatever became of it."""
    rows = all_of(unit, number)
    return max(rows, key=lambda row: (row.booked_at, row.reference), default=None)


def all_of(unit: Snapshot, number: str) -> list[AppointmentRow]:
    """Return the person's appointments, those nearest to today, whatever became of them."""
    found: dict[str, datetime] = {}
    for is_past in (False, True):
        found |= search_index.matching(
            unit,
            f"{NUMBER}{number}",
            (),
            edge=datetime.combine(unit.today, time()),
            is_past=is_past,
            count=_MOST_OF_ONE,
        )
    return appointments.booked(unit, sorted(found))


def namesakes(unit: Snapshot, applicant: Applicant) -> list[AppointmentRow]:
    """Return appointments to come of the same names and birth date under another number.

    Found by their birth date, in one stretch of the search words for each way to know it; the
    names may stand in either field, joined or parted.
    """
    born = {
        reference
        for beginning in words_of_same_birth(applicant.birth_date)
        for reference in search_index.matching(
            unit,
            beginning,
            (),
            edge=datetime.combine(unit.today, time()),
            is_past=False,
            count=_MOST_BORN_ALIKE,
        )
    }
    same = _names(applicant.family_name, applicant.given_names)
    return [
        row
        for row in appointments.booked(unit, sorted(born))
        if row.foreign_resident_number != applicant.foreign_resident_number
        and Status(row.status) in BINDS_PERSON
        and _names(row.family_name or "", row.given_names or "") == same
    ]


def _names(family_name: str, given_names: str) -> list[str]:
    return sorted(fold(name).replace(" ", "") for name in (family_name, given_names))


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
