"""Statements on one day: its places with who occupies them, its counters, its closures."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any, cast

import msgspec
import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, Select, and_, or_
from sqlmodel import col, select

from rdv_tui.domain.appointment import BINDS_PERSON, Channel, Status
from rdv_tui.domain.birth_date import BirthDate
from rdv_tui.domain.day import DayPlace, Visit
from rdv_tui.store.appointments import (
    IS_CANCELLED,
    occupies_place_at,
    occupies_place_between,
)
from rdv_tui.store.driver_errors import UNREADABLE
from rdv_tui.store.tables import AppointmentRow, CounterRow, OpeningRow, PlaceRow
from rdv_tui.store.unit import Snapshot

_START = cast("ColumnElement[datetime]", col(PlaceRow.start))
_PLACE_COLUMNS = (
    _START,
    col(PlaceRow.number),
    col(PlaceRow.counter),
    col(PlaceRow.extra),
    col(PlaceRow.kept_for),
    col(PlaceRow.free_from),
    col(PlaceRow.withdrawn),
)
_VISIT_FIELDS = (*Visit.__dataclass_fields__, "birth_precision")
_RENAMED_COLUMNS = {"served_at": "served_at_counter"}
_VISIT_COLUMNS = tuple(
    cast("ColumnElement[Any]", getattr(AppointmentRow, _RENAMED_COLUMNS.get(name, name)))
    for name in _VISIT_FIELDS
)


def day_places(unit: Snapshot, day: date) -> list[DayPlace]:
    """Return every place of `day` with who takes it now, by start then counter.

    A hold shows as held and nothing else: nobody sees a name before it is booked.
    """
    first, before = _bounds(day)
    # Both tables are bounded by the day, in one index each: nothing else of the store is read.
    on_it = and_(
        occupies_place_between(unit.office, first, before),
        col(AppointmentRow.start) == _START,
        col(AppointmentRow.number) == col(PlaceRow.number),
        occupies_place_at(unit.holds_at),
    )
    every = (
        sa.select(*_PLACE_COLUMNS, *_VISIT_COLUMNS)
        .select_from(PlaceRow)
        .outerjoin(AppointmentRow, on_it)
        .where(col(PlaceRow.office) == unit.office, first <= _START, before > _START)
        .where(or_(sa.not_(col(PlaceRow.withdrawn)), col(AppointmentRow.reference).is_not(None)))
        .order_by(_START, col(PlaceRow.counter), col(PlaceRow.number))
    )
    connection = unit.session.connection()
    try:
        return [_place(row) for row in connection.execute(every)]
    except UNREADABLE:
        return list(_readable_places(connection, every))


def _readable_places(connection: Connection, every: Select[Any]) -> Iterator[DayPlace]:
    """Yield the places of a day on which somebody's row cannot be read, one by one.

    Whoever that is keeps the place, as if it were held; `store check` names the row.
    """
    for place in connection.execute(every.with_only_columns(*_PLACE_COLUMNS)).all():
        here = and_(_START == place[0], col(PlaceRow.number) == place[1])  # noqa: SIM300
        try:
            yield _place(connection.execute(every.where(here)).one())
        except UNREADABLE:
            yield replace(_place((*place, *[None] * len(_VISIT_COLUMNS))), held=True)


def counters(unit: Snapshot) -> list[int]:
    """Return the numbers of all counters that the office ever had, in order."""
    known = select(CounterRow.number).where(col(CounterRow.office) == unit.office)
    return list(unit.session.exec(known.order_by(col(CounterRow.number))).all())


def counters_on(unit: Snapshot, day: date, named: int) -> list[int]:
    """Return the numbers of the counters that exist on `day`, in order.

    Those are the counters of which some opening is valid then, be it on another day of the week,
    and those among the first `named` that never had any opening.
    """
    opening = OpeningRow
    own = and_(
        col(opening.office) == col(CounterRow.office),
        col(opening.counter) == col(CounterRow.number),
    )
    since, until = (
        cast("ColumnElement[date | None]", column)
        for column in (col(opening.valid_from), col(opening.valid_until))
    )
    valid = and_(own, or_(since.is_(None), since <= day), or_(until.is_(None), until >= day))
    known = select(CounterRow.number).where(
        col(CounterRow.office) == unit.office,
        or_(
            sa.exists().where(valid),
            and_(col(CounterRow.number) <= named, sa.not_(sa.exists().where(own))),
        ),
    )
    return list(unit.session.exec(known.order_by(col(CounterRow.number))).all())


def list_present(unit: Snapshot) -> Sequence[AppointmentRow]:
    """Return the rows of those who wait or are being served today."""
    here = (Status.ARRIVED.value, Status.IN_PROGRESS.value)
    return unit.session.exec(
        select(AppointmentRow).where(
            occupies_place_between(unit.office, *_bounds(unit.today)),
            or_(*(col(AppointmentRow.status) == status for status in here)),
        )
    ).all()


def list_without_outcome(
    unit: Snapshot, first: datetime, until: datetime
) -> Sequence[AppointmentRow]:
    """Return the rows from `first` to `until` (both in) of which nobody noted what came of them."""
    row = AppointmentRow
    is_open = col(row.status).in_([one.value for one in (*BINDS_PERSON, Status.UNRECORDED)])
    before = until + timedelta(microseconds=1)
    return unit.session.exec(
        select(row)
        .where(occupies_place_between(unit.office, first, before), is_open)
        .order_by(col(row.start), col(row.number))
    ).all()


def last_start(unit: Snapshot, day: date) -> datetime | None:
    """Return the start of the day's last place that an opening covers, None when there is none."""
    first, before = _bounds(day)
    covered = sa.not_(col(PlaceRow.withdrawn))
    return _start(unit, sa.func.max(_START), first <= _START, before > _START, covered)


def list_occupants(unit: Snapshot, day: date) -> Sequence[AppointmentRow]:
    """Return the rows of everybody who has a place on `day`, in the order of the places."""
    row = AppointmentRow
    on_it = select(row).where(
        occupies_place_between(unit.office, *_bounds(day)), col(row.status) != Status.HELD.value
    )
    return unit.session.exec(
        on_it.order_by(col(row.start), col(row.counter), col(row.number))
    ).all()


def cancelled_places(unit: Snapshot, day: date) -> list[DayPlace]:
    """Return the places of `day` with those whose appointment there was cancelled, in order."""
    first, before = _bounds(day)
    gone = and_(
        col(AppointmentRow.office) == col(PlaceRow.office),
        col(AppointmentRow.start) == _START,
        col(AppointmentRow.number) == col(PlaceRow.number),
        IS_CANCELLED,
    )
    every = (
        sa.select(*_PLACE_COLUMNS, *_VISIT_COLUMNS)
        .select_from(PlaceRow)
        .join(AppointmentRow, gone)
        .where(col(PlaceRow.office) == unit.office, first <= _START, before > _START)
        .order_by(_START, col(PlaceRow.counter), col(AppointmentRow.reference))
    )
    return [_place(row) for row in unit.ask(every)]


def day_after(unit: Snapshot, day: date) -> date | None:
    """Return the next day after `day` that has a place, None when none is opened."""
    _, before = _bounds(day)
    start = _start(unit, sa.func.min(_START), before <= _START)
    return start.date() if start else None


def day_before(unit: Snapshot, day: date) -> date | None:
    """Return the last day before `day` that has a place, None when there is none."""
    first, _ = _bounds(day)
    start = _start(unit, sa.func.max(_START), first > _START)
    return start.date() if start else None


def _start(
    unit: Snapshot, which: ColumnElement[Any], *limits: ColumnElement[bool]
) -> datetime | None:
    query = sa.select(sa.type_coerce(which, _START.type))
    of_office = query.where(col(PlaceRow.office) == unit.office, *limits)
    start: datetime | None = unit.session.connection().execute(of_office).scalar_one()
    return start


def _bounds(day: date) -> tuple[datetime, datetime]:
    first = datetime.combine(day, time())
    return first, first + timedelta(days=1)


def _place(row: Sequence[Any]) -> DayPlace:
    start, number, counter, extra, kept_for, free_from, withdrawn = row[: len(_PLACE_COLUMNS)]
    person = row[len(_PLACE_COLUMNS) :]
    status = Status(person[1]) if person[0] else None
    return DayPlace(
        start=start,
        number=number,
        counter=counter,
        visit=_visit(status, person) if status and status is not Status.HELD else None,
        held=status is Status.HELD,
        extra=extra,
        kept_for=Channel(kept_for) if kept_for else None,
        free_from=free_from,
        withdrawn=withdrawn,
    )


def _visit(status: Status, person: Sequence[Any]) -> Visit:
    details = dict(zip(_VISIT_FIELDS, person, strict=True))
    missing, precision = details.pop("missing"), details.pop("birth_precision")
    return Visit(
        **details
        | {
            "status": status,
            "channel": Channel(details["channel"]),
            "birth_date": BirthDate.on(details["birth_date"], precision),
            "missing": tuple(msgspec.json.decode(missing)) if missing else (),
        }
    )
