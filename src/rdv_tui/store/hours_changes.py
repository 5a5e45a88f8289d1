"""Statements on what changes of hours did: the changes themselves, and who was moved by them."""

from dataclasses import dataclass
from datetime import date, datetime

import msgspec

from rdv_tui.domain.office import Closure, Opening
from rdv_tui.domain.opening_hours import HoursChange
from rdv_tui.store.hours_tables import DisplacementRow, HoursChangeRow
from rdv_tui.store.tables import AppointmentRow
from rdv_tui.store.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class _Kept:
    """A change as it is kept: openings and closures apart, so that each is read as what it is."""

    closed: tuple[Opening, ...] = ()
    reopened: tuple[Closure, ...] = ()
    opened: tuple[Opening, ...] = ()
    shut: tuple[Closure, ...] = ()
    ends: tuple[int, date] | None = None


def keep(unit: UnitOfWork, change: HoursChange) -> int:
    """Keep `change`, which was written in this transaction; return its number."""
    kept = _Kept(
        tuple(one for one in change.removed if isinstance(one, Opening)),
        tuple(one for one in change.removed if isinstance(one, Closure)),
        tuple(one for one in change.added if isinstance(one, Opening)),
        tuple(one for one in change.added if isinstance(one, Closure)),
        change.ends,
    )
    row = HoursChangeRow(
        office=unit.office,
        id=unit.next_id(HoursChangeRow),
        at=unit.now,
        agent=unit.agent,
        change=msgspec.json.encode(kept).decode(),
    )
    unit.session.add(row)
    unit.session.flush()
    return row.id


def decode(row: HoursChangeRow) -> HoursChange:
    """Return the change that `row` keeps."""
    kept = msgspec.json.decode(row.change, type=_Kept)
    removed: tuple[Opening | Closure, ...] = (*kept.closed, *kept.reopened)
    added: tuple[Opening | Closure, ...] = (*kept.opened, *kept.shut)
    return HoursChange(removed=removed, added=added, ends=kept.ends)


def note_displacement(unit: UnitOfWork, row: AppointmentRow, start: datetime, number: int) -> None:
    """Remember that `row` stood at `start` on the place `number`, and was moved off it."""
    found = unit.session.get(DisplacementRow, (unit.office, start, number, row.reference))
    if found is None:
        found = DisplacementRow(
            office=unit.office,
            start=start,
            number=number,
            reference=row.reference,
            moved_at=unit.now,
            new_start=row.start,
            new_number=row.number,
        )
    found.moved_at, found.new_start, found.new_number = unit.now, row.start, row.number
    unit.session.add(found)
    unit.session.flush()
