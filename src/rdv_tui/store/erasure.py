"""Statements that erase people, row and trace, and keep the figures that they were counted in.

The audit keeps that something was done, when and by whom; what it told of the person goes, and
its chain still verifies (store/audit_chain.py).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel, col, select
from sqlmodel.sql.expression import SelectOfScalar

from rdv_tui.store import appointments, figures, search_index
from rdv_tui.store.audit import ON_APPOINTMENT, record
from rdv_tui.store.delivery_tables import MessageRow, PrintJobRow
from rdv_tui.store.hall_tables import TicketRow, WalkInRow
from rdv_tui.store.hours_tables import DisplacementRow
from rdv_tui.store.privacy_tables import AppointmentCountRow, AuditPersonRow
from rdv_tui.store.search_tables import FailedSearchRow, WordRow
from rdv_tui.store.tables import AppointmentRow, AuditRow, PlaceRow, UnfinishedRow
from rdv_tui.store.unit import Snapshot, UnitOfWork
from rdv_tui.store.waiting_tables import CallRow, ProposalRow, WaitingRow

_IS_NAMED = (
    col(WalkInRow.name).is_not(None)
    | col(WalkInRow.reason).is_not(None)
    | col(WalkInRow.foreign_resident_number).is_not(None)
)


@dataclass(frozen=True, slots=True)
class Edge:
    """Before which day (the office's) everything is to go; `instant` is its midnight in UTC."""

    day: date
    instant: datetime

    @property
    def midnight(self) -> datetime:
        """Return the wall clock's midnight with which the day begins."""
        return datetime.combine(self.day, time())


@dataclass(frozen=True, slots=True)
class Overdue:
    """The keys of what is to go, or went: references, numbers, stations, lines of the audit."""

    appointments: tuple[str, ...] = ()
    waiting: tuple[int, ...] = ()
    searches: tuple[tuple[int, int], ...] = ()
    walk_ins: tuple[int, ...] = ()
    drafts: tuple[str, ...] = ()
    traces: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return any(self.counts.values())

    @property
    def counts(self) -> dict[str, int]:
        """Return how many there are of each kind."""
        return {one.name: len(getattr(self, one.name)) for one in fields(Overdue)}

    def parts(self, size: int) -> Iterator["Overdue"]:
        """Yield the same in parts of `size` of one kind, so that others may write in between."""
        for one in fields(Overdue):
            keys = getattr(self, one.name)
            for first in range(0, len(keys), size):
                yield Overdue(**{one.name: keys[first : first + size]})


# -- what is overdue
def overdue(unit: Snapshot, edge: Edge) -> Overdue:
    """Return all that is to go."""
    session, office = unit.session, unit.office
    appointment, entry, search = AppointmentRow, WaitingRow, FailedSearchRow
    started = select(appointment.reference).where(
        col(appointment.office) == office, col(appointment.start) < edge.midnight
    )
    has_ended = col(entry.status).in_(("accepted", "withdrawn"))
    waited = select(entry.id).where(
        col(entry.office) == office,
        (col(entry.last) < edge.day) | (has_ended & (col(entry.asked_at) < edge.instant)),
    )
    certified = (
        select(search.year, search.number)
        .where(col(search.office) == office, col(search.searched_at) < edge.instant)
        .where(col(search.holder).is_not(None) | col(search.foreign_resident_number).is_not(None))
    )
    came = select(WalkInRow.id).where(
        col(WalkInRow.office) == office, col(WalkInRow.day) < edge.day, _IS_NAMED
    )
    typed = select(UnfinishedRow.station).where(
        col(UnfinishedRow.office) == office, col(UnfinishedRow.saved_at) < edge.instant
    )
    return Overdue(
        tuple(sorted(session.exec(started))),
        tuple(sorted(session.exec(waited))),
        tuple(sorted((year, number) for year, number in session.exec(certified))),
        tuple(sorted(session.exec(came))),
        tuple(sorted(session.exec(typed))),
        tuple(sorted(session.exec(_stray_traces(unit)))),
    )


def _stray_traces(unit: Snapshot) -> SelectOfScalar[int]:
    """Return the lines of the audit that tell of people whose appointment is gone."""
    return (
        select(AuditPersonRow.id)
        .join(AuditRow)
        .outerjoin(AppointmentRow, ON_APPOINTMENT)
        .where(col(AuditPersonRow.office) == unit.office, col(AppointmentRow.reference).is_(None))
    )


def erase(unit: UnitOfWork, what: Overdue) -> None:
    """Erase all of it."""
    erase_appointments(unit, what.appointments)
    erase_waiting(unit, what.waiting)
    erase_searches(unit, what.searches)
    erase_walk_ins(unit, what.walk_ins)
    _delete(unit, UnfinishedRow, col(UnfinishedRow.station).in_(what.drafts))
    _delete(unit, AuditPersonRow, col(AuditPersonRow.id).in_(what.traces))


def erased_among(unit: Snapshot, references: Sequence[str]) -> set[str]:
    """Return which of these the audit knows as appointments that are in the store no more."""
    known = select(AuditRow.reference).where(
        col(AuditRow.office) == unit.office, col(AuditRow.reference).in_(references)
    )
    here = select(AppointmentRow.reference).where(
        col(AppointmentRow.office) == unit.office, col(AppointmentRow.reference).in_(references)
    )
    still_here = unit.session.exec(here).all()
    return {one for one in unit.session.exec(known).all() if one} - set(still_here)


# -- erasing
def erase_appointments(unit: UnitOfWork, references: Sequence[str]) -> None:
    """Erase appointments and all that hangs on them; they stay counted."""
    if not references:
        return
    _keep_counts(unit, references)
    forget_traces(unit, references)
    made = select(ProposalRow.id).where(
        col(ProposalRow.office) == unit.office, col(ProposalRow.reference).in_(references)
    )
    _delete(unit, CallRow, col(CallRow.reference).in_(references))
    _delete_proposals(unit, list(unit.session.exec(made)))
    for table in (MessageRow, PrintJobRow, DisplacementRow, WordRow, TicketRow):
        _delete(unit, table, col(table.reference).in_(references))
    unit.session.connection().execute(
        sa.update(PlaceRow)
        .where(col(PlaceRow.office) == unit.office, col(PlaceRow.promised_to).in_(references))
        .values(promised_to=None)
    )
    _delete(unit, AppointmentRow, col(AppointmentRow.reference).in_(references))


def erase_waiting(unit: UnitOfWork, numbers: Sequence[int]) -> None:
    """Erase entries of the waiting list and what was proposed; the audit counts who asked."""
    made = select(ProposalRow.id).where(
        col(ProposalRow.office) == unit.office, col(ProposalRow.waiting).in_(numbers)
    )
    _delete_proposals(unit, list(unit.session.exec(made)))
    _delete(unit, WaitingRow, col(WaitingRow.id).in_(numbers))


def erase_searches(unit: UnitOfWork, keys: Sequence[tuple[int, int]]) -> None:
    """Take the person out of failed searches, by year and number; they stay counted."""
    nobody: dict[str, Any] = {"holder": None, "foreign_resident_number": None}
    for year, number in keys:
        unit.session.connection().execute(
            sa.update(FailedSearchRow)
            .where(
                col(FailedSearchRow.office) == unit.office,
                col(FailedSearchRow.year) == year,
                col(FailedSearchRow.number) == number,
            )
            .values(nobody)
        )


def erase_walk_ins(unit: UnitOfWork, numbers: Sequence[int]) -> None:
    """Take the person out of visits without an appointment; that somebody came stays."""
    nobody: dict[str, Any] = {"name": None, "reason": None, "foreign_resident_number": None}
    unit.session.connection().execute(
        sa.update(WalkInRow)
        .where(col(WalkInRow.office) == unit.office, col(WalkInRow.id).in_(numbers))
        .values(nobody)
    )


def forget_traces(unit: UnitOfWork, references: Sequence[str]) -> None:
    """Erase what the audit tells of these appointments' persons; that something was done stays."""
    lines = select(AuditRow.id).where(
        col(AuditRow.office) == unit.office, col(AuditRow.reference).in_(references)
    )
    _delete(unit, AuditPersonRow, col(AuditPersonRow.id).in_(list(unit.session.exec(lines))))


def erase_contacts(unit: UnitOfWork, reference: str) -> None:
    """Erase where the person of an appointment can be reached, and all that was sent there."""
    row = appointments.find(unit, reference)
    assert row is not None  # it was found in this transaction
    # Whatever became of the visit: the table of legal moves has nothing to say here.
    row.email = row.phone = row.address = None
    unit.session.add(row)
    search_index.reindex(unit, row, ("email", "phone", "address"))
    record(unit, "oppose", reference)
    _delete(unit, MessageRow, col(MessageRow.reference) == reference)
    _delete(unit, CallRow, col(CallRow.reference) == reference)
    forget_traces(unit, [reference])


def erase_drafts(unit: UnitOfWork, number: str) -> None:
    """Erase what was typed of that number in a booking cut short."""
    _delete(unit, UnfinishedRow, col(UnfinishedRow.draft).contains(number))


def _keep_counts(unit: UnitOfWork, references: Sequence[str]) -> None:
    for key, people in figures.count_of(unit, references):
        row = unit.session.get(AppointmentCountRow, (unit.office, *key))
        if row is None:
            names = ("day", "booked_on", "status", "channel", "reason")
            known: dict[str, Any] = {"office": unit.office, **dict(zip(names, key, strict=True))}
            row = AppointmentCountRow(**known, people=0)
        row.people += people
        unit.session.add(row)
    unit.session.flush()


def _delete_proposals(unit: UnitOfWork, numbers: Sequence[int]) -> None:
    _delete(unit, CallRow, col(CallRow.proposal).in_(numbers))
    _delete(unit, ProposalRow, col(ProposalRow.id).in_(numbers))


def _delete(unit: UnitOfWork, table: type[SQLModel], condition: "sa.ColumnElement[bool]") -> None:
    office = table.__table__.c.office  # type: ignore[attr-defined]
    unit.session.flush()
    unit.session.connection().execute(sa.delete(table).where(office == unit.office, condition))
    unit.session.expire_all()
