"""Has anything changed since? One look at the end of an index, for screens that stay open."""

from sqlmodel import col, func, select

from rdv_tui.store.tables import AuditRow
from rdv_tui.store.unit import Snapshot


def last_change(unit: Snapshot) -> int:
    """Return the number of the office's last change, 0 before the first.

    Every write leaves its audit row in its own transaction, so that a higher number means that
    something else may be seen now. Time alone, which ends holds, leaves no trace here.
    """
    last = select(func.max(AuditRow.id)).where(col(AuditRow.office) == unit.office)
    return unit.session.exec(last).one() or 0
