"""The audit trail: every write leaves its row, in the transaction that writes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

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


def of_reference(session: Session, office: str, reference: str) -> list[AuditRow]:
    """Return all that was done to `reference`, in the order in which it was done."""
    written = (
        select(AuditRow)
        .where(col(AuditRow.office) == office, col(AuditRow.reference) == reference)
        .order_by(col(AuditRow.id))
    )
    return list(session.exec(written).all())


def told(columns: str | None) -> dict[str, Any]:
    """Return the columns that an audit row tells of, as JSON gives them."""
    found: dict[str, Any] = msgspec.json.decode(columns) if columns else {}
    return found


def _json(columns: Mapping[str, object] | None) -> str | None:
    return None if columns is None else msgspec.json.encode(columns).decode()
