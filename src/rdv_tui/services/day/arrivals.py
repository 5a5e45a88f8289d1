"""The appointment's own day: arrived, called, received, or never seen.

Each act is one short transaction under the write lock, so that two counters never call the same
person. What an act needs is asked of the person's present state, never of what a screen showed.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Unpack

import msgspec

from rdv_tui import catalogue
from rdv_tui.domain import queue
from rdv_tui.domain.appointment import Appointment, Status
from rdv_tui.domain.arrivals import (
    ALLOWED_AFTERWARDS,
    DayAct,
    agrees_with_arrival,
    is_allowed,
    is_due,
)
from rdv_tui.domain.names import clean_text
from rdv_tui.domain.rights import Right
from rdv_tui.domain.scan import scanned_reference
from rdv_tui.domain.walk_in import WITH_APPOINTMENT, WalkIn, WalkInStatus
from rdv_tui.errors import Refusal
from rdv_tui.locales.day import arrivals as day_refusals
from rdv_tui.services.booking.preconditions import require_booked
from rdv_tui.services.day import walk_ins
from rdv_tui.services.day.walk_ins import require_counter, require_idle
from rdv_tui.services.desk import Desk
from rdv_tui.store import appointments, days, hall
from rdv_tui.store.columns import PROGRESS_RESET, Columns
from rdv_tui.store.mapping import to_appointment
from rdv_tui.store.stored import StoredAppointment
from rdv_tui.store.transactions import Snapshot, UnitOfWork, snapshot, transaction

MAX_OTHER = 200
"""The longest text on what else a file lacks, in characters."""

_REOPENED = {
    Status.NO_SHOW: Status.BOOKED,
    Status.LEFT: Status.ARRIVED,
    Status.DONE: Status.IN_PROGRESS,
    Status.INCOMPLETE: Status.IN_PROGRESS,
}
"""Where a person stands again whose outcome is taken back."""


def check_in(desk: Desk, reference: str) -> Appointment:
    """Note that the person is there, on the appointment's own day; also one noted as absent.

    Raises Refusal `unknown_reference`, `not_allowed_now`, or `already_booked` for an absent person
    who has another appointment since.
    """
    with _acting(desk, reference, DayAct.CHECK_IN) as (unit, row):
        hall.give_ticket(unit, WITH_APPOINTMENT, reference=row.reference)
        # What an earlier day or call left behind must not send anybody to a counter now.
        return _change(
            unit,
            "check_in",
            row,
            Status.ARRIVED,
            arrived_at=unit.now,
            called_at=None,
            served_at_counter=None,
            ended_at=None,
        )


@dataclass(frozen=True, slots=True)
class Arrival:
    """What came of a reference at the door: whose it is, and why they cannot arrive, if so.

    `ticket` is that of the day, empty when none was given.
    """

    appointment: Appointment
    ticket: str = ""
    refusal: Refusal | None = None


def arrive(desk: Desk, typed: str) -> Arrival:
    """Note an arrival by a reference as it was typed or scanned; tell of whom it is in any case.

    Raises Refusal `unknown_reference`.
    """
    reference = scanned_reference(typed) or typed
    refusal = None
    try:
        check_in(desk, reference)
    except Refusal as error:
        if error.code == "unknown_reference":
            raise
        refusal = error
    with snapshot(desk) as unit:
        row = require_booked(unit, reference)
        ticket = hall.ticket_text_of(unit, reference=row.reference)
        return Arrival(to_appointment(row).as_of(unit.today), ticket, refusal)


def undo_check_in(desk: Desk, reference: str) -> Appointment:
    """Take an arrival back: it was somebody else's. Raises what `check_in` raises."""
    with _acting(desk, reference, DayAct.UNDO_CHECK_IN) as (unit, row):
        return _change(unit, "undo_check_in", row, Status.BOOKED, **PROGRESS_RESET)


def call_next(desk: Desk, counter: int) -> Appointment | WalkIn:
    """Call whoever is next for `counter` (domain/queue.py tells the order).

    Raises Refusal `no_such_counter`, `nobody_waits`, or `not_allowed_now` while the counter still
    receives somebody.
    """
    with transaction(desk, Right.RECEIVE) as unit:
        require_idle(unit, counter)
        office = desk.office
        waiting, people = in_room(unit)
        named = office.letter_names_counter
        found = queue.next_for_counter(people, counter, office.late_after_minutes, named=named)
        if found is None:
            others = [one.handed_to or one.counter for one in people]
            raise day_refusals.nobody_waits(counter, others)
        row = waiting[found.reference]
        if isinstance(row, WalkIn):
            return walk_ins.call_within(unit, row.id, counter)
        return _call(unit, row, counter)


def recall(desk: Desk, reference: str, counter: int | None = None) -> Appointment:
    """Call a person once more at the counter that called them, which is `counter` if that is given.

    Raises Refusal `unknown_reference`, `not_allowed_now`, also when another counter called them.
    """
    with _acting(desk, reference, DayAct.RECALL) as (unit, row):
        if counter is not None and row.served_at_counter not in {None, counter}:
            raise day_refusals.already_called(row.served_at_counter, day_refusals.name_of(row))
        if row.served_at_counter is not None:
            hall.note_call(unit, WITH_APPOINTMENT, row.served_at_counter, reference=row.reference)
        return _change(unit, "recall", row, Status.IN_PROGRESS, called_at=unit.now)


def call(desk: Desk, reference: str, counter: int | None = None) -> Appointment:
    """Call a person by name, out of turn, to `counter` or to the one they wait for.

    Raises Refusal `unknown_reference`, `not_allowed_now` (also for one whom a counter has called
    already), `no_such_counter`.
    """
    with transaction(desk, Right.RECEIVE) as unit:
        row = require_booked(unit, reference)
        if row.status == Status.IN_PROGRESS:
            raise day_refusals.already_called(row.served_at_counter, day_refusals.name_of(row))
        _require(unit, row, DayAct.CALL)
        wanted = counter if counter is not None else row.served_at_counter or row.counter or 0
        require_idle(unit, wanted)
        return _call(unit, row, wanted)


def return_to_waiting_room(desk: Desk, reference: str) -> Appointment:
    """Send a person who was called back to the waiting room; they rank by the hour of that call.

    Raises Refusal `unknown_reference`, `not_allowed_now`.
    """
    with _acting(desk, reference, DayAct.RETURN_TO_ROOM) as (unit, row):
        hall.forget_call(unit, reference=row.reference)
        return _change(unit, "put_back", row, Status.ARRIVED, served_at_counter=None)


def transfer(desk: Desk, reference: str, counter: int) -> Appointment:
    """Send a person who waits, or is being received, to wait for `counter`, at their old rank.

    Raises Refusal `unknown_reference`, `not_allowed_now`, `no_such_counter`.
    """
    with _acting(desk, reference, DayAct.TRANSFER) as (unit, row):
        require_counter(unit, counter)
        hall.forget_call(unit, reference=row.reference)
        return _change(
            unit, "hand_over", row, Status.ARRIVED, called_at=None, served_at_counter=counter
        )


def mark_received(desk: Desk, reference: str) -> Appointment:
    """Note that the file was handed in and is complete; for a past day also afterwards.

    Raises Refusal `unknown_reference`, `not_allowed_now`.
    """
    with _acting(desk, reference, DayAct.RECEIVE) as (unit, row):
        _pass_by_unrecorded(unit, row)
        return _change(unit, "finish", row, Status.DONE, ended_at=unit.now, missing=None)


def mark_incomplete(
    desk: Desk, reference: str, missing: Collection[str], other: str = ""
) -> Appointment:
    """Note that the file lacks `missing`, labels of the documents that the situation asks for.

    `other` tells in words what no list has. Raises UsageError `invalid_fields` for nothing at all,
    an unknown label or too long a text, and what `mark_received` raises.
    """
    with _acting(desk, reference, DayAct.INCOMPLETE) as (unit, row):
        _pass_by_unrecorded(unit, row)
        lacking = _lacking(row.situation or "", missing, clean_text(other).strip())
        text = msgspec.json.encode(lacking).decode()
        return _change(unit, "finish", row, Status.INCOMPLETE, ended_at=unit.now, missing=text)


def mark_no_show(desk: Desk, reference: str) -> Appointment:
    """Note that the person did not come, once the hour of the appointment has come.

    Never automatic: domain/queue.py only says when to propose it. Raises Refusal
    `unknown_reference`, `not_allowed_now`.
    """
    with _acting(desk, reference, DayAct.NO_SHOW) as (unit, row):
        return _change(unit, "no_show", row, Status.NO_SHOW)


def mark_left(desk: Desk, reference: str) -> Appointment:
    """Note that a person who had arrived left without having been received; never one who did not.

    Raises Refusal `unknown_reference`, `not_allowed_now`.
    """
    with _acting(desk, reference, DayAct.LEAVE) as (unit, row):
        return _change(unit, "leave", row, Status.LEFT, ended_at=unit.now)


def reopen(desk: Desk, reference: str) -> Appointment:
    """Take an outcome back: the person is being received again, or awaited.

    Raises Refusal `unknown_reference`, `already_booked` when they have a later appointment since,
    `not_allowed_now`, also while their counter receives somebody else.
    """
    with _acting(desk, reference, DayAct.REOPEN) as (unit, row):
        status = _REOPENED[Status(row.status)]
        if status is Status.BOOKED:
            return _change(unit, "reopen", row, status, **PROGRESS_RESET)
        is_today = row.start.date() == unit.today
        if status is Status.IN_PROGRESS and is_today and row.served_at_counter is not None:
            require_idle(unit, row.served_at_counter)  # two visitors at one counter are confused
        if status is Status.ARRIVED:
            return _change(
                unit, "reopen", row, status, ended_at=None, called_at=None, served_at_counter=None
            )
        return _change(unit, "reopen", row, status, ended_at=None, missing=None)


def checklist(situation: str) -> tuple[str, ...]:
    """Return the labels of the documents that may be missing, in the list's own order."""
    guide = catalogue.situations()
    try:
        entry = guide.situation(situation)
        documents = (*guide.documents_for(entry), *guide.documents_if_lodged(entry))
    except KeyError:  # the office took this situation out of its catalogue since
        documents = guide.common_documents
    return tuple(dict.fromkeys(document.label for document in documents))


@contextmanager
def _acting(
    desk: Desk, reference: str, act: DayAct
) -> Iterator[tuple[UnitOfWork, StoredAppointment]]:
    """Begin `act` on an appointment. Raises Refusal `unknown_reference`, `not_allowed_now`."""
    with transaction(desk, Right.RECEIVE) as unit:
        row = require_booked(unit, reference)
        _require(unit, row, act)
        yield unit, row


def _change(
    unit: UnitOfWork,
    action: str,
    row: StoredAppointment,
    status: Status,
    **columns: Unpack[Columns],
) -> Appointment:
    appointments.change(unit, action, row, status, **columns)
    return to_appointment(row)


def _call(unit: UnitOfWork, row: StoredAppointment, counter: int) -> Appointment:
    hall.note_call(unit, WITH_APPOINTMENT, counter, reference=row.reference)
    return _change(
        unit, "call", row, Status.IN_PROGRESS, called_at=unit.now, served_at_counter=counter
    )


def _require(unit: UnitOfWork, row: StoredAppointment, act: DayAct) -> None:
    """Raise Refusal `not_allowed_now` unless `act` follows from where the person stands."""
    now = unit.local
    if not is_allowed(act, Status(row.status), row.start, now):
        raise day_refusals.not_in_that_state(row.status)
    if not agrees_with_arrival(act, came=row.arrived_at is not None):
        raise day_refusals.came() if act is DayAct.NO_SHOW else day_refusals.never_came()
    if not is_due(act, row.start, now):
        if act is DayAct.NO_SHOW:
            raise day_refusals.hour_to_come(row.start)
        raise day_refusals.another_day(row.start.date())


def _pass_by_unrecorded(unit: UnitOfWork, row: StoredAppointment) -> None:
    """Let an outcome be told of a past day, of which nobody noted anything on the day itself.

    The table of moves knows no way from awaited to received, and the audit shall show that it was
    told afterwards.
    """
    if row.status in ALLOWED_AFTERWARDS:
        appointments.change(unit, "unrecord", row, Status.UNRECORDED)


def in_room(
    unit: Snapshot,
) -> tuple[Mapping[str, StoredAppointment | WalkIn], list[queue.InRoom]]:
    """Return who waits today, by reference or ticket, and the same as the rule of calling asks."""
    waiting: dict[str, StoredAppointment | WalkIn] = {}
    people = []
    for row in days.list_present(unit):
        if row.status == Status.ARRIVED:
            waiting[row.reference] = row
            people.append(_in_room(unit, row))
    for one in walk_ins.of_day(unit, unit.today):
        if one.status is WalkInStatus.ARRIVED:
            waiting[one.reference] = one
            people.append(_walk_in_in_room(unit, one))
    return waiting, people


def _in_room(unit: Snapshot, row: StoredAppointment) -> queue.InRoom:
    wall = unit.desk.clock.wall
    return queue.InRoom(
        reference=row.reference,
        start=row.start,
        arrived=wall(row.arrived_at) if row.arrived_at else row.start,
        counter=row.counter,
        handed_to=row.served_at_counter,
        called=wall(row.called_at) if row.called_at else None,
    )


def _walk_in_in_room(unit: Snapshot, one: WalkIn) -> queue.InRoom:
    wall = unit.desk.clock.wall
    arrived = wall(one.arrived_at)
    called = wall(one.called_at) if one.called_at else None
    return queue.InRoom(one.reference, arrived, arrived, None, one.counter, called)


def _lacking(situation: str, missing: Collection[str], other: str) -> list[str]:
    """Return `missing` in the order of the checklist, each once, then what no list has."""
    known = checklist(situation)
    for label in missing:
        if label not in known:
            raise day_refusals.not_on_the_list(clean_text(label))
    if not missing and not other:
        raise day_refusals.nothing_missing()
    if len(other) > MAX_OTHER:
        raise day_refusals.other_too_long(MAX_OTHER)
    listed = [label for label in known if label in missing]
    return listed if not other or other in listed else [*listed, other]
