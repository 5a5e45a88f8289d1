"""What becomes of an appointment before its day: moved, cancelled, its details corrected.

Each is one transaction: there is no moment at which a person has two places, or none.
"""

from collections.abc import Mapping
from datetime import datetime

from rdv_tui.domain.acts import Act, CancelReason, possible_acts
from rdv_tui.domain.applicant import Applicant
from rdv_tui.domain.appointment import BINDS_PERSON, Appointment, Status
from rdv_tui.domain.permits import VerdictCode
from rdv_tui.domain.reference import normalise_reference
from rdv_tui.locales import refusals
from rdv_tui.services import eligibility
from rdv_tui.services.desk import Desk
from rdv_tui.services.guards import (
    Unit,
    free_place,
    require_person_free,
    require_slot,
    writing,
)
from rdv_tui.services.messages import announce
from rdv_tui.services.proposals import leave_list
from rdv_tui.services.release import give_back
from rdv_tui.store import appointments, openings
from rdv_tui.store.records import applicant_columns, is_appointment, to_appointment
from rdv_tui.store.tables import AppointmentRow

__all__ = ["NOTHING_YET", "CancelReason", "booked_row", "cancel", "correct", "move", "send_letter"]

NOTHING_YET: Mapping[str, object] = {
    "arrived_at": None,
    "called_at": None,
    "served_at_counter": None,
    "ended_at": None,
    "missing": None,
}
"""The columns of the day itself, as they stand for a person who is still awaited."""

_DECIDES = ("situation", "permit_expires", "postal_code")
"""What the rules look at: correcting anything else asks them nothing."""


def move(desk: Desk, reference: str, start: datetime, *, asked_for: bool = False) -> Appointment:
    """Give the appointment a place at `start` (wall clock) and free its old one.

    The booking window is not asked again: it is that of the day of the booking (R.431-8 as the
    web module applies it), on which the right to an appointment was granted. A person whose
    window has closed since must not lose it because a counter closes or a train is late. The
    warnings about the new day are the screens' to show. One who was there already is awaited
    again, and what their old day left behind is cleared, unless the hour stays. A move to its own
    slot changes nothing, unless its place has gone: then it gets another counter's, and is told of
    it where letters name the counter. Unless the person `asked_for` it, one without an e-mail is to
    be called. Raises Refusal, in this order:
    `unknown_reference`, `not_allowed_now`, `no_such_slot`, `slot_past`, `slot_taken`.
    """
    with writing(desk) as unit:
        row = booked_row(unit, reference)
        require_act(unit, row, Act.MOVE)
        if row.start != start or openings.is_withdrawn(unit.session, row):
            require_slot(unit, start)
            place = free_place(unit, start)
            keeps_hour = row.start == start
            told = not keeps_hour or desk.office.letter_names_counter
            appointments.change(
                unit.session,
                unit.actor,
                "move_place" if keeps_hour else "move",
                row,
                Status(row.status) if keeps_hour else Status.BOOKED,
                start=start,
                number=place.number,
                counter=place.counter,
                overbooked_because=None,
                revision=row.revision + told,
                **(_who_waits_on(row) if keeps_hour else NOTHING_YET),
            )
            if told:
                announce(unit, "moved", row, asked_for=asked_for)
        return to_appointment(row)


def cancel(desk: Desk, reference: str, reason: CancelReason) -> Appointment:
    """Cancel the appointment; its place comes back at the office's next release.

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
        give_back(unit, row)
        announce(unit, "cancelled", row)
        return to_appointment(row)


def correct(desk: Desk, reference: str, applicant: Applicant) -> Appointment:
    """Give the appointment the details of `applicant`, already read and checked.

    A changed situation, expiry or residence is put to the rules again, as on the day of the
    booking: a window that closed since is no reason to turn away whoever was let in. Nothing is
    written when nothing differs. Raises Refusal `unknown_reference`, `not_allowed_now`,
    `not_eligible` with its verdict, or `already_booked` when the corrected number is another
    person's who has an appointment.
    """
    with writing(desk) as unit:
        row = booked_row(unit, reference)
        require_act(unit, row, Act.CORRECT)
        columns = applicant_columns(applicant)
        changed = {name for name, value in columns.items() if getattr(row, name) != value}
        if not changed:
            return to_appointment(row)
        if changed.intersection(_DECIDES):
            _require_granted(desk, row, applicant)
        if "foreign_resident_number" in changed:
            require_person_free(unit, applicant.foreign_resident_number)
        columns["revision"] = row.revision + 1
        status = Status(row.status)
        appointments.change(unit.session, unit.actor, "correct", row, status, **columns)
        leave_list(unit, row)
        if "email" in changed and Act.LETTER in _acts_now(unit, row):
            announce(unit, "booked", row)  # whoever had a wrong address has had no letter
        return to_appointment(row)


def send_letter(desk: Desk, reference: str) -> str:
    """Queue the letter for the person's e-mail once more, and return the address.

    Raises Refusal `unknown_reference`, `not_allowed_now`, `no_email`.
    """
    with writing(desk) as unit:
        row = booked_row(unit, reference)
        require_act(unit, row, Act.LETTER)
        if not row.email:
            raise refusals.no_email()
        announce(unit, "letter", row)
        return row.email


def _who_waits_on(row: AppointmentRow) -> dict[str, object]:
    """Return what stays of one who changes places within a slot: they wait as they did.

    Only the counter whose place goes must not be the one that is to call them.
    """
    handed_to = row.served_at_counter
    return {"served_at_counter": None if handed_to == row.counter else handed_to}


def _require_granted(desk: Desk, row: AppointmentRow, applicant: Applicant) -> None:
    """Raise Refusal `not_eligible` when the rules would have turned `applicant` away."""
    assert row.booked_at is not None  # by ck_appointment_person
    finding = eligibility.find(
        desk.office,
        row.booked_at.astimezone(desk.clock.zone).date(),
        situation=applicant.situation,
        permit_kind=applicant.permit_kind,
        expires=applicant.permit_expires,
        postal_code=applicant.postal_code,
    )
    assert finding is not None  # everything that decides is given
    if finding.verdict.code is not VerdictCode.BOOKABLE:
        raise refusals.not_eligible(finding.message, finding.verdict.code.value)


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
    if act in _acts_now(unit, row):
        return
    if row.start.date() < unit.desk.clock.today() and Status(row.status) in BINDS_PERSON:
        raise refusals.day_is_over(row.start)
    raise refusals.act_not_possible(act.value, row.status)


def _acts_now(unit: Unit, row: AppointmentRow) -> frozenset[Act]:
    return possible_acts(Status(row.status), row.start, unit.desk.clock.local())
