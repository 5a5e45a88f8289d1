"""The guards that every way of booking goes through, so that none is looser than another."""

from rdv_tui import catalogue
from rdv_tui.domain.applicant import Applicant
from rdv_tui.domain.appointment import Hold, Status
from rdv_tui.domain.names import clean_text
from rdv_tui.domain.overrides import MAX_REASON_LENGTH, Override, lifts
from rdv_tui.domain.permits import VerdictCode
from rdv_tui.domain.reference import normalise_reference
from rdv_tui.domain.rights import Right
from rdv_tui.locales import refusals
from rdv_tui.services.booking import eligibility
from rdv_tui.services.desk import Desk
from rdv_tui.store import appointments, people
from rdv_tui.store.audit import record
from rdv_tui.store.mapping import is_appointment
from rdv_tui.store.permissions import decider, require
from rdv_tui.store.stored import StoredAppointment
from rdv_tui.store.transactions import Snapshot, UnitOfWork


def require_eligible(
    desk: Desk, applicant: Applicant, override: Override | None = None
) -> VerdictCode | None:
    """Raise Refusal `not_eligible` when the rules, asked today, turn the person away.

    Returns the verdict that `override` lifts, None when there is nothing to lift. Only the booking
    window and the residence can be lifted: a procedure that is filed online, by post or elsewhere
    (R.431-2, R.431-3) has no appointment to give. Raises UsageError `invalid_fields` for an
    override without a reason or without its author.
    """
    if override is not None:
        require_reason(override)
    finding = eligibility.evaluate_applicant(desk.office, desk.clock.today(), applicant)
    assert finding is not None  # everything that decides is given
    verdict = finding.verdict.code
    if verdict is VerdictCode.BOOKABLE:
        return None
    situation = catalogue.situations().situation(applicant.situation.upper())
    if not lifts(override, verdict, situation):
        raise refusals.not_eligible(finding.message, verdict.value)
    return verdict


def require_reason(override: Override) -> None:
    """Raise UsageError `invalid_fields` for a decision without a reason or without its author."""
    reason = clean_text(override.reason)
    if not reason or not clean_text(override.by) or len(reason) > MAX_REASON_LENGTH:
        raise refusals.override_without_reason(MAX_REASON_LENGTH)


def record_override(
    unit: UnitOfWork, reference: str, override: Override | None, lifted: VerdictCode | None
) -> None:
    """Write the override in the audit as an action of its own, when it lifted anything.

    Raises NotAllowed when whoever is signed in may not lift it, and no supervisor allowed it.
    """
    if override is not None and lifted is not None:
        allowed_by = require(unit, Right.OVERRIDE)
        details = {
            "verdict": lifted.value,
            "reason": clean_text(override.reason),
            "by": decider(unit, Right.OVERRIDE, clean_text(override.by)),
        }
        record(unit, "override", reference, after=details, authorised_by=allowed_by)


def require_person_free(unit: UnitOfWork, number: str) -> None:
    """Raise Refusal `already_booked` when the person has an appointment today or later.

    One on a past day of which nobody recorded the outcome stands in nobody's way: it becomes
    `unrecorded`.
    """
    row = people.active_of(unit, number)
    if row is None:
        return
    if row.start.date() >= unit.today:
        raise refusals.already_booked(row.start, row.reference)
    appointments.change(unit, "unrecord", row, Status.UNRECORDED)


def require_own_hold(unit: UnitOfWork, hold: Hold) -> StoredAppointment:
    """Return the row of this desk's own hold, whatever became of it.

    Raises Refusal `not_allowed_now` when there is none, or another desk keeps it.
    """
    row = appointments.find(unit, hold.reference)
    if row is None:
        raise refusals.hold_gone()
    if (row.held_by, row.station) != (unit.agent, unit.station):
        raise refusals.hold_elsewhere()
    return row


def require_booked(unit: Snapshot, reference_text: str) -> StoredAppointment:
    """Return the row of a reference in any writing. Raises Refusal `unknown_reference`."""
    reference = normalise_reference(reference_text)
    row = appointments.find(unit, reference) if reference is not None else None
    if row is None or not is_appointment(row):
        raise refusals.unknown_reference(reference_text)
    return row
