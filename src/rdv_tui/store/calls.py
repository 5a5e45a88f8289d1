"""Statements on the calls to make."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, literal_column
from sqlmodel import Session, col, func, select

from rdv_tui.domain.message import CallState
from rdv_tui.store.audit import Actor, record
from rdv_tui.store.tables import AppointmentRow
from rdv_tui.store.waiting_tables import CallRow, ProposalRow, WaitingRow

OPEN = frozenset({CallState.TODO, CallState.UNREACHED})

# A literal, not a parameter: only so can an engine see that the partial index answers.
_IS_OPEN: ColumnElement[bool] = literal_column("call.state IN ('todo', 'unreached')")

Listed = tuple[CallRow, AppointmentRow | None, WaitingRow | None]
"""A call, and the appointment or the waiting person it is about."""


def next_id(session: Session, office: str) -> int:
    """Return the number of the next call; safe to compute under the office's write lock."""
    session.flush()
    last = session.exec(select(func.max(CallRow.id)).where(col(CallRow.office) == office))
    return (last.one() or 0) + 1


def add(session: Session, row: CallRow) -> None:
    """Put a call on the list."""
    session.add(row)
    session.flush()


def find(session: Session, office: str, number: int) -> CallRow | None:
    """Return the call of that number."""
    return session.get(CallRow, (office, number))


def settle(session: Session, actor: Actor, row: CallRow, state: CallState) -> None:
    """Bring a call to `state`, and audit it."""
    before = {"call": row.id, "state": row.state}
    row.state, row.at, row.by = state.value, actor.at, actor.agent
    session.add(row)
    after = {"call": row.id, "state": row.state}
    record(session, actor, "answer_call", row.reference, before=before, after=after)


def open_of(session: Session, office: str, reference: str) -> Sequence[CallRow]:
    """Return the calls still to be made about an appointment."""
    return session.exec(
        select(CallRow)
        .where(col(CallRow.office) == office, col(CallRow.reference) == reference, _IS_OPEN)
        .order_by(col(CallRow.id))
    ).all()


def list_open(session: Session, office: str) -> Sequence[Listed]:
    """Return the calls still to be made with whom they are about, the most urgent first."""
    query = (
        select(CallRow, AppointmentRow, WaitingRow)
        .join(
            AppointmentRow,
            (col(AppointmentRow.office) == col(CallRow.office))
            & (col(AppointmentRow.reference) == col(CallRow.reference)),
            isouter=True,
        )
        .join(
            ProposalRow,
            (col(ProposalRow.office) == col(CallRow.office))
            & (col(ProposalRow.id) == col(CallRow.proposal)),
            isouter=True,
        )
        .join(
            WaitingRow,
            (col(WaitingRow.office) == col(ProposalRow.office))
            & (col(WaitingRow.id) == col(ProposalRow.waiting)),
            isouter=True,
        )
        .where(col(CallRow.office) == office, _IS_OPEN)
        .order_by(col(CallRow.due), col(CallRow.id))
    )
    return [(call, appointment, waiting) for call, appointment, waiting in session.exec(query)]


def told_by_phone(session: Session, office: str, references: Sequence[str]) -> dict[str, datetime]:
    """Return when somebody last dealt with a call about each of the appointments (UTC)."""
    query = (
        select(CallRow.reference, func.max(CallRow.at))
        .where(
            col(CallRow.office) == office,
            col(CallRow.reference).in_(references),
            col(CallRow.state).in_([CallState.REACHED.value, CallState.CLOSED.value]),
        )
        .group_by(col(CallRow.reference))
    )
    return {reference: at for reference, at in session.exec(query) if reference and at}


def waiting_for(session: Session, office: str, reference: str) -> tuple[ProposalRow, WaitingRow]:
    """Return the proposal that keeps the place `reference`, and the person it is made to.

    Raises LookupError when no proposal keeps it.
    """
    query = (
        select(ProposalRow, WaitingRow)
        .join(
            WaitingRow,
            (col(WaitingRow.office) == col(ProposalRow.office))
            & (col(WaitingRow.id) == col(ProposalRow.waiting)),
        )
        .where(col(ProposalRow.office) == office, col(ProposalRow.reference) == reference)
        .order_by(col(ProposalRow.id).desc())
    )
    found = session.exec(query).first()
    if found is None:
        raise LookupError(reference)
    return found[0], found[1]
