"""The tables of delivery: messages to send, what the printers were given, who sends for all."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, Text
from sqlmodel import Field

from rdv_tui.store.partial_index import partial_index
from rdv_tui.store.tables import Numbered, OfOffice

TO_SEND = "state = 'waiting'"
"""SQL: the message is still to be sent."""

FAILED = "state = 'failed'"
"""SQL: the message was refused, or tried in vain for days."""


class MessageRow(Numbered, table=True):
    """An e-mail queued in the transaction that gave cause for it.

    `facts` is what it tells, as JSON, taken then; `message_id` never changes, whatever the number
    of `attempts`; `sequence` is that of the calendar's invitation. Instants are UTC.
    """

    __tablename__ = "message"
    __table_args__ = (
        ForeignKeyConstraint(
            ["office", "reference"],
            ["appointment.office", "appointment.reference"],
            name="fk_message_appointment",
        ),
        CheckConstraint(
            "kind IN ('booked', 'moved', 'cancelled', 'proposed', 'reminder', 'letter')",
            name="ck_message_kind",
        ),
        CheckConstraint(
            "state IN ('waiting', 'sent', 'failed', 'withdrawn')", name="ck_message_state"
        ),
        partial_index(
            "ix_message_due",
            "office",
            "next_at",
            where=TO_SEND,
        ),
        partial_index(
            "ix_message_failed",
            "office",
            "id",
            where=FAILED,
        ),
        Index("ix_message_reference", "office", "reference"),
        Index("uq_message_id", "message_id", unique=True),
    )

    reference: str
    kind: str
    recipient: str
    language: str | None = None
    message_id: str
    sequence: int = 0
    facts: str = Field(sa_type=Text)
    state: str = "waiting"
    attempts: int = 0
    queued_at: datetime
    next_at: datetime
    tried_at: datetime | None = None
    sent_at: datetime | None = None
    last_answer: str | None = Field(default=None, sa_type=Text)


class LeaseRow(OfOffice, table=True):
    """A job that one program at a time does for all desks of the office, until `expires_at`."""

    __tablename__ = "lease"
    __table_args__ = (ForeignKeyConstraint(["office"], ["office.code"], name="fk_lease_office"),)

    job: str = Field(primary_key=True)
    holder: str
    expires_at: datetime


class PrintJobRow(Numbered, table=True):
    """A document handed to a printer, and what the print system last said of it.

    `revision` is that of the appointment as the document tells it.
    """

    __tablename__ = "print_job"
    __table_args__ = (
        ForeignKeyConstraint(
            ["office", "reference"],
            ["appointment.office", "appointment.reference"],
            name="fk_print_job_appointment",
        ),
        CheckConstraint(
            "state IN ('waiting', 'handed', 'held', 'printed', 'failed', 'cancelled', 'unknown')",
            name="ck_print_job_state",
        ),
        Index("ix_print_job_reference", "office", "reference"),
        partial_index(
            "ix_print_job_waiting",
            "office",
            "id",
            where="state = 'waiting'",
        ),
        partial_index(
            "ix_print_job_queued",
            "office",
            "id",
            where="state IN ('handed', 'held')",
        ),
    )

    reference: str | None = None
    title: str
    printer: str
    job: str
    station: str
    state: str = "handed"
    detail: str = ""
    handed_at: datetime
    checked_at: datetime | None = None
    revision: int | None = None
