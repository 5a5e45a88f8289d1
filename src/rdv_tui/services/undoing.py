"""Taking back the last act on an appointment, for a minute, as far as the law of statuses lets.

What was before is read from the audit, which tells the changed columns of every act.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from rdv_tui.domain.acts import UNDO_LIMIT
from rdv_tui.domain.appointment import BINDS_PERSON, FREES_PLACE, Appointment, Status, may_move
from rdv_tui.errors import Refusal
from rdv_tui.locales import refusals
from rdv_tui.services.changes import NOTHING_YET, booked_row
from rdv_tui.services.desk import Desk
from rdv_tui.services.guards import Unit, free_place, require_person_free, writing
from rdv_tui.services.messages import announce
from rdv_tui.services.proposals import leave_list, take_back
from rdv_tui.store import appointments, audit, places
from rdv_tui.store.records import to_appointment
from rdv_tui.store.tables import AppointmentRow, AuditRow

_UNDOABLE = frozenset({"move", "cancel", "correct"})
_COLUMNS = frozenset(AppointmentRow.model_fields)
_DATES = frozenset({"birth_date", "permit_expires"})
_LEFT_AS_IT_IS = frozenset({"status", "revision", "number", "counter"})


def undo(desk: Desk, reference: str) -> Appointment:
    """Take back the last act on the appointment: a move, a cancellation or a correction.

    It must be less than a minute old, this agent's own, and nothing may have happened since. The
    place of before is taken again, or another one of the same slot. Raises Refusal
    `unknown_reference`, `not_allowed_now`, `slot_taken` when that slot is full by now, or
    `already_booked` when the person has another appointment by now.
    """
    with writing(desk) as unit:
        row = booked_row(unit, reference)
        lines = audit.of_reference(unit.session, row.office, row.reference)
        act = undoable(lines, unit.actor.agent, unit.actor.at)
        day_is_over = row.start.date() < desk.clock.today()
        if act is None or (act.action != "correct" and day_is_over):
            raise refusals.nothing_to_undo()
        before = audit.told(act.before)
        columns = {
            name: _typed(name, value)
            for name, value in before.items()
            if name not in _LEFT_AS_IT_IS
        }
        status = _status_before(row, before)
        if status is Status.BOOKED:
            columns |= NOTHING_YET
        _require_still_theirs(unit, row, columns)
        if "number" in before or "start" in before or Status(row.status) in FREES_PLACE:
            columns |= _place_of_before(unit, row, before)
        columns["revision"] = row.revision + 1
        appointments.change(unit.session, unit.actor, "undo", row, status, **columns)
        leave_list(unit, row)
        if act.action != "correct":
            announce(unit, "moved" if act.action == "move" else "booked", row, asked_for=True)
        return to_appointment(row)


def undoable(lines: Sequence[AuditRow], agent: str, now: datetime) -> AuditRow | None:
    """Return the act in an appointment's audit that `agent` may still undo at the instant `now`."""
    acts = (line for line in reversed(lines) if _changes_it(line))
    last = next(acts, None)
    if last is None or last.action not in _UNDOABLE or last.agent != agent:
        return None
    return last if now - last.at < UNDO_LIMIT else None


def _changes_it(line: AuditRow) -> bool:
    """Say whether a line tells of the appointment's own columns; messages, calls, papers do not."""
    return not _COLUMNS.isdisjoint(audit.told(line.after))


def _status_before(row: AppointmentRow, before: dict[str, Any]) -> Status:
    """Return the status to go back to; who had arrived and was cancelled is awaited again."""
    now = Status(row.status)
    then = Status(before.get("status", now))
    return then if may_move(now, then) else Status.BOOKED


def _require_still_theirs(unit: Unit, row: AppointmentRow, columns: dict[str, object]) -> None:
    """Raise Refusal `already_booked` when the number binds another appointment by now."""
    number = columns.get("foreign_resident_number", row.foreign_resident_number)
    bound = Status(row.status) in BINDS_PERSON
    if not bound or number != row.foreign_resident_number:
        require_person_free(unit, str(number))


def _place_of_before(unit: Unit, row: AppointmentRow, before: dict[str, Any]) -> dict[str, object]:
    """Return the columns of the place of before if nobody stands on it, else of another one.

    Whoever only changed places within a slot has no use for a third one.
    """
    start = datetime.fromisoformat(before["start"]) if "start" in before else row.start
    number = before.get("number", row.number)
    take_back(unit, start, number)
    if appointments.is_vacant(unit.session, row.office, start, number):
        # A cancelled place is held back from everybody; whoever had it has it again.
        places.hold_back(unit.session, row.office, start, number, unit.actor.at)
        return {"number": number, "counter": before.get("counter", row.counter)}
    if start == row.start and Status(row.status) not in FREES_PLACE:
        raise refusals.place_gone(start)
    try:
        place = free_place(unit, start)
    except Refusal as refusal:
        raise refusals.place_gone(start) from refusal
    return {"number": place.number, "counter": place.counter}


def _typed(name: str, value: Any) -> object:  # noqa: ANN401 - what JSON holds
    """Return a column's value from what the audit's JSON made of it."""
    if value is None:
        return None
    if name in _DATES:
        return date.fromisoformat(value)
    if name == "start" or name.endswith("_at"):
        return datetime.fromisoformat(value)
    return value
