"""Statements on the hours: openings and closures written, places withdrawn and brought back.

A place never goes from the store: appointments of the past may refer to it. It is withdrawn, and
from then on offered to nobody.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy import ColumnElement, and_
from sqlmodel import Session, col, select

from rdv_tui.domain.appointment import Channel, Status
from rdv_tui.domain.calendar import Place
from rdv_tui.domain.office import Closure, Opening
from rdv_tui.domain.openings import Change, Hours
from rdv_tui.domain.release import AGENTS
from rdv_tui.store import days, offices, places
from rdv_tui.store.appointments import takes_place
from rdv_tui.store.tables import (
    STANDS,
    AppointmentRow,
    ClosureRow,
    CounterRow,
    OpeningRow,
    PlaceRow,
)

_START = cast("ColumnElement[datetime]", col(PlaceRow.start))
# A literal, not parameters: only so can an engine see that a partial index answers.
_STANDS: ColumnElement[bool] = sa.literal_column(f"appointment.{STANDS}")
_ON_IT = and_(
    col(AppointmentRow.office) == col(PlaceRow.office),
    col(AppointmentRow.start) == _START,
    col(AppointmentRow.number) == col(PlaceRow.number),
)

AWAITED = frozenset({Status.BOOKED, Status.ARRIVED})
"""Statuses of those who need another place when theirs goes; who is being received has no need."""


@dataclass(frozen=True, slots=True)
class KnownPlace:
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
            and self.kept_for in {None, *AGENTS}
            and (self.free_from is None or self.free_from <= now)
        )


def hours(session: Session, office: str) -> Hours:
    """Return the office's hours as they are now. Raises StoreError `office_unknown`."""
    known = offices.get_office(session, office)
    named = {*range(1, known.counters + 1), *(opening.counter for opening in known.openings)}
    return Hours(known.openings, known.closures, known.slot_minutes, tuple(sorted(named)))


def known_places(
    session: Session, office: str, now: datetime, first: datetime, last: datetime
) -> list[KnownPlace]:
    """Return every place that starts from `first` to `last`, both in, withdrawn ones too."""
    found = session.connection().execute(
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
        .outerjoin(AppointmentRow, and_(_ON_IT, takes_place(now)))
        .where(col(PlaceRow.office) == office, first <= _START, last >= _START)
        .order_by(_START, col(PlaceRow.number))
    )
    return [_known(*row) for row in found]


def _known(*row: Any) -> KnownPlace:  # noqa: ANN401 - what a row holds
    start, number, counter, extra, withdrawn, kept_for, free_from, reference, status = row
    return KnownPlace(
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


def stranded(session: Session, office: str, after: datetime) -> list[AppointmentRow]:
    """Return those still awaited who stand after `after` on a withdrawn place, in order."""
    awaited = tuple(status.value for status in AWAITED)
    standing = (
        select(AppointmentRow)
        .join(PlaceRow, and_(_ON_IT, _STANDS))
        .where(col(PlaceRow.office) == office, after < _START, col(PlaceRow.withdrawn))
        .where(col(AppointmentRow.status).in_(awaited))
        .order_by(_START, col(PlaceRow.number))
    )
    return list(session.exec(standing).all())


def is_withdrawn(session: Session, row: AppointmentRow) -> bool:
    """Say whether the place on which `row` stands is covered by no opening any more."""
    place = session.get(PlaceRow, (row.office, row.start, row.number))
    return place is not None and place.withdrawn


def withdraw(session: Session, office: str, gone: Iterable[KnownPlace], *, withdrawn: bool) -> None:
    """Withdraw the places, or bring them back."""
    keys = [{"at": place.start, "rank": place.number} for place in gone]
    if not keys:
        return
    table = PlaceRow.__table__  # type: ignore[attr-defined]
    session.connection().execute(
        sa.update(table)
        .where(
            table.c.office == office,
            table.c.start == sa.bindparam("at", type_=table.c.start.type),
            table.c.number == sa.bindparam("rank"),
        )
        .values(withdrawn=withdrawn),
        keys,
    )


def add_places(
    session: Session, office: str, new: Sequence[Place], known: Sequence[KnownPlace]
) -> int:
    """Add places; one whose number an extra place has already gets the next. Return how many."""
    taken = {(place.start, place.number) for place in known}
    added = []
    for place in new:
        number = place.number
        while (place.start, number) in taken:
            number += 1
        taken.add((place.start, number))
        added.append(replace(place, number=number))
    return places.add_places(session, office, added)


def write_change(session: Session, office: str, change: Change) -> None:
    """Write the openings, closures and slot length of `change`; what it removes is there."""
    for gone in change.removed:
        if isinstance(gone, Opening):
            _remove(session, OpeningRow, office, gone)
        else:
            _remove(session, ClosureRow, office, gone)
    _add_counters(session, office, change)
    for added in change.added:
        if isinstance(added, Opening):
            _add(session, OpeningRow, office, added)
        else:
            _add(session, ClosureRow, office, added)
    if change.slot_minutes is not None:
        _set_slot_minutes(session, office, change.slot_minutes)
    session.flush()


def _add_counters(session: Session, office: str, change: Change) -> None:
    """Add the counters that an opening names for the first time."""
    named = {added.counter for added in change.added if isinstance(added, Opening)}
    for number in sorted(named.difference(days.counters(session, office))):
        session.add(CounterRow(office=office, number=number))
    session.flush()


def _remove(
    session: Session, table: type[OpeningRow | ClosureRow], office: str, gone: Opening | Closure
) -> None:
    found = session.exec(
        select(table).where(
            col(table.office) == office,
            *(
                col(getattr(table, name)).is_not_distinct_from(getattr(gone, name))
                for name in type(gone).__dataclass_fields__
            ),
        )
    ).first()
    assert found is not None  # the caller looked, under the write lock
    session.delete(found)
    session.flush()


def _add(
    session: Session, table: type[OpeningRow | ClosureRow], office: str, added: Opening | Closure
) -> None:
    last = session.exec(select(sa.func.max(table.id)).where(col(table.office) == office)).one()
    values = {name: getattr(added, name) for name in type(added).__dataclass_fields__}
    session.add(table(office=office, id=(last or 0) + 1, **values))
    session.flush()


def _set_slot_minutes(session: Session, office: str, minutes: int) -> None:
    offices.set_record(session, replace(offices.get_office(session, office), slot_minutes=minutes))
