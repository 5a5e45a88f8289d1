"""The waiting list as people use it: put on it, called, answering, taken off it.

Nobody is left out silently: whoever waits gets an appointment in the end, or said that they want
none any more, or is shown as somebody for whom nothing was found.
"""

from dataclasses import replace
from datetime import date

from rdv_tui import catalogue
from rdv_tui.domain.appointment import Status
from rdv_tui.domain.date_parsing import Era, parse_date
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.message import CallState
from rdv_tui.domain.names import clean_text
from rdv_tui.domain.overrides import lifts
from rdv_tui.domain.permits import VerdictCode
from rdv_tui.domain.rights import Right
from rdv_tui.domain.waiting import WaitingEntry, WaitingState, Wish
from rdv_tui.domain.waiting_request import WaitingRequest
from rdv_tui.locales import refusals
from rdv_tui.locales.waiting import waiting as waiting_refusals
from rdv_tui.services.booking import eligibility
from rdv_tui.services.booking.preconditions import require_person_free
from rdv_tui.services.desk import Desk
from rdv_tui.services.waiting import proposals
from rdv_tui.store import appointments, calls, drafts, opening_hours, places, waiting
from rdv_tui.store.mapping import to_hold
from rdv_tui.store.stored import StoredAppointment, StoredProposal, StoredWaiting
from rdv_tui.store.transactions import UnitOfWork, snapshot, transaction


def add(desk: Desk, draft: BookingDraft, request: WaitingRequest) -> WaitingEntry:
    """Put a person on the list: `request` is who it is and what suits, `draft` what was typed.

    The draft must say the situation, the permit's expiry and the postal code, by which the rules
    are asked as for a booking. Raises Refusal `not_eligible`; `already_booked` for somebody who has
    an appointment to come, which can be moved instead; `already_waiting`.
    """
    situation, expires = _require_eligible(desk, draft)
    number = request.foreign_resident_number
    with transaction(desk, Right.BOOK) as unit:
        require_person_free(unit, number)
        known = waiting.open_of(unit, number)
        if known is not None and known.last >= unit.today:
            raise waiting_refusals.already_waiting(desk.clock.wall(known.asked_at))
        for earlier in waiting.shown_of(unit, number):
            proposals.withdraw(unit, earlier)
        typed = draft.with_typed(_typed(request))
        kept = drafts.encode(replace(typed, identification=None, overbooked=None))
        return waiting.add(unit, request, situation=situation, expires=expires, draft=kept)


def is_open_within(desk: Desk, wish: Wish) -> bool:
    """Say whether the office is open, with places or full, at any hour still to come of a wish."""
    with snapshot(desk) as unit:
        hours, now = opening_hours.get_hours(unit), unit.local
    found = hours.places(max(wish.first, now.date()), wish.last)
    return any(wish.suits(place.start) and place.start > now for place in found)


def list_waiting(desk: Desk) -> list[WaitingEntry]:
    """Return those who wait and those for whom nothing was found, the first to be served first."""
    with snapshot(desk) as unit:
        return waiting.list_shown(unit)


def accept(desk: Desk, number: int) -> BookingDraft:
    """Take up the place proposed to the person of that number, and what they said before.

    The draft's hold is this desk's own: booking it takes the person off the list, breaking off
    leaves them the place until the deadline. Raises Refusal `not_allowed_now`, `slot_past`.
    """
    with transaction(desk, Right.BOOK) as unit:
        row, proposal, hold = _pending(unit, number)
        if hold.start <= unit.local:
            raise refusals.slot_past(hold.start)
        draft = drafts.decode(row.draft)
        # Whoever said yes in time keeps the place as long as any booking does.
        ends = max(proposal.deadline, unit.hold_expiry)
        waiting.keep_until(unit, proposal, ends)
        appointments.change(
            unit,
            "accept_proposal",
            hold,
            Status.HELD,
            held_by=unit.agent,
            station=unit.station,
            hold_expires_at=ends,
            draft=drafts.encode(draft),
        )
        # From here on it is a place like any other: what is held for long would bar a move away.
        places.embargo(unit, hold.start, hold.number, unit.now)
        return replace(draft, accepted=True, hold=to_hold(hold))


def refuse(desk: Desk, number: int) -> WaitingEntry:
    """Write down that the person of that number does not want the place proposed.

    It is proposed to the next; they wait on, unless that was their last proposal. Raises Refusal
    `not_allowed_now`.
    """
    with transaction(desk, Right.BOOK) as unit:
        row, proposal, _ = _pending(unit, number)
        proposals.refuse(unit, proposal)
        return waiting.to_entry(row)


def record_call(desk: Desk, number: int, *, reached: bool) -> None:
    """Write down a call about the place proposed. Raises Refusal `not_allowed_now`."""
    with transaction(desk, Right.BOOK) as unit:
        _, proposal, _ = _pending(unit, number)
        state = CallState.REACHED if reached else CallState.UNREACHED
        call = waiting.last_call(unit, proposal.id)
        if call is None:
            raise waiting_refusals.no_phone()
        calls.change_state(unit, call, state, tried=True)


def withdraw(desk: Desk, number: int) -> None:
    """Take the person of that number off the list; a place kept for them goes to the next.

    Raises Refusal `not_allowed_now`.
    """
    with transaction(desk, Right.BOOK) as unit:
        row = _listed_row(unit, number)
        if waiting.pending_of(unit, number) is not None:
            _pending(unit, number)
        proposals.withdraw(unit, row)


def _pending(
    unit: UnitOfWork, number: int
) -> tuple[StoredWaiting, StoredProposal, StoredAppointment]:
    """Return the person, the proposal and its hold, which no other desk keeps.

    Raises Refusal `not_allowed_now`.
    """
    row = _listed_row(unit, number)
    proposal = waiting.pending_of(unit, number)
    if proposal is None:
        raise waiting_refusals.nothing_proposed()
    hold = appointments.find(unit, proposal.reference)
    if hold is None or hold.status != Status.HELD:
        raise waiting_refusals.nothing_proposed()
    if hold.held_by != waiting_refusals.WAITING_LIST_HOLDER and (hold.held_by, hold.station) != (
        unit.agent,
        unit.station,
    ):
        raise refusals.hold_elsewhere()
    return row, proposal, hold


def _listed_row(unit: UnitOfWork, number: int) -> StoredWaiting:
    row = waiting.find(unit, number)
    if row is None or WaitingState(row.status) not in waiting.SHOWN_STATES:
        raise waiting_refusals.not_waiting()
    return row


def _require_eligible(desk: Desk, draft: BookingDraft) -> tuple[str, date]:
    """Return situation and expiry of whom the rules let book, or a supervisor decided for."""
    typed, today = draft.typed, desk.clock.today()
    expires = parse_date(typed.get("permit_expires", ""), today, Era.FUTURE)
    code = clean_text(typed.get("situation", "")).upper()
    finding = eligibility.evaluate(
        desk.office,
        today,
        situation=code,
        permit_kind=typed.get("permit_kind"),
        expires=expires,
        postal_code=clean_text(typed.get("postal_code", "")),
    )
    if finding is None or expires is None:
        raise waiting_refusals.answers_missing()
    verdict = finding.verdict.code
    entry = catalogue.situations().situation(code)
    if verdict is not VerdictCode.BOOKABLE and not lifts(draft.override, verdict, entry):
        raise refusals.not_eligible(finding.message, verdict.value)
    return entry.code, expires


def _typed(request: WaitingRequest) -> dict[str, str]:
    """Return what the request adds to the booking's fields."""
    return {
        "family_name": request.family_name,
        "given_names": request.given_names,
        "foreign_resident_number": request.foreign_resident_number,
        "phone": request.phone or "",
        "email": request.email or "",
    }
