"""Statements on leases: which program does a job for all."""

from datetime import datetime

from rdv_tui.store.delivery_tables import LeaseRow
from rdv_tui.store.unit import Snapshot, UnitOfWork


def find(unit: Snapshot, job: str) -> LeaseRow | None:
    """Return the lease of a job, whether or not it still holds."""
    return unit.session.get(LeaseRow, (unit.office, job))


def grant(unit: UnitOfWork, job: str, expires_at: datetime) -> None:
    """Give the job to this program until the instant `expires_at`, whoever had it."""
    unit.session.merge(
        LeaseRow(office=unit.office, job=job, holder=unit.station, expires_at=expires_at)
    )
    unit.session.flush()


def release_lease(unit: UnitOfWork, job: str) -> None:
    """End the lease if this program has it."""
    row = find(unit, job)
    if row is not None and row.holder == unit.station:
        unit.session.delete(row)
        unit.session.flush()
