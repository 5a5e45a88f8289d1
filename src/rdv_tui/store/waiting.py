"""Statements on the waiting list: who waits, in which order, and what was proposed to them."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, bindparam, literal_column, union_all
from sqlmodel import and_, col, func, or_, select

from rdv_tui.domain.appointment import Status
from rdv_tui.domain.message import CallState
from rdv_tui.domain.waiting import (
    PROPOSAL_INTERVAL,
    Proposal,
    ProposalOutcome,
    WaitingEntry,
    WaitingState,
    Wish,
    state_after_refusal,
)
from rdv_tui.domain.waiting_request import WaitingRequest
from rdv_tui.store import calls
from rdv_tui.store.audit import record
from rdv_tui.store.tables import AppointmentRow
from rdv_tui.store.unit import Snapshot, UnitOfWork
from rdv_tui.store.waiting_tables import OPEN_ENTRY, CallRow, ProposalRow, WaitingRow

# Literals, not parameters: only so can an engine see that a partial index answers.
_IS_OPEN: ColumnElement[bool] = literal_column(f"waiting.{OPEN_ENTRY}")
_IS_PENDING: ColumnElement[bool] = literal_column("proposal.answer = 'pending'")
SHOWN_STATES = (WaitingState.WAITING, WaitingState.PROPOSED, WaitingState.EXHAUSTED)
"""States of those who are shown: also those for whom nothing was found."""

_RANK = (col(WaitingRow.rank_on), col(WaitingRow.asked_at), col(WaitingRow.id))
"""The list's order: the permit that expires first, then who asked first."""

# What every booking asks is put together once.
_OPEN_OF = select(WaitingRow).where(
    col(WaitingRow.office) == bindparam("office"),
    col(WaitingRow.foreign_resident_number) == bindparam("number"),
    _IS_OPEN,
)
_EXHAUSTED_OF = select(WaitingRow.id).where(
    col(WaitingRow.office) == bindparam("office"),
    col(WaitingRow.status) == WaitingState.EXHAUSTED.value,
    col(WaitingRow.foreign_resident_number) == bindparam("number"),
)
_SHOWN_OF = union_all(_OPEN_OF.with_only_columns(col(WaitingRow.id)), _EXHAUSTED_OF)
_PENDING_ON = select(ProposalRow).where(
    col(ProposalRow.office) == bindparam("office"),
    col(ProposalRow.reference) == bindparam("reference"),
    _IS_PENDING,
)
_PROPOSALS_ON = select(ProposalRow.id).where(
    col(ProposalRow.office) == bindparam("office"),
    col(ProposalRow.reference) == bindparam("reference"),
)
_PENDING_WITHOUT_HOLD = (
    select(ProposalRow)
    .join(AppointmentRow)
    .where(
        col(ProposalRow.office) == bindparam("office"),
        _IS_PENDING,
        col(AppointmentRow.status) != Status.HELD.value,
    )
)


def add(
    unit: UnitOfWork, request: WaitingRequest, *, situation: str, expires: date, draft: str
) -> WaitingEntry:
    """Put a person on the list, ranked by when their permit expires, and audit it."""
    wish = request.wish
    row = WaitingRow(
        office=unit.office,
        id=unit.next_id(WaitingRow),
        status=WaitingState.WAITING.value,
        asked_at=unit.now,
        asked_by=unit.agent,
        family_name=request.family_name,
        given_names=request.given_names,
        foreign_resident_number=request.foreign_resident_number,
        situation=situation,
        rank_on=expires,
        first=wish.first,
        last=wish.last,
        weekdays="".join(str(day) for day in sorted(wish.weekdays)),
        from_time=wish.from_time,
        until_time=wish.until_time,
        phone=request.phone,
        email=request.email,
        draft=draft,
    )
    unit.session.add(row)
    details = {"waiting": row.id, "status": row.status, "first": row.first, "last": row.last}
    record(unit, "ask_waiting", after=details)
    return to_entry(row)


def find(unit: Snapshot, number: int) -> WaitingRow | None:
    """Return the row of that number on the list."""
    return unit.session.get(WaitingRow, (unit.office, number))


def open_of(unit: Snapshot, number: str) -> WaitingRow | None:
    """Return the row of the person with that foreign resident number who still waits."""
    return unit.session.exec(_OPEN_OF, params={"office": unit.office, "number": number}).first()


def shown_of(unit: Snapshot, number: str) -> Sequence[WaitingRow]:
    """Return all that the list shows of a person: their wait, and an earlier one without result."""
    theirs = unit.ask(_SHOWN_OF, {"office": unit.office, "number": number})
    return [unit.session.get_one(WaitingRow, (unit.office, known)) for (known,) in theirs]


def list_due(unit: Snapshot, on: date | None = None) -> Sequence[WaitingRow]:
    """Return those who may be proposed a place now, in the list's order.

    With `on`, only those whom a place of that day may suit.
    """
    waits = unit.rows_of(WaitingRow).where(
        col(WaitingRow.status) == WaitingState.WAITING.value,
        or_(col(WaitingRow.not_before).is_(None), col(WaitingRow.not_before) <= unit.now),
    )
    if on is not None:
        waits = waits.where(col(WaitingRow.first) <= on, col(WaitingRow.last) >= on)
    return unit.session.exec(waits.order_by(*_RANK)).all()


def is_due(row: WaitingRow, now: datetime) -> bool:
    """Say whether the person of `row` may be proposed a place at the instant `now`."""
    paused = row.not_before is not None and row.not_before > now
    return row.status == WaitingState.WAITING and not paused


def list_hopeless(unit: Snapshot) -> Sequence[WaitingRow]:
    """Return those who wait in vain: their days are all past, or they had all their proposals.

    The latter happens when the office lowers how many there are.
    """
    max_proposals = unit.desk.office.proposals_at_most
    return unit.session.exec(
        unit.rows_of(WaitingRow).where(
            col(WaitingRow.status) == WaitingState.WAITING.value,
            or_(col(WaitingRow.last) < unit.today, col(WaitingRow.proposals) >= max_proposals),
        )
    ).all()


def propose(
    unit: UnitOfWork, row: WaitingRow, hold: AppointmentRow, deadline: datetime
) -> ProposalRow:
    """Write down that the place of `hold` is kept for the person of `row` until `deadline`."""
    proposal = ProposalRow(
        office=unit.office,
        id=unit.next_id(ProposalRow),
        waiting=row.id,
        reference=hold.reference,
        proposed_at=unit.now,
        deadline=deadline,
        answer=ProposalOutcome.PENDING.value,
    )
    unit.session.add(proposal)
    row.proposals, row.not_before = row.proposals + 1, unit.now + PROPOSAL_INTERVAL
    details = {"proposal": proposal.id, "waiting": row.id, "deadline": deadline}
    record(unit, "propose", hold.reference, after=details)
    change_state(unit, row, WaitingState.PROPOSED)
    return proposal


def keep_until(unit: UnitOfWork, proposal: ProposalRow, deadline: datetime) -> None:
    """Move the deadline of a proposal (UTC)."""
    proposal.deadline = deadline
    unit.session.add(proposal)


def pending_of(unit: Snapshot, number: int) -> ProposalRow | None:
    """Return what is proposed now to the person of that number on the list."""
    theirs = unit.rows_of(ProposalRow).where(col(ProposalRow.waiting) == number, _IS_PENDING)
    return unit.session.exec(theirs).first()


def pending_on(unit: Snapshot, reference: str) -> ProposalRow | None:
    """Return the proposal that keeps the hold `reference`, None when it is another kind of hold."""
    hold = {"office": unit.office, "reference": reference}
    return unit.session.exec(_PENDING_ON, params=hold).first()


def proposals_on(unit: Snapshot, reference: str) -> Sequence[ProposalRow]:
    """Return every proposal of the place that the hold `reference` kept, whatever became of it."""
    hold = {"office": unit.office, "reference": reference}
    made = unit.ask(_PROPOSALS_ON, hold)
    return [unit.session.get_one(ProposalRow, (unit.office, number)) for (number,) in made]


def last_call(unit: Snapshot, proposal: int) -> CallRow | None:
    """Return the last call to make, or made, about a proposal."""
    about = unit.rows_of(CallRow).where(col(CallRow.proposal) == proposal)
    return unit.session.exec(about.order_by(col(CallRow.id).desc())).first()


def unwanted_starts(unit: Snapshot) -> set[tuple[int, datetime]]:
    """Return what those who still wait refused or let pass: their number, and the slot's start."""
    let_pass = and_(
        col(ProposalRow.answer) == ProposalOutcome.EXPIRED.value,
        col(ProposalRow.answered_at) >= col(ProposalRow.deadline),
    )
    refused = (
        select(ProposalRow.waiting, AppointmentRow.start)
        .join_from(ProposalRow, AppointmentRow)
        .join_from(ProposalRow, WaitingRow)
        .where(
            col(ProposalRow.office) == unit.office,
            or_(col(ProposalRow.answer) == ProposalOutcome.REFUSED.value, let_pass),
            _IS_OPEN,
        )
    )
    return {(number, start) for number, start in unit.session.exec(refused)}


def expire_proposals(unit: UnitOfWork) -> None:
    """Bring the list in line with holds that ended: nobody answered in time, or the place went.

    Whose place went before its deadline loses no proposal by it. Call it at the end of a unit;
    whoever was booked on their place has left the list by then.
    """
    unit.session.flush()
    for proposal in unit.session.exec(_PENDING_WITHOUT_HOLD, params={"office": unit.office}).all():
        end_proposal(unit, proposal, ProposalOutcome.EXPIRED)


def end_proposal(unit: UnitOfWork, proposal: ProposalRow, answer: ProposalOutcome) -> None:
    """Write down what became of a proposal, and close its calls."""
    row = find(unit, proposal.waiting)
    assert row is not None  # by fk_proposal_waiting
    proposal.answer, proposal.answered_at = answer.value, unit.now
    proposal.answered_by = unit.agent
    unit.session.add(proposal)
    if answer is ProposalOutcome.EXPIRED and unit.now < proposal.deadline:
        row.proposals, row.not_before = row.proposals - 1, None
    state = WaitingState.ACCEPTED
    if answer is not ProposalOutcome.ACCEPTED:
        state = state_after_refusal(row.proposals, unit.desk.office.proposals_at_most)
    details = {"proposal": proposal.id, "answer": proposal.answer}
    record(unit, "end_proposal", proposal.reference, after=details)
    for call in calls.open_of(unit, proposal.reference):
        reached = answer in {ProposalOutcome.ACCEPTED, ProposalOutcome.REFUSED}
        calls.change_state(unit, call, CallState.REACHED if reached else CallState.CLOSED)
    change_state(unit, row, state)


def change_state(unit: UnitOfWork, row: WaitingRow, state: WaitingState) -> None:
    """Bring a person of the list to `state`, and audit it; what was typed ends with the wait."""
    before = {"waiting": row.id, "status": row.status}
    row.status = state.value
    if state in {WaitingState.ACCEPTED, WaitingState.WITHDRAWN}:
        row.draft = None
    unit.session.add(row)
    after = {"waiting": row.id, "status": row.status}
    record(unit, "change_waiting", before=before, after=after)
    unit.session.flush()


def list_shown(unit: Snapshot) -> list[WaitingEntry]:
    """Return those who wait and those for whom nothing was found, in the list's order."""
    rows = unit.session.exec(
        unit.rows_of(WaitingRow)
        .where(col(WaitingRow.status).in_([state.value for state in SHOWN_STATES]))
        .order_by(*_RANK)
    ).all()
    last = _last_proposals(unit, [row.id for row in rows])
    return [to_entry(row, last.get(row.id)) for row in rows]


def _last_proposals(unit: Snapshot, numbers: Sequence[int]) -> dict[int, Proposal]:
    """Return the last proposal to each of those, with how often they were called about it."""
    tries = func.coalesce(func.sum(CallRow.tries), 0)
    found = unit.session.exec(
        select(ProposalRow, AppointmentRow.start, tries)
        .join_from(ProposalRow, AppointmentRow)
        .join_from(ProposalRow, CallRow, isouter=True)
        .where(col(ProposalRow.office) == unit.office, col(ProposalRow.waiting).in_(numbers))
        .group_by(col(ProposalRow.office), col(ProposalRow.id), col(AppointmentRow.start))
        .order_by(col(ProposalRow.id))
    )
    return {
        row.waiting: Proposal(
            row.id,
            row.reference,
            start,
            row.proposed_at,
            row.deadline,
            ProposalOutcome(row.answer),
            int(count),
        )
        for row, start, count in found
    }


def wish_of(row: WaitingRow) -> Wish:
    """Return what suits the person of `row`."""
    days = frozenset(int(digit) for digit in row.weekdays)
    return Wish(row.first, row.last, days, row.from_time, row.until_time)


def to_entry(row: WaitingRow, last: Proposal | None = None) -> WaitingEntry:
    """Return the person on the list that `row` is."""
    return WaitingEntry(
        id=row.id,
        state=WaitingState(row.status),
        family_name=row.family_name,
        given_names=row.given_names,
        foreign_resident_number=row.foreign_resident_number,
        situation=row.situation,
        rank_on=row.rank_on,
        asked_at=row.asked_at,
        asked_by=row.asked_by,
        wish=wish_of(row),
        phone=row.phone,
        email=row.email,
        proposals=row.proposals,
        not_before=row.not_before,
        last_proposal=last,
    )
