"""An appointment as its card shows it: what it is, what was done to it, what may be done now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import msgspec

from rdv_tui.domain.acts import UNDO_LIMIT, Act, possible_acts
from rdv_tui.domain.appointment import Appointment, Status
from rdv_tui.domain.reference import normalise_reference
from rdv_tui.domain.rights import Right
from rdv_tui.locales import refusals
from rdv_tui.services.booking.undoing import undoable
from rdv_tui.services.delivery.outbox import Delivery, to_delivery
from rdv_tui.services.desk import Desk
from rdv_tui.store import appointments, audit, outbox, people
from rdv_tui.store.mapping import is_appointment, to_appointment
from rdv_tui.store.stored import StoredAct, StoredAppointment
from rdv_tui.store.transactions import snapshot


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One thing that was done: when (UTC), by whom, from where; the changed columns as JSON has."""

    at: datetime
    agent: str
    station: str
    action: str
    before: Mapping[str, object]
    after: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Card:
    """Everything of an appointment. `history` is oldest first; instants are UTC.

    `missing` is what an incomplete file lacked. `undo_until` is the instant until which this
    agent may undo the last act, None when there is none to undo; with `undo_is_anothers` a
    colleague did it, and a supervisor answers for undoing it. `message` is the last e-mail about
    it, and what became of it.
    """

    appointment: Appointment
    acts: frozenset[Act]
    history: tuple[HistoryEntry, ...]
    undo_until: datetime | None = None
    undo_is_anothers: bool = False
    arrived_at: datetime | None = None
    called_at: datetime | None = None
    ended_at: datetime | None = None
    served_at_counter: int | None = None
    missing: tuple[str, ...] = ()
    cancel_reason: str | None = None
    overbooked_because: str | None = None
    message: Delivery | None = None


def get_card(desk: Desk, reference_text: str) -> Card:
    """Return the card of the appointment whose reference was typed or chosen.

    Raises Refusal `unknown_reference`, StoreError.
    """
    reference = normalise_reference(reference_text)
    if reference is not None:
        with snapshot(desk) as unit:
            row = appointments.find(unit, reference)
            if row is not None and is_appointment(row):
                lines = audit.of_reference(unit, reference)
                messages = outbox.of_appointment(unit, reference)
                return _to_card(desk, row, lines, to_delivery(messages[-1]) if messages else None)
    raise refusals.unknown_reference(reference_text)


def papers_owed(desk: Desk, appointment: Appointment) -> tuple[str, ...]:
    """Return what this person's file lacked when they were last received; nothing once complete.

    Who has the number but another birth date is somebody else. Raises StoreError.
    """
    person = appointment.applicant
    with snapshot(desk) as unit:
        received = [
            row
            for row in people.all_of(unit, person.foreign_resident_number)
            if row.reference != appointment.reference
            and row.birth_date == person.birth_date.first_day
            and row.status in {Status.DONE, Status.INCOMPLETE}
        ]
    last = max(received, key=lambda row: row.start, default=None)
    return _missing(last) if last is not None else ()


def _missing(row: StoredAppointment) -> tuple[str, ...]:
    return tuple(msgspec.json.decode(row.missing, type=list[str])) if row.missing else ()


def _to_card(
    desk: Desk, row: StoredAppointment, lines: list[StoredAct], message: Delivery | None
) -> Card:
    appointment = to_appointment(row)
    act = undoable(lines, desk.clock.now())
    is_anothers = act is not None and act.agent != desk.agent
    if is_anothers and not desk.may(Right.BOOK):  # also where a name proves nothing
        act = None
    return Card(
        appointment=appointment,
        acts=possible_acts(appointment.status, row.start, desk.clock.local()),
        history=tuple(_to_entry(line) for line in lines),
        undo_until=act.at + UNDO_LIMIT if act else None,
        undo_is_anothers=is_anothers,
        arrived_at=row.arrived_at,
        called_at=row.called_at,
        ended_at=row.ended_at,
        served_at_counter=row.served_at_counter,
        missing=_missing(row),
        cancel_reason=row.cancel_reason,
        overbooked_because=row.overbooked_because,
        message=message,
    )


def _to_entry(line: StoredAct) -> HistoryEntry:
    before, after = audit.decode_changes(line.before), audit.decode_changes(line.after)
    return HistoryEntry(line.at, line.agent, line.station, line.action, before, after)
