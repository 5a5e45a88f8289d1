"""Statements that count: appointments by day, cancellations, moves, requests to wait."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import NamedTuple, cast

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Date
from sqlmodel import col, func, select

from rdv_tui.domain.appointment import FREES_PLACE, Status
from rdv_tui.domain.walk_in import WalkInStatus
from rdv_tui.store.appointments import IS_CANCELLED, IS_HELD, occupies_place_between
from rdv_tui.store.audit import last_change
from rdv_tui.store.hall_tables import WalkInRow
from rdv_tui.store.privacy_tables import AppointmentCountRow
from rdv_tui.store.tables import ANONYMOUS, AppointmentRow, AuditRow
from rdv_tui.store.unit import Snapshot

_START = cast("ColumnElement[datetime]", col(AppointmentRow.start))
_DAY: ColumnElement[date] = func.date(_START, type_=Date)
_BOOKED_ON: ColumnElement[date] = func.date(col(AppointmentRow.booked_at), type_=Date)


class Booked(NamedTuple):
    """So many appointments of a `day`, booked on the same day, of one status and channel."""

    day: date
    booked_on: date
    status: str
    channel: str
    people: int


def booked(unit: Snapshot, first: datetime, before: datetime) -> list[Booked]:
    """Count the appointments that occupy places from `first` to `before` (out)."""
    by = (_DAY, _BOOKED_ON, col(AppointmentRow.status), col(AppointmentRow.channel))
    counted = (
        sa.select(*by, func.count())
        .where(occupies_place_between(unit.office, first, before), sa.not_(IS_HELD))
        .group_by(*by)
    )
    return [Booked(*row) for row in unit.ask(counted)] + [
        Booked(row.day, row.booked_on, row.status, row.channel, row.people)
        for row in _erased(unit, first, before)
        if Status(row.status) not in FREES_PLACE
    ]


class HallVisit(NamedTuple):
    """Somebody who came, with the instants (UTC) of their visit; `counter` called them."""

    situation: str
    counter: int | None
    arrived_at: datetime
    called_at: datetime | None
    ended_at: datetime | None


def visits(unit: Snapshot, first: datetime, before: datetime) -> list[HallVisit]:
    """Return the visits of those whose arrival was noted, from `first` to `before` (out)."""
    row = AppointmentRow
    came = sa.select(
        col(row.situation),
        col(row.served_at_counter),
        col(row.arrived_at),
        col(row.called_at),
        col(row.ended_at),
    ).where(
        occupies_place_between(unit.office, first, before),
        col(row.arrived_at).is_not(None),
    )
    return [HallVisit(*visit) for visit in unit.ask(came)]


class WalkedIn(NamedTuple):
    """So many people who came on `day` without an appointment, and what became of them."""

    day: date
    status: str
    elsewhere: str | None
    people: int


def walked_in(unit: Snapshot, first: date, before: date) -> list[WalkedIn]:
    """Count who came without an appointment from `first` to `before` (out)."""
    row = WalkInRow
    by = (col(row.day), col(row.status), col(row.elsewhere))
    counted = sa.select(*by, func.count()).where(*_came_between(unit, first, before)).group_by(*by)
    return [WalkedIn(*line) for line in unit.ask(counted)]


def walk_in_visits(unit: Snapshot, first: date, before: date) -> list[HallVisit]:
    """Return the visits without an appointment from `first` to `before` (out)."""
    row = WalkInRow
    came = sa.select(
        sa.literal(""),
        col(row.counter),
        col(row.arrived_at),
        col(row.called_at),
        col(row.ended_at),
    ).where(*_came_between(unit, first, before), col(row.status) != WalkInStatus.ELSEWHERE.value)
    return [HallVisit(*visit) for visit in unit.ask(came)]


def _came_between(unit: Snapshot, first: date, before: date) -> tuple[ColumnElement[bool], ...]:
    day = col(WalkInRow.day)
    return (col(WalkInRow.office) == unit.office, day >= first, day < before)


def cancelled(
    unit: Snapshot, first: datetime, before: datetime
) -> Sequence[tuple[date, str | None, int]]:
    """Count the cancelled appointments from `first` to `before` (out), by day and reason."""
    reason = col(AppointmentRow.cancel_reason)
    counted = (
        sa.select(_DAY, reason, func.count())
        .where(
            col(AppointmentRow.office) == unit.office,
            first <= _START,
            before > _START,
            IS_CANCELLED,
        )
        .group_by(_DAY, reason)
    )
    return [
        *unit.ask(counted),
        *(
            (row.day, row.reason or None, row.people)
            for row in _erased(unit, first, before)
            if row.status == Status.CANCELLED
        ),
    ]


Counted = tuple[tuple[date, date, str, str, str], int]
"""Day, day of booking, status, channel and reason of a cancellation, and how many are so."""


def count_of(unit: Snapshot, references: Sequence[str]) -> list[Counted]:
    """Count these appointments as `booked` and `cancelled` do; holds are none."""
    reason = func.coalesce(col(AppointmentRow.cancel_reason), "")
    by = (_DAY, _BOOKED_ON, col(AppointmentRow.status), col(AppointmentRow.channel), reason)
    counted = (
        sa.select(*by, func.count())
        .where(
            col(AppointmentRow.office) == unit.office,
            col(AppointmentRow.reference).in_(references),
            col(AppointmentRow.status).not_in([one.value for one in ANONYMOUS]),
        )
        .group_by(*by)
    )
    return [cast("Counted", (tuple(row[:-1]), row[-1])) for row in unit.ask(counted)]


def _erased(unit: Snapshot, first: datetime, before: datetime) -> Sequence[AppointmentCountRow]:
    """Return the counts of those who were erased, of whole days."""
    day = col(AppointmentCountRow.day)
    kept = unit.rows_of(AppointmentCountRow).where(day >= first.date(), day < before.date())
    return unit.session.exec(kept).all()


def moves(unit: Snapshot, instants: Sequence[datetime]) -> list[int]:
    """Count the moves between each instant of `instants` (UTC, in order) and the next one.

    The audit is numbered in the order of time, so that its key alone finds where each begins: no
    index on its instants is needed, and no more of it is read than is counted.
    """
    return _acts(unit, "move", instants)


def asked_to_wait(unit: Snapshot, instants: Sequence[datetime]) -> list[int]:
    """Count who asked to wait between each instant of `instants` (UTC, in order) and the next.

    The audit tells it also of those who were erased since.
    """
    return _acts(unit, "ask_waiting", instants)


def _acts(unit: Snapshot, action: str, instants: Sequence[datetime]) -> list[int]:
    bounds = [_first_at(unit, instant) for instant in instants]
    return [
        unit.session.exec(
            select(func.count()).where(
                col(AuditRow.office) == unit.office,
                col(AuditRow.id) >= first,
                col(AuditRow.id) < before,
                col(AuditRow.action) == action,
            )
        ).one()
        for first, before in pairwise(bounds)
    ]


def _first_at(unit: Snapshot, instant: datetime) -> int:
    """Return the number of the first audit line at `instant` or later, by halving."""
    low, high = 1, last_change(unit) + 1
    while low < high:
        middle = (low + high) // 2
        line = unit.session.exec(
            select(AuditRow.id, AuditRow.at)
            .where(col(AuditRow.office) == unit.office, col(AuditRow.id) >= middle)
            .order_by(col(AuditRow.id))
            .limit(1)
        ).first()
        if line is not None and line[1] < instant:
            low = line[0] + 1
        else:
            high = middle
    return low
