"""People without an appointment: they join the queue, are called, received, or sent elsewhere.

Who they are is kept for the day alone; what became of them stays, to be counted.
"""

from collections.abc import Collection
from datetime import date

from rdv_tui.domain.names import clean_text
from rdv_tui.domain.numbers import parse_number
from rdv_tui.domain.rights import Right
from rdv_tui.domain.walk_in import (
    WALK_INS_ENDED,
    WALK_INS_HERE,
    WITHOUT_APPOINTMENT,
    SentElsewhere,
    WalkIn,
    WalkInStatus,
)
from rdv_tui.locales.day import arrivals as day_refusals, walk_ins as walk_in_fr
from rdv_tui.services.desk import Desk
from rdv_tui.store import days, hall
from rdv_tui.store.stored import StoredWalkIn
from rdv_tui.store.transactions import Snapshot, UnitOfWork, snapshot, transaction

MAX_TEXT = 80
"""The longest name or reason, in characters."""


def register(desk: Desk, name: str, reason: str = "", number: str = "") -> WalkIn:
    """Let somebody without an appointment join the queue, and give them a ticket.

    `reason` is free text, `number` their foreign resident number; one of the two says why they
    came. Raises UsageError `invalid_fields`.
    """
    kept, why = clean_text(name).strip(), clean_text(reason).strip()
    parsed = parse_number(number) if number.strip() else None
    wrong = walk_in_fr.problems(kept, why, parsed, MAX_TEXT)
    if wrong:
        raise walk_in_fr.invalid(wrong)
    with transaction(desk, Right.RECEIVE) as unit:
        row = hall.add_walk_in(unit, kept, why, parsed.value if parsed else None)
        hall.give_ticket(unit, WITHOUT_APPOINTMENT, walk_in=row.id)
        return _read(unit, row.id)


def list_walk_ins(desk: Desk) -> list[WalkIn]:
    """Return who came today without an appointment, in order of arrival."""
    with snapshot(desk) as unit:
        return of_day(unit, unit.today)


def of_day(unit: Snapshot, day: date) -> list[WalkIn]:
    """Return what `list_walk_ins` returns, of any `day`, within a transaction under way."""
    return [_walk_in(row, ticket) for row, ticket in hall.walk_ins(unit, day)]


def by_ticket(desk: Desk, ticket: str) -> WalkIn | None:
    """Return the walk-in of today who has that ticket (« B 042 », « b42 »), None without one."""
    letter, digits = ticket.strip().upper()[:1], ticket.strip()[1:].strip()
    if not letter.isalpha() or not digits.isdecimal():
        return None
    wanted = (letter, int(digits))
    found = (one for one in list_walk_ins(desk) if one.ticket)
    return next((one for one in found if (one.ticket[0], int(one.ticket[2:])) == wanted), None)


def call(desk: Desk, number: int, counter: int) -> WalkIn:
    """Call a walk-in to `counter`, out of turn or once more.

    Raises Refusal `unknown_reference`, `not_allowed_now` (also for one who is called elsewhere, and
    while the counter receives somebody), `no_such_counter`.
    """
    with transaction(desk, Right.RECEIVE) as unit:
        row = _find(unit, number)
        is_called = row.status == WalkInStatus.IN_PROGRESS
        if is_called and row.counter != counter:
            raise day_refusals.already_called(row.counter, row.name or "")
        if not is_called:
            require_idle(unit, counter)
        return call_within(unit, number, counter)


def call_within(unit: UnitOfWork, number: int, counter: int) -> WalkIn:
    """Do what `call` does within a transaction under way, which has asked what it must."""
    row = _find(unit, number)
    again = row.status == WalkInStatus.IN_PROGRESS
    _change(
        unit,
        "recall_walk_in" if again else "call_walk_in",
        row,
        WalkInStatus.IN_PROGRESS,
        called_at=unit.now,
        counter=counter,
    )
    hall.note_call(unit, WITHOUT_APPOINTMENT, counter, walk_in=row.id)
    return _read(unit, row.id)


def return_to_waiting_room(desk: Desk, number: int) -> WalkIn:
    """Send a walk-in who was called back to the waiting room. Raises what `finish` raises."""
    with transaction(desk, Right.RECEIVE) as unit:
        row = _find(unit, number)
        called = {WalkInStatus.IN_PROGRESS}
        _change(unit, "put_back_walk_in", row, WalkInStatus.ARRIVED, called, counter=None)
        hall.forget_call(unit, walk_in=number)
        return _read(unit, number)


def transfer(desk: Desk, number: int, counter: int) -> WalkIn:
    """Let a walk-in wait for `counter`. Raises `no_such_counter`, and what `finish` raises."""
    with transaction(desk, Right.RECEIVE) as unit:
        row = _find(unit, number)
        require_counter(unit, counter)
        _change(
            unit, "transfer_walk_in", row, WalkInStatus.ARRIVED, called_at=None, counter=counter
        )
        hall.forget_call(unit, walk_in=number)
        return _read(unit, number)


def finish(desk: Desk, number: int) -> WalkIn:
    """Note that a walk-in was answered. Raises Refusal `unknown_reference`, `not_allowed_now`."""
    return _end(desk, number, WalkInStatus.DONE)


def mark_left(desk: Desk, number: int) -> WalkIn:
    """Note that a walk-in left without an answer. Raises what `finish` raises."""
    return _end(desk, number, WalkInStatus.LEFT)


def send_elsewhere(desk: Desk, number: int, why: SentElsewhere) -> WalkIn:
    """Note that a walk-in was sent elsewhere, and why. Raises what `finish` raises."""
    return _end(desk, number, WalkInStatus.ELSEWHERE, elsewhere=why.value)


def count_elsewhere(desk: Desk, why: SentElsewhere) -> WalkIn:
    """Count somebody who was sent elsewhere at the door, without a name or a ticket."""
    with transaction(desk, Right.RECEIVE) as unit:
        return _read(unit, hall.add_sent_elsewhere(unit, why.value).id)


def take_back(desk: Desk, number: int) -> WalkIn:
    """Take back how a visit ended: the person waits again, or was never counted at the door.

    Raises what `finish` raises.
    """
    with transaction(desk, Right.RECEIVE) as unit:
        row = _find(unit, number)
        if row.status == WalkInStatus.ELSEWHERE and row.name is None and row.day == unit.today:
            counted = _read(unit, number)
            hall.uncount(unit, row)
            return counted
        columns = dict.fromkeys(("ended_at", "called_at", "counter", "elsewhere"))
        _change(unit, "reopen_walk_in", row, WalkInStatus.ARRIVED, WALK_INS_ENDED, **columns)
        return _read(unit, number)


def require_counter(unit: Snapshot, counter: int) -> None:
    """Raise Refusal `no_such_counter` unless the office has that counter."""
    if counter not in days.counters(unit):
        raise day_refusals.no_such_counter(counter)


def require_idle(unit: Snapshot, counter: int) -> None:
    """Raise Refusal unless `counter` exists, and receives nobody, with an appointment or without.

    Its code is `no_such_counter` or `not_allowed_now`.
    """
    require_counter(unit, counter)
    for row in days.list_present(unit):
        if row.status == WalkInStatus.IN_PROGRESS and row.served_at_counter == counter:
            raise day_refusals.counter_busy(counter, day_refusals.name_of(row))
    for one in of_day(unit, unit.today):
        if one.status is WalkInStatus.IN_PROGRESS and one.counter == counter:
            raise day_refusals.counter_busy(counter, one.name)


def _end(desk: Desk, number: int, status: WalkInStatus, elsewhere: str | None = None) -> WalkIn:
    with transaction(desk, Right.RECEIVE) as unit:
        row = _find(unit, number)
        _change(
            unit,
            f"{status.value}_walk_in",
            row,
            status,
            ended_at=unit.now,
            elsewhere=elsewhere,
        )
        return _read(unit, number)


def _change(
    unit: UnitOfWork,
    action: str,
    row: StoredWalkIn,
    status: WalkInStatus,
    start: Collection[WalkInStatus] = WALK_INS_HERE,
    **columns: object,
) -> None:
    before = WalkInStatus(row.status)
    if before not in start or row.day != unit.today:
        raise walk_in_fr.not_in_that_state(before)
    hall.change_walk_in(unit, action, row, status, **columns)


def _find(unit: Snapshot, number: int) -> StoredWalkIn:
    row = hall.find_walk_in(unit, number)
    if row is None:
        raise walk_in_fr.unknown()
    return row


def _read(unit: Snapshot, number: int) -> WalkIn:
    row = _find(unit, number)
    return _walk_in(row, hall.ticket_text_of(unit, walk_in=number))


def _walk_in(row: StoredWalkIn, ticket: str) -> WalkIn:
    return WalkIn(
        id=row.id,
        ticket=ticket,
        status=WalkInStatus(row.status),
        name=row.name or "",
        reason=row.reason or "",
        foreign_resident_number=row.foreign_resident_number,
        arrived_at=row.arrived_at,
        called_at=row.called_at,
        ended_at=row.ended_at,
        counter=row.counter,
        elsewhere=SentElsewhere(row.elsewhere) if row.elsewhere else None,
    )
