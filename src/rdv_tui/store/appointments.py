"""Statements on appointments: the only place that changes a status, by the legal moves alone."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, literal_column
from sqlmodel import Session, and_, col, or_, select

from rdv_tui.domain.appointment import Status, may_move
from rdv_tui.locales import refusals
from rdv_tui.store import words
from rdv_tui.store.audit import Actor, record
from rdv_tui.store.tables import STANDS, AppointmentRow, PlaceRow

_UNTOLD = frozenset({"draft"})  # what a draft says of a person stays out of the audit

# Literals, not parameters: only so can an engine see that a partial index answers.
_STANDS: ColumnElement[bool] = literal_column(f"appointment.{STANDS}")
_IS_HELD: ColumnElement[bool] = literal_column("appointment.status = 'held'")


def find(session: Session, office: str, reference: str) -> AppointmentRow | None:
    """Return the row of that reference, hold or appointment, None when there is none."""
    return session.get(AppointmentRow, (office, reference))


def booked(session: Session, office: str, references: Sequence[str]) -> list[AppointmentRow]:
    """Return the appointments of these references, in any order; holds are left out."""
    wanted = select(AppointmentRow).where(
        col(AppointmentRow.office) == office,
        col(AppointmentRow.reference).in_(references),
        col(AppointmentRow.booked_at).is_not(None),
    )
    return list(session.exec(wanted).all())


def is_vacant(session: Session, office: str, start: datetime, number: int) -> bool:
    """Say whether that place may be had and nobody stands on it; lapse expired holds before."""
    place = session.get(PlaceRow, (office, start, number))
    if place is None or place.withdrawn:
        return False
    return standing_on(session, office, start, number) is None


def standing_on(
    session: Session, office: str, start: datetime, number: int
) -> AppointmentRow | None:
    """Return whoever stands on that place, a hold too; lapse expired holds before."""
    return session.exec(
        select(AppointmentRow).where(
            col(AppointmentRow.office) == office,
            col(AppointmentRow.start) == start,
            col(AppointmentRow.number) == number,
            _STANDS,
        )
    ).first()


def create_hold(
    session: Session, actor: Actor, reference: str, columns: Mapping[str, object]
) -> AppointmentRow:
    """Add a held row with `columns`, and its audit."""
    values: dict[str, Any] = {"status": Status.HELD.value, **columns}
    row = AppointmentRow(office=actor.office, reference=reference, created_at=actor.at, **values)
    session.add(row)
    record(session, actor, "hold", reference, after=_told(values))
    return row


def change(
    session: Session,
    actor: Actor,
    action: str,
    row: AppointmentRow,
    status: Status,
    **columns: object,
) -> None:
    """Bring `row` to `status` with new values for `columns`, and audit what changed.

    Raises Refusal `not_allowed_now` when the table of legal moves does not know the move.
    """
    if not may_move(Status(row.status), status):
        raise refusals.move_not_allowed()
    wanted = {"status": status.value, **columns}
    changed = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    before = {name: getattr(row, name) for name in changed}
    for name, value in changed.items():
        setattr(row, name, value)
    session.add(row)
    words.follow(session, row, changed)
    record(session, actor, action, row.reference, before=_told(before), after=_told(changed))


def lapse_expired(session: Session, actor: Actor) -> None:
    """Turn every expired hold of the office to lapsed, and erase what it kept about a person."""
    expired = select(AppointmentRow).where(
        col(AppointmentRow.office) == actor.office,
        _IS_HELD,
        col(AppointmentRow.hold_expires_at) <= actor.at,
    )
    for row in session.exec(expired).all():
        change(session, actor, "lapse", row, Status.LAPSED, draft=None)
    session.flush()


def live_holds(session: Session, office: str, agent: str, now: datetime) -> list[AppointmentRow]:
    """Return the holds of `agent` that have not expired at the instant `now`, oldest first."""
    held = (
        select(AppointmentRow)
        .where(
            col(AppointmentRow.office) == office,
            _IS_HELD,
            col(AppointmentRow.hold_expires_at) > now,
            col(AppointmentRow.held_by) == agent,
        )
        .order_by(col(AppointmentRow.created_at), col(AppointmentRow.reference))
    )
    return list(session.exec(held).all())


def takes_place(now: datetime) -> ColumnElement[bool]:
    """Return the condition: an appointment row takes its place at the instant `now`.

    An expired hold does not, whether or not anybody has turned it to lapsed yet.
    """
    return and_(
        _STANDS,
        or_(
            col(AppointmentRow.status) != Status.HELD.value,
            col(AppointmentRow.hold_expires_at) > now,
        ),
    )


def stands_on(office: str, first: datetime, before: datetime) -> ColumnElement[bool]:
    """Return the condition: a row stands on a place that starts from `first` to `before` (out).

    Written as the unique index is, so that the index alone answers.
    """
    start = cast("ColumnElement[datetime]", col(AppointmentRow.start))
    return and_(col(AppointmentRow.office) == office, start >= first, start < before, _STANDS)


def _told(columns: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in columns.items() if name not in _UNTOLD}
