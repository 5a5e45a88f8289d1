"""What a day leaves open: people of whom nobody noted what became of them, today and before."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from rdv_tui.domain.appointment import Appointment, Status
from rdv_tui.domain.queue import is_presumed_absent
from rdv_tui.errors import Refusal
from rdv_tui.services.day import arrivals
from rdv_tui.services.desk import Desk
from rdv_tui.store import days
from rdv_tui.store.mapping import to_appointment
from rdv_tui.store.transactions import Snapshot, snapshot

LOOK_BACK = timedelta(days=31)
"""How far back is looked: who came last year cannot be asked of anybody any more."""


@dataclass(frozen=True, slots=True)
class OpenVisit:
    """An appointment without outcome; `came` says whether the person's arrival was noted."""

    appointment: Appointment
    came: bool


def list_open(desk: Desk) -> list[OpenVisit]:
    """Return who has no outcome, the latest day first: today those whose time is over.

    Who waits or is received today is no business of the evening before the last slot is over.
    """
    with snapshot(desk) as unit:
        first = datetime.combine(unit.today - LOOK_BACK, time())
        rows = days.list_without_outcome(unit, first, unit.local)
        over = unit.local >= _closing(unit)
        found = [
            OpenVisit(to_appointment(row).as_of(unit.today), row.arrived_at is not None)
            for row in rows
            if row.start.date() < unit.today
            or over
            or (row.status == Status.BOOKED and _presumed_absent(desk, row.start, unit.local))
        ]
    return sorted(
        found,
        key=lambda one: (-one.appointment.start.toordinal(), one.appointment.start.time()),
    )


def count_to_remind(desk: Desk) -> int:
    """Return how many are open of days that are over, today's after its last slot with them."""
    with snapshot(desk) as unit:
        over = unit.local >= _closing(unit)
    today = desk.clock.today()
    return sum(over or one.appointment.start.date() < today for one in list_open(desk))


def mark_all_absent(desk: Desk, references: Collection[str]) -> int:
    """Note as absent all of `references` who never arrived; return how many that were.

    Each is an act of its own: whoever came or was noted meanwhile is left as they are.
    """
    done = 0
    for reference in references:
        try:
            arrivals.mark_no_show(desk, reference)
        except Refusal:
            continue
        done += 1
    return done


def _closing(unit: Snapshot) -> datetime:
    """Return when today's last slot is over (wall clock); midnight where there is none."""
    last = days.last_start(unit, unit.today)
    if last is None:
        return datetime.combine(unit.today, time())
    return last + timedelta(minutes=unit.desk.office.slot_minutes)


def _presumed_absent(desk: Desk, start: datetime, now: datetime) -> bool:
    office = desk.office
    return is_presumed_absent(start, office.slot_minutes, office.late_after_minutes, now)
