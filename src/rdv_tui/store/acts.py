"""The key by which a transaction is found again: its last line in the audit.

A line's digest is made by the program that writes it, before it asks for the commit, over the line
and all lines before. So it is in no other store, nor in this one once that has gone back.
"""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from rdv_tui.store.tables import AuditRow

LAST_ACT = "rdv_last_act"
"""Where a session keeps the key of the last act that was written in it."""


@dataclass(frozen=True, slots=True)
class ActKey:
    """A line of the audit by what tells it from all others."""

    office: str
    number: int
    chain: str

    def is_kept(self, session: Session) -> bool:
        """Say whether the line is in the store."""
        mine = select(AuditRow.chain).where(
            col(AuditRow.office) == self.office, col(AuditRow.id) == self.number
        )
        return session.exec(mine).first() == self.chain
