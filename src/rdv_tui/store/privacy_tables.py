"""The tables of what may be erased, and of what is kept of those who were."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Text
from sqlmodel import Field

from rdv_tui.store.tables import Numbered, OfOffice


class AuditPersonRow(Numbered, table=True):
    """What a line of the audit tells of a person (JSON, by side), apart so that it can go alone."""

    __tablename__ = "audit_person"
    __table_args__ = (
        ForeignKeyConstraint(
            ["office", "id"], ["audit.office", "audit.id"], name="fk_audit_person_audit"
        ),
    )

    salt: str
    content: str = Field(sa_type=Text)


class AppointmentCountRow(OfOffice, table=True):
    """How many appointments of a day, alike in what figures count, were erased.

    `booked_on` is the day of the booking (UTC); `reason` that of a cancellation, else empty.
    """

    __tablename__ = "appointment_count"
    __table_args__ = (
        ForeignKeyConstraint(["office"], ["office.code"], name="fk_appointment_count_office"),
        CheckConstraint("people >= 1", name="ck_appointment_count_people"),
    )

    day: date = Field(primary_key=True)
    booked_on: date = Field(primary_key=True)
    status: str = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    reason: str = Field(primary_key=True)
    people: int
