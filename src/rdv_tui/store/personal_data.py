"""Statements that find all that the store holds on one person: RGPD art. 15."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import SQLModel, col, select

from rdv_tui.domain.failed_search import FailedSearch
from rdv_tui.store import audit, failed_searches
from rdv_tui.store.audit import Act
from rdv_tui.store.delivery_tables import MessageRow, PrintJobRow
from rdv_tui.store.hall_tables import WalkInRow
from rdv_tui.store.tables import AppointmentRow
from rdv_tui.store.unit import Snapshot
from rdv_tui.store.waiting_tables import CallRow, ProposalRow, WaitingRow

Row = dict[str, Any]
"""The columns of a row that hold something, by name."""


@dataclass(frozen=True, slots=True)
class Held:
    """All that is held on a person, by kind, oldest first."""

    appointments: tuple[Row, ...]
    messages: tuple[Row, ...]
    prints: tuple[Row, ...]
    calls: tuple[Row, ...]
    waiting: tuple[Row, ...]
    proposals: tuple[Row, ...]
    searches: tuple[FailedSearch, ...]
    walk_ins: tuple[Row, ...]
    acts: tuple[Act, ...]


def held_on(unit: Snapshot, number: str) -> Held:
    """Return all that is held on a foreign resident number."""
    references, entries = references_of(unit, number), waiting_of(unit, number)
    proposed = col(ProposalRow.waiting).in_(entries) | col(ProposalRow.reference).in_(references)
    proposals = _rows(unit, ProposalRow, proposed)
    called = col(CallRow.reference).in_(references) | col(CallRow.proposal).in_(
        [one["id"] for one in proposals]
    )
    return Held(
        appointments=_rows(unit, AppointmentRow, col(AppointmentRow.reference).in_(references)),
        messages=_rows(unit, MessageRow, col(MessageRow.reference).in_(references)),
        prints=_rows(unit, PrintJobRow, col(PrintJobRow.reference).in_(references)),
        calls=_rows(unit, CallRow, called),
        waiting=_rows(unit, WaitingRow, col(WaitingRow.id).in_(entries)),
        proposals=proposals,
        searches=tuple(searches_of(unit, number)),
        walk_ins=_rows(unit, WalkInRow, col(WalkInRow.id).in_(walk_ins_of(unit, number))),
        acts=tuple(act for one in references for act in audit.of_reference(unit, one)),
    )


def references_of(unit: Snapshot, number: str) -> list[str]:
    """Return the appointments, of whatever state, of a foreign resident number, oldest first."""
    row = AppointmentRow
    found = select(row.reference).where(
        col(row.office) == unit.office, col(row.foreign_resident_number) == number
    )
    return list(unit.session.exec(found.order_by(col(row.start), col(row.reference))))


def waiting_of(unit: Snapshot, number: str) -> list[int]:
    """Return the entries of the waiting list, of whatever state, of that number."""
    row = WaitingRow
    found = select(row.id).where(
        col(row.office) == unit.office, col(row.foreign_resident_number) == number
    )
    return list(unit.session.exec(found.order_by(col(row.id))))


def walk_ins_of(unit: Snapshot, number: str) -> list[int]:
    """Return the visits without an appointment of that number."""
    row = WalkInRow
    found = select(row.id).where(
        col(row.office) == unit.office, col(row.foreign_resident_number) == number
    )
    return list(unit.session.exec(found.order_by(col(row.id))))


def searches_of(unit: Snapshot, number: str) -> list[FailedSearch]:
    """Return the failed searches certified for that number."""
    return [one for one in failed_searches.all_named(unit) if one.foreign_resident_number == number]


def _rows(unit: Snapshot, table: type[SQLModel], condition: ColumnElement[bool]) -> tuple[Row, ...]:
    columns = table.__table__.c  # type: ignore[attr-defined]
    found = unit.session.connection().execute(
        table.__table__.select()  # type: ignore[attr-defined]
        .where(columns.office == unit.office, condition)
        .order_by(*table.__table__.primary_key)  # type: ignore[attr-defined]
    )
    return tuple(
        {name: value for name, value in row.items() if value is not None and name != "office"}
        for row in found.mappings()
    )
