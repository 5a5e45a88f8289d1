"""Other counters take over today's people whose own closes, each at their own hour.

Nobody who is here, or on the way, is sent to another day: where no counter has a place at their
hour, one more person is expected at a counter that is open, and the audit says so.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from rdv_tui.domain.acts import Act
from rdv_tui.domain.appointment import Appointment, Status
from rdv_tui.domain.opening_hours import OpeningHours
from rdv_tui.domain.reseating import DisplacedPerson, hour_of, share_out
from rdv_tui.domain.rights import Right
from rdv_tui.locales.hours import opening_hours as hours_fr, refusals as hours_refusals
from rdv_tui.services.booking.changes import require_act
from rdv_tui.services.booking.preconditions import require_booked
from rdv_tui.services.delivery.messages import announce
from rdv_tui.services.desk import Desk
from rdv_tui.store import appointments, days, opening_hours, places
from rdv_tui.store.audit import record
from rdv_tui.store.columns import on_place
from rdv_tui.store.mapping import to_appointment
from rdv_tui.store.stored import StoredAppointment
from rdv_tui.store.transactions import Snapshot, UnitOfWork, transaction


def counters_for(
    unit: Snapshot, persons: Iterable[DisplacedPerson], hours: OpeningHours
) -> dict[str, int]:
    """Return which counter takes over each of `persons` that are due today, by reference.

    `hours` are those that hold by then. Whose hour no counter receives anybody at is left out.
    """
    today = [one for one in persons if one.due_today]
    if not today:
        return {}
    moving = {one.reference for one in today}
    load: Counter[tuple[datetime, int]] = Counter(
        (hour_of(row.start), row.served_at_counter or row.counter or 0)
        for row in days.list_occupants(unit, unit.today)
        if row.reference not in moving and row.status in opening_hours.DISPLACEABLE
    )
    now = unit.local
    return share_out(today, lambda start: hours.open_counters(max(start, now)), load)


def list_stranded(unit: Snapshot, hours: OpeningHours) -> list[StoredAppointment]:
    """Return those who sit here and wait for a counter that a closure of `hours` shuts now.

    Their own hour has begun, or another counter sent them there: their place says nothing of it.
    """
    named = unit.desk.office.letter_names_counter
    found = []
    for row in days.list_present(unit):
        counter = row.served_at_counter or (row.counter if named else None)
        waits = row.status == Status.ARRIVED and counter is not None
        if waits and hours.is_shut(counter or 0, unit.local):
            found.append(row)
    return found


def take_over(desk: Desk, reference: str, counter: int) -> Appointment:
    """Let `counter` receive the person at their own hour, beyond its places if it has none left.

    An arrival stays noted, and whoever is here is told by nobody but those who sit here. Raises
    Refusal `unknown_reference`, `not_allowed_now` (also for another day's), `no_such_counter` when
    that counter receives nobody at the hour.
    """
    with transaction(desk, Right.BOOK) as unit:
        row = require_booked(unit, reference)
        require_act(unit, row, Act.MOVE)
        if row.start.date() != unit.today:
            raise hours_refusals.not_of_today(row.start.date())
        hours = opening_hours.get_hours(unit)
        if counter not in hours.open_counters(max(row.start, unit.local)):
            raise hours_refusals.counter_shut(counter, row.start)
        if row.start <= unit.local:
            appointments.change(unit, "hand_over", row, served_at_counter=counter)
        else:
            _seat(unit, row, counter)
        return to_appointment(row)


def _seat(unit: UnitOfWork, row: StoredAppointment, counter: int) -> None:
    if row.counter == counter and not opening_hours.is_withdrawn(unit, row):
        appointments.change(unit, "hand_over", row, served_at_counter=None)
        return
    place = places.free_at_counter(unit, row.start, counter)
    because = None
    if place is None:
        place = places.add_extra(unit, row.start, counter)
        because = f"{hours_fr.TAKEN_OVER.format(counter=counter)} ({unit.agent})"
        details = {"start": row.start, "number": place.number, "reason": because}
        record(unit, "overbook", row.reference, after=details)
    is_here = row.status == Status.ARRIVED
    notify = unit.desk.office.letter_names_counter and not is_here
    columns = on_place(place)
    columns |= {
        "overbooked_because": because,
        "revision": row.revision + notify,
        "served_at_counter": None,
    }
    appointments.change(unit, "move_place", row, **columns)
    if notify:
        wait = timedelta(minutes=unit.desk.office.hours_mail_minutes)
        announce(unit, "moved", row, wait=wait)
