"""What becomes of an appointment before its day: moved, cancelled.

Each is one transaction: there is no moment at which a person has two places, or none.
"""

from datetime import datetime

from rdv_tui.domain.acts import Act, CancelReason, possible_acts
from rdv_tui.domain.appointment import Appointment, Status
from rdv_tui.domain.reference import normalise_reference
from rdv_tui.locales import refusals
from rdv_tui.services.desk import Desk
from rdv_tui.services.guards import Unit, free_place, require_slot, writing
from rdv_tui.store import appointments
from rdv_tui.store.records import is_appointment, to_appointment
from rdv_tui.store.tables import AppointmentRow

__all__ = ["CancelReason", "cancel", "move"]


def move(desk: Desk, reference: str, start: datetime) -> Appointment:
    """Give the appointment a place at `start` (wall clock) and free its old one.

    The booking window is not asked again: it is that of the day of the booking (R.431-8 as the
    web module applies it), on which the right to an appointment was granted. A person whose
    window has closed since must not lose it because a counter closes or a train is late. The
    warnings about the new day are the screens' to show. One who was there already is awaited
    again. A move to its own slot changes nothing. Raises Refusal, in this order:
    `unknown_reference`, `not_allowed_now`, `no_such_slot`, `slot_past`, `slot_taken`.
    """
    with writing(desk) as unit:
        row = booked_row(unit, reference)
        require_act(unit, row, Act.MOVE)
        if row.start != start:
            require_slot(unit, start)
            place = free_place(unit, start)
            appointments.change(
                unit.session,
                unit.actor,
                "move",
                row,
                Status.BOOKED,
                start=start,
                number=place.number,
                counter=place.counter,
                arrived_at=None,
                called_at=None,
                overbooked_because=None,
                revision=row.revision + 1,
            )
        return to_appointment(row)


def cancel(desk: Desk, reference: str, reason: CancelReason) -> Appointment:
    """Cancel the appointment; its place is free from then on.

    Raises Refusal `unknown_reference`, `not_allowed_now`.
    """
    with writing(desk) as unit:
        row = booked_row(unit, reference)
        require_act(unit, row, Act.CANCEL)
        appointments.change(
            unit.session,
            unit.actor,
            "cancel",
            row,
            Status.CANCELLED,
            cancel_reason=reason.value,
            revision=row.revision + 1,
        )
        return to_appointment(row)


def booked_row(unit: Unit, reference_text: str) -> AppointmentRow:
    """Return the row of a reference in any writing. Raises Refusal `unknown_reference`."""
    reference = normalise_reference(reference_text)
    if reference is not None:
        row = appointments.find(unit.session, unit.actor.office, reference)
        if row is not None and is_appointment(row):
            return row
    raise refusals.unknown_reference(reference_text)


def require_act(unit: Unit, row: AppointmentRow, act: Act) -> None:
    """Raise Refusal `not_allowed_now` when `act` is not possible with the appointment any more."""
    status, now = Status(row.status), unit.desk.clock.local()
    if act in possible_acts(status, row.start, now):
        return
    if row.start.date() < now.date():
        raise refusals.day_is_over(row.start)
    raise refusals.move_not_allowed()
