"""The audit trail: every write leaves its row, in the transaction that writes."""

from collections.abc import Mapping
from typing import Any

import msgspec
from sqlmodel import col, select

from rdv_tui.domain.appointment import Status
from rdv_tui.store.columns import Columns
from rdv_tui.store.tables import AuditRow
from rdv_tui.store.unit import Snapshot, UnitOfWork


def record(
    unit: UnitOfWork,
    action: str,
    reference: str | None = None,
    *,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    """Write down what was done; `before` and `after` hold the changed columns."""
    unit.session.add(
        AuditRow(
            office=unit.office,
            id=unit.next_id(AuditRow),
            at=unit.now,
            agent=unit.agent,
            station=unit.station,
            action=action,
            reference=reference,
            before=_encode_changes(before),
            after=_encode_changes(after),
        )
    )


def of_reference(unit: Snapshot, reference: str) -> list[AuditRow]:
    """Return all that was done to `reference`, in the order in which it was done."""
    written = (
        select(AuditRow)
        .where(col(AuditRow.office) == unit.office, col(AuditRow.reference) == reference)
        .order_by(col(AuditRow.id))
    )
    return list(unit.session.exec(written).all())


def decode_changes(columns: str | None) -> dict[str, Any]:
    """Return the columns that an audit row tells of, as JSON gives them."""
    found: dict[str, Any] = msgspec.json.decode(columns) if columns else {}
    return found


def columns_before(line: AuditRow) -> Columns:
    """Return the appointment's columns that an act changed, as they were before."""
    return msgspec.json.decode(line.before or "{}", type=Columns)


def status_before(line: AuditRow) -> Status | None:
    """Return the status that an act changed, None when it changed none."""
    status = decode_changes(line.before).get("status")
    return Status(status) if status else None


def changes_appointment(line: AuditRow) -> bool:
    """Say whether an act is on the appointment itself; messages, calls, papers are not."""
    after = decode_changes(line.after)
    return "status" in after or not Columns.__annotations__.keys().isdisjoint(after)


def _encode_changes(columns: Mapping[str, object] | None) -> str | None:
    return None if columns is None else msgspec.json.encode(columns).decode()
