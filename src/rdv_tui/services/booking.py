"""Booking: the one way in for the desk's screens and for the command line.

The holds' services are offered here too, so that callers know one door.
"""

from datetime import datetime

from rdv_tui.domain.applicant import Applicant
from rdv_tui.domain.appointment import Appointment, Channel, Hold, Identification, Status
from rdv_tui.domain.overrides import Override
from rdv_tui.locales import refusals
from rdv_tui.services.answers import Interrupted, Screening
from rdv_tui.services.desk import Desk
from rdv_tui.services.guards import (
    Unit,
    free_place,
    own_row,
    record_override,
    require_eligible,
    require_person_free,
    require_slot,
    writing,
)
from rdv_tui.services.holds import (
    hold,
    interrupted,
    new_row,
    release,
    renew,
    save_draft,
    take_over,
)
from rdv_tui.services.messages import announce
from rdv_tui.services.proposals import leave_list
from rdv_tui.store import appointments, people
from rdv_tui.store.records import applicant_columns, is_appointment, to_appointment
from rdv_tui.store.tables import AppointmentRow

__all__ = [
    "Interrupted",
    "Override",
    "Screening",
    "book",
    "book_at",
    "hold",
    "interrupted",
    "release",
    "renew",
    "save_draft",
    "screen",
    "take_over",
]


def screen(desk: Desk, *, number: str, email: str | None, phone: str | None) -> Screening:
    """Look for an appointment to come of the person, and for others with the same contacts.

    `number` is the foreign resident number; `phone` is E.164.
    """
    office = desk.office.code
    with desk.store.read() as session:
        row = people.active_of(session, office, number)
        ahead = row is not None and row.start.date() >= desk.clock.today()
        return Screening(
            future=to_appointment(row) if row is not None and ahead else None,
            same_email=people.others_with_email(session, office, number, email) if email else 0,
            same_phone=people.others_with_phone(session, office, number, phone) if phone else 0,
        )


def book(
    desk: Desk,
    hold: Hold,
    applicant: Applicant,
    *,
    channel: Channel,
    identification: Identification | None,
    override: Override | None = None,
) -> Appointment:
    """Turn this desk's hold into the person's appointment.

    A hold that lapsed takes a place of the same slot again if one is free. Booking the same
    person with the same hold twice gives the same appointment. `override` lifts the booking window
    and the residence, nothing else; it is audited. Raises Refusal `not_eligible`, `slot_past`,
    `already_booked`, `slot_taken`, or `not_allowed_now` for a hold given back.
    """
    lifted = require_eligible(desk, applicant, hold.start, override)
    with writing(desk) as unit:
        row = own_row(unit, hold)
        number = applicant.foreign_resident_number
        if row.status == Status.BOOKED and row.foreign_resident_number == number:
            return to_appointment(row)
        if row.status == Status.RELEASED or is_appointment(row):
            raise refusals.hold_gone()
        require_slot(unit, row.start)
        require_person_free(unit, number)
        record_override(unit, row.reference, override, lifted)
        _complete(unit, row, applicant, channel, identification)
        announce(unit, "booked", row)
        return to_appointment(row)


def book_at(
    desk: Desk,
    start: datetime,
    applicant: Applicant,
    *,
    channel: Channel,
    override: Override | None = None,
) -> Appointment:
    """Book a place at `start` (the office's wall clock) in one transaction.

    `override` is that of `book`. Raises Refusal, in this order: `not_eligible`, `no_such_slot`,
    `slot_past`, `already_booked`, `slot_taken`.
    """
    lifted = require_eligible(desk, applicant, start, override)
    with writing(desk) as unit:
        require_slot(unit, start, {channel})
        require_person_free(unit, applicant.foreign_resident_number)
        row = new_row(unit, start, draft=None, to={channel})
        record_override(unit, row.reference, override, lifted)
        _complete(unit, row, applicant, channel, identification=None)
        announce(unit, "booked", row, is_first=True)
        return to_appointment(row)


def _complete(
    unit: Unit,
    row: AppointmentRow,
    applicant: Applicant,
    channel: Channel,
    identification: Identification | None,
) -> None:
    """Give the row its person and the status booked, on a place it has or takes again."""
    columns = applicant_columns(applicant)
    if row.status == Status.LAPSED:
        place = free_place(unit, row.start, preferred=row.number)
        columns |= {"number": place.number, "counter": place.counter}
    appointments.change(
        unit.session,
        unit.actor,
        "book",
        row,
        Status.BOOKED,
        **columns,
        channel=channel.value,
        identification=identification.value if identification else None,
        booked_at=unit.actor.at,
        draft=None,
        hold_expires_at=None,
    )
    leave_list(unit, row)
