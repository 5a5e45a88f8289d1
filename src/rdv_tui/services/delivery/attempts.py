"""One attempt at a message: begun in one transaction, its outcome written down in another.

The next try is set before the first byte leaves: a crash from then on needs nobody to notice it.
"""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from rdv_tui.domain.appointment import BINDS_PERSON, Status
from rdv_tui.domain.message import CallKind, CallState, MessageKind, MessageState
from rdv_tui.domain.rights import Right
from rdv_tui.locales.delivery import outbox as outbox_fr
from rdv_tui.services import leases
from rdv_tui.services.desk import Desk
from rdv_tui.store import appointments, calls, outbox
from rdv_tui.store.stored import StoredMessage
from rdv_tui.store.transactions import UnitOfWork, transaction

FIRST_RETRY_DELAY, MAX_RETRY_DELAY = timedelta(minutes=1), timedelta(hours=2)
GIVE_UP_AFTER = timedelta(days=5)
_MIN_TRIES = 5
_UNSENT = MessageState.UNSENT.value


def retry_delay(attempt: int) -> timedelta:
    """Return how long to wait after the attempt of that number: doubling, a little at random."""
    doubled: timedelta = FIRST_RETRY_DELAY * 2 ** min(attempt - 1, 10)
    return min(MAX_RETRY_DELAY, doubled) * random.uniform(0.8, 1.0)  # noqa: S311 - no secret


def begin(desk: Desk, number: int) -> StoredMessage | None:
    """Begin an attempt; None for a message that is not to be sent any more, or a lost lease."""
    with transaction(desk, Right.UPKEEP) as unit:
        row = outbox.find(unit, number)
        if row is None or row.state != _UNSENT or not leases.renew(desk, unit, leases.OUTBOX):
            return None
        if not _is_still_true(unit, row, outbox.decode(row.facts).start):
            outbox.end(unit, row, MessageState.WITHDRAWN, outbox_fr.NOT_TRUE)
            return None
        outbox.count_attempt(unit, row, retry_delay(row.attempts + 1))
        return row


def _is_still_true(unit: UnitOfWork, row: StoredMessage, start: datetime) -> bool:
    """Say whether the message would still tell the truth, to somebody whom it helps."""
    appointment = appointments.find(unit, row.reference)
    if appointment is None or start <= unit.local:
        return False
    status = Status(appointment.status)
    if row.kind == MessageKind.PROPOSED:
        return status is Status.HELD  # the unit has turned what expired to lapsed
    if row.kind == MessageKind.CANCELLED:
        return status is Status.CANCELLED
    return status in BINDS_PERSON


def accept(unit: UnitOfWork, row: StoredMessage, answer: str) -> None:
    """Write down the server's yes: also for a message withdrawn while it was on its way."""
    outbox.end(unit, row, MessageState.SENT, answer)
    for call in calls.open_of(unit, row.reference):
        if call.kind == CallKind.UNDELIVERED:
            calls.change_state(unit, call, CallState.CLOSED)


def refuse(unit: UnitOfWork, row: StoredMessage, answer: str) -> None:
    """Write down that the message will never be taken, and have the person called."""
    if row.state == _UNSENT:
        outbox.end(unit, row, MessageState.FAILED, answer)
        _call_instead(unit, row)


def postpone(unit: UnitOfWork, row: StoredMessage, answer: str) -> None:
    """Write down why the message did not pass now; give it up after days."""
    if row.state != _UNSENT:
        return
    # Messages may have waited for days without any try, where no server was configured.
    if row.attempts >= _MIN_TRIES and unit.now - row.queued_at >= GIVE_UP_AFTER:
        refuse(unit, row, outbox_fr.gave_up(GIVE_UP_AFTER.days, answer))
        return
    outbox.postpone(unit, row, answer)


def postpone_all(desk: Desk, numbers: Sequence[int], answer: str) -> None:
    """Count one attempt for messages that could not pass either."""
    if not numbers:
        return
    with transaction(desk, Right.UPKEEP) as unit:
        for number in numbers:
            row = outbox.find(unit, number)
            if row is not None and row.state == _UNSENT:
                outbox.count_attempt(unit, row, retry_delay(row.attempts + 1))
                postpone(unit, row, answer)


def _call_instead(unit: UnitOfWork, row: StoredMessage) -> None:
    """Put the person on the call list, once, as long as there is something to tell them."""
    appointment = appointments.find(unit, row.reference)
    if appointment is None or appointment.start <= unit.local:
        return
    if calls.open_of(unit, row.reference):
        return
    if row.kind == MessageKind.PROPOSED:
        proposal, _ = calls.proposal_of(unit, row.reference)
        calls.add(unit, CallKind.PROPOSAL, proposal.deadline, row.reference, proposal.id)
    else:
        calls.add(unit, CallKind.UNDELIVERED, unit.now, row.reference)
