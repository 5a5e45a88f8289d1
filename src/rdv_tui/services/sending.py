"""Sending what waits: try, and write down at once what the mail server answered.

Each attempt is begun in one transaction and recorded in another; between the two nothing is held.
A crash in between leaves a message that waits for its next try with the same Message-ID: it may
come twice, never not at all.
"""

import random
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from rdv_tui.domain.appointment import BINDS_PERSON, Status
from rdv_tui.domain.message import CallKind, CallState, MessageKind, MessageState
from rdv_tui.errors import RdvError, StoreError
from rdv_tui.locales import outbox as words
from rdv_tui.mail_settings import Smtp
from rdv_tui.outputs.smtp import BROKE_OFF, MailRefused, MailUnreachable, Post
from rdv_tui.services import leases
from rdv_tui.services.calls import add_call
from rdv_tui.services.composing import Outgoing, compose
from rdv_tui.services.desk import Desk
from rdv_tui.services.guards import Unit, writing
from rdv_tui.services.outbox import Delivery, to_delivery
from rdv_tui.store import appointments, calls, outbox
from rdv_tui.store.audit import record
from rdv_tui.store.delivery_tables import MessageRow

FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=2)
GIVE_UP_AFTER = timedelta(days=5)
_TRIES_AT_LEAST = 5
_PATIENCE_S = (1.0, 5.0, 15.0)  # between tries to write down a yes, which must not be lost
_BROKEN_AT_MOST = 3  # lines that broke one after the other: the server, not the messages
_WAITING = MessageState.WAITING.value


@dataclass
class Round:
    """One round over the messages: what was tried, and how often the line broke in a row."""

    desk: Desk
    post: Post
    smtp: Smtp
    tried: list[int] = field(default_factory=list)
    broken: int = 0


def send(
    desk: Desk,
    smtp: Smtp,
    *,
    only_due: bool,
    go_on: Callable[[], bool] = lambda: True,
) -> list[Delivery]:
    """Try the messages that wait, all of them or those whose time has come; return what came of it.

    The job's lease must be this program's (services/leases.py); the round ends when it is lost, or
    when `go_on` says no. Raises StoreError when the store does not answer.
    """
    with closing(Post(smtp)) as post:
        now = Round(desk, post, smtp)
        waiting = _waiting(desk, only_due=only_due)
        for rank, number in enumerate(waiting):
            if not go_on():
                break
            outgoing = _begin(desk, number)
            if outgoing is None:
                continue
            now.tried.append(number)
            if not _try(now, outgoing):
                _postpone_all(desk, waiting[rank + 1 :], words.NOT_TRIED)
                now.tried += waiting[rank + 1 :]
                break
    return _results(desk, now.tried)


def wait_before(attempt: int) -> timedelta:
    """Return how long to wait after the attempt of that number: doubling, a little at random."""
    doubled: timedelta = FIRST_WAIT * 2 ** min(attempt - 1, 10)
    return min(LONGEST_WAIT, doubled) * random.uniform(0.8, 1.0)  # noqa: S311 - no secret


def _waiting(desk: Desk, *, only_due: bool) -> list[int]:
    office = desk.office.code
    with desk.store.read() as session:
        found = (
            outbox.due(session, office, desk.clock.now())
            if only_due
            else outbox.waiting(session, office)
        )
        return [row.id for row in found]


def _begin(desk: Desk, number: int) -> Outgoing | None:
    """Begin an attempt; None for a message that is not to be sent any more, or a lost lease.

    The next try is set already: a crash from here on needs nobody to notice it.
    """
    with writing(desk) as unit:
        row = outbox.find(unit.session, unit.actor.office, number)
        if row is None or row.state != _WAITING or not leases.renew(unit, leases.OUTBOX):
            return None
        facts = outbox.decode(row.facts)
        if not _is_true(unit, row, facts.start):
            _end(unit, row, MessageState.WITHDRAWN, words.NOT_TRUE)
            return None
        _count_attempt(unit, row)
        return Outgoing(
            id=row.id,
            reference=row.reference,
            kind=MessageKind(row.kind),
            recipient=row.recipient,
            language=row.language,
            message_id=row.message_id,
            sequence=row.sequence,
            facts=facts,
            queued_at=row.queued_at,
        )


def _is_true(unit: Unit, row: MessageRow, start: datetime) -> bool:
    """Say whether the message would still tell the truth, to somebody whom it helps."""
    appointment = appointments.find(unit.session, row.office, row.reference)
    if appointment is None or start <= unit.desk.clock.local():
        return False
    status = Status(appointment.status)
    if row.kind == MessageKind.PROPOSED:
        return status is Status.HELD  # the unit has turned what expired to lapsed
    if row.kind == MessageKind.CANCELLED:
        return status is Status.CANCELLED
    return status in BINDS_PERSON


def _try(now: Round, outgoing: Outgoing) -> bool:
    """Hand one message over and write down the answer; False when no other would pass now."""
    try:
        envelope = compose(now.desk, now.smtp, outgoing)
        answer = now.post.deliver(envelope.sender, envelope.recipient, envelope.mail)
    except MailRefused as refused:
        _record(now.desk, outgoing.id, _refuse, refused.message)
    except MailUnreachable as away:
        _record(now.desk, outgoing.id, _postpone, away.message)
        return False
    except RdvError as later:
        _record(now.desk, outgoing.id, _postpone, later.message)
        now.broken = now.broken + 1 if later.code == BROKE_OFF else 0
        return now.broken < _BROKEN_AT_MOST
    except ValueError:  # what was typed makes no address, or no header
        _record(now.desk, outgoing.id, _refuse, words.BAD_ADDRESS)
    else:
        _record_yes(now.desk, outgoing.id, answer)
    now.broken = 0
    return True


def _record(
    desk: Desk, number: int, write: Callable[[Unit, MessageRow, str], None], answer: str
) -> None:
    with writing(desk) as unit:
        row = outbox.find(unit.session, unit.actor.office, number)
        assert row is not None  # messages are never deleted
        write(unit, row, answer)


def _record_yes(desk: Desk, number: int, answer: str) -> None:
    for pause in _PATIENCE_S:
        try:
            _record(desk, number, _accept, answer)
        except StoreError:
            time.sleep(pause)
        else:
            return
    _record(desk, number, _accept, answer)


def _accept(unit: Unit, row: MessageRow, answer: str) -> None:
    """Write down the server's yes: also for a message withdrawn while it was on its way."""
    row.sent_at = unit.actor.at
    _end(unit, row, MessageState.SENT, answer)
    for call in calls.open_of(unit.session, row.office, row.reference):
        if call.kind == CallKind.UNDELIVERED:
            calls.settle(unit.session, unit.actor, call, CallState.CLOSED)


def _refuse(unit: Unit, row: MessageRow, answer: str) -> None:
    if row.state == _WAITING:
        _end(unit, row, MessageState.FAILED, answer)
        _call_instead(unit, row)


def _postpone(unit: Unit, row: MessageRow, answer: str) -> None:
    if row.state != _WAITING:
        return
    # Messages may have waited for days without any try, where no server was configured.
    if row.attempts >= _TRIES_AT_LEAST and unit.actor.at - row.queued_at >= GIVE_UP_AFTER:
        _refuse(unit, row, words.gave_up(GIVE_UP_AFTER.days, answer))
        return
    row.last_answer = answer
    unit.session.add(row)


def _postpone_all(desk: Desk, numbers: Sequence[int], answer: str) -> None:
    """Count one attempt for messages that could not pass either."""
    if not numbers:
        return
    with writing(desk) as unit:
        for number in numbers:
            row = outbox.find(unit.session, unit.actor.office, number)
            if row is not None and row.state == _WAITING:
                _count_attempt(unit, row)
                _postpone(unit, row, answer)


def _count_attempt(unit: Unit, row: MessageRow) -> None:
    row.attempts += 1
    row.tried_at = unit.actor.at
    row.next_at = unit.actor.at + wait_before(row.attempts)
    unit.session.add(row)


def _end(unit: Unit, row: MessageRow, state: MessageState, answer: str) -> None:
    row.state, row.last_answer = state.value, answer
    unit.session.add(row)
    told = {"message": row.id, "kind": row.kind, "state": row.state}
    record(unit.session, unit.actor, "end_message", row.reference, after=told)


def _call_instead(unit: Unit, row: MessageRow) -> None:
    """Put the person on the call list, once, as long as there is something to tell them."""
    appointment = appointments.find(unit.session, row.office, row.reference)
    if appointment is None or appointment.start <= unit.desk.clock.local():
        return
    if calls.open_of(unit.session, row.office, row.reference):
        return
    if row.kind == MessageKind.PROPOSED:
        proposal, _ = calls.waiting_for(unit.session, row.office, row.reference)
        add_call(unit, CallKind.PROPOSAL, proposal, proposal.deadline)
    else:
        add_call(unit, CallKind.UNDELIVERED, appointment, unit.actor.at)


def _results(desk: Desk, numbers: Sequence[int]) -> list[Delivery]:
    with desk.store.read() as session:
        found = [outbox.find(session, desk.office.code, number) for number in numbers]
        return [to_delivery(row) for row in found if row is not None]
