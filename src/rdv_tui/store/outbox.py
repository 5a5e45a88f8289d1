"""Statements on the messages to send: queued, withdrawn, tried, sent. All under the write lock."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from sqlalchemy import ColumnElement, exists, literal_column
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, or_, select

from rdv_tui.domain.message import Facts, MessageState
from rdv_tui.store.delivery_tables import FAILED, TO_SEND, MessageRow

# A literal, not a parameter: only so can an engine see that the partial index answers.
_WAITS: ColumnElement[bool] = literal_column(f"message.{TO_SEND}")
_HAS_FAILED: ColumnElement[bool] = literal_column(f"message.{FAILED}")


def encode(facts: Facts) -> str:
    """Return `facts` as they are kept."""
    return msgspec.json.encode(facts).decode()


def decode(text: str) -> Facts:
    """Return the facts that `text` keeps."""
    return msgspec.json.decode(text, type=Facts)


def next_id(session: Session, office: str) -> int:
    """Return the number of the next message; safe to compute under the office's write lock."""
    session.flush()
    last = session.exec(select(func.max(MessageRow.id)).where(col(MessageRow.office) == office))
    return (last.one() or 0) + 1


def add(session: Session, row: MessageRow) -> None:
    """Queue a message."""
    session.add(row)
    session.flush()


def find(session: Session, office: str, number: int) -> MessageRow | None:
    """Return the message of that number."""
    return session.get(MessageRow, (office, number))


def of_appointment(session: Session, office: str, reference: str) -> Sequence[MessageRow]:
    """Return every message of an appointment, oldest first."""
    return session.exec(
        select(MessageRow)
        .where(col(MessageRow.office) == office, col(MessageRow.reference) == reference)
        .order_by(col(MessageRow.id))
    ).all()


def waiting_of(session: Session, office: str, reference: str) -> Sequence[MessageRow]:
    """Return the messages of an appointment that are still to be sent, oldest first."""
    rows = of_appointment(session, office, reference)
    return [row for row in rows if row.state == MessageState.WAITING]


def due(session: Session, office: str, now: datetime) -> Sequence[MessageRow]:
    """Return the messages to send at the instant `now`, oldest first."""
    return session.exec(
        select(MessageRow)
        .where(col(MessageRow.office) == office, _WAITS, col(MessageRow.next_at) <= now)
        .order_by(col(MessageRow.id))
    ).all()


def waiting(session: Session, office: str) -> Sequence[MessageRow]:
    """Return every message still to be sent, oldest first."""
    return session.exec(
        select(MessageRow)
        .where(col(MessageRow.office) == office, _WAITS)
        .order_by(col(MessageRow.id))
    ).all()


def is_stuck(session: Session, office: str) -> bool:
    """Say whether a message was tried in vain and waits for its next try."""
    tried = select(MessageRow.id).where(
        col(MessageRow.office) == office, _WAITS, col(MessageRow.last_answer).is_not(None)
    )
    return session.exec(tried.limit(1)).first() is not None


def listed(session: Session, office: str, *states: MessageState) -> Sequence[MessageRow]:
    """Return the messages in `states` (in all, without any), oldest first."""
    query = select(MessageRow).where(col(MessageRow.office) == office)
    if states:
        query = query.where(or_(*(col(MessageRow.state) == state.value for state in states)))
    return session.exec(query.order_by(col(MessageRow.id))).all()


def failed(session: Session, office: str) -> Sequence[MessageRow]:
    """Return the messages that failed and were followed by none about the same, oldest first."""
    newer = aliased(MessageRow)
    followed = exists().where(
        col(newer.office) == col(MessageRow.office),
        col(newer.reference) == col(MessageRow.reference),
        col(newer.id) > col(MessageRow.id),
    )
    return session.exec(
        select(MessageRow)
        .where(col(MessageRow.office) == office, _HAS_FAILED, ~followed)
        .order_by(col(MessageRow.id))
    ).all()
