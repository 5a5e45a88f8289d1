"""Who sits in the waiting room now, in the order in which they are called."""

from dataclasses import dataclass
from datetime import datetime

from rdv_tui.domain import queue
from rdv_tui.domain.figures import whole_minutes
from rdv_tui.domain.walk_in import WalkIn
from rdv_tui.locales.day.arrivals import name_of
from rdv_tui.services.day.arrivals import in_room
from rdv_tui.services.desk import Desk
from rdv_tui.store.transactions import snapshot


@dataclass(frozen=True, slots=True)
class InHall:
    """Somebody who waits: since `minutes`, for `counter` (None: whichever is free).

    Who has no appointment (`walk_in`) is named by the ticket, and their `start` is the arrival.
    `start` and `effective`, the hour by which they are called, are wall clock; `arrived_at` UTC.
    """

    reference: str
    name: str
    start: datetime
    effective: datetime
    arrived_at: datetime
    minutes: int
    counter: int | None
    walk_in: bool = False


def list_waiting_room(desk: Desk, counter: int | None = None) -> list[InHall]:
    """Return who waits, the next to be called first; with `counter`, whom it may call."""
    office = desk.office
    named, late = office.letter_names_counter, office.late_after_minutes
    with snapshot(desk) as unit:
        who, waiting = in_room(unit)
        now = unit.now
    found = []
    for one in queue.calling_order(waiting, late):
        if counter is not None and not queue.may_be_called_at(one, counter, named=named):
            continue
        person = who[one.reference]
        arrived = person.arrived_at or now
        found.append(
            InHall(
                reference=one.reference,
                name=person.name if isinstance(person, WalkIn) else name_of(person),
                start=one.start,
                effective=queue.effective_time(one, late),
                arrived_at=arrived,
                minutes=whole_minutes(arrived, now),
                counter=one.handed_to or (one.counter if named else None),
                walk_in=isinstance(person, WalkIn),
            )
        )
    return found
