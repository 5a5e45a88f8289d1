"""Statements on the hours: openings and closures written, places withdrawn and brought back.

A place never goes from the store: appointments of the past may refer to it. It is withdrawn, and
from then on offered to nobody.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy import ColumnElement, and_
from sqlmodel import col, select

from rdv_tui.domain.appointment import Channel, Status
from rdv_tui.domain.calendar import Place
from rdv_tui.domain.office import Closure, Opening
from rdv_tui.domain.opening_hours import HoursChange, OpeningHours
from rdv_tui.domain.release import AGENT_CHANNELS
from rdv_tui.store import days, offices, places
from rdv_tui.store.appointments import IS_ON_PLACE, occupies_place_at
from rdv_tui.store.tables import (
    AppointmentRow,
    ClosureRow,
    CounterRow,
    OpeningRow,
    PlaceRow,
)
from rdv_tui.store.unit import Snapshot, UnitOfWork

_START = cast("ColumnElement[datetime]", col(PlaceRow.start))

DISPLACEABLE = frozenset({Status.BOOKED, Status.ARRIVED})
"""Statuses of those who need another place when theirs goes; who is being received has no need."""


@dataclass(frozen=True, slots=True)
class PlaceRecord:
    """A place as the store has it; `reference` and `status` are of whoever takes it now."""

    start: datetime
    number: int
    counter: int | None
    extra: bool
    withdrawn: bool
    kept_for: Channel | None = None
    free_from: datetime | None = None
    reference: str | None = None
    status: Status | None = None

    def is_free(self, now: datetime) -> bool:
        """Say whether an agent may give the place to somebody at the instant `now`."""
        return (
            self.reference is None
            and not self.extra
            and self.kept_for in {None, *AGENT_CHANNELS}
            and (self.free_from is None or self.free_from <= now)
        )


def get_hours(unit: Snapshot) -> OpeningHours:
    """Return the office's hours as they are now. Raises StoreError `office_unknown`."""
    known = offices.get_office(unit)
    named = {*range(1, known.counters + 1), *(opening.counter for opening in known.openings)}
    return OpeningHours(known.openings, known.closures, known.slot_minutes, tuple(sorted(named)))


def list_places(unit: Snapshot, first: datetime, last: datetime) -> list[PlaceRecord]:
    """Return every place that starts from `first` to `last`, both in, withdrawn ones too."""
    found = unit.ask(
        sa.select(
            _START,
            col(PlaceRow.number),
            col(PlaceRow.counter),
            col(PlaceRow.extra),
            col(PlaceRow.withdrawn),
            col(PlaceRow.kept_for),
            col(PlaceRow.free_from),
            col(AppointmentRow.reference),
            col(AppointmentRow.status),
        )
        .select_from(PlaceRow)
        .outerjoin(AppointmentRow, and_(places.SAME_PLACE, occupies_place_at(unit.now)))
        .where(col(PlaceRow.office) == unit.office, first <= _START, last >= _START)
        .order_by(_START, col(PlaceRow.number))
    )
    return [_known(*row) for row in found]


def _known(*row: Any) -> PlaceRecord:  # noqa: ANN401 - what a row holds
    start, number, counter, extra, withdrawn, kept_for, free_from, reference, status = row
    return PlaceRecord(
        start,
        number,
        counter,
        extra,
        withdrawn,
        Channel(kept_for) if kept_for else None,
        free_from,
        reference,
        Status(status) if status else None,
    )


def list_displaced(unit: Snapshot) -> list[AppointmentRow]:
    """Return those still awaited who occupy a withdrawn place from now on, in order."""
    awaited = tuple(status.value for status in DISPLACEABLE)
    standing = (
        select(AppointmentRow)
        .join(PlaceRow)
        .where(col(PlaceRow.office) == unit.office, unit.local < _START, col(PlaceRow.withdrawn))
        .where(IS_ON_PLACE)
        .where(col(AppointmentRow.status).in_(awaited))
        .order_by(_START, col(PlaceRow.number))
    )
    return list(unit.session.exec(standing).all())


def is_withdrawn(unit: Snapshot, row: AppointmentRow) -> bool:
    """Say whether the place on which `row` stands is covered by no opening any more."""
    place = unit.session.get(PlaceRow, (row.office, row.start, row.number))
    return place is not None and place.withdrawn


def withdraw(unit: UnitOfWork, removed: Iterable[PlaceRecord], *, withdrawn: bool) -> None:
    """Withdraw the places, or bring them back."""
    keys = [{"at": place.start, "rank": place.number} for place in removed]
    if not keys:
        return
    table = PlaceRow.__table__  # type: ignore[attr-defined]
    unit.session.connection().execute(
        sa.update(table)
        .where(
            table.c.office == unit.office,
            table.c.start == sa.bindparam("at", type_=table.c.start.type),
            table.c.number == sa.bindparam("rank"),
        )
        .values(withdrawn=withdrawn),
        keys,
    )


def add_places(unit: UnitOfWork, new: Sequence[Place], known: Sequence[PlaceRecord]) -> int:
    """Add places; one whose number an extra place has already gets the next. Return how many."""
    taken = {(place.start, place.number) for place in known}
    added = []
    for place in new:
        number = place.number
        while (place.start, number) in taken:
            number += 1
        taken.add((place.start, number))
        added.append(replace(place, number=number))
    return places.add_places(unit, added)


def write_change(unit: UnitOfWork, change: HoursChange) -> None:
    """Write the openings and closures of `change`; what it removes is there."""
    for removed in change.removed:
        _remove(unit, removed)
    _add_counters(unit, change)
    for added in change.added:
        offices.add_hours(unit, added)


def _add_counters(unit: UnitOfWork, change: HoursChange) -> None:
    """Add the counters that an opening names for the first time."""
    named = {added.counter for added in change.added if isinstance(added, Opening)}
    for number in sorted(named.difference(days.counters(unit))):
        unit.session.add(CounterRow(office=unit.office, number=number))
    unit.session.flush()


def _remove(unit: UnitOfWork, removed: Opening | Closure) -> None:
    table = OpeningRow if isinstance(removed, Opening) else ClosureRow
    columns = sa.inspect(table).columns
    same = (columns[name].is_not_distinct_from(value) for name, value in asdict(removed).items())
    found = unit.session.exec(unit.rows_of(table).where(*same)).first()
    assert found is not None  # the caller looked, under the write lock
    unit.session.delete(found)
    unit.session.flush()
