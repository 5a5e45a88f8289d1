"""The tables of those who wait: the waiting list, what was proposed to them, whom to call."""

from datetime import date, datetime, time

from pydantic import NaiveDatetime
from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, Text
from sqlmodel import Field

from rdv_tui.store.partial_index import partial_index
from rdv_tui.store.tables import Numbered

OPEN_ENTRY = "status IN ('waiting', 'proposed')"
"""SQL: the person still waits."""


class WaitingRow(Numbered, table=True):
    """A person for whom no slot suited. `draft` is what was typed, as holds keep it (JSON).

    `weekdays` are digits, 0 is Monday; `from_time` and `until_time` the hours that suit; `rank_on`
    the expiry date by which the list is ordered, before `asked_at` (UTC).
    """

    __tablename__ = "waiting"
    __table_args__ = (
        ForeignKeyConstraint(["office"], ["office.code"], name="fk_waiting_office"),
        CheckConstraint(
            "status IN ('waiting', 'proposed', 'accepted', 'withdrawn', 'exhausted')",
            name="ck_waiting_status",
        ),
        CheckConstraint("first <= last", name="ck_waiting_days"),
        partial_index(
            "uq_waiting_person",
            "office",
            "foreign_resident_number",
            unique=True,
            where=OPEN_ENTRY,
        ),
        Index("ix_waiting_rank", "office", "status", "rank_on", "asked_at"),
    )

    status: str
    asked_at: datetime
    asked_by: str
    family_name: str
    given_names: str
    foreign_resident_number: str
    situation: str
    rank_on: date
    first: date
    last: date
    weekdays: str
    from_time: time
    until_time: time
    phone: str | None = None
    email: str | None = None
    draft: str | None = Field(default=None, sa_type=Text)
    proposals: int = 0
    not_before: datetime | None = None


class ProposalRow(Numbered, table=True):
    """A place kept for a waiting person until `deadline` (UTC); `reference` is its hold."""

    __tablename__ = "proposal"
    __table_args__ = (
        ForeignKeyConstraint(
            ["office", "waiting"], ["waiting.office", "waiting.id"], name="fk_proposal_waiting"
        ),
        ForeignKeyConstraint(
            ["office", "reference"],
            ["appointment.office", "appointment.reference"],
            name="fk_proposal_appointment",
        ),
        CheckConstraint(
            "answer IN ('pending', 'accepted', 'refused', 'expired')", name="ck_proposal_answer"
        ),
        partial_index(
            "uq_proposal_pending",
            "office",
            "waiting",
            unique=True,
            where="answer = 'pending'",
        ),
        Index("ix_proposal_waiting", "office", "waiting"),
        Index("ix_proposal_reference", "office", "reference"),
    )

    waiting: int
    reference: str
    proposed_at: datetime
    deadline: datetime
    answer: str
    answered_at: datetime | None = None
    answered_by: str | None = None


class CallRow(Numbered, table=True):
    """Somebody to call: about an appointment (`reference`) or a proposal, and how it went.

    `kind` is moved, cancelled, proposal, reminder or undelivered; `due` the instant (UTC) by which
    it should be done; `state` todo, unreached, reached or closed. Who may come
    at `former_start` (wall clock) in vain is called before all others.
    """

    __tablename__ = "call"
    __table_args__ = (
        ForeignKeyConstraint(
            ["office", "reference"],
            ["appointment.office", "appointment.reference"],
            name="fk_call_appointment",
        ),
        ForeignKeyConstraint(
            ["office", "proposal"], ["proposal.office", "proposal.id"], name="fk_call_proposal"
        ),
        CheckConstraint(
            "kind IN ('moved', 'cancelled', 'proposal', 'reminder', 'undelivered')",
            name="ck_call_kind",
        ),
        CheckConstraint(
            "state IN ('todo', 'unreached', 'reached', 'closed')", name="ck_call_state"
        ),
        partial_index(
            "ix_call_open",
            "office",
            "due",
            where="state IN ('todo', 'unreached')",
        ),
        Index("ix_call_reference", "office", "reference"),
    )

    kind: str
    reference: str | None = None
    proposal: int | None = None
    since: datetime
    due: datetime
    state: str = "todo"
    tries: int = 0
    at: datetime | None = None
    by: str | None = None
    former_start: NaiveDatetime | None = None
