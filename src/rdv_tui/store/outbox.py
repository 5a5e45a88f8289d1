"""Statements on the messages to send: queued, withdrawn, tried, sent. All under the write lock."""

from collections.abc import Sequence
from datetime import timedelta

import msgspec
from sqlalchemy import ColumnElement, exists, literal_column
from sqlalchemy.orm import aliased
from sqlmodel import col, or_, select

from rdv_tui.domain.message import MessageFacts, MessageKind, MessageState
from rdv_tui.store.audit import record
from rdv_tui.store.delivery_tables import FAILED, TO_SEND, LeaseRow, MessageRow
from rdv_tui.store.tables import AppointmentRow
from rdv_tui.store.unit import Snapshot, UnitOfWork

# A literal, not a parameter: only so can an engine see that the partial index answers.
_IS_UNSENT: ColumnElement[bool] = literal_column(f"message.{TO_SEND}")
_HAS_FAILED: ColumnElement[bool] = literal_column(f"message.{FAILED}")


_NEWEST, _LATELY = 200, timedelta(days=7)
"""How many messages are looked at, and how long ago one may have left, to see that any leave."""


def encode(facts: MessageFacts) -> str:
    """Return `facts` as they are kept."""
    return msgspec.json.encode(facts).decode()


def decode(text: str) -> MessageFacts:
    """Return the facts that `text` keeps."""
    return msgspec.json.decode(text, type=MessageFacts)


def queue(  # noqa: PLR0913 - a column each
    unit: UnitOfWork,
    about: AppointmentRow,
    kind: MessageKind,
    facts: MessageFacts,
    *,
    recipient: str,
    language: str | None,
    message_id: str,
    wait: timedelta = timedelta(),
) -> None:
    """Queue a message about an appointment, to be sent after `wait`, and audit it."""
    row = MessageRow(
        office=unit.office,
        id=unit.next_id(MessageRow),
        reference=about.reference,
        kind=kind.value,
        recipient=recipient,
        language=language,
        message_id=message_id,
        sequence=about.revision,
        facts=encode(facts),
        queued_at=unit.now,
        next_at=unit.now + wait,
    )
    unit.session.add(row)
    record(unit, "queue_message", row.reference, after={"message": row.id, "kind": row.kind})


def queue_again(unit: UnitOfWork, row: MessageRow, recipient: str) -> None:
    """Let a message be sent now, as if it had just been queued, to `recipient`; audited."""
    before = {"message": row.id, "state": row.state}
    row.state, row.recipient, row.next_at = MessageState.UNSENT.value, recipient, unit.now
    row.queued_at = unit.now  # the days after which one gives up count anew
    unit.session.add(row)
    after = {"message": row.id, "state": row.state}
    record(unit, "retry_message", row.reference, before=before, after=after)


def withdraw(unit: UnitOfWork, reference: str) -> None:
    """Withdraw what is still to be sent about an appointment; audited."""
    for row in of_appointment(unit, reference):
        if row.state == MessageState.UNSENT:
            row.state = MessageState.WITHDRAWN.value
            unit.session.add(row)
            details = {"message": row.id, "kind": row.kind}
            record(unit, "withdraw_message", reference, after=details)


def count_attempt(unit: UnitOfWork, row: MessageRow, wait: timedelta) -> None:
    """Count an attempt that begins now; without an outcome the next one follows after `wait`."""
    row.attempts += 1
    row.tried_at, row.next_at = unit.now, unit.now + wait
    unit.session.add(row)


def postpone(unit: UnitOfWork, row: MessageRow, answer: str) -> None:
    """Keep why the message did not pass this time."""
    row.last_answer = answer
    unit.session.add(row)


def end(unit: UnitOfWork, row: MessageRow, state: MessageState, answer: str) -> None:
    """Write down what became of a message for good; audited."""
    row.state, row.last_answer = state.value, answer
    row.sent_at = unit.now if state is MessageState.SENT else row.sent_at
    unit.session.add(row)
    details = {"message": row.id, "kind": row.kind, "state": row.state}
    record(unit, "end_message", row.reference, after=details)


def find(unit: Snapshot, number: int) -> MessageRow | None:
    """Return the message of that number."""
    return unit.session.get(MessageRow, (unit.office, number))


def of_appointment(unit: Snapshot, reference: str) -> Sequence[MessageRow]:
    """Return every message of an appointment, oldest first."""
    return _in_order(unit, col(MessageRow.reference) == reference)


def has_sender(unit: Snapshot, job: str) -> bool:
    """Say whether messages leave from somewhere: `job` is done now, or one left lately."""
    lease = unit.session.get(LeaseRow, (unit.office, job))
    if lease is not None and lease.expires_at > unit.now:
        return True
    newest = (
        select(MessageRow.sent_at)
        .where(col(MessageRow.office) == unit.office)
        .order_by(col(MessageRow.id).desc())
        .limit(_NEWEST)
    )
    return any(at and at > unit.now - _LATELY for at in unit.session.exec(newest))


def due(unit: Snapshot) -> Sequence[MessageRow]:
    """Return the messages to send now, oldest first."""
    return _in_order(unit, _IS_UNSENT, col(MessageRow.next_at) <= unit.now)


def list_unsent(unit: Snapshot) -> Sequence[MessageRow]:
    """Return every message still to be sent, oldest first."""
    return _in_order(unit, _IS_UNSENT)


def is_stuck(unit: Snapshot) -> bool:
    """Say whether a message was tried in vain and waits for its next try."""
    tried = select(MessageRow.id).where(
        col(MessageRow.office) == unit.office, _IS_UNSENT, col(MessageRow.last_answer).is_not(None)
    )
    return unit.session.exec(tried.limit(1)).first() is not None


def listed(unit: Snapshot, *states: MessageState) -> Sequence[MessageRow]:
    """Return the messages in `states` (in all, without any), oldest first."""
    in_states = [or_(*(col(MessageRow.state) == state.value for state in states))] if states else []
    return _in_order(unit, *in_states)


def failed(unit: Snapshot) -> Sequence[MessageRow]:
    """Return the messages that failed and were followed by none about the same, oldest first."""
    newer = aliased(MessageRow)
    followed = exists().where(
        col(newer.office) == col(MessageRow.office),
        col(newer.reference) == col(MessageRow.reference),
        col(newer.id) > col(MessageRow.id),
    )
    return _in_order(unit, _HAS_FAILED, ~followed)


def _in_order(unit: Snapshot, *conditions: ColumnElement[bool] | bool) -> Sequence[MessageRow]:
    found = unit.rows_of(MessageRow).where(*conditions)
    return unit.session.exec(found.order_by(col(MessageRow.id))).all()
