"""A person whom the store knows books again: nothing is typed twice."""

from dataclasses import replace

from rdv_tui.clock import Clock
from rdv_tui.domain.applicant import Applicant
from rdv_tui.domain.appointment import Appointment
from rdv_tui.domain.draft import BookingDraft, KnownFrom
from rdv_tui.domain.office import Office
from rdv_tui.domain.permits import VerdictCode
from rdv_tui.locales.dates import short_birth_date
from rdv_tui.screens.booking.steps.numbers import phone_words
from rdv_tui.services.booking import eligibility

_OF_A_HOME = ("commune", "address")


def typed_of(applicant: Applicant) -> dict[str, str]:
    """Return the form's fields as somebody would have typed them."""
    return {
        "family_name": applicant.family_name,
        "given_names": applicant.given_names,
        "birth_date": short_birth_date(applicant.birth_date),
        "nationality": applicant.nationality,
        "foreign_resident_number": applicant.foreign_resident_number,
        "situation": applicant.situation,
        "permit_kind": applicant.permit_kind,
        "permit_expires": f"{applicant.permit_expires:%d/%m/%Y}",
        "postal_code": applicant.postal_code,
        "commune": applicant.commune,
        "email": applicant.email or "",
        "phone": phone_words(applicant.phone) if applicant.phone else "",
        "address": applicant.address or "",
        "language": applicant.language,
        "common_name": applicant.common_name or "",
        "civility": applicant.civility or "",
    }


def filled_in(draft: BookingDraft, known: Appointment, clock: Clock) -> BookingDraft:
    """Return the draft with the person's details of an earlier appointment; what was typed stays.

    Who gives another postal code has moved: their address of then is left out.
    """
    before = typed_of(known.applicant)
    if draft.typed.get("postal_code", "") not in {"", known.applicant.postal_code}:
        before |= dict.fromkeys(_OF_A_HOME, "")
    guessed = {"nationality"} if draft.household else set()
    typed = {name: text for name, text in draft.typed.items() if text and name not in guessed}
    booked_on = clock.wall(known.booked_at).date()
    taken = tuple(name for name, text in before.items() if text and name not in typed)
    kept = KnownFrom(booked_on, known.applicant.permit_expires, taken)
    return replace(draft.with_typed(before | typed), known=kept)


def another_for(known: Appointment, office: Office, clock: Clock) -> BookingDraft:
    """Return where another appointment of this person begins, all of it filled in.

    As long as the permit of then lets them book, the conditions that they accepted for it hold, and
    the choice of a slot is next; else step 1 asks for the permit's new dates.
    """
    draft = filled_in(BookingDraft(channel=known.channel), known, clock)
    finding = eligibility.evaluate_draft(office, clock.today(), draft)
    may = finding is not None and finding.verdict.code is VerdictCode.BOOKABLE
    return replace(draft, accepted=may)
