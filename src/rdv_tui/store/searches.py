"""Statements on failed searches: numbered, kept, listed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, select

from rdv_tui.domain.failed_search import FailedSearch
from rdv_tui.store.audit import Actor, record
from rdv_tui.store.search_tables import FailedSearchRow

_FIELDS = tuple(FailedSearch.__dataclass_fields__)
_PERSONAL = frozenset({"holder", "foreign_resident_number"})


def add(session: Session, actor: Actor, year: int, columns: Mapping[str, Any]) -> FailedSearch:
    """Keep a failed search under the next number of the office's `year`, and audit it.

    The next number is safe to compute, and leaves no gap: the unit holds the office's write lock.
    """
    last = session.exec(
        select(func.max(FailedSearchRow.number)).where(
            col(FailedSearchRow.office) == actor.office, col(FailedSearchRow.year) == year
        )
    ).one()
    row = FailedSearchRow(
        office=actor.office,
        year=year,
        number=(last or 0) + 1,
        searched_at=actor.at,
        agent=actor.agent,
        station=actor.station,
        **columns,
    )
    session.add(row)
    session.flush()
    search = _search(row)
    told = {name: value for name, value in columns.items() if name not in _PERSONAL}
    record(session, actor, "certify_search", search.reference, after=told)
    return search


def find(session: Session, office: str, year: int, number: int) -> FailedSearch | None:
    """Return the failed search of that number, None when there is none."""
    row = session.get(FailedSearchRow, (office, year, number))
    return _search(row) if row is not None else None


def between(session: Session, office: str, after: datetime, before: datetime) -> list[FailedSearch]:
    """Return the searches from the instant `after` (in) to `before` (out), in their order."""
    found = (
        select(FailedSearchRow)
        .where(
            col(FailedSearchRow.office) == office,
            col(FailedSearchRow.searched_at) >= after,
            col(FailedSearchRow.searched_at) < before,
        )
        .order_by(col(FailedSearchRow.year), col(FailedSearchRow.number))
    )
    return [_search(row) for row in session.exec(found)]


def _search(row: FailedSearchRow) -> FailedSearch:
    return FailedSearch(**{name: getattr(row, name) for name in _FIELDS})
