"""Statements on what changes of hours did: the changes themselves, and who was moved by them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

import msgspec
from sqlalchemy import ColumnElement, and_, literal_column, not_
from sqlmodel import col, func, select

from rdv_tui.domain.appointment import Status
from rdv_tui.domain.office import Closure, Opening
from rdv_tui.domain.opening_hours import HoursChange, SlotLength
from rdv_tui.store.hours_tables import DisplacementRow, HoursChangeRow
from rdv_tui.store.tables import RESTRICTED, AppointmentRow, PlaceRow
from rdv_tui.store.unit import Snapshot, UnitOfWork

_RECENT = 50
"""How many changes are looked at to find one that can be taken back."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A change as it is kept: openings and closures apart, so that each is read as what it is."""

    closed: tuple[Opening, ...] = ()
    reopened: tuple[Closure, ...] = ()
    opened: tuple[Opening, ...] = ()
    shut: tuple[Closure, ...] = ()
    ends: tuple[int, date] | None = None
    slots: SlotLength | None = None


def keep(unit: UnitOfWork, change: HoursChange) -> int:
    """Keep `change`, which was written in this transaction; return its number."""
    kept = _Kept(
        tuple(one for one in change.removed if isinstance(one, Opening)),
        tuple(one for one in change.removed if isinstance(one, Closure)),
        tuple(one for one in change.added if isinstance(one, Opening)),
        tuple(one for one in change.added if isinstance(one, Closure)),
        change.ends,
        change.slots,
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
    return HoursChange(removed=removed, added=added, ends=kept.ends, slots=kept.slots)


def note_displacement(unit: UnitOfWork, row: AppointmentRow, start: datetime, number: int) -> None:
    """Remember that `row` stood at `start` on the place `number`, and was moved off it."""
    unit.session.merge(
        DisplacementRow(
            office=unit.office,
            start=start,
            number=number,
            reference=row.reference,
            moved_at=unit.now,
            new_start=row.start,
            new_number=row.number,
        )
    )
    unit.session.flush()


def list_recent(unit: Snapshot) -> list[HoursChangeRow]:
    """Return the last changes, the newest first."""
    newest = unit.rows_of(HoursChangeRow).order_by(col(HoursChangeRow.id).desc())
    return list(unit.session.exec(newest.limit(_RECENT)))


def mark_taken_back(unit: UnitOfWork, change: HoursChange, by: int) -> None:
    """Note, of the newest change that `change` takes back, that the one of number `by` did so.

    What was taken back and is made once more is a change of its own, to be taken back again.
    """
    recent = list_recent(unit)
    undoing = {row.taken_back for row in recent}
    for row in recent:
        is_open = row.taken_back is None and row.id not in {by, *undoing}
        if is_open and decode(row).inverse() == change:
            row.taken_back = by
            unit.session.add(row)
            unit.session.flush()
            return


def list_moved_off(
    unit: Snapshot, places: Collection[tuple[datetime, int]]
) -> dict[tuple[datetime, int], AppointmentRow]:
    """Return who was moved off each of `places` last, and still stands where they were moved to.

    The keys are start (wall clock) and number of the place.
    """
    if not places:
        return {}
    first, last = min(places)[0], max(places)[0]
    moved = cast("ColumnElement[datetime]", col(DisplacementRow.start))
    found = unit.session.exec(
        select(DisplacementRow, AppointmentRow)
        .join_from(DisplacementRow, AppointmentRow)
        .where(
            col(AppointmentRow.start) == col(DisplacementRow.new_start),
            col(AppointmentRow.number) == col(DisplacementRow.new_number),
            col(AppointmentRow.status) == Status.BOOKED.value,
        )
        .where(col(DisplacementRow.office) == unit.office, first <= moved, last >= moved)
        .where(col(AppointmentRow.start) > unit.local)
        .order_by(col(DisplacementRow.moved_at))
    )
    wanted = set(places)
    keyed = {(gone.start, gone.number): row for gone, row in found}
    return {key: row for key, row in keyed.items() if key in wanted}


def moved_since(unit: Snapshot, row: AppointmentRow) -> datetime | None:
    """Return when `row` was last moved off a withdrawn place (UTC), None when it never was."""
    latest = select(func.max(DisplacementRow.moved_at)).where(
        col(DisplacementRow.office) == unit.office,
        col(DisplacementRow.reference) == row.reference,
        col(DisplacementRow.new_start) == row.start,
        col(DisplacementRow.new_number) == row.number,
    )
    return unit.session.exec(latest).one()


def promise(
    unit: UnitOfWork, promised: Mapping[tuple[datetime, int], AppointmentRow], until: datetime
) -> None:
    """Keep each place, by start and number, for whoever was moved off it, until `until` (UTC)."""
    for (start, number), row in promised.items():
        place = unit.session.get(PlaceRow, (unit.office, start, number))
        assert place is not None  # read in this transaction
        place.promised_to, place.free_from = row.reference, until
        unit.session.add(place)
    unit.session.flush()


def list_promised(unit: Snapshot) -> list[tuple[PlaceRow, AppointmentRow]]:
    """Return the places still kept for somebody moved off them, in order, and for whom."""
    start = cast("ColumnElement[datetime]", col(PlaceRow.start))
    query = (
        select(PlaceRow, AppointmentRow)
        .join(
            AppointmentRow,
            and_(
                col(AppointmentRow.office) == col(PlaceRow.office),
                col(AppointmentRow.reference) == col(PlaceRow.promised_to),
                col(AppointmentRow.status) == Status.BOOKED.value,
            ),
        )
        .where(
            col(PlaceRow.office) == unit.office,
            literal_column(f"({RESTRICTED})"),
            col(PlaceRow.free_from) > unit.now,
            start > unit.local,
            not_(col(PlaceRow.withdrawn)),
        )
        .order_by(start, col(PlaceRow.number))
    )
    return [(place, row) for place, row in unit.session.exec(query)]


def redeem(unit: UnitOfWork, place: PlaceRow) -> None:
    """Let the place be kept for nobody any more."""
    place.promised_to = place.free_from = None
    unit.session.add(place)
    unit.session.flush()
