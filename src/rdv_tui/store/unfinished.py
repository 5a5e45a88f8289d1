"""Statements on bookings under way as they are kept for after a crash, one an agent and station.

They leave no trace in the audit: nothing was decided, and what was typed is to be forgotten.
"""

from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import col, select

from rdv_tui.store.tables import UnfinishedRow
from rdv_tui.store.unit import Snapshot, UnitOfWork

_LETTER = "#"
"""What follows a station's name in the key of a letter that it owes; no name has it."""


_AGENT = "@"
"""What parts a station's name from the agent who works there: at one desk, one after the other."""


_FORGET = sa.delete(UnfinishedRow).where(
    col(UnfinishedRow.office) == sa.bindparam("office"),
    col(UnfinishedRow.station).in_((sa.bindparam("typed"), sa.bindparam("station"))),
)
"""What every booking asks is put together once."""


class Kept(NamedTuple):
    """A booking that was cut short: the program in which it was typed, and its draft."""

    station: str
    draft: str


def _typed_at(unit: Snapshot, station: str) -> str:
    return f"{station}{_AGENT}{unit.desk.agent.replace(_LETTER, '')}"


def _owed(station: str, reference: str) -> str:
    return f"{station}{_LETTER}{reference}"


def keep(unit: UnitOfWork, draft: str, reference: str | None) -> None:
    """Keep the draft of this program's booking, as `store.drafts` writes it, and its hold."""
    key = _typed_at(unit, unit.station)
    unit.session.merge(
        UnfinishedRow(
            office=unit.office,
            station=key,
            agent=unit.agent,
            saved_at=unit.now,
            reference=reference,
            draft=draft,
        )
    )
    unit.session.flush()


def keep_letter(unit: UnitOfWork, reference: str) -> None:
    """Note that this program owes the letter of an appointment, until `forget_letter`."""
    key = (unit.office, _owed(unit.station, reference))
    if unit.session.get(UnfinishedRow, key) is None:
        office, station = key
        unit.session.add(
            UnfinishedRow(
                office=office,
                station=station,
                agent=unit.agent,
                saved_at=unit.now,
                reference=reference,
                draft="{}",
            )
        )
        unit.session.flush()


def forget_letter(unit: UnitOfWork, station: str, reference: str) -> None:
    """Note that the letter is out, or left to the next start."""
    _erase(unit, col(UnfinishedRow.station) == _owed(station, reference))


def list_letters(unit: Snapshot) -> list[tuple[str, str]]:
    """Return the stations that owe letters, each with the reference of the appointment."""
    owed = unit.rows_of(UnfinishedRow).where(col(UnfinishedRow.station).contains(_LETTER))
    return [
        (row.station.partition(_LETTER)[0], row.reference or "") for row in unit.session.exec(owed)
    ]


def forget(unit: UnitOfWork, station: str) -> None:
    """Erase what is kept of this agent's booking at `station`; versions before named no agent."""
    unit.session.connection().execute(
        _FORGET, {"office": unit.office, "typed": _typed_at(unit, station), "station": station}
    )


def forget_before(unit: UnitOfWork, instant: datetime) -> None:
    """Erase what was saved before `instant` (UTC)."""
    _erase(unit, col(UnfinishedRow.saved_at) < instant)


def has_before(unit: Snapshot, instant: datetime) -> bool:
    """Say whether anything was saved before `instant` (UTC)."""
    old = select(UnfinishedRow.station).where(
        col(UnfinishedRow.office) == unit.office, col(UnfinishedRow.saved_at) < instant
    )
    return unit.session.exec(old.limit(1)).first() is not None


def list_kept(unit: Snapshot, since: datetime) -> list[Kept]:
    """Return what is kept of this agent's bookings since the instant `since`, the oldest first."""
    kept = (
        unit.rows_of(UnfinishedRow)
        .where(
            col(UnfinishedRow.agent) == unit.desk.agent,
            col(UnfinishedRow.saved_at) >= since,
            ~col(UnfinishedRow.station).contains(_LETTER),
        )
        .order_by(col(UnfinishedRow.saved_at), col(UnfinishedRow.station))
    )
    return [Kept(row.station.partition(_AGENT)[0], row.draft) for row in unit.session.exec(kept)]


def _erase(unit: UnitOfWork, condition: sa.ColumnElement[bool]) -> None:
    unit.session.execute(
        sa.delete(UnfinishedRow).where(col(UnfinishedRow.office) == unit.office, condition)
    )
