"""Statements on leases: which program does a job for all."""

from datetime import datetime

from sqlmodel import Session

from rdv_tui.store.delivery_tables import LeaseRow


def find(session: Session, office: str, job: str) -> LeaseRow | None:
    """Return the lease of a job, whether or not it still holds."""
    return session.get(LeaseRow, (office, job))


def grant(session: Session, office: str, job: str, holder: str, expires_at: datetime) -> None:
    """Give the job to `holder` until the instant `expires_at`, whoever had it."""
    row = find(session, office, job)
    if row is None:
        row = LeaseRow(office=office, job=job, holder=holder, expires_at=expires_at)
    row.holder, row.expires_at = holder, expires_at
    session.add(row)
    session.flush()


def give_up(session: Session, office: str, job: str, holder: str) -> None:
    """End the lease if `holder` has it."""
    row = find(session, office, job)
    if row is not None and row.holder == holder:
        session.delete(row)
        session.flush()
