"""Statements on bookings under way as they are kept for after a crash, each station's only one.

They leave no trace in the audit: nothing was decided, and what was typed is to be forgotten.
"""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import col, select

from rdv_tui.store.tables import UnfinishedRow
from rdv_tui.store.unit import Snapshot, UnitOfWork


def keep(unit: UnitOfWork, draft: str, reference: str | None) -> None:
    """Keep the draft of this program's booking, as `store.drafts` writes it, and its hold."""
    row = unit.session.get(UnfinishedRow, (unit.office, unit.station))
    if row is None:
        row = UnfinishedRow(
            office=unit.office,
            station=unit.station,
            agent=unit.agent,
            saved_at=unit.now,
            draft=draft,
        )
    row.agent, row.saved_at, row.reference, row.draft = unit.agent, unit.now, reference, draft
    unit.session.add(row)
    unit.session.flush()


def forget(unit: UnitOfWork, station: str) -> None:
    """Erase what is kept of the booking at `station`."""
    _erase(unit, col(UnfinishedRow.station) == station)


def forget_before(unit: UnitOfWork, instant: datetime) -> None:
    """Erase what was saved before `instant` (UTC)."""
    _erase(unit, col(UnfinishedRow.saved_at) < instant)


def has_before(unit: Snapshot, instant: datetime) -> bool:
    """Say whether anything was saved before `instant` (UTC)."""
    old = select(UnfinishedRow.station).where(
        col(UnfinishedRow.office) == unit.office, col(UnfinishedRow.saved_at) < instant
    )
    return unit.session.exec(old.limit(1)).first() is not None


def list_kept(unit: Snapshot, since: datetime) -> list[UnfinishedRow]:
    """Return what is kept of this agent's bookings since the instant `since`, the oldest first."""
    kept = (
        select(UnfinishedRow)
        .where(
            col(UnfinishedRow.office) == unit.office,
            col(UnfinishedRow.agent) == unit.desk.agent,
            col(UnfinishedRow.saved_at) >= since,
        )
        .order_by(col(UnfinishedRow.saved_at), col(UnfinishedRow.station))
    )
    return list(unit.session.exec(kept))


def _erase(unit: UnitOfWork, condition: sa.ColumnElement[bool]) -> None:
    unit.session.execute(
        sa.delete(UnfinishedRow).where(col(UnfinishedRow.office) == unit.office, condition)
    )
