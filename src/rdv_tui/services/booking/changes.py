"""What becomes of an appointment before its day: moved, cancelled, its details corrected.

Each is one transaction: there is no moment at which a person has two places, or none.
"""

from dataclasses import asdict
from datetime import datetime, timedelta

from rdv_tui.domain.acts import Act, CancelReason, possible_acts
from rdv_tui.domain.applicant import Applicant
from rdv_tui.domain.appointment import BINDS_PERSON, Appointment, Status
from rdv_tui.domain.permits import VerdictCode
from rdv_tui.domain.release import next_release
from rdv_tui.domain.rights import Right
from rdv_tui.locales import refusals
from rdv_tui.services.booking import eligibility
from rdv_tui.services.booking.preconditions import require_booked, require_person_free
from rdv_tui.services.delivery.messages import announce
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import schedule
from rdv_tui.services.waiting.proposals import leave_list, propose_place
from rdv_tui.store import appointments, hours_changes, opening_hours, places
from rdv_tui.store.columns import PROGRESS_RESET, Columns, applicant_columns, on_place
from rdv_tui.store.mapping import to_appointment
from rdv_tui.store.stored import StoredAppointment
from rdv_tui.store.transactions import UnitOfWork, transaction

_DECIDING_FIELDS = ("situation", "permit_expires", "postal_code")
"""What the rules look at: correcting anything else asks them nothing."""


def move(
    desk: Desk, reference: str, start: datetime, *, asked_for: bool = False, ahead: bool = False
) -> Appointment:
    """Give the appointment a place at `start` (wall clock); its old one is given back.

    The booking window is not asked again: it is that of the day of the booking (R.431-8 as the
    web module applies it), on which the right to an appointment was granted. A person whose
    window has closed since must not lose it because a counter closes or a train is late. The
    warnings about the new day are the screens' to show. Who sits here stays so within the day, and
    is moved to no other before their arrival is taken back. A move to its own
    slot changes nothing, unless its place has gone: then it gets another counter's, and is told of
    it where letters name the counter. Unless the person `asked_for` it, one without an e-mail is to
    be called. `ahead` is that of `booking.book_at`. Raises Refusal, in this order:
    `unknown_reference`, `not_allowed_now`, `no_such_slot`, `slot_past`, `slot_taken`.
    """
    with transaction(desk, Right.BOOK) as unit:
        row = require_booked(unit, reference)
        require_act(unit, row, Act.MOVE)
        is_displaced = opening_hours.is_withdrawn(unit, row)
        if row.start == start and not is_displaced:
            return to_appointment(row)
        if ahead:
            schedule.open_for(unit, start)
        _require_not_here(unit, row, start)
        place = places.take(unit, start)
        old_start, old_number = row.start, row.number
        keeps_hour = row.start == start
        notify = not keeps_hour or desk.office.letter_names_counter
        columns = on_place(place)
        columns |= {"overbooked_because": None, "revision": row.revision + notify}
        is_here = row.status == Status.ARRIVED
        columns |= _arrival_columns(row) if keeps_hour or is_here else PROGRESS_RESET
        action = "move_place" if keeps_hour else "move"
        appointments.change(unit, action, row, **columns)
        if is_displaced and not keeps_hour:
            hours_changes.note_displacement(unit, row, old_start, old_number)
        if not is_displaced:
            give_back(unit, old_start, old_number)
        if notify:
            # A change of hours may be taken back, and its news with it.
            wait = timedelta(minutes=desk.office.hours_mail_minutes if is_displaced else 0)
            announce(unit, "moved", row, asked_for=asked_for, former_start=old_start, wait=wait)
        return to_appointment(row)


def cancel(desk: Desk, reference: str, reason: CancelReason) -> Appointment:
    """Cancel the appointment; its place comes back at the office's next release.

    Raises Refusal `unknown_reference`, `not_allowed_now`.
    """
    with transaction(desk, Right.BOOK) as unit:
        row = require_booked(unit, reference)
        require_act(unit, row, Act.CANCEL)
        revision = row.revision + 1
        appointments.change(
            unit, "cancel", row, Status.CANCELLED, cancel_reason=reason.value, revision=revision
        )
        give_back(unit, row.start, row.number)
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
    with transaction(desk, Right.BOOK) as unit:
        row = require_booked(unit, reference)
        require_act(unit, row, Act.CORRECT)
        known = to_appointment(row)
        new = asdict(applicant).items() - asdict(known.applicant).items()
        changed = {name for name, _ in new}
        if not changed:
            return known
        if changed.intersection(_DECIDING_FIELDS):
            _require_granted(desk, known, applicant)
        if "foreign_resident_number" in changed:
            require_person_free(unit, applicant.foreign_resident_number)
        columns = applicant_columns(applicant)
        columns["revision"] = row.revision + 1
        appointments.change(unit, "correct", row, **columns)
        leave_list(unit, row)
        if "email" in changed and Act.LETTER in _acts_now(unit, row):
            announce(unit, "booked", row)  # whoever had a wrong address has had no letter
        return to_appointment(row)


def send_letter(desk: Desk, reference: str) -> str:
    """Queue the letter for the person's e-mail once more, and return the address.

    Raises Refusal `unknown_reference`, `not_allowed_now`, `no_email`.
    """
    with transaction(desk, Right.BOOK) as unit:
        row = require_booked(unit, reference)
        require_act(unit, row, Act.LETTER)
        if not row.email:
            raise refusals.no_email()
        announce(unit, "letter", row)
        return row.email


def give_back(unit: UnitOfWork, start: datetime, number: int) -> None:
    """Propose a place given up to who waits, else hold it back until the release.

    Resellers live on freeing a place and booking it again in the same minute. Whatever the reason,
    and whether cancelled or moved: an act that spared its place could be chosen for that. A place
    whose hour comes before the release is lost to all but the waiting list.
    """
    desk = unit.desk
    until = next_release(unit.local, desk.office, desk.clock.zone)
    places.embargo(unit, start, number, until)
    propose_place(unit, start, number)


def _require_not_here(unit: UnitOfWork, row: StoredAppointment, start: datetime) -> None:
    """Raise Refusal `not_allowed_now` for another day while the person sits in the waiting room."""
    if row.status == Status.ARRIVED and start.date() != row.start.date():
        arrived = unit.desk.clock.wall(row.arrived_at) if row.arrived_at else row.start
        raise refusals.person_is_here(arrived)


def _arrival_columns(row: StoredAppointment) -> Columns:
    """Return what stays of one who changes places within a slot: they wait as they did.

    Only the counter whose place goes must not be the one that is to call them.
    """
    handed_to = row.served_at_counter
    return {"served_at_counter": None if handed_to == row.counter else handed_to}


def _require_granted(desk: Desk, known: Appointment, applicant: Applicant) -> None:
    """Raise Refusal `not_eligible` when the rules would have turned `applicant` away."""
    finding = eligibility.evaluate_applicant(
        desk.office, desk.clock.wall(known.booked_at).date(), applicant
    )
    assert finding is not None  # everything that decides is given
    if finding.verdict.code is not VerdictCode.BOOKABLE:
        raise refusals.not_eligible(finding.message, finding.verdict.code.value)


def require_act(unit: UnitOfWork, row: StoredAppointment, act: Act) -> None:
    """Raise Refusal `not_allowed_now` when `act` is not possible with the appointment any more."""
    if act in _acts_now(unit, row):
        return
    if row.start.date() < unit.today and Status(row.status) in BINDS_PERSON:
        raise refusals.day_is_over(row.start)
    raise refusals.act_not_possible(act.value, row.status)


def _acts_now(unit: UnitOfWork, row: StoredAppointment) -> frozenset[Act]:
    return possible_acts(Status(row.status), row.start, unit.local)
