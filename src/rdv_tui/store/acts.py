"""The key by which a transaction is found again: its last line in the audit.

The program that writes gives it, before it asks for the commit: which station, at which instant,
under which number. No other transaction has the same, on whichever server the store is by then.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from rdv_tui.store.tables import AuditRow

LAST_ACT = "rdv_last_act"
"""Where a session keeps the key of the last act that was written in it."""


@dataclass(frozen=True, slots=True)
class ActKey:
    """A line of the audit by what tells it from all others."""

    office: str
    number: int
    at: datetime
    station: str

    def is_kept(self, session: Session) -> bool:
        """Say whether the line is in the store."""
        mine = select(AuditRow.id).where(
            col(AuditRow.office) == self.office,
            col(AuditRow.id) == self.number,
            col(AuditRow.at) == self.at,
            col(AuditRow.station) == self.station,
        )
        return session.exec(mine).first() is not None
