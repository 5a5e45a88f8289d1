"""Statements on places: which exist, which are free, counted by the store itself."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Date, Select, and_, insert, text
from sqlmodel import Session, col, func, select

from rdv_tui.domain.appointment import Slot
from rdv_tui.domain.calendar import Place
from rdv_tui.store.appointments import stands_on, takes_place
from rdv_tui.store.tables import AppointmentRow, PlaceRow

_START = cast("ColumnElement[datetime]", col(PlaceRow.start))
_ON_IT = and_(
    col(AppointmentRow.office) == col(PlaceRow.office),
    col(AppointmentRow.start) == _START,
    col(AppointmentRow.number) == col(PlaceRow.number),
)
_OFFERED = sa.not_(col(PlaceRow.withdrawn))
_CAPACITY = func.count(col(PlaceRow.number))
_FREE: ColumnElement[int] = _CAPACITY - func.count(col(AppointmentRow.number))


def add_places(session: Session, office: str, places: Iterable[Place]) -> int:
    """Add `places` to the calendar; return how many. The caller adds no place twice."""
    rows = [
        {"office": office, "start": p.start, "number": p.number, "counter": p.counter}
        for p in places
    ]
    if rows:
        session.connection().execute(insert(PlaceRow), rows)
    return len(rows)


def exists(session: Session, office: str, start: datetime) -> bool:
    """Say whether the calendar has any place at `start`."""
    at_start = select(PlaceRow.number).where(
        col(PlaceRow.office) == office, col(PlaceRow.start) == start, _OFFERED
    )
    return session.exec(at_start.limit(1)).first() is not None


def first_free(
    session: Session, office: str, start: datetime, now: datetime, preferred: int | None = None
) -> PlaceRow | None:
    """Return a place of `start` that nobody has at the instant `now`, `preferred` if it is free."""
    free = (
        select(PlaceRow)
        .join(AppointmentRow, and_(_ON_IT, takes_place(now)), isouter=True)
        .where(
            col(PlaceRow.office) == office,
            col(PlaceRow.start) == start,
            _OFFERED,
            col(AppointmentRow.reference).is_(None),
        )
        .order_by(col(PlaceRow.number) != (preferred or 0), col(PlaceRow.number))
        .limit(1)
    )
    return session.exec(free).first()


def slots(
    session: Session, office: str, now: datetime, after: datetime, before: datetime
) -> list[Slot]:
    """Return every slot that starts after `after` and before `before`, full ones too, in order."""
    counted = _slots(office, now).where(after < _START, before > _START).order_by(_START)
    return [_slot(row) for row in session.connection().execute(counted)]


def free_after(
    session: Session,
    office: str,
    now: datetime,
    after: datetime,
    count: int,
    before: datetime | None = None,
) -> list[Slot]:
    """Return the first `count` slots after `after` (and before `before`) with a free place."""
    counted = _slots(office, now).where(after < _START).having(_FREE > 0)
    if before is not None:
        counted = counted.where(before > _START)
    found = session.connection().execute(counted.order_by(_START).limit(count))
    return [_slot(row) for row in found]


def free_between(
    session: Session, office: str, now: datetime, after: datetime, before: datetime, count: int
) -> list[Slot]:
    """Return the last `count` slots with a free place between the two, latest first."""
    counted = _slots(office, now).where(after < _START, before > _START).having(_FREE > 0)
    found = session.connection().execute(counted.order_by(_START.desc()).limit(count))
    return [_slot(row) for row in found]


def days(
    session: Session, office: str, now: datetime, first: date, last: date, from_start: datetime
) -> dict[date, tuple[int, int, int]]:
    """Count, for each day from `first` to `last` (in) with places: all, those to come, the free.

    Places to come start after `from_start`; only they can be free.
    """
    day: ColumnElement[date] = func.date(_START, type_=Date)
    to_come = _CAPACITY.filter(from_start < _START)
    taken = func.count(col(AppointmentRow.number)).filter(from_start < _START)
    counted = (
        _joined(office, now, day, _CAPACITY, to_come, to_come - taken)
        .where(datetime.combine(first, time()) <= _START)
        .where(datetime.combine(last + timedelta(days=1), time()) > _START)
        .group_by(day)
    )
    found = cast(
        "Sequence[tuple[date, int, int, int]]", session.connection().execute(counted).all()
    )
    return {day: (capacity, coming, free) for day, capacity, coming, free in found}


def _slots(office: str, now: datetime) -> Select[Any]:
    return _joined(office, now, _START, _CAPACITY, _FREE).group_by(_START)


def _joined(office: str, now: datetime, *columns: ColumnElement[Any]) -> Select[Any]:
    """Select from the office's places, each beside the appointment that takes it now, if any."""
    return (
        sa.select(*columns)
        .select_from(PlaceRow)
        .outerjoin(AppointmentRow, and_(_ON_IT, takes_place(now)))
        .where(col(PlaceRow.office) == office, _OFFERED)
    )


def _slot(row: Sequence[Any]) -> Slot:
    return Slot(start=row[0], capacity=row[1], free=row[2])


def week_counts(
    session: Session, office: str, now: datetime, from_start: datetime, first: date, before: date
) -> tuple[int, int]:
    """Count the places from `first` to `before` (out): all, and the free ones still to come.

    Places and those who stand on them are counted apart, each in its own index: joining a hundred
    thousand places with their appointments takes five times as long.
    """
    start, end = datetime.combine(first, time()), datetime.combine(before, time())
    to_come = max(start, from_start + timedelta(microseconds=1))
    count = func.count()
    standing = sa.select(count).select_from(AppointmentRow).where(stands_on(office, to_come, end))
    expired = standing.where(text("status = 'held'"), col(AppointmentRow.hold_expires_at) <= now)
    # Few stand on a place that was withdrawn: these alone are worth a join.
    stranded = (
        sa.select(count)
        .select_from(PlaceRow)
        .join(AppointmentRow, and_(_ON_IT, takes_place(now)))
        .where(col(PlaceRow.office) == office, to_come <= _START, end > _START)
        .where(col(PlaceRow.withdrawn))
    )
    query = sa.select(
        _count_places(office, start, end),
        _count_places(office, to_come, end),
        standing.scalar_subquery(),
        expired.scalar_subquery(),
        stranded.scalar_subquery(),
    )
    capacity, coming, taken, over, apart = session.connection().execute(query).one()
    return capacity, coming - taken + over + apart


def _count_places(office: str, start: datetime, end: datetime) -> sa.ScalarSelect[int]:
    return (
        sa.select(func.count())
        .select_from(PlaceRow)
        .where(col(PlaceRow.office) == office, start <= _START, end > _START, _OFFERED)
        .scalar_subquery()
    )
