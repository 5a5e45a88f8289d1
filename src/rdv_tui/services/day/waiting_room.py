"""Who sits in the waiting room now, in the order in which they are called."""

from dataclasses import dataclass
from datetime import datetime

from rdv_tui.domain import queue
from rdv_tui.domain.appointment import Status
from rdv_tui.domain.names import written_name
from rdv_tui.services.desk import Desk
from rdv_tui.store import days
from rdv_tui.store.transactions import snapshot

__all__ = ["InHall", "list_waiting_room"]


@dataclass(frozen=True, slots=True)
class InHall:
    """Somebody who waits: since `minutes`, for `counter` (None: whichever is free).

    `start` and `effective`, the hour by which they are called, are wall clock; `arrived_at` UTC.
    """

    reference: str
    name: str
    start: datetime
    effective: datetime
    arrived_at: datetime
    minutes: int
    counter: int | None


def list_waiting_room(desk: Desk, counter: int | None = None) -> list[InHall]:
    """Return who waits, the next to be called first; with `counter`, whom it may call."""
    office, wall = desk.office, desk.clock.wall
    named, late = office.letter_names_counter, office.late_after_minutes
    with snapshot(desk) as unit:
        rows = {
            row.reference: row for row in days.list_present(unit) if row.status == Status.ARRIVED
        }
        now = unit.now
    waiting = [
        queue.InRoom(
            reference=row.reference,
            start=row.start,
            arrived=wall(row.arrived_at or now),
            counter=row.counter,
            handed_to=row.served_at_counter,
            called=wall(row.called_at) if row.called_at else None,
        )
        for row in rows.values()
    ]
    found = []
    for one in queue.calling_order(waiting, late):
        if counter is not None and not queue.may_be_called_at(one, counter, named=named):
            continue
        row = rows[one.reference]
        arrived = row.arrived_at or now
        found.append(
            InHall(
                reference=one.reference,
                name=written_name(row.family_name or "", row.given_names or ""),
                start=one.start,
                effective=queue.effective_time(one, late),
                arrived_at=arrived,
                minutes=max(0, int((now - arrived).total_seconds() // 60)),
                counter=one.handed_to or (one.counter if named else None),
            )
        )
    return found
