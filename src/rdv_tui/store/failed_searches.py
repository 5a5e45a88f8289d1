"""Statements on failed searches: numbered, kept, listed."""

from datetime import date, datetime
from typing import TypedDict

import msgspec
from sqlalchemy import ColumnElement
from sqlmodel import col, func, select

from rdv_tui.domain.failed_search import FailedSearch, SearchFact
from rdv_tui.store.audit import record
from rdv_tui.store.search_tables import FailedSearchRow
from rdv_tui.store.unit import Snapshot, UnitOfWork


class Columns(TypedDict):
    """What is kept of a search: what for, from which day to which, and for whom."""

    situation: str
    first: date
    last: date
    holder: str | None
    foreign_resident_number: str | None
    fact: SearchFact


_PERSONAL = frozenset({"holder", "foreign_resident_number"})


def add(unit: UnitOfWork, columns: Columns) -> FailedSearch:
    """Keep a failed search under the next number of the office's year, and audit it.

    The next number is safe to compute, and leaves no gap: the unit holds the office's write lock.
    """
    year = unit.local.year
    last = unit.session.exec(
        select(func.max(FailedSearchRow.number)).where(
            col(FailedSearchRow.office) == unit.office, col(FailedSearchRow.year) == year
        )
    ).one()
    row = FailedSearchRow(
        office=unit.office,
        year=year,
        number=(last or 0) + 1,
        searched_at=unit.now,
        agent=unit.agent,
        station=unit.station,
        **columns,
    )
    unit.session.add(row)
    unit.session.flush()
    search = _search(row)
    details = {name: value for name, value in columns.items() if name not in _PERSONAL}
    record(unit, "certify_search", search.reference, after=details)
    return search


def find(unit: Snapshot, year: int, number: int) -> FailedSearch | None:
    """Return the failed search of that number, None when there is none."""
    row = unit.session.get(FailedSearchRow, (unit.office, year, number))
    return _search(row) if row is not None else None


def between(unit: Snapshot, after: datetime, before: datetime) -> list[FailedSearch]:
    """Return the searches from the instant `after` (in) to `before` (out), in their order."""
    at = col(FailedSearchRow.searched_at)
    return _listed(unit, at >= after, at < before)


def all_named(unit: Snapshot) -> list[FailedSearch]:
    """Return every search that names somebody, in their order: a judge asks for those of years."""
    return _listed(
        unit,
        col(FailedSearchRow.holder).is_not(None)
        | col(FailedSearchRow.foreign_resident_number).is_not(None),
    )


def _listed(unit: Snapshot, *conditions: ColumnElement[bool] | bool) -> list[FailedSearch]:
    found = unit.rows_of(FailedSearchRow).where(*conditions)
    in_order = found.order_by(col(FailedSearchRow.year), col(FailedSearchRow.number))
    return [_search(row) for row in unit.session.exec(in_order)]


def _search(row: FailedSearchRow) -> FailedSearch:
    return msgspec.convert(row, FailedSearch, from_attributes=True)
