"""One program at a time does a job for all desks of the office, as long as it lives.

A lease ends by itself; that of a program of this host that is known to have ended is over at once.
Leases say nothing about anybody, and leave no trace in the audit.
"""

from datetime import datetime, timedelta

from rdv_tui.domain.rights import Right
from rdv_tui.services import stations
from rdv_tui.services.desk import Desk
from rdv_tui.store import leases
from rdv_tui.store.stored import StoredLease
from rdv_tui.store.transactions import UnitOfWork, snapshot, transaction

OUTBOX = "outbox"
"""The job of sending the messages and of queueing the reminders."""

LEASE_DURATION = timedelta(minutes=15)
"""Longer than any one message may take (outputs/smtp.py): nobody takes over while one is sent."""


def holder(desk: Desk, job: str) -> str | None:
    """Return the station that does the job now, None when nobody does."""
    with snapshot(desk) as unit:
        row = leases.find(unit, job)
    return row.holder if row is not None and _is_valid(desk, row, desk.clock.now()) else None


def acquire(desk: Desk, job: str) -> bool:
    """Take or renew the job for this program; False while another one does it."""
    now = desk.clock.now()
    with snapshot(desk) as unit:  # without the write lock: most desks only ever ask
        row = leases.find(unit, job)
    if row is not None and _is_valid(desk, row, now):
        if row.holder != desk.station:
            return False
        if row.expires_at - now > LEASE_DURATION / 2:
            return True
    with transaction(desk, Right.UPKEEP) as unit:
        return renew(desk, unit, job)


def renew(desk: Desk, unit: UnitOfWork, job: str) -> bool:
    """Do what `acquire` does within a transaction under way."""
    row = leases.find(unit, job)
    mine = row is None or row.holder == unit.station
    if row is not None and not mine and _is_valid(desk, row, unit.now):
        return False
    leases.grant(unit, job, unit.now + LEASE_DURATION)
    return True


def release_lease(desk: Desk, job: str) -> None:
    """Let another program take the job now, if this one has it."""
    if holder(desk, job) != desk.station:
        return
    with transaction(desk, Right.UPKEEP) as unit:
        leases.release_lease(unit, job)


def _is_valid(desk: Desk, row: StoredLease, now: datetime) -> bool:
    """Say whether a lease counts: not over, not of a clock set elsewhere, not of the dead."""
    if (
        not now < row.expires_at <= now + 2 * LEASE_DURATION
    ):  # the hosts' clocks may differ a little
        return False
    return desk.stations is None or not stations.is_dead(row.holder, desk.stations)
