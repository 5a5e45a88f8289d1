"""The tables of the hall: the day's tickets, and people who came without an appointment."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index
from sqlmodel import Field

from rdv_tui.store.partial_index import partial_index
from rdv_tui.store.tables import Numbered, OfOffice

WALK_IN_STATUSES = "'arrived', 'in_progress', 'done', 'left', 'elsewhere', 'unrecorded'"
"""SQL: where somebody without an appointment may stand (domain/walk_in.py)."""


class TicketRow(OfOffice, table=True):
    """A ticket of `day`, given at arrival: « A 042 ». It is deleted when the day is over.

    It belongs to the appointment `reference` or to the walk-in of that number. `called_at` and
    `counter` are of the last call, all that a screen in the hall may know of anybody.
    """

    __tablename__ = "ticket"
    __table_args__ = (
        ForeignKeyConstraint(["office"], ["office.code"], name="fk_ticket_office"),
        CheckConstraint("number BETWEEN 0 AND 999", name="ck_ticket_number"),
        CheckConstraint("(reference IS NULL) <> (walk_in IS NULL)", name="ck_ticket_holder"),
        Index("uq_ticket_reference", "office", "day", "reference", unique=True),
        Index("uq_ticket_walk_in", "office", "day", "walk_in", unique=True),
    )

    day: date = Field(primary_key=True)
    letter: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    reference: str | None = None
    walk_in: int | None = None
    called_at: datetime | None = None
    counter: int | None = None


class WalkInRow(Numbered, table=True):
    """Somebody who came on `day` without an appointment. What ends in `_at` is an instant (UTC).

    `name`, `reason` (free text) and `foreign_resident_number` are erased when the day is over.
    `elsewhere` says where or why somebody was sent on, `counter` who called them or shall.
    """

    __tablename__ = "walk_in"
    __table_args__ = (
        ForeignKeyConstraint(["office"], ["office.code"], name="fk_walk_in_office"),
        CheckConstraint(f"status IN ({WALK_IN_STATUSES})", name="ck_walk_in_status"),
        CheckConstraint(
            "(status = 'elsewhere') = (elsewhere IS NOT NULL)", name="ck_walk_in_elsewhere"
        ),
        Index("ix_walk_in_day", "office", "day"),
        partial_index(
            "ix_walk_in_named",
            "office",
            "day",
            where="name IS NOT NULL",
        ),
    )

    day: date
    status: str
    name: str | None = None
    reason: str | None = None
    foreign_resident_number: str | None = None
    arrived_at: datetime
    called_at: datetime | None = None
    ended_at: datetime | None = None
    counter: int | None = None
    elsewhere: str | None = None
