"""Statements on places: which exist, which are free, counted by the store itself."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Date, Select, and_, insert, literal_column, or_, text
from sqlmodel import Session, col, func, select

from rdv_tui.domain.appointment import Channel, Slot
from rdv_tui.domain.calendar import Place
from rdv_tui.domain.release import AGENTS
from rdv_tui.store.appointments import stands_on, takes_place
from rdv_tui.store.tables import APART, AppointmentRow, PlaceRow

_START = cast("ColumnElement[datetime]", col(PlaceRow.start))
_ON_IT = and_(
    col(AppointmentRow.office) == col(PlaceRow.office),
    col(AppointmentRow.start) == _START,
    col(AppointmentRow.number) == col(PlaceRow.number),
)
_CAPACITY = func.count()
_APART: ColumnElement[bool] = literal_column(f"({APART})")
"""As the index of such places is written, so that it answers."""
_VACANT: ColumnElement[bool] = col(AppointmentRow.reference).is_(None)


def offered(to: Collection[Channel] = AGENTS) -> ColumnElement[bool]:
    """Return the condition: the place exists for whoever comes by one of the channels `to`."""
    kept_for = col(PlaceRow.kept_for)
    return and_(
        sa.not_(col(PlaceRow.withdrawn)),
        sa.not_(col(PlaceRow.extra)),
        or_(kept_for.is_(None), kept_for.in_(sorted(channel.value for channel in to))),
    )


def _released(now: datetime) -> ColumnElement[bool]:
    free_from = col(PlaceRow.free_from)
    return or_(free_from.is_(None), free_from <= now)


def add_places(session: Session, office: str, places: Iterable[Place]) -> int:
    """Add `places` to the calendar; return how many. The caller adds no place twice."""
    rows = [
        {
            "office": office,
            "start": place.start,
            "number": place.number,
            "counter": place.counter,
            "kept_for": place.kept_for.value if place.kept_for else None,
        }
        for place in places
    ]
    if rows:
        session.connection().execute(insert(PlaceRow), rows)
    return len(rows)


def exists(
    session: Session, office: str, start: datetime, to: Collection[Channel] = AGENTS
) -> bool:
    """Say whether the calendar has any place at `start` for the channels `to`."""
    at_start = select(PlaceRow.number).where(
        col(PlaceRow.office) == office, col(PlaceRow.start) == start, offered(to)
    )
    return session.exec(at_start.limit(1)).first() is not None


def first_free(
    session: Session,
    office: str,
    start: datetime,
    now: datetime,
    *,
    preferred: int | None = None,
    to: Collection[Channel] = AGENTS,
    held_back: bool = False,
) -> PlaceRow | None:
    """Return a place of `start` that nobody has at the instant `now`, `preferred` if it is free.

    Of the others, those kept for no channel go last: they are everybody's. With `held_back` also
    one that is not released yet, which is for the waiting list alone.
    """
    free = (
        select(PlaceRow)
        .join(AppointmentRow, and_(_ON_IT, takes_place(now)), isouter=True)
        .where(
            col(PlaceRow.office) == office,
            col(PlaceRow.start) == start,
            offered(to),
            sa.true() if held_back else _released(now),
            _VACANT,
        )
        .order_by(
            col(PlaceRow.number) != (preferred or 0),
            col(PlaceRow.kept_for).is_(None),
            col(PlaceRow.number),
        )
        .limit(1)
    )
    return session.exec(free).first()


def hold_back(session: Session, office: str, start: datetime, number: int, until: datetime) -> None:
    """Keep the place from everybody until the instant `until` (UTC)."""
    place = session.get(PlaceRow, (office, start, number))
    if place is not None:
        place.free_from = until
        session.add(place)


def add_extra(session: Session, office: str, start: datetime) -> PlaceRow:
    """Add a place for one more person at `start`, at no counter; it is never offered."""
    last = session.exec(
        select(func.max(PlaceRow.number)).where(
            col(PlaceRow.office) == office, col(PlaceRow.start) == start
        )
    ).one()
    place = PlaceRow(office=office, start=start, number=(last or 0) + 1, extra=True)
    session.add(place)
    session.flush()
    return place


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
    counted = _slots(office, now).where(after < _START).having(_free(now) > 0)
    if before is not None:
        counted = counted.where(before > _START)
    found = session.connection().execute(counted.order_by(_START).limit(count))
    return [_slot(row) for row in found]


def free_between(
    session: Session, office: str, now: datetime, after: datetime, before: datetime, count: int
) -> list[Slot]:
    """Return the last `count` slots with a free place between the two, latest first."""
    counted = _slots(office, now).where(after < _START, before > _START).having(_free(now) > 0)
    found = session.connection().execute(counted.order_by(_START.desc()).limit(count))
    return [_slot(row) for row in found]


def vacant(
    session: Session,
    office: str,
    now: datetime,
    first: date,
    last: date,
    from_start: datetime,
    *,
    only_held_back: bool,
) -> dict[datetime, int]:
    """Count the places on which nobody stands, by start, on the days from `first` to `last` (in).

    Those not released yet count too: for the waiting list. `only_held_back` counts them alone.
    """
    counted = (
        _joined(office, now, _START, _CAPACITY)
        .where(datetime.combine(first, time()) <= _START, from_start <= _START)
        .where(datetime.combine(last + timedelta(days=1), time()) > _START, _VACANT)
        .group_by(_START)
        .order_by(_START)
    )
    if only_held_back:
        counted = counted.where(_APART, sa.not_(_released(now)))
    found = cast("Sequence[tuple[datetime, int]]", session.connection().execute(counted).all())
    return dict(found)


def next_day(session: Session, office: str, day: date) -> date | None:
    """Return the first day from `day` on that has places, None when none is open."""
    after = select(PlaceRow.start).where(
        col(PlaceRow.office) == office,
        datetime.combine(day, time()) <= _START,
        sa.not_(col(PlaceRow.withdrawn)),
    )
    start = session.exec(after.order_by(_START).limit(1)).first()
    return start.date() if start else None


def days(
    session: Session, office: str, now: datetime, first: date, last: date, from_start: datetime
) -> dict[date, tuple[int, int, int]]:
    """Count, for each day from `first` to `last` (in) with places: all, those to come, the free.

    Places to come start after `from_start`; only they can be free.
    """
    day: ColumnElement[date] = func.date(_START, type_=Date)
    to_come = _CAPACITY.filter(from_start < _START)
    free = _CAPACITY.filter(from_start < _START, _VACANT, _released(now))
    counted = (
        _joined(office, now, day, _CAPACITY, to_come, free)
        .where(datetime.combine(first, time()) <= _START)
        .where(datetime.combine(last + timedelta(days=1), time()) > _START)
        .group_by(day)
    )
    found = cast(
        "Sequence[tuple[date, int, int, int]]", session.connection().execute(counted).all()
    )
    return {day: (capacity, coming, free) for day, capacity, coming, free in found}


def _slots(office: str, now: datetime) -> Select[Any]:
    return _joined(office, now, _START, _CAPACITY, _free(now)).group_by(_START)


def _free(now: datetime) -> ColumnElement[int]:
    return _CAPACITY.filter(_VACANT, _released(now))


def _joined(office: str, now: datetime, *columns: ColumnElement[Any]) -> Select[Any]:
    """Select from the office's places, each beside the appointment that takes it now, if any."""
    return (
        sa.select(*columns)
        .select_from(PlaceRow)
        .outerjoin(AppointmentRow, and_(_ON_IT, takes_place(now)))
        .where(col(PlaceRow.office) == office, offered())
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
    # Few places are apart: these alone are worth a look at each, and a join.
    not_ours = _count_places(office, start, end).where(_APART, sa.not_(offered()))
    shut = (
        _count_places(office, to_come, end)
        .outerjoin(AppointmentRow, and_(_ON_IT, takes_place(now)))
        .where(_APART, _VACANT, or_(sa.not_(offered()), sa.not_(_released(now))))
    )
    counts = (
        _count_places(office, start, end),
        not_ours,
        _count_places(office, to_come, end),
        standing,
        expired,
        shut,
    )
    query = sa.select(*(one.scalar_subquery() for one in counts))
    places, apart, coming, taken, over, closed = session.connection().execute(query).one()
    return places - apart, coming - taken + over - closed


def _count_places(office: str, start: datetime, end: datetime) -> Select[int]:
    return (
        sa.select(func.count())
        .select_from(PlaceRow)
        .where(col(PlaceRow.office) == office, start <= _START, end > _START)
    )
