"""The audit trail: every write leaves its row, in the transaction that writes.

Rows are added and never changed; each is chained to the one before (store/audit_chain.py).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, bindparam, insert
from sqlmodel import and_, col, select

from rdv_tui.domain.appointment import Status
from rdv_tui.locales import store_files as files_fr
from rdv_tui.store import audit_chain
from rdv_tui.store.acts import LAST_ACT, ActKey
from rdv_tui.store.columns import Columns
from rdv_tui.store.privacy_tables import AuditPersonRow
from rdv_tui.store.tables import AppointmentRow, AuditRow
from rdv_tui.store.unit import Snapshot, UnitOfWork

_NEWEST = (
    select(AuditRow.id, AuditRow.chain)
    .where(col(AuditRow.office) == bindparam("office"))
    .order_by(col(AuditRow.id).desc())
    .limit(1)
)
ON_APPOINTMENT = and_(
    col(AuditRow.office) == col(AppointmentRow.office),
    col(AuditRow.reference) == col(AppointmentRow.reference),
)
"""The act is on that appointment. No foreign key says so: acts stay when appointments go."""

_ADD_LINE, _ADD_PERSON = insert(AuditRow), insert(AuditPersonRow)


def record(
    unit: UnitOfWork,
    action: str,
    reference: str | None = None,
    *,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    authorised_by: str | None = None,
) -> None:
    """Write down what was done; `before` and `after` hold the changed columns.

    `authorised_by` is the supervisor who allowed this part of what the unit does. Raises StoreError
    `store_moved` when the store no longer has what this program wrote into it last.
    """
    last, previous = _end(unit)
    line = {
        "office": unit.office,
        "id": last + 1,
        "at": unit.now,
        "agent": unit.agent,
        "station": unit.station,
        "action": action,
        "reference": reference,
        "before": before,
        "after": after,
        "authorised_by": authorised_by or unit.authorised_by,
    }
    [(row, personal)] = audit_chain.chained(previous, [line])
    unit.session.info[LAST_ACT] = ActKey(unit.office, last + 1, str(row["chain"]))
    connection = unit.session.connection()
    connection.execute(_ADD_LINE, row)
    for told in audit_chain.person_rows([(row, personal)]):
        connection.execute(_ADD_PERSON, told)


def _end(unit: UnitOfWork) -> tuple[int, str]:
    """Return the last line's number and digest; what this program wrote last must be before it."""
    this: ActKey | None = unit.session.info.get(LAST_ACT)
    if this is not None and this.office == unit.office:  # nobody else writes meanwhile
        return this.number, this.chain
    mine = unit.desk.store.last_acts.get(unit.office)
    found = head(unit)
    if mine is None or found == (mine.number, mine.chain):
        return found
    if not mine.is_kept(unit.session):
        raise files_fr.went_back(unit.desk.store.place)
    return found


def head(unit: Snapshot) -> tuple[int, str]:
    """Return the number of the last line and its digest, with which the chain goes on."""
    unit.session.flush()
    for number, chain in unit.ask(_NEWEST, {"office": unit.office}):
        return number, chain or ""
    return 0, audit_chain.GENESIS


def last_change(unit: Snapshot) -> int:
    """Return the number of the office's last change, 0 before the first.

    Every write leaves its audit row in its own transaction, so that a higher number means that
    something else may be seen now. Time alone, which ends holds, leaves no trace here.
    """
    return head(unit)[0]


@dataclass(frozen=True, slots=True)
class Act:
    """One line of the audit, whole: the columns of before and after (JSON) as long as kept."""

    id: int
    at: datetime
    agent: str
    station: str
    action: str
    reference: str | None
    before: str | None
    after: str | None
    authorised_by: str | None


def of_reference(unit: Snapshot, reference: str) -> list[Act]:
    """Return all that was done to `reference`, in the order in which it was done."""
    return _read(unit, col(AuditRow.reference) == reference)


def of_action(unit: Snapshot, action: str) -> list[Act]:
    """Return all acts of that kind, in the order in which they were done."""
    return _read(unit, col(AuditRow.action) == action)


def chosen(
    unit: Snapshot,
    *,
    references: Sequence[str] | None,
    agent: str | None,
    between: tuple[datetime, datetime] | None,
    at_most: int,
) -> list[Act]:
    """Return the last `at_most` acts that are on these references, of that agent, of that time.

    What is None is any. Oldest first; instants are UTC, the later one out.
    """
    conditions: list[ColumnElement[bool]] = []
    if references is not None:
        conditions.append(col(AuditRow.reference).in_(references))
    if agent is not None:
        conditions.append(col(AuditRow.agent) == agent)
    if between is not None:
        conditions += [col(AuditRow.at) >= between[0], col(AuditRow.at) < between[1]]
    return _read(unit, *conditions, at_most=at_most)


def _read(
    unit: Snapshot, *conditions: ColumnElement[bool] | bool, at_most: int | None = None
) -> list[Act]:
    written = (
        select(AuditRow, AuditPersonRow.content)
        .join_from(AuditRow, AuditPersonRow, isouter=True)
        .where(col(AuditRow.office) == unit.office, *conditions)
        .order_by(col(AuditRow.id).desc())
        .limit(at_most)
    )
    return [_act(row, content) for row, content in reversed(unit.session.exec(written).all())]


def _act(row: AuditRow, content: str | None) -> Act:
    return Act(
        id=row.id,
        at=row.at,
        agent=row.agent,
        station=row.station,
        action=row.action,
        reference=row.reference,
        before=audit_chain.join(row.before, content, "before"),
        after=audit_chain.join(row.after, content, "after"),
        authorised_by=row.authorised_by,
    )


def decode_changes(columns: str | None) -> dict[str, Any]:
    """Return the columns that an audit row tells of, as JSON gives them."""
    found: dict[str, Any] = msgspec.json.decode(columns) if columns else {}
    return found


def columns_before(line: Act) -> Columns:
    """Return the appointment's columns that an act changed, as they were before."""
    return msgspec.json.decode(line.before or "{}", type=Columns)


def status_before(line: Act) -> Status | None:
    """Return the status that an act changed, None when it changed none."""
    status = decode_changes(line.before).get("status")
    return Status(status) if status else None


def changes_appointment(line: Act) -> bool:
    """Say whether an act is on the appointment itself; messages, calls, papers are not."""
    after = decode_changes(line.after)
    return "status" in after or not Columns.__annotations__.keys().isdisjoint(after)
