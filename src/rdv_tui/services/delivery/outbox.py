"""The messages as people look at them: what became of each, and sending one once more."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from rdv_tui.domain.message import MessageKind, MessageState
from rdv_tui.domain.reference import normalise_reference
from rdv_tui.domain.rights import Right
from rdv_tui.locales import refusals
from rdv_tui.locales.delivery import outbox as outbox_fr
from rdv_tui.services.desk import Desk
from rdv_tui.store import appointments, outbox
from rdv_tui.store.stored import StoredAppointment, StoredMessage
from rdv_tui.store.transactions import UnitOfWork, snapshot, transaction


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message and what became of it. `start` is wall clock, the other instants are UTC.

    `last_answer` is what the mail server said last, or why it was not asked; `next_at` is when a
    waiting message is tried next.
    """

    id: int
    reference: str
    kind: MessageKind
    state: MessageState
    name: str
    recipient: str
    message_id: str
    start: datetime
    queued_at: datetime
    next_at: datetime
    attempts: int = 0
    tried_at: datetime | None = None
    sent_at: datetime | None = None
    last_answer: str | None = None


def list_deliveries(desk: Desk, reference: str) -> list[Delivery]:
    """Return every message about an appointment, oldest first; none for an unknown reference."""
    with snapshot(desk) as unit:
        found = outbox.of_appointment(unit, reference)
        return [to_delivery(row) for row in found]


def list_messages(desk: Desk, states: Iterable[MessageState] = ()) -> list[Delivery]:
    """Return the messages in `states` (in all of them, without any), oldest first."""
    with snapshot(desk) as unit:
        found = outbox.listed(unit, *states)
        return [to_delivery(row) for row in found]


def retry(desk: Desk, reference_text: str) -> list[Delivery]:
    """Let the messages of an appointment that wait or failed be sent now, and return them.

    They go to the address the appointment has now. What is not true any more is not sent again.
    Raises Refusal `unknown_reference`, or `nothing_to_send` when there is none.
    """
    reference = normalise_reference(reference_text)
    if reference is None:
        raise refusals.unknown_reference(reference_text)
    with transaction(desk, Right.FOLLOW_UP) as unit:
        row = appointments.find(unit, reference)
        if row is None:
            raise refusals.unknown_reference(reference_text)
        of_it = outbox.of_appointment(unit, reference)
        wanted = [message for message in of_it if _may_be_sent(unit, row, message)]
        if not wanted:
            raise outbox_fr.nothing_to_send(reference)
        for message in wanted:
            outbox.queue_again(unit, message, row.email or message.recipient)
        return [to_delivery(message) for message in wanted]


def withdraw(desk: Desk, reference_text: str) -> list[Delivery]:
    """Withdraw the messages of an appointment that have not left, and return them.

    Raises Refusal `unknown_reference`, or `nothing_to_send` when there is none.
    """
    reference = normalise_reference(reference_text)
    if reference is None:
        raise refusals.unknown_reference(reference_text)
    with transaction(desk, Right.FOLLOW_UP) as unit:
        if appointments.find(unit, reference) is None:
            raise refusals.unknown_reference(reference_text)
        of_it = outbox.of_appointment(unit, reference)
        waiting = [one for one in of_it if one.state == MessageState.UNSENT]
        if not waiting:
            raise outbox_fr.nothing_to_withdraw(reference)
        outbox.withdraw(unit, reference)
        return [to_delivery(one) for one in waiting]


def _may_be_sent(unit: UnitOfWork, row: StoredAppointment, message: StoredMessage) -> bool:
    unsent = message.state in {MessageState.UNSENT, MessageState.FAILED}
    ahead = row.start > unit.local
    return unsent and ahead and message.sequence == row.revision


def to_delivery(row: StoredMessage) -> Delivery:
    """Return the message that `row` is."""
    facts = outbox.decode(row.facts)
    return Delivery(
        id=row.id,
        reference=row.reference,
        kind=MessageKind(row.kind),
        state=MessageState(row.state),
        name=facts.name,
        recipient=row.recipient,
        message_id=row.message_id,
        start=facts.start,
        queued_at=row.queued_at,
        next_at=row.next_at,
        attempts=row.attempts,
        tried_at=row.tried_at,
        sent_at=row.sent_at,
        last_answer=row.last_answer,
    )
