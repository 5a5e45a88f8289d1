"""The tables of changed hours: what each change was, and whose place it took."""

from datetime import datetime

from pydantic import NaiveDatetime
from sqlalchemy import ForeignKeyConstraint, Text
from sqlmodel import Field

from rdv_tui.store.tables import Numbered, OfOffice


class HoursChangeRow(Numbered, table=True):
    """A change of the hours as it was written (`change` is JSON), so that it can be taken back.

    `taken_back` is the number of the change that did so.
    """

    __tablename__ = "hours_change"
    __table_args__ = (
        ForeignKeyConstraint(["office"], ["office.code"], name="fk_hours_change_office"),
    )

    at: datetime
    agent: str
    change: str = Field(sa_type=Text)
    taken_back: int | None = None


class DisplacementRow(OfOffice, table=True):
    """Who was moved off a place that a change withdrew, and where to (all wall clock).

    They are offered it again when it comes back, for as long as they stand on the new one.
    """

    __tablename__ = "displacement"
    __table_args__ = (
        ForeignKeyConstraint(
            ["office", "start", "number"],
            ["place.office", "place.start", "place.number"],
            name="fk_displacement_place",
        ),
        ForeignKeyConstraint(
            ["office", "reference"],
            ["appointment.office", "appointment.reference"],
            name="fk_displacement_appointment",
        ),
    )

    start: NaiveDatetime = Field(primary_key=True)
    number: int = Field(primary_key=True)
    reference: str = Field(primary_key=True)
    moved_at: datetime
    new_start: NaiveDatetime
    new_number: int
