"""Statements on places: which exist, which are free, counted by the store itself."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Date,
    Select,
    and_,
    bindparam,
    literal_column,
    or_,
    text,
)
from sqlmodel import col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from rdv_tui.domain.appointment import Channel, Slot
from rdv_tui.domain.calendar import Place
from rdv_tui.locales import refusals
from rdv_tui.store.appointments import occupies_place_at, occupies_place_between
from rdv_tui.store.tables import RESTRICTED, AppointmentRow, PlaceRow
from rdv_tui.store.unit import Snapshot, UnitOfWork

_START = cast("ColumnElement[datetime]", col(PlaceRow.start))
SAME_PLACE = and_(
    col(AppointmentRow.office) == col(PlaceRow.office),
    col(AppointmentRow.start) == _START,
    col(AppointmentRow.number) == col(PlaceRow.number),
)
_CAPACITY = func.count()
_RESTRICTED: ColumnElement[bool] = literal_column(f"({RESTRICTED})")
"""As the index of such places is written, so that it answers."""
_VACANT: ColumnElement[bool] = col(AppointmentRow.reference).is_(None)


def offered(to: Collection[Channel]) -> ColumnElement[bool]:
    """Return the condition: the place exists for whoever comes by one of the channels `to`."""
    kept_for = col(PlaceRow.kept_for)
    return and_(
        sa.not_(col(PlaceRow.withdrawn)),
        sa.not_(col(PlaceRow.extra)),
        or_(kept_for.is_(None), kept_for.in_(sorted(channel.value for channel in to))),
    )


def _offered_at(unit: Snapshot, to: Collection[Channel] | None = None) -> ColumnElement[bool]:
    return offered(unit.desk.channels if to is None else to)


Instant = datetime | BindParameter[datetime]
"""An instant (UTC), or where one will stand in a statement."""


def _released(now: Instant) -> ColumnElement[bool]:
    free_from = col(PlaceRow.free_from)
    return or_(free_from.is_(None), free_from <= now)


def _unpromised(now: Instant) -> ColumnElement[bool]:
    """Return the condition: the place is kept for nobody whom a change of hours moved off it."""
    return or_(col(PlaceRow.promised_to).is_(None), _released(now))


_ADD = text(
    "INSERT INTO place (office, start, number, counter, kept_for)"
    " VALUES (:office, :start, :number, :counter, :kept_for)"
    " ON CONFLICT (office, start, number) DO UPDATE SET"
    " withdrawn = false, counter = excluded.counter, kept_for = excluded.kept_for"
).bindparams(bindparam("start", type_=_START.type))
"""Both engines read these words: SQLAlchemy's own load the dialect of each."""


def add_places(unit: UnitOfWork, places: Iterable[Place]) -> int:
    """Add `places` to the calendar; return how many. The caller adds no place twice.

    One that was withdrawn (a clock ahead had opened its day) is brought back.
    """
    rows = [
        {
            "office": unit.office,
            "start": place.start,
            "number": place.number,
            "counter": place.counter,
            "kept_for": place.kept_for.value if place.kept_for else None,
        }
        for place in places
    ]
    if rows:
        unit.session.connection().execute(_ADD, rows)
    return len(rows)


def require_open(unit: Snapshot, start: datetime, to: Collection[Channel] | None = None) -> None:
    """Raise Refusal `no_such_slot` or `slot_past`; `to` are the channels that ask.

    Here and below they are the desk's own unless they are named.
    """
    at_start = _offered_of(frozenset(unit.desk.channels if to is None else to))
    asked = {"office": unit.office, "start": start}
    if not unit.ask(at_start, asked):
        raise refusals.no_such_slot(start)
    if start <= unit.local:
        raise refusals.slot_past(start)


# What every booking asks is put together once for each set of channels.
@cache
def _offered_of(channels: frozenset[Channel]) -> SelectOfScalar[int]:
    return (
        select(PlaceRow.number)
        .where(
            col(PlaceRow.office) == bindparam("office"),
            col(PlaceRow.start) == bindparam("start"),
            offered(channels),
        )
        .limit(1)
    )


@cache
def _free_of(channels: frozenset[Channel], *, embargoed: bool) -> SelectOfScalar[PlaceRow]:
    now: BindParameter[datetime] = bindparam("now")
    holds_at: BindParameter[datetime] = bindparam("holds_at")
    return (
        select(PlaceRow)
        .join(AppointmentRow, and_(SAME_PLACE, occupies_place_at(holds_at)), isouter=True)
        .where(
            col(PlaceRow.office) == bindparam("office"),
            col(PlaceRow.start) == bindparam("start"),
            offered(channels),
            _unpromised(now) if embargoed else _released(now),
            _VACANT,
        )
        .order_by(
            col(PlaceRow.number) != bindparam("preferred"),
            col(PlaceRow.kept_for).is_(None),
            col(PlaceRow.number),
        )
        .limit(1)
    )


def take(
    unit: UnitOfWork,
    start: datetime,
    *,
    preferred: int | None = None,
    to: Collection[Channel] | None = None,
) -> PlaceRow:
    """Return a free place of `start`, `preferred` if it is free, for the channels `to`.

    Raises Refusal `no_such_slot`, `slot_past`, `slot_taken`.
    """
    place = first_free(unit, start, preferred=preferred, to=to)
    if place is None or start <= unit.local:
        require_open(unit, start, to)
        raise refusals.slot_taken(start)
    return place


def first_free(
    unit: Snapshot,
    start: datetime,
    *,
    preferred: int | None = None,
    to: Collection[Channel] | None = None,
    embargoed: bool = False,
) -> PlaceRow | None:
    """Return a place of `start` that nobody has, `preferred` if it is free.

    Of the others, those kept for no channel go last: they are everybody's. With `embargoed` also
    one that is not released yet, which is for the waiting list alone.
    """
    channels = frozenset(unit.desk.channels if to is None else to)
    asked = {
        "office": unit.office,
        "start": start,
        "now": unit.now,
        "holds_at": unit.holds_at,
        "preferred": preferred or 0,
    }
    return unit.session.exec(_free_of(channels, embargoed=embargoed), params=asked).first()


def embargo(unit: UnitOfWork, start: datetime, number: int, until: datetime) -> None:
    """Keep the place from everybody until the instant `until` (UTC)."""
    place = unit.session.get(PlaceRow, (unit.office, start, number))
    if place is not None:
        place.free_from = until
        unit.session.add(place)


def free_at_counter(unit: Snapshot, start: datetime, counter: int) -> PlaceRow | None:
    """Return a place of `counter` at `start` that an agent may give to somebody now."""
    free = (
        unit.rows_of(PlaceRow)
        .join(AppointmentRow, and_(SAME_PLACE, occupies_place_at(unit.holds_at)), isouter=True)
        .where(
            col(PlaceRow.start) == start,
            col(PlaceRow.counter) == counter,
            _offered_at(unit),
            _released(unit.now),
            _VACANT,
        )
    )
    return unit.session.exec(free.limit(1)).first()


def add_extra(unit: UnitOfWork, start: datetime, counter: int | None = None) -> PlaceRow:
    """Add a place for one more person at `start`, at no counter or at one; it is never offered."""
    last = unit.session.exec(
        select(func.max(PlaceRow.number)).where(
            col(PlaceRow.office) == unit.office, col(PlaceRow.start) == start
        )
    ).one()
    place = PlaceRow(
        office=unit.office, start=start, number=(last or 0) + 1, counter=counter, extra=True
    )
    unit.session.add(place)
    unit.session.flush()
    return place


def slots(unit: Snapshot, after: datetime, before: datetime) -> list[Slot]:
    """Return every slot that starts after `after` and before `before`, full ones too, in order."""
    counted = _slots(unit).where(after < _START, before > _START).order_by(_START)
    return [Slot(*row) for row in unit.ask(counted)]


def free_after(
    unit: Snapshot,
    after: datetime,
    count: int,
    before: datetime | None = None,
) -> list[Slot]:
    """Return the first `count` slots after `after` (and before `before`) with a free place."""
    counted = _slots(unit).where(after < _START).having(_free(unit.now) > 0)
    if before is not None:
        counted = counted.where(before > _START)
    return [Slot(*row) for row in unit.ask(counted.order_by(_START).limit(count))]


def free_between(unit: Snapshot, after: datetime, before: datetime, count: int) -> list[Slot]:
    """Return the last `count` slots with a free place between the two, latest first."""
    counted = _slots(unit).where(after < _START, before > _START).having(_free(unit.now) > 0)
    return [Slot(*row) for row in unit.ask(counted.order_by(_START.desc()).limit(count))]


def vacant_places(
    unit: Snapshot,
    first: date,
    last: date,
    from_start: datetime,
    *,
    only_embargoed: bool,
) -> dict[datetime, int]:
    """Count the places on which nobody stands, by start, on the days from `first` to `last` (in).

    Those not released yet count too: for the waiting list. `only_embargoed` counts them alone.
    """
    counted = (
        _joined(unit, _START, _CAPACITY)
        .where(datetime.combine(first, time()) <= _START, from_start <= _START)
        .where(datetime.combine(last + timedelta(days=1), time()) > _START, _VACANT)
        .where(_unpromised(unit.now))
        .group_by(_START)
        .order_by(_START)
    )
    if only_embargoed:
        counted = counted.where(_RESTRICTED, sa.not_(_released(unit.now)))
    return dict(unit.ask(counted))


def next_day(unit: Snapshot, day: date) -> date | None:
    """Return the first day from `day` on that has places, None when none is open."""
    after = select(PlaceRow.start).where(
        col(PlaceRow.office) == unit.office,
        datetime.combine(day, time()) <= _START,
        sa.not_(col(PlaceRow.withdrawn)),
    )
    start = unit.session.exec(after.order_by(_START).limit(1)).first()
    return start.date() if start else None


def days(unit: Snapshot, first: date, last: date) -> dict[date, tuple[int, int, int]]:
    """Count, for each day from `first` to `last` (in) with places: all, those to come, the free.

    Only places to come can be free.
    """
    from_start = unit.local
    day: ColumnElement[date] = func.date(_START, type_=Date)
    to_come = _CAPACITY.filter(from_start < _START)
    free = _CAPACITY.filter(from_start < _START, _VACANT, _released(unit.now))
    counted = (
        _joined(unit, day, _CAPACITY, to_come, free)
        .where(datetime.combine(first, time()) <= _START)
        .where(datetime.combine(last + timedelta(days=1), time()) > _START)
        .group_by(day)
    )
    return {day: (capacity, coming, free) for day, capacity, coming, free in unit.ask(counted)}


def _slots(unit: Snapshot) -> Select[Any]:
    return _joined(unit, _START, _CAPACITY, _free(unit.now)).group_by(_START)


def _free(now: datetime) -> ColumnElement[int]:
    return _CAPACITY.filter(_VACANT, _released(now))


def _joined(unit: Snapshot, *columns: ColumnElement[Any]) -> Select[Any]:
    """Select from the office's places, each beside the appointment that takes it now, if any."""
    return (
        sa.select(*columns)
        .select_from(PlaceRow)
        .outerjoin(AppointmentRow, and_(SAME_PLACE, occupies_place_at(unit.holds_at)))
        .where(col(PlaceRow.office) == unit.office, _offered_at(unit))
    )


def week_counts(unit: Snapshot, first: date, before: date) -> tuple[int, int]:
    """Count the places from `first` to `before` (out): all, and the free ones still to come.

    Places and those who occupy them are counted apart, each in its own index: joining a hundred
    thousand places with their appointments takes five times as long.
    """
    start, end = datetime.combine(first, time()), datetime.combine(before, time())
    to_come = max(start, unit.local + timedelta(microseconds=1))
    count = func.count()
    standing = (
        sa.select(count)
        .select_from(AppointmentRow)
        .where(occupies_place_between(unit.office, to_come, end))
    )
    expired = standing.where(
        text("status = 'held'"), col(AppointmentRow.hold_expires_at) <= unit.now
    )
    # Few places are apart: these alone are worth a look at each, and a join.
    not_ours = _count_places(unit.office, start, end).where(_RESTRICTED, sa.not_(_offered_at(unit)))
    shut = (
        _count_places(unit.office, to_come, end)
        .outerjoin(AppointmentRow, and_(SAME_PLACE, occupies_place_at(unit.holds_at)))
        .where(_RESTRICTED, _VACANT, or_(sa.not_(_offered_at(unit)), sa.not_(_released(unit.now))))
    )
    counts = (
        _count_places(unit.office, start, end),
        not_ours,
        _count_places(unit.office, to_come, end),
        standing,
        expired,
        shut,
    )
    query = sa.select(*(one.scalar_subquery() for one in counts))
    [(places, apart, coming, taken, over, closed)] = unit.ask(query)
    return places - apart, coming - taken + over - closed


def _count_places(office: str, start: datetime, end: datetime) -> Select[int]:
    return (
        sa.select(func.count())
        .select_from(PlaceRow)
        .where(col(PlaceRow.office) == office, start <= _START, end > _START)
    )
