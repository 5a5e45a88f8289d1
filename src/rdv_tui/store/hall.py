"""Statements on the hall: the day's tickets and calls, and people without an appointment."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypedDict, Unpack

import sqlalchemy as sa
from sqlalchemy import ColumnElement
from sqlmodel import col, select

from rdv_tui.domain.walk_in import WalkInStatus, ticket_text
from rdv_tui.store.audit import record
from rdv_tui.store.hall_tables import TicketRow, WalkInRow
from rdv_tui.store.unit import Snapshot, UnitOfWork

_FIRST_AT_MOST, _NUMBERS = 500, 1000
_OPEN = (WalkInStatus.ARRIVED.value, WalkInStatus.IN_PROGRESS.value)


class Holder(TypedDict, total=False):
    """Whose ticket it is: one of the two."""

    reference: str
    walk_in: int


def ticket_of(unit: Snapshot, **holder: Unpack[Holder]) -> TicketRow | None:
    """Return today's ticket of an appointment or of a walk-in, None when none was given."""
    return unit.session.exec(
        select(TicketRow).where(
            _of_day(unit), *(getattr(TicketRow, name) == one for name, one in holder.items())
        )
    ).first()


def give_ticket(unit: UnitOfWork, letter: str, **holder: Unpack[Holder]) -> TicketRow:
    """Return the holder's ticket of today, a new one if need be, and forget those of before.

    Numbers of a letter follow each other from a chance one on, so that none tells how many came.
    """
    found = ticket_of(unit, **holder)
    if found is not None:
        return found
    _begin_day(unit)
    given = set(
        unit.session.exec(
            select(TicketRow.number).where(_of_day(unit), col(TicketRow.letter) == letter)
        ).all()
    )
    first = secrets.randbelow(_FIRST_AT_MOST) if not given else max(given) + 1
    number = next(
        one % _NUMBERS for one in range(first, first + _NUMBERS) if one % _NUMBERS not in given
    )
    row = TicketRow(office=unit.office, day=unit.today, letter=letter, number=number, **holder)
    unit.session.add(row)
    unit.session.flush()
    return row


def note_call(unit: UnitOfWork, letter: str, counter: int, **holder: Unpack[Holder]) -> None:
    """Have the hall's screen show that the holder is called to `counter`, now."""
    row = give_ticket(unit, letter, **holder)
    row.called_at, row.counter = unit.now, counter
    unit.session.add(row)


def forget_call(unit: UnitOfWork, **holder: Unpack[Holder]) -> None:
    """Take the holder's call from the hall's screen: they are not called any more."""
    row = ticket_of(unit, **holder)
    if row is not None:
        row.called_at = row.counter = None
        unit.session.add(row)


def ticket_text_of(unit: Snapshot, **holder: Unpack[Holder]) -> str:
    """Return the text of today's ticket of an appointment or of a walk-in, empty without one."""
    row = ticket_of(unit, **holder)
    return ticket_text(row.letter, row.number) if row else ""


def last_calls(unit: Snapshot, count: int) -> Sequence[TicketRow]:
    """Return the last calls of today, the latest first."""
    called = select(TicketRow).where(_of_day(unit), col(TicketRow.called_at).is_not(None))
    latest = called.order_by(col(TicketRow.called_at).desc(), col(TicketRow.letter))
    return unit.session.exec(latest.limit(count)).all()


def tickets(unit: Snapshot) -> Mapping[str, str]:
    """Return today's tickets of appointments by reference."""
    columns = (col(TicketRow.reference), col(TicketRow.letter), col(TicketRow.number))
    held = sa.select(*columns).where(_of_day(unit), col(TicketRow.reference).is_not(None))
    return {
        reference or "": ticket_text(letter, number) for reference, letter, number in unit.ask(held)
    }


# -- people without an appointment
def add_walk_in(
    unit: UnitOfWork, name: str, reason: str, foreign_resident_number: str | None
) -> WalkInRow:
    """Add somebody to the queue. The audit tells of them without a name."""
    row = _came(
        unit,
        WalkInStatus.ARRIVED,
        name=name,
        reason=reason,
        foreign_resident_number=foreign_resident_number,
    )
    record(unit, "walk_in", after={"walk_in": row.id})
    return row


def add_sent_elsewhere(unit: UnitOfWork, why: str) -> WalkInRow:
    """Count somebody who was sent elsewhere at the door: no name, no ticket."""
    row = _came(unit, WalkInStatus.ELSEWHERE, ended_at=unit.now, elsewhere=why)
    record(unit, "count_elsewhere", after={"walk_in": row.id, "elsewhere": why})
    return row


def _came(
    unit: UnitOfWork,
    status: WalkInStatus,
    **columns: Any,  # noqa: ANN401 - what a column holds
) -> WalkInRow:
    row = WalkInRow(
        office=unit.office,
        id=unit.next_id(WalkInRow),
        day=unit.today,
        status=status.value,
        arrived_at=unit.now,
        **columns,
    )
    unit.session.add(row)
    unit.session.flush()
    return row


def uncount(unit: UnitOfWork, row: WalkInRow) -> None:
    """Take back what `add_sent_elsewhere` counted."""
    record(unit, "uncount_elsewhere", before={"walk_in": row.id, "elsewhere": row.elsewhere})
    unit.session.delete(row)
    unit.session.flush()


def find_walk_in(unit: Snapshot, number: int) -> WalkInRow | None:
    """Return the walk-in of that number, None when there is none."""
    return unit.session.get(WalkInRow, (unit.office, number))


def walk_ins(unit: Snapshot, day: date) -> Sequence[tuple[WalkInRow, str]]:
    """Return who came on `day` without an appointment, with their tickets, in order of arrival."""
    row, ticket = WalkInRow, TicketRow
    own = sa.and_(
        col(ticket.office) == col(row.office),
        col(ticket.day) == col(row.day),
        col(ticket.walk_in) == col(row.id),
    )
    found = unit.session.exec(
        select(row, ticket.letter, ticket.number)
        .outerjoin(ticket, own)
        .where(col(row.office) == unit.office, col(row.day) == day)
        .order_by(col(row.arrived_at), col(row.id))
    )
    return [
        (one, ticket_text(letter, number) if letter else "") for one, letter, number in found.all()
    ]


def change_walk_in(
    unit: UnitOfWork, action: str, row: WalkInRow, status: WalkInStatus, **columns: object
) -> None:
    """Bring `row` to `status` with new values for `columns`, and audit it without a name."""
    before = row.status
    row.status = status.value
    for name, value in columns.items():
        setattr(row, name, value)
    unit.session.add(row)
    told = {"walk_in": row.id}
    counter = {"counter": row.counter}
    record(
        unit,
        action,
        before={**told, "walk_in_status": before},
        after={**told, "walk_in_status": row.status, **counter},
    )
    unit.session.flush()


def _begin_day(unit: UnitOfWork) -> None:
    """Forget the tickets of days before, and who it was that came without an appointment."""
    ticket, row = TicketRow, WalkInRow
    own = col(ticket.office) == unit.office
    unit.session.connection().execute(sa.delete(ticket).where(own, col(ticket.day) < unit.today))
    before = sa.and_(col(row.office) == unit.office, col(row.day) < unit.today)
    named = sa.and_(before, col(row.name).is_not(None))
    still_open = sa.and_(named, col(row.status).in_(_OPEN))
    connection = unit.session.connection()
    connection.execute(
        sa.update(row).where(still_open).values(status=WalkInStatus.UNRECORDED.value)
    )
    connection.execute(
        sa.update(row).where(named).values(name=None, reason=None, foreign_resident_number=None)
    )


def _of_day(unit: Snapshot) -> ColumnElement[bool]:
    return sa.and_(col(TicketRow.office) == unit.office, col(TicketRow.day) == unit.today)
