"""The audit trail: every write leaves its row, in the transaction that writes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlmodel import Session, col, func, select

from rdv_tui.store.tables import AuditRow


@dataclass(frozen=True, slots=True)
class Actor:
    """Who writes, from which station, and when (aware, UTC)."""

    office: str
    agent: str
    station: str
    at: datetime


def record(
    session: Session,
    actor: Actor,
    action: str,
    reference: str | None = None,
    *,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    """Write down what `actor` did; `before` and `after` hold the changed columns.

    The next number is safe to compute: the unit holds the office's write lock.
    """
    session.flush()
    last = session.exec(select(func.max(AuditRow.id)).where(col(AuditRow.office) == actor.office))
    session.add(
        AuditRow(
            office=actor.office,
            id=(last.one() or 0) + 1,
            at=actor.at,
            agent=actor.agent,
            station=actor.station,
            action=action,
            reference=reference,
            before=_json(before),
            after=_json(after),
        )
    )


def _json(columns: Mapping[str, object] | None) -> str | None:
    return None if columns is None else msgspec.json.encode(columns).decode()
