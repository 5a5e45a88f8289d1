"""Statements on the waiting list and its proposals."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy import ColumnElement, literal_column, or_
from sqlmodel import Session, and_, col, func, select

from rdv_tui.domain.waiting import ProposalAnswer, WaitingStatus
from rdv_tui.store.appointments import takes_place
from rdv_tui.store.audit import Actor, record
from rdv_tui.store.places import offered
from rdv_tui.store.tables import AppointmentRow, PlaceRow
from rdv_tui.store.waiting_tables import OPEN_WAITING, ProposalRow, WaitingRow

# Literals, not parameters: only so can an engine see that a partial index answers.
_IS_OPEN: ColumnElement[bool] = literal_column(f"waiting.{OPEN_WAITING}")
_IS_PENDING: ColumnElement[bool] = literal_column("proposal.answer = 'pending'")

_UNTOLD = frozenset({"draft", "family_name", "given_names", "phone", "email"})
"""What an entry says of its person stays in the entry, which can be erased; the audit cannot."""

Standing = tuple[WaitingRow, ProposalRow | None, AppointmentRow | None]
"""A person on the list with the last place proposed, and its hold."""


def next_waiting_id(session: Session, office: str) -> int:
    """Return the number of the next entry; safe to compute under the office's write lock."""
    session.flush()
    last = session.exec(select(func.max(WaitingRow.id)).where(col(WaitingRow.office) == office))
    return (last.one() or 0) + 1


def next_proposal_id(session: Session, office: str) -> int:
    """Return the number of the next proposal; safe to compute under the office's write lock."""
    session.flush()
    last = session.exec(select(func.max(ProposalRow.id)).where(col(ProposalRow.office) == office))
    return (last.one() or 0) + 1


def add(session: Session, actor: Actor, row: WaitingRow) -> None:
    """Put a person on the list, and audit it."""
    session.add(row)
    told = {name: getattr(row, name) for name in ("rank_on", "first", "last")}
    record(session, actor, "ask_waiting", after={"waiting": row.id, **told})


def add_proposal(session: Session, actor: Actor, row: ProposalRow) -> None:
    """Write down that a place is kept for a waiting person, and audit it."""
    session.add(row)
    told = {"proposal": row.id, "waiting": row.waiting, "deadline": row.deadline}
    record(session, actor, "propose", row.reference, after=told)


def change(session: Session, actor: Actor, action: str, row: WaitingRow, **columns: object) -> None:
    """Give an entry other values for `columns`, and audit what changed."""
    changed = {name: value for name, value in columns.items() if getattr(row, name) != value}
    before = {name: getattr(row, name) for name in changed}
    for name, value in changed.items():
        setattr(row, name, value)
    session.add(row)
    number = {"waiting": row.id}
    record(session, actor, action, before=number | _told(before), after=number | _told(changed))


def settle(session: Session, actor: Actor, row: ProposalRow, answer: ProposalAnswer) -> None:
    """Bring a proposal to its `answer`, and audit it."""
    before = {"proposal": row.id, "answer": row.answer}
    row.answer, row.answered_at, row.answered_by = answer.value, actor.at, actor.agent
    session.add(row)
    after = {"proposal": row.id, "answer": row.answer}
    record(session, actor, "answer_proposal", row.reference, before=before, after=after)


def find(session: Session, office: str, number: int) -> WaitingRow | None:
    """Return the entry of that number."""
    return session.get(WaitingRow, (office, number))


def find_proposal(session: Session, office: str, number: int) -> ProposalRow | None:
    """Return the proposal of that number."""
    return session.get(ProposalRow, (office, number))


def open_of(session: Session, office: str, number: str) -> WaitingRow | None:
    """Return the entry of the person with that foreign resident number who is on the list."""
    return session.exec(
        select(WaitingRow).where(
            col(WaitingRow.office) == office,
            col(WaitingRow.foreign_resident_number) == number,
            _IS_OPEN,
        )
    ).first()


def first_waiting(
    session: Session, office: str, now: datetime, today: date, at_most: int
) -> Sequence[WaitingRow]:
    """Return the first `at_most` persons to whom a place may be proposed now, by their rank."""
    return session.exec(
        select(WaitingRow)
        .where(
            col(WaitingRow.office) == office,
            col(WaitingRow.status) == WaitingStatus.WAITING.value,
            col(WaitingRow.last) >= today,
            or_(col(WaitingRow.not_before).is_(None), col(WaitingRow.not_before) <= now),
        )
        .order_by(col(WaitingRow.rank_on), col(WaitingRow.asked_at), col(WaitingRow.id))
        .limit(at_most)
    ).all()


def refused_starts(
    session: Session, office: str, numbers: Sequence[int]
) -> Mapping[int, frozenset[datetime]]:
    """Return, for each of the entries, the slots that its person refused already."""
    query = (
        select(ProposalRow.waiting, AppointmentRow.start)
        .join(AppointmentRow, _HOLD_OF)
        .where(
            col(ProposalRow.office) == office,
            col(ProposalRow.waiting).in_(numbers),
            col(ProposalRow.answer) == ProposalAnswer.REFUSED.value,
        )
    )
    found: dict[int, set[datetime]] = {}
    for waiting, start in session.exec(query):
        found.setdefault(waiting, set()).add(start)
    return {waiting: frozenset(starts) for waiting, starts in found.items()}


_HOLD_OF = and_(
    col(AppointmentRow.office) == col(ProposalRow.office),
    col(AppointmentRow.reference) == col(ProposalRow.reference),
)


def free_places(
    session: Session, office: str, now: datetime, after: datetime, before: datetime, at_most: int
) -> list[tuple[datetime, int]]:
    """Return the first `at_most` slots between two wall clocks with their number of free places.

    Those that are held back until a release count as well: they are for those who wait.
    """
    start = cast("ColumnElement[datetime]", col(PlaceRow.start))
    on_it = and_(
        col(AppointmentRow.office) == col(PlaceRow.office),
        col(AppointmentRow.start) == start,
        col(AppointmentRow.number) == col(PlaceRow.number),
    )
    query = (
        sa.select(start, func.count())
        .select_from(PlaceRow)
        .outerjoin(AppointmentRow, and_(on_it, takes_place(now)))
        .where(
            col(PlaceRow.office) == office,
            after < start,
            before > start,
            offered(),
            col(AppointmentRow.reference).is_(None),
        )
        .group_by(start)
        .order_by(start)
        .limit(at_most)
    )
    rows = cast("Sequence[tuple[datetime, int]]", session.connection().execute(query).all())
    return [(at, count) for at, count in rows]


def last_proposals(session: Session, office: str, status: WaitingStatus) -> list[Standing]:
    """Return those of that status, each with the last place proposed to them, in any order."""
    return list(session.exec(_standing(office).where(col(WaitingRow.status) == status.value)))


def listed(session: Session, office: str) -> list[Standing]:
    """Return all who are on the list, by their rank, each with the last place proposed to them."""
    order = (col(WaitingRow.rank_on), col(WaitingRow.asked_at), col(WaitingRow.id))
    return list(session.exec(_standing(office).where(_IS_OPEN).order_by(*order)))


def _standing(office: str) -> Any:  # noqa: ANN401 - SQLModel has no name for three outer joins
    later = sa.orm.aliased(ProposalRow)
    last = (
        sa.select(func.max(later.id))
        .where(
            col(later.office) == col(WaitingRow.office), col(later.waiting) == col(WaitingRow.id)
        )
        .scalar_subquery()
    )
    return (
        select(WaitingRow, ProposalRow, AppointmentRow)
        .join(
            ProposalRow,
            and_(col(ProposalRow.office) == col(WaitingRow.office), col(ProposalRow.id) == last),
            isouter=True,
        )
        .join(AppointmentRow, _HOLD_OF, isouter=True)
        .where(col(WaitingRow.office) == office)
    )


def _told(columns: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in columns.items() if name not in _UNTOLD}
