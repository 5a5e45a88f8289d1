"""The calls to make: people whom no e-mail reaches, and what became of each call."""

from dataclasses import dataclass
from datetime import datetime

from rdv_tui.domain.message import CallKind, CallState
from rdv_tui.domain.names import written_name
from rdv_tui.domain.rights import Right
from rdv_tui.locales.delivery import outbox as outbox_fr
from rdv_tui.services.desk import Desk
from rdv_tui.store import calls
from rdv_tui.store.stored import StoredAppointment, StoredCall, StoredWaiting
from rdv_tui.store.transactions import UnitOfWork, snapshot, transaction


@dataclass(frozen=True, slots=True)
class Call:
    """A call still to be made. `start` is wall clock; `since`, `due` and `at` instants in UTC.

    `reference` names the appointment, if there is one; `due` is when it should be done by;
    `at` the last try, after `tries` of them.
    """

    id: int
    kind: CallKind
    state: CallState
    name: str
    phone: str | None
    email: str | None
    reference: str | None
    proposal: int | None
    start: datetime | None
    since: datetime
    due: datetime
    tries: int = 0
    at: datetime | None = None
    by: str | None = None


def close_calls(unit: UnitOfWork, reference: str) -> None:
    """Close the calls about an appointment that what happened since made pointless."""
    for row in calls.open_of(unit, reference):
        calls.change_state(unit, row, CallState.CLOSED)


def list_calls(desk: Desk) -> list[Call]:
    """Return the calls to make, the most urgent first.

    Those about an appointment whose hour has come are left out: it is too late for them.
    """
    now = desk.clock.local()
    with snapshot(desk) as unit:
        found = calls.list_open(unit)
    listed = [_call(row, appointment, waiting) for row, appointment, waiting in found]
    return [call for call in listed if call.start is None or call.start > now]


def record_outcome(desk: Desk, call: int, outcome: CallState) -> None:
    """Write down how the call of number `call` went: `reached`, `unreached` (stays), `closed`.

    Raises Refusal `not_allowed_now` when it is not to be made any more.
    """
    if outcome is CallState.TODO:
        raise ValueError(outcome)
    with transaction(desk, Right.FOLLOW_UP) as unit:
        row = calls.find(unit, call)
        if row is None or CallState(row.state) not in calls.OPEN_STATES:
            raise outbox_fr.call_is_over()
        calls.change_state(unit, row, outcome, tried=outcome is not CallState.CLOSED)


def _call(
    row: StoredCall, appointment: StoredAppointment | None, waiting: StoredWaiting | None
) -> Call:
    person = waiting or appointment
    family, given = (person.family_name, person.given_names) if person else (None, None)
    return Call(
        id=row.id,
        kind=CallKind(row.kind),
        state=CallState(row.state),
        name=written_name(family or "", given or ""),
        phone=person.phone if person else None,
        email=person.email if person else None,
        reference=row.reference,
        proposal=row.proposal,
        start=appointment.start if appointment else None,
        since=row.since,
        due=row.due,
        tries=row.tries,
        at=row.at,
        by=row.by,
    )
