"""Statements on one day: its places with who stands on them, its counters, its closures."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, cast

import msgspec
import sqlalchemy as sa
from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col, select

from rdv_tui.domain.appointment import Channel, Status
from rdv_tui.domain.day import DayPlace, Visit
from rdv_tui.domain.office import Closure
from rdv_tui.store.appointments import stands_on, takes_place
from rdv_tui.store.tables import AppointmentRow, ClosureRow, CounterRow, OpeningRow, PlaceRow

_START = cast("ColumnElement[datetime]", col(PlaceRow.start))
_PLACE = (
    _START,
    col(PlaceRow.number),
    col(PlaceRow.counter),
    col(PlaceRow.extra),
    col(PlaceRow.kept_for),
    col(PlaceRow.free_from),
    col(PlaceRow.withdrawn),
)
_TOLD = tuple(Visit.__dataclass_fields__)
_COLUMNS = {"served_at": "served_at_counter"}
_PERSON = tuple(
    cast("ColumnElement[Any]", getattr(AppointmentRow, _COLUMNS.get(name, name))) for name in _TOLD
)
_CLOSURE = tuple(Closure.__dataclass_fields__)


def day_places(session: Session, office: str, day: date, now: datetime) -> list[DayPlace]:
    """Return every place of `day` with who takes it at the instant `now`, by start then counter.

    A hold shows as held and nothing else: nobody sees a name before it is booked.
    """
    first, before = _bounds(day)
    # Both tables are bounded by the day, in one index each: nothing else of the store is read.
    on_it = and_(
        stands_on(office, first, before),
        col(AppointmentRow.start) == _START,
        col(AppointmentRow.number) == col(PlaceRow.number),
        takes_place(now),
    )
    found = session.connection().execute(
        sa.select(*_PLACE, *_PERSON)
        .select_from(PlaceRow)
        .outerjoin(AppointmentRow, on_it)
        .where(col(PlaceRow.office) == office, first <= _START, before > _START)
        .where(or_(sa.not_(col(PlaceRow.withdrawn)), col(AppointmentRow.reference).is_not(None)))
        .order_by(_START, col(PlaceRow.counter), col(PlaceRow.number))
    )
    return [_place(row) for row in found]


def counters(session: Session, office: str) -> list[int]:
    """Return the numbers of all counters that the office ever had, in order."""
    known = select(CounterRow.number).where(col(CounterRow.office) == office)
    return list(session.exec(known.order_by(col(CounterRow.number))).all())


def counters_on(session: Session, office: str, day: date, named: int) -> list[int]:
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
        col(CounterRow.office) == office,
        or_(
            sa.exists().where(valid),
            and_(col(CounterRow.number) <= named, sa.not_(sa.exists().where(own))),
        ),
    )
    return list(session.exec(known.order_by(col(CounterRow.number))).all())


def closures_on(session: Session, office: str, day: date) -> list[Closure]:
    """Return the closures that touch `day`."""
    first, last = (
        cast("ColumnElement[date]", column)
        for column in (col(ClosureRow.first), col(ClosureRow.last))
    )
    found = select(ClosureRow).where(col(ClosureRow.office) == office, first <= day, last >= day)
    rows = session.exec(found.order_by(col(ClosureRow.id)))
    return [Closure(**{name: getattr(row, name) for name in _CLOSURE}) for row in rows]


def present(session: Session, office: str, day: date) -> Sequence[AppointmentRow]:
    """Return the rows of those who wait or are being served on `day`."""
    here = (Status.ARRIVED.value, Status.IN_PROGRESS.value)
    return session.exec(
        select(AppointmentRow).where(
            stands_on(office, *_bounds(day)),
            or_(*(col(AppointmentRow.status) == status for status in here)),
        )
    ).all()


def standing(session: Session, office: str, day: date) -> Sequence[AppointmentRow]:
    """Return the rows of everybody who has a place on `day`, in the order of the places."""
    row = AppointmentRow
    on_it = select(row).where(
        stands_on(office, *_bounds(day)), col(row.status) != Status.HELD.value
    )
    return session.exec(on_it.order_by(col(row.start), col(row.counter), col(row.number))).all()


def day_after(session: Session, office: str, day: date) -> date | None:
    """Return the next day after `day` that has a place, None when none is opened."""
    _, before = _bounds(day)
    return _day(session, sa.func.min(_START), office, before <= _START)


def day_before(session: Session, office: str, day: date) -> date | None:
    """Return the last day before `day` that has a place, None when there is none."""
    first, _ = _bounds(day)
    return _day(session, sa.func.max(_START), office, first > _START)


def _day(
    session: Session, which: ColumnElement[Any], office: str, limit: ColumnElement[bool]
) -> date | None:
    found = session.connection().execute(
        sa.select(sa.type_coerce(which, PlaceRow.__table__.c.start.type)).where(  # type: ignore[attr-defined]
            col(PlaceRow.office) == office, limit
        )
    )
    start = found.scalar_one()
    return start.date() if start else None


def _bounds(day: date) -> tuple[datetime, datetime]:
    first = datetime.combine(day, time())
    return first, first + timedelta(days=1)


def _place(row: Sequence[Any]) -> DayPlace:
    start, number, counter, extra, kept_for, free_from, withdrawn = row[: len(_PLACE)]
    person = row[len(_PLACE) :]
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
    told = dict(zip(_TOLD, person, strict=True))
    missing = told.pop("missing")
    return Visit(
        **told
        | {
            "status": status,
            "channel": Channel(told["channel"]),
            "missing": tuple(msgspec.json.decode(missing)) if missing else (),
        }
    )
