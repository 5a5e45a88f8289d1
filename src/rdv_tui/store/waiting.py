"""Statements on the waiting list: who waits, in which order, and what was proposed to them."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, literal_column
from sqlmodel import Session, and_, col, func, or_, select

from rdv_tui.domain.appointment import Status
from rdv_tui.domain.message import CallState
from rdv_tui.domain.waiting import Answer, Proposal, Waiting, WaitingState, Wish, state_after
from rdv_tui.store import calls
from rdv_tui.store.audit import Actor, record
from rdv_tui.store.tables import AppointmentRow
from rdv_tui.store.waiting_tables import OPEN_WAITING, CallRow, ProposalRow, WaitingRow

# Literals, not parameters: only so can an engine see that a partial index answers.
_IS_OPEN: ColumnElement[bool] = literal_column(f"waiting.{OPEN_WAITING}")
_IS_PENDING: ColumnElement[bool] = literal_column("proposal.answer = 'pending'")
LISTED = (WaitingState.WAITING, WaitingState.PROPOSED, WaitingState.EXHAUSTED)
"""States of those who are shown: also those for whom nothing was found."""

_ITS_HOLD = and_(
    col(AppointmentRow.office) == col(ProposalRow.office),
    col(AppointmentRow.reference) == col(ProposalRow.reference),
)


def add(session: Session, row: WaitingRow) -> None:
    """Put a person on the list."""
    session.add(row)
    session.flush()


def next_id(session: Session, office: str) -> int:
    """Return the number of the next person; safe to compute under the office's write lock."""
    session.flush()
    last = session.exec(select(func.max(WaitingRow.id)).where(col(WaitingRow.office) == office))
    return (last.one() or 0) + 1


def find(session: Session, office: str, number: int) -> WaitingRow | None:
    """Return the row of that number on the list."""
    return session.get(WaitingRow, (office, number))


def open_of(session: Session, office: str, number: str) -> WaitingRow | None:
    """Return the row of the person with that foreign resident number who still waits."""
    return session.exec(
        select(WaitingRow).where(
            col(WaitingRow.office) == office,
            col(WaitingRow.foreign_resident_number) == number,
            _IS_OPEN,
        )
    ).first()


def shown_of(session: Session, office: str, number: str) -> Sequence[WaitingRow]:
    """Return all that the list shows of a person: their wait, and an earlier one without result."""
    known = open_of(session, office, number)
    exhausted = session.exec(
        select(WaitingRow).where(
            col(WaitingRow.office) == office,
            col(WaitingRow.status) == WaitingState.EXHAUSTED.value,
            col(WaitingRow.foreign_resident_number) == number,
        )
    ).all()
    return [*([known] if known else []), *exhausted]


def due(
    session: Session, office: str, now: datetime, on: date | None = None
) -> Sequence[WaitingRow]:
    """Return those who may be proposed a place at the instant `now`, in the list's order.

    With `on`, only those whom a place of that day may suit.
    """
    waits = select(WaitingRow).where(
        col(WaitingRow.office) == office,
        col(WaitingRow.status) == WaitingState.WAITING.value,
        or_(col(WaitingRow.not_before).is_(None), col(WaitingRow.not_before) <= now),
    )
    if on is not None:
        waits = waits.where(col(WaitingRow.first) <= on, col(WaitingRow.last) >= on)
    order = (col(WaitingRow.rank_on), col(WaitingRow.asked_at), col(WaitingRow.id))
    return session.exec(waits.order_by(*order)).all()


def is_due(row: WaitingRow, now: datetime) -> bool:
    """Say whether the person of `row` may be proposed a place at the instant `now`."""
    paused = row.not_before is not None and row.not_before > now
    return row.status == WaitingState.WAITING and not paused


def over(session: Session, office: str, today: date, at_most: int) -> Sequence[WaitingRow]:
    """Return those who wait in vain: their days are all past, or they had all their proposals.

    The latter happens when the office lowers how many there are.
    """
    return session.exec(
        select(WaitingRow).where(
            col(WaitingRow.office) == office,
            col(WaitingRow.status) == WaitingState.WAITING.value,
            or_(col(WaitingRow.last) < today, col(WaitingRow.proposals) >= at_most),
        )
    ).all()


def add_proposal(
    session: Session, row: WaitingRow, hold: AppointmentRow, at: datetime, deadline: datetime
) -> ProposalRow:
    """Write down that the place of `hold` is kept for the person of `row` until `deadline`."""
    session.flush()
    last = session.exec(
        select(func.max(ProposalRow.id)).where(col(ProposalRow.office) == row.office)
    )
    proposal = ProposalRow(
        office=row.office,
        id=(last.one() or 0) + 1,
        waiting=row.id,
        reference=hold.reference,
        proposed_at=at,
        deadline=deadline,
        answer=Answer.PENDING.value,
    )
    session.add(proposal)
    session.flush()
    return proposal


def pending_of(session: Session, office: str, number: int) -> ProposalRow | None:
    """Return what is proposed now to the person of that number on the list."""
    return session.exec(
        select(ProposalRow).where(
            col(ProposalRow.office) == office, col(ProposalRow.waiting) == number, _IS_PENDING
        )
    ).first()


def pending_on(session: Session, office: str, reference: str) -> ProposalRow | None:
    """Return the proposal that keeps the hold `reference`, None when it is another kind of hold."""
    return session.exec(
        select(ProposalRow).where(
            col(ProposalRow.office) == office, col(ProposalRow.reference) == reference, _IS_PENDING
        )
    ).first()


def last_call(session: Session, office: str, proposal: int) -> CallRow | None:
    """Return the last call to make, or made, about a proposal."""
    return session.exec(
        select(CallRow)
        .where(col(CallRow.office) == office, col(CallRow.proposal) == proposal)
        .order_by(col(CallRow.id).desc())
    ).first()


def unwanted_starts(session: Session, office: str) -> set[tuple[int, datetime]]:
    """Return what those who still wait refused or let pass: their number, and the slot's start."""
    let_pass = and_(
        col(ProposalRow.answer) == Answer.EXPIRED.value,
        col(ProposalRow.answered_at) >= col(ProposalRow.deadline),
    )
    refused = (
        select(ProposalRow.waiting, AppointmentRow.start)
        .join(AppointmentRow, _ITS_HOLD)
        .join(
            WaitingRow,
            and_(
                col(WaitingRow.office) == col(ProposalRow.office),
                col(WaitingRow.id) == col(ProposalRow.waiting),
            ),
        )
        .where(
            col(ProposalRow.office) == office,
            or_(col(ProposalRow.answer) == Answer.REFUSED.value, let_pass),
            _IS_OPEN,
        )
    )
    return {(number, start) for number, start in session.exec(refused)}


def settle(session: Session, actor: Actor, at_most: int) -> None:
    """Bring the list in line with holds that ended: nobody answered in time, or the place went.

    Whose place went before its deadline loses no proposal by it. Call it at the end of a unit;
    whoever was booked on their place has left the list by then.
    """
    session.flush()
    ended = (
        select(ProposalRow)
        .join(AppointmentRow, _ITS_HOLD)
        .where(
            col(ProposalRow.office) == actor.office,
            _IS_PENDING,
            col(AppointmentRow.status) != Status.HELD.value,
        )
    )
    for proposal in session.exec(ended).all():
        end(session, actor, proposal, Answer.EXPIRED, at_most)


def end(
    session: Session, actor: Actor, proposal: ProposalRow, answer: Answer, at_most: int
) -> WaitingRow:
    """Write down what became of a proposal, close its calls, and return the person's row."""
    row = find(session, proposal.office, proposal.waiting)
    assert row is not None  # by fk_proposal_waiting
    proposal.answer, proposal.answered_at = answer.value, actor.at
    proposal.answered_by = actor.agent
    session.add(proposal)
    if answer is Answer.EXPIRED and actor.at < proposal.deadline:
        row.proposals, row.not_before = row.proposals - 1, None
    state = WaitingState.ACCEPTED
    if answer is not Answer.ACCEPTED:
        state = state_after(row.proposals, at_most)
    told = {"proposal": proposal.id, "answer": proposal.answer}
    record(session, actor, "end_proposal", proposal.reference, after=told)
    for call in calls.open_of(session, actor.office, proposal.reference):
        reached = answer in {Answer.ACCEPTED, Answer.REFUSED}
        calls.settle(session, actor, call, CallState.REACHED if reached else CallState.CLOSED)
    bring(session, actor, row, state)
    return row


def bring(session: Session, actor: Actor, row: WaitingRow, state: WaitingState) -> None:
    """Bring a person of the list to `state`, and audit it; what was typed ends with the wait."""
    before = {"waiting": row.id, "status": row.status}
    row.status = state.value
    if state in {WaitingState.ACCEPTED, WaitingState.WITHDRAWN}:
        row.draft = None
    session.add(row)
    after = {"waiting": row.id, "status": row.status}
    record(session, actor, "change_waiting", before=before, after=after)
    session.flush()


def listed(session: Session, office: str) -> list[Waiting]:
    """Return those who wait and those for whom nothing was found, in the list's order."""
    rows = session.exec(
        select(WaitingRow)
        .where(
            col(WaitingRow.office) == office,
            col(WaitingRow.status).in_([state.value for state in LISTED]),
        )
        .order_by(col(WaitingRow.rank_on), col(WaitingRow.asked_at), col(WaitingRow.id))
    ).all()
    last = _last_proposals(session, office, [row.id for row in rows])
    return [to_waiting(row, last.get(row.id)) for row in rows]


def _last_proposals(session: Session, office: str, numbers: Sequence[int]) -> dict[int, Proposal]:
    """Return the last proposal to each of those, with how often they were called about it."""
    tries = func.coalesce(func.sum(CallRow.tries), 0)
    found = session.exec(
        select(ProposalRow, AppointmentRow.start, tries)
        .join(AppointmentRow, _ITS_HOLD)
        .join(
            CallRow,
            and_(
                col(CallRow.office) == col(ProposalRow.office),
                col(CallRow.proposal) == col(ProposalRow.id),
            ),
            isouter=True,
        )
        .where(col(ProposalRow.office) == office, col(ProposalRow.waiting).in_(numbers))
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
            Answer(row.answer),
            int(count),
        )
        for row, start, count in found
    }


def wish_of(row: WaitingRow) -> Wish:
    """Return what suits the person of `row`."""
    days = frozenset(int(digit) for digit in row.weekdays)
    return Wish(row.first, row.last, days, row.from_time, row.until_time)


def to_waiting(row: WaitingRow, last: Proposal | None = None) -> Waiting:
    """Return the person on the list that `row` is."""
    return Waiting(
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
