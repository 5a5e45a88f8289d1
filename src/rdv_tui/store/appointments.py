"""Statements on appointments: the only place that changes a status, by the legal moves alone."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Unpack, cast

from sqlalchemy import BindParameter, ColumnElement, bindparam, literal_column
from sqlalchemy.orm.attributes import set_attribute
from sqlmodel import and_, col, or_, select

from rdv_tui.domain.appointment import FREES_PLACE, Status, may_move
from rdv_tui.domain.reference import new_reference
from rdv_tui.locales import refusals
from rdv_tui.store import search_index
from rdv_tui.store.audit import record
from rdv_tui.store.columns import BIRTH, Columns, on_place
from rdv_tui.store.tables import OCCUPIES_PLACE, AppointmentRow, PlaceRow
from rdv_tui.store.unit import Snapshot, UnitOfWork

CLOCK_SKEW = timedelta(minutes=15)
"""How far the clocks of two desks may be apart without one ending the holds of the other."""
HOLD_ENDED = "rdv_hold_ended"
"""Where a session notes that a hold ended in it without a booking: it may have been proposed."""
_NOT_AUDITED = frozenset({"draft"})  # what a draft says of a person stays out of the audit

# Literals, not parameters: only so can an engine see that a partial index answers.
IS_ON_PLACE: ColumnElement[bool] = literal_column(f"appointment.{OCCUPIES_PLACE}")
IS_HELD: ColumnElement[bool] = literal_column("appointment.status = 'held'")
IS_CANCELLED: ColumnElement[bool] = literal_column("appointment.status = 'cancelled'")

# What every booking asks is put together once: that took longer than the store's answer.
_WITH_REFERENCE = select(AppointmentRow.reference).where(
    col(AppointmentRow.office) == bindparam("office"),
    col(AppointmentRow.reference) == bindparam("reference"),
)
_OCCUPANT = select(AppointmentRow).where(
    col(AppointmentRow.office) == bindparam("office"),
    col(AppointmentRow.start) == bindparam("start"),
    col(AppointmentRow.number) == bindparam("number"),
    IS_ON_PLACE,
)
_EXPIRED = select(
    AppointmentRow.reference, AppointmentRow.hold_expires_at, AppointmentRow.station
).where(
    col(AppointmentRow.office) == bindparam("office"),
    IS_HELD,
    col(AppointmentRow.hold_expires_at) <= bindparam("now"),
)


def find(unit: Snapshot, reference: str) -> AppointmentRow | None:
    """Return the row of that reference, hold or appointment, None when there is none."""
    return unit.session.get(AppointmentRow, (unit.office, reference))


def is_empty(unit: Snapshot) -> bool:
    """Say whether no place was ever taken here."""
    query = select(AppointmentRow.reference).where(AppointmentRow.office == unit.office).limit(1)
    return unit.session.exec(query).first() is None


def booked(unit: Snapshot, references: Sequence[str]) -> list[AppointmentRow]:
    """Return the appointments of these references, in any order; holds are left out."""
    wanted = unit.rows_of(AppointmentRow).where(
        col(AppointmentRow.reference).in_(references),
        col(AppointmentRow.booked_at).is_not(None),
    )
    return list(unit.session.exec(wanted).all())


def at_start(unit: Snapshot, start: datetime) -> list[str]:
    """Return the references of those who occupy a place of the slot at `start` (wall clock)."""
    there = (
        select(AppointmentRow.reference)
        .where(occupies_place_between(unit.office, start, start + timedelta(minutes=1)))
        .order_by(col(AppointmentRow.number))
    )
    return list(unit.session.exec(there).all())


def is_vacant(unit: Snapshot, start: datetime, number: int) -> bool:
    """Say whether that place may be had and nobody occupies it; lapse expired holds before."""
    place = unit.session.get(PlaceRow, (unit.office, start, number))
    if place is None or place.withdrawn or _is_promised(unit, place):
        return False
    return occupant_of(unit, start, number) is None


def _is_promised(unit: Snapshot, place: PlaceRow) -> bool:
    until = place.free_from
    return place.promised_to is not None and until is not None and until > unit.now


def occupant_of(unit: Snapshot, start: datetime, number: int) -> AppointmentRow | None:
    """Return whoever occupies that place, a hold too; lapse expired holds before."""
    place = {"office": unit.office, "start": start, "number": number}
    return unit.session.exec(_OCCUPANT, params=place).first()


def create_hold(unit: UnitOfWork, place: PlaceRow, **columns: Unpack[Columns]) -> AppointmentRow:
    """Add a hold on `place` with its audit; this desk's, for the usual time, unless told else."""
    held: Columns = {
        "hold_expires_at": unit.hold_expiry,
        "held_by": unit.agent,
        "station": unit.station,
    }
    values = {"status": Status.HELD.value, **on_place(place), **held, **columns}
    row = AppointmentRow(
        office=unit.office,
        reference=_fresh_reference(unit),
        created_at=unit.now,
        **values,  # type: ignore[arg-type]  # typed by Columns
    )
    record(unit, "hold", row.reference, after=_audited(values))
    unit.session.add(row)  # last, so that who is booked at once is written once
    return row


def _fresh_reference(unit: UnitOfWork) -> str:
    """Return a reference that nothing bears yet."""
    while True:
        reference = new_reference(secrets.choice)
        known = {"office": unit.office, "reference": reference}
        if not unit.ask(_WITH_REFERENCE, known):
            return reference


def change(
    unit: UnitOfWork,
    action: str,
    row: AppointmentRow,
    status: Status | None = None,
    **columns: Unpack[Columns],
) -> None:
    """Bring `row` to `status` (None: its own) with new values for `columns`, and audit it.

    Raises Refusal `not_allowed_now` when the table of legal moves does not know the move.
    """
    now = Status(row.status)
    if not may_move(now, status or now):
        raise refusals.move_not_allowed()
    wanted = {"status": (status or now).value, **columns}
    changed = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    if not changed.keys().isdisjoint(BIRTH):
        changed |= {name: wanted[name] for name in BIRTH if name in wanted}
    before = {name: getattr(row, name) for name in changed}
    had_person = row.family_name is not None
    for name, value in changed.items():
        set_attribute(row, name, value)  # as setattr, without pydantic's share of it
    unit.session.add(row)
    if now is Status.HELD and status in FREES_PLACE:
        unit.session.info[HOLD_ENDED] = True
    search_index.reindex(unit, row, changed, had_person=had_person)
    record(unit, action, row.reference, before=_audited(before), after=_audited(changed))
    unit.session.flush()


def lapse_expired(unit: UnitOfWork) -> datetime | None:
    """Turn every expired hold of the office to lapsed, and erase what it kept about a person.

    A desk that runs ends its own by its own clock: within CLOCK_SKEW its holds are spared. Return
    the instant before which none of those ends, None when none is spared.
    """
    spared: list[datetime] = []
    over = unit.ask(_EXPIRED, {"office": unit.office, "now": unit.now})
    for reference, ends, station in over:
        if unit.now < ends + CLOCK_SKEW and unit.desk.sees_running(station or ""):
            spared.append(ends)
        else:
            row = unit.session.get_one(AppointmentRow, (unit.office, reference))
            change(unit, "lapse", row, Status.LAPSED, draft=None)
    return min(spared) - timedelta(microseconds=1) if spared else None


def has_expired_hold(unit: Snapshot) -> bool:
    """Say whether this very program has a hold that is over by its clock."""
    mine = select(AppointmentRow.reference).where(
        col(AppointmentRow.office) == unit.office,
        IS_HELD,
        col(AppointmentRow.hold_expires_at) <= unit.now,
        col(AppointmentRow.station) == unit.desk.station,
    )
    return unit.session.exec(mine.limit(1)).first() is not None


def live_holds(unit: Snapshot) -> list[AppointmentRow]:
    """Return the holds of the desk's agent that have not expired, oldest first."""
    held = (
        unit.rows_of(AppointmentRow)
        .where(
            IS_HELD,
            col(AppointmentRow.hold_expires_at) > unit.now,
            col(AppointmentRow.held_by) == unit.desk.agent,
        )
        .order_by(col(AppointmentRow.created_at), col(AppointmentRow.reference))
    )
    return list(unit.session.exec(held).all())


def occupies_place_at(now: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    """Return the condition: an appointment row takes its place at the instant `now`.

    An expired hold does not, whether or not anybody has turned it to lapsed yet.
    """
    return and_(
        IS_ON_PLACE,
        or_(
            col(AppointmentRow.status) != Status.HELD.value,
            col(AppointmentRow.hold_expires_at) > now,
        ),
    )


def occupies_place_between(office: str, first: datetime, before: datetime) -> ColumnElement[bool]:
    """Return the condition: a row occupies a place that starts from `first` to `before` (out).

    Written as the unique index is, so that the index alone answers.
    """
    start = cast("ColumnElement[datetime]", col(AppointmentRow.start))
    return and_(col(AppointmentRow.office) == office, start >= first, start < before, IS_ON_PLACE)


def _audited(columns: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in columns.items() if name not in _NOT_AUDITED}
