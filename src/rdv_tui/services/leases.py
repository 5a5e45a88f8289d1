"""One program at a time does a job for all desks of the office, as long as it lives.

A lease ends by itself; that of a program of this host that is known to have ended is over at once.
Leases say nothing about anybody, and leave no trace in the audit.
"""

from datetime import datetime, timedelta

from rdv_tui.services import stations
from rdv_tui.services.desk import Desk
from rdv_tui.services.guards import Unit, writing
from rdv_tui.store import leases
from rdv_tui.store.delivery_tables import LeaseRow

OUTBOX = "outbox"
"""The job of sending the messages and of queueing the reminders."""

LENGTH = timedelta(minutes=15)
"""Longer than any one message may take (outputs/smtp.py): nobody takes over while one is sent."""


def holder(desk: Desk, job: str) -> str | None:
    """Return the station that does the job now, None when nobody does."""
    with desk.store.read() as session:
        row = leases.find(session, desk.office.code, job)
    return row.holder if row is not None and _holds(desk, row, desk.clock.now()) else None


def take(desk: Desk, job: str) -> bool:
    """Take or renew the job for this program; False while another one does it."""
    now = desk.clock.now()
    with desk.store.read() as session:  # without the write lock: most desks only ever ask
        row = leases.find(session, desk.office.code, job)
    if row is not None and _holds(desk, row, now):
        if row.holder != desk.station:
            return False
        if row.expires_at - now > LENGTH / 2:
            return True
    with writing(desk) as unit:
        return renew(unit, job)


def renew(unit: Unit, job: str) -> bool:
    """Do what `take` does within a transaction under way."""
    row = leases.find(unit.session, unit.actor.office, job)
    mine = row is None or row.holder == unit.actor.station
    if row is not None and not mine and _holds(unit.desk, row, unit.actor.at):
        return False
    until = unit.actor.at + LENGTH
    leases.grant(unit.session, unit.actor.office, job, unit.actor.station, until)
    return True


def give_up(desk: Desk, job: str) -> None:
    """Let another program take the job now, if this one has it."""
    if holder(desk, job) != desk.station:
        return
    with writing(desk) as unit:
        leases.give_up(unit.session, unit.actor.office, job, unit.actor.station)


def _holds(desk: Desk, row: LeaseRow, now: datetime) -> bool:
    """Say whether a lease counts: not over, not of a clock set elsewhere, not of the dead."""
    if not now < row.expires_at <= now + 2 * LENGTH:  # the hosts' clocks may differ a little
        return False
    return desk.stations is None or not stations.is_dead(row.holder, desk.stations)
