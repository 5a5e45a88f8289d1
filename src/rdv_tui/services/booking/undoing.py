"""Taking back the last act on an appointment, for a minute, as far as the law of statuses lets.

What was before is read from the audit, which tells the changed columns of every act.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from rdv_tui.domain.acts import UNDO_LIMIT
from rdv_tui.domain.appointment import BINDS_PERSON, FREES_PLACE, Appointment, Status, may_move
from rdv_tui.domain.rights import Right
from rdv_tui.locales import refusals
from rdv_tui.services.booking.preconditions import require_booked, require_person_free
from rdv_tui.services.delivery.messages import announce
from rdv_tui.services.desk import Desk
from rdv_tui.services.waiting.proposals import leave_list, revoke
from rdv_tui.store import appointments, audit, places
from rdv_tui.store.columns import PROGRESS_RESET, Columns, on_place
from rdv_tui.store.mapping import to_appointment
from rdv_tui.store.permissions import require
from rdv_tui.store.stored import StoredAct, StoredAppointment
from rdv_tui.store.transactions import UnitOfWork, transaction

_UNDOABLE = frozenset({"move", "cancel", "correct"})


def undo(desk: Desk, reference: str) -> Appointment:
    """Take back the last act on the appointment: a move, a cancellation or a correction.

    It must be less than a minute old and nothing may have happened since; another's takes a
    supervisor, here or by an approval. The place of before is taken again, or another one of the
    same slot. Raises NotAllowed, and Refusal
    `unknown_reference`, `not_allowed_now`, `slot_taken` when that slot is full by now, or
    `already_booked` when the person has another appointment by now.
    """
    with transaction(desk, Right.BOOK) as begun:
        unit = begun
        row = require_booked(unit, reference)
        lines = audit.of_reference(unit, row.reference)
        act = undoable(lines, unit.now)
        day_is_over = row.start.date() < unit.today
        if act is None or (act.action != "correct" and day_is_over):
            raise refusals.nothing_to_undo()
        if act.agent != unit.agent:
            if unit.desk.signed_in is None:  # nobody is asked here: a name proves nothing
                raise refusals.nothing_to_undo()
            unit = replace(begun, authorised_by=require(unit, Right.UNDO_OTHERS))
        columns = audit.columns_before(act)
        changed_place = "number" in columns or "start" in columns
        number = columns.pop("number", row.number)
        counter = columns.pop("counter", row.counter)
        status = _status_before(row, audit.status_before(act))
        if status is Status.BOOKED:
            columns |= PROGRESS_RESET
        _require_still_theirs(unit, row, columns)
        if changed_place or Status(row.status) in FREES_PLACE:
            start = columns.get("start", row.start)
            columns |= _former_place_columns(unit, row, start, number, counter)
        columns["revision"] = row.revision + 1
        appointments.change(unit, "undo", row, status, **columns)
        leave_list(unit, row)
        if act.action != "correct":
            announce(unit, "moved" if act.action == "move" else "booked", row, asked_for=True)
        return to_appointment(row)


def undoable(lines: Sequence[StoredAct], now: datetime) -> StoredAct | None:
    """Return the act in an appointment's audit that can still be undone at the instant `now`."""
    acts = (line for line in reversed(lines) if audit.changes_appointment(line))
    last = next(acts, None)
    if last is None or last.action not in _UNDOABLE:
        return None
    return last if now - last.at < UNDO_LIMIT else None


def _status_before(row: StoredAppointment, then: Status | None) -> Status:
    """Return the status to go back to; who had arrived and was cancelled is awaited again."""
    now = Status(row.status)
    return (then or now) if may_move(now, then or now) else Status.BOOKED


def _require_still_theirs(unit: UnitOfWork, row: StoredAppointment, columns: Columns) -> None:
    """Raise Refusal `already_booked` when the number binds another appointment by now."""
    number = columns.get("foreign_resident_number", row.foreign_resident_number)
    bound = Status(row.status) in BINDS_PERSON
    if number and (not bound or number != row.foreign_resident_number):
        require_person_free(unit, number)


def _former_place_columns(
    unit: UnitOfWork, row: StoredAppointment, start: datetime, number: int, counter: int | None
) -> Columns:
    """Return the columns of the place of before if nobody occupies it, else of another one.

    Whoever only changed places within a slot has no use for a third one.
    """
    revoke(unit, start, number)
    if appointments.is_vacant(unit, start, number):
        # A cancelled place is embargoed; whoever had it has it again.
        places.embargo(unit, start, number, unit.now)
        return {"number": number, "counter": counter}
    if start == row.start and Status(row.status) not in FREES_PLACE:
        raise refusals.place_gone(start)
    place = places.first_free(unit, start)
    if place is None:
        raise refusals.place_gone(start)
    return on_place(place)
