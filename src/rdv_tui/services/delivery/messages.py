"""Queueing what people must be told, in the transaction that gave cause for it.

Nothing is sent here: a message is a row, and the sender (services/delivery/outbox.py) comes by
later. Who has no e-mail is called instead, when it was the office that changed something.
"""

import secrets
import string
from dataclasses import replace
from datetime import datetime, timedelta

from rdv_tui.domain.calendar import next_open_day
from rdv_tui.domain.message import CallKind, MessageFacts, MessageKind, MessageState
from rdv_tui.domain.office import Office
from rdv_tui.services.delivery.calls import close_calls
from rdv_tui.services.leases import OUTBOX
from rdv_tui.store import calls, drafts, outbox
from rdv_tui.store.stored import StoredAppointment
from rdv_tui.store.transactions import Snapshot, UnitOfWork

_SUPERSEDED_KINDS = frozenset({MessageKind.BOOKED, MessageKind.MOVED, MessageKind.CANCELLED})
"""Causes after which whatever still waits to be sent about the appointment is not true any more."""

_OFFICE_CAUSES = frozenset({"office", "not_eligible"})
"""Reasons of a cancellation that the person did not ask for."""


_DOMAIN_SIGNS = frozenset(string.ascii_lowercase + string.digits + ".-")
_MAX_DOMAIN_LENGTH = 40  # longer, a header line would have to be folded within the identifier


def announce(
    unit: UnitOfWork,
    kind: str,
    row: StoredAppointment,
    *,
    asked_for: bool = False,
    is_first: bool = False,
    former_start: datetime | None = None,
    wait: timedelta = timedelta(),
) -> None:
    """Queue the message of what has just happened to the appointment `row`, if it has an e-mail.

    `kind` is booked, moved, cancelled, proposed, reminder or letter. Call it in the transaction,
    after the change: its facts are taken now. An earlier message that still waits and is untrue
    now is withdrawn. A move, or a cancellation by the office, of somebody whom no e-mail reaches
    in time becomes a call, unless the person `asked_for` it and so knows; `former_start` (wall
    clock) is when they may come in vain. `is_first` says that nothing was ever told about the
    appointment, which spares looking for it. The message leaves after `wait`.
    """
    cause = MessageKind(kind)
    if cause in _SUPERSEDED_KINDS and not is_first:
        outbox.withdraw(unit, row.reference)
        close_calls(unit, row.reference)
    recipient, language, facts = _message_facts(unit, cause, row)
    if recipient:
        outbox.queue(
            unit,
            row,
            cause,
            facts,
            recipient=recipient,
            language=language,
            message_id=_new_message_id(unit),
            wait=wait,
        )
    if asked_for:
        return
    if cause is MessageKind.MOVED and is_to_be_called(unit, row, former_start or row.start):
        calls.add(unit, CallKind.MOVED, unit.now, row.reference, former_start=former_start)
    elif (
        cause is MessageKind.CANCELLED
        and row.cancel_reason in _OFFICE_CAUSES
        and is_to_be_called(unit, row, row.start)
    ):
        calls.add(unit, CallKind.CANCELLED, unit.now, row.reference, former_start=row.start)


def is_to_be_called(unit: Snapshot, row: StoredAppointment, former_start: datetime) -> bool:
    """Say whether no e-mail reaches the person, or none before they may come in vain.

    That is the case of whoever is expected (`former_start`, or the start of now) today or on the
    next open day.
    """
    sends = unit.desk.sends_mail or outbox.has_sender(unit, OUTBOX)
    if not row.email or not sends or _has_failed(unit, row):
        return True
    next_day = next_open_day(unit.today + timedelta(days=1), unit.desk.office)
    soon = min(row.start, former_start).date() <= next_day
    return soon and row.phone is not None


def _has_failed(unit: Snapshot, row: StoredAppointment) -> bool:
    """Say whether the last message that ended was refused at the very address of now."""
    ended = [
        one
        for one in outbox.of_appointment(unit, row.reference)
        if one.state in {MessageState.SENT, MessageState.FAILED} and one.recipient == row.email
    ]
    return bool(ended) and ended[-1].state == MessageState.FAILED


def _message_facts(
    unit: UnitOfWork, cause: MessageKind, row: StoredAppointment
) -> tuple[str | None, str | None, MessageFacts]:
    """Return the address, the person's language, and what the message says."""
    if cause is MessageKind.PROPOSED:
        return _proposal_facts(unit, row)
    facts = MessageFacts(
        family_name=row.family_name or "",
        given_names=row.given_names or "",
        start=row.start,
        counter=row.counter,
        reason=row.cancel_reason if cause is MessageKind.CANCELLED else None,
    )
    if cause is MessageKind.MOVED:
        facts = replace(facts, previous=_already_informed(unit, row))
    return row.email, row.language, facts


def _proposal_facts(
    unit: UnitOfWork, row: StoredAppointment
) -> tuple[str | None, str | None, MessageFacts]:
    """Return the same for a proposal: its hold names nobody, the waiting list does."""
    proposal, waiting = calls.proposal_of(unit, row.reference)
    facts = MessageFacts(
        family_name=waiting.family_name,
        given_names=waiting.given_names,
        start=row.start,
        deadline=proposal.deadline,
    )
    return waiting.email, drafts.decode(waiting.draft).typed.get("language"), facts


def _already_informed(unit: UnitOfWork, row: StoredAppointment) -> datetime | None:
    """Return the date that the person was told last, None when it is this one or unknown."""
    for earlier in reversed(outbox.of_appointment(unit, row.reference)):
        start = outbox.decode(earlier.facts).start
        if start != row.start:
            return start
    return None


def _new_message_id(unit: UnitOfWork) -> str:
    """Return an identifier that no other message has, nor ever will (RFC 5322, 3.6.4)."""
    return f"<{secrets.token_hex(10)}@{domain_of(unit.desk.office)}>"


def domain_of(office: Office) -> str:
    """Return the domain that names the office in identifiers; nobody has to find it anywhere."""
    _, _, domain = office.email.rpartition("@")
    if 0 < len(domain) <= _MAX_DOMAIN_LENGTH and set(domain.lower()) <= _DOMAIN_SIGNS:
        return domain.lower()
    code = "".join(sign if sign in _DOMAIN_SIGNS else "-" for sign in office.code.lower())
    return f"{code[:20].strip('-.') or 'office'}.rdv-tui.internal"
