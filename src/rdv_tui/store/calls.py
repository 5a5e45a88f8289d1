"""Statements on the calls to make."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, literal_column
from sqlmodel import col, func, select

from rdv_tui.domain.message import CallKind, CallState
from rdv_tui.store.audit import record
from rdv_tui.store.tables import AppointmentRow
from rdv_tui.store.unit import Snapshot, UnitOfWork
from rdv_tui.store.waiting_tables import CallRow, ProposalRow, WaitingRow

OPEN_STATES = frozenset({CallState.TODO, CallState.UNREACHED})

# A literal, not a parameter: only so can an engine see that the partial index answers.
_IS_OPEN: ColumnElement[bool] = literal_column("call.state IN ('todo', 'unreached')")

CallContext = tuple[CallRow, AppointmentRow | None, WaitingRow | None]
"""A call, and the appointment or the waiting person it is about."""


def add(
    unit: UnitOfWork,
    kind: CallKind,
    due: datetime,
    reference: str,
    proposal: int | None = None,
    *,
    former_start: datetime | None = None,
) -> None:
    """Put a call about an appointment, or about a `proposal` of its place, on the list.

    `due` is an instant (UTC). Whoever may come at `former_start` (wall clock) in vain comes first.
    """
    row = CallRow(
        office=unit.office,
        id=unit.next_id(CallRow),
        kind=kind.value,
        reference=reference,
        proposal=proposal,
        since=unit.now,
        due=due,
        former_start=former_start,
    )
    unit.session.add(row)
    record(unit, "add_call", reference, after={"call": row.id, "kind": row.kind})


def find(unit: Snapshot, number: int) -> CallRow | None:
    """Return the call of that number."""
    return unit.session.get(CallRow, (unit.office, number))


def change_state(unit: UnitOfWork, row: CallRow, state: CallState, *, tried: bool = False) -> None:
    """Bring a call to `state`, and audit it; one that was `tried` counts."""
    before = {"call": row.id, "state": row.state}
    row.state, row.at, row.by = state.value, unit.now, unit.agent
    row.tries += tried
    unit.session.add(row)
    after = {"call": row.id, "state": row.state}
    record(unit, "answer_call", row.reference, before=before, after=after)


def open_of(unit: Snapshot, reference: str) -> Sequence[CallRow]:
    """Return the calls still to be made about an appointment."""
    theirs = unit.rows_of(CallRow).where(col(CallRow.reference) == reference, _IS_OPEN)
    return unit.session.exec(theirs.order_by(col(CallRow.id))).all()


def list_open(unit: Snapshot) -> Sequence[CallContext]:
    """Return the calls still to be made with whom they are about, the most urgent first."""
    query = (
        select(CallRow, AppointmentRow, WaitingRow)
        .join_from(CallRow, AppointmentRow, isouter=True)
        .join_from(CallRow, ProposalRow, isouter=True)
        .join_from(ProposalRow, WaitingRow, isouter=True)
        .where(col(CallRow.office) == unit.office, _IS_OPEN)
        .order_by(
            col(CallRow.former_start).is_(None),
            col(CallRow.former_start),
            col(CallRow.due),
            col(CallRow.id),
        )
    )
    return [(call, appointment, waiting) for call, appointment, waiting in unit.session.exec(query)]


def reached_by_phone(unit: Snapshot, references: Sequence[str]) -> dict[str, datetime]:
    """Return when somebody last dealt with a call about each of the appointments (UTC)."""
    query = (
        select(CallRow.reference, func.max(CallRow.at))
        .where(
            col(CallRow.office) == unit.office,
            col(CallRow.reference).in_(references),
            col(CallRow.state).in_([CallState.REACHED.value, CallState.CLOSED.value]),
        )
        .group_by(col(CallRow.reference))
    )
    return {reference: at for reference, at in unit.session.exec(query) if reference and at}


def proposal_of(unit: Snapshot, reference: str) -> tuple[ProposalRow, WaitingRow]:
    """Return the proposal that keeps the place `reference`, and the person it is made to.

    Raises LookupError when no proposal keeps it.
    """
    query = (
        select(ProposalRow, WaitingRow)
        .join_from(ProposalRow, WaitingRow)
        .where(col(ProposalRow.office) == unit.office, col(ProposalRow.reference) == reference)
        .order_by(col(ProposalRow.id).desc())
    )
    found = unit.session.exec(query).first()
    if found is None:
        raise LookupError(reference)
    return found[0], found[1]
