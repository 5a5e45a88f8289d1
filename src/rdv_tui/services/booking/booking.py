"""Booking: the one way in for the desk's screens and for the command line."""

from datetime import datetime

from rdv_tui.domain.applicant import Applicant
from rdv_tui.domain.appointment import Appointment, Channel, Hold, Identification, Status
from rdv_tui.domain.overrides import Override
from rdv_tui.domain.rights import Right
from rdv_tui.locales import refusals
from rdv_tui.services.booking.holds import new_hold
from rdv_tui.services.booking.preconditions import (
    record_override,
    require_eligible,
    require_own_hold,
    require_person_free,
)
from rdv_tui.services.delivery.messages import announce
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import schedule
from rdv_tui.services.results import Elsewhere, Screening
from rdv_tui.services.waiting.proposals import leave_list, settle_proposal
from rdv_tui.store import appointments, offices, people, places, unfinished
from rdv_tui.store.columns import applicant_columns, on_place
from rdv_tui.store.mapping import is_appointment, to_appointment
from rdv_tui.store.stored import StoredAppointment
from rdv_tui.store.transactions import Snapshot, UnitOfWork, snapshot, transaction


def find_namesakes(desk: Desk, applicant: Applicant) -> list[Appointment]:
    """Return appointments to come of the same names and birth date under another number.

    A mistyped number, a second file, or another person: worth a look, never a refusal.
    """
    with snapshot(desk) as unit:
        return [to_appointment(row) for row in people.namesakes(unit, applicant)]


def screen(desk: Desk, *, number: str, email: str | None, phone: str | None) -> Screening:
    """Look for an appointment to come of the person, and for others with the same contacts.

    `number` is the foreign resident number; `phone` is E.164.
    """
    with snapshot(desk) as unit:
        row, known = people.active_of(unit, number), people.latest_of(unit, number)
        ahead = row is not None and row.start.date() >= unit.today
        return Screening(
            future=to_appointment(row) if row is not None and ahead else None,
            same_email=people.others_with_email(unit, number, email) if email else 0,
            same_phone=people.others_with_phone(unit, number, phone) if phone else 0,
            known=to_appointment(known) if known else None,
            elsewhere=_elsewhere(unit, number),
        )


def find_elsewhere(desk: Desk, number: str) -> tuple[Elsewhere, ...]:
    """Return where else in the store the person of this number is expected, the next first."""
    with snapshot(desk) as unit:
        return _elsewhere(unit, number)


def _elsewhere(unit: Snapshot, number: str) -> tuple[Elsewhere, ...]:
    found = people.elsewhere(unit, number)
    records = {code: offices.get_record(unit.session, code) for code, _ in found}
    return tuple(
        Elsewhere(f"{records[code].prefecture}, {records[code].city}", day) for code, day in found
    )


def book(
    desk: Desk,
    hold: Hold,
    applicant: Applicant,
    *,
    channel: Channel,
    identification: Identification | None,
    override: Override | None = None,
    owes_letter: bool = False,
) -> Appointment:
    """Turn this desk's hold into the person's appointment.

    With `owes_letter` the letter is this program's to make (unprinted.letter_is_out ends it): when
    it is killed before, the next start finds it.

    A hold that lapsed takes a place of the same slot again if one is free. Booking the same
    person with the same hold twice gives the same appointment. `override` lifts the booking window
    and the residence, nothing else; it is audited. Raises Refusal `not_eligible`, `slot_past`,
    `already_booked`, `slot_taken`, or `not_allowed_now` for a hold given back.
    """
    lifted = require_eligible(desk, applicant, override)
    with transaction(desk, Right.BOOK) as unit:
        row = require_own_hold(unit, hold)
        number = applicant.foreign_resident_number
        if row.status == Status.BOOKED and row.foreign_resident_number == number:
            return to_appointment(row)
        if row.status == Status.RELEASED or is_appointment(row):
            raise refusals.hold_gone()
        places.require_open(unit, row.start)
        require_person_free(unit, number)
        record_override(unit, row.reference, override, lifted)
        _complete(unit, row, applicant, channel, identification)
        was_proposed = settle_proposal(unit, row)
        leave_list(unit, row)
        announce(unit, "booked", row, is_first=not was_proposed)
        unfinished.forget(unit, unit.station)
        if owes_letter:
            unfinished.keep_letter(unit, row.reference)
        return to_appointment(row)


def book_at(
    desk: Desk,
    start: datetime,
    applicant: Applicant,
    *,
    channel: Channel,
    override: Override | None = None,
    ahead: bool = False,
) -> Appointment:
    """Book a place at `start` (the office's wall clock) in one transaction.

    `override` is that of `book`. With `ahead`, the days up to the horizon are opened first when
    `start` is on one that is not open yet; a refusal leaves them as they were. Raises Refusal, in
    this order: `not_eligible`, `no_such_slot`, `slot_past`, `already_booked`, `slot_taken`.
    """
    lifted = require_eligible(desk, applicant, override)
    with transaction(desk, Right.BOOK) as unit:
        if ahead:
            schedule.open_for(unit, start)
        place = places.first_free(unit, start, to={channel})
        if place is None or start <= unit.local:
            places.require_open(unit, start, {channel})
        require_person_free(unit, applicant.foreign_resident_number)
        if place is None:
            raise refusals.slot_taken(start)
        row = new_hold(unit, place)
        record_override(unit, row.reference, override, lifted)
        _complete(unit, row, applicant, channel, identification=None)
        leave_list(unit, row)
        announce(unit, "booked", row, is_first=True)
        return to_appointment(row)


def _complete(
    unit: UnitOfWork,
    row: StoredAppointment,
    applicant: Applicant,
    channel: Channel,
    identification: Identification | None,
) -> None:
    """Give the row its person and the status booked, on a place it has or takes again."""
    columns = applicant_columns(applicant)
    if row.status == Status.LAPSED:
        columns |= on_place(places.take(unit, row.start, preferred=row.number))
    columns |= {
        "channel": channel.value,
        "identification": identification.value if identification else None,
        "booked_at": unit.now,
        "draft": None,
        "hold_expires_at": None,
    }
    appointments.change(unit, "book", row, Status.BOOKED, **columns)
