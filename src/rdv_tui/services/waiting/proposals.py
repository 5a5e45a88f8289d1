"""Proposing places to those who wait: which place to whom, and what becomes of it.

A proposal is a hold that no desk keeps: nobody else can have its place until the deadline. When
that passes, the next writer writes it down; no janitor is needed. The place is embargoed beyond
the deadline until the next release, so that nobody can wait for it at the right second.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from rdv_tui.domain.appointment import Status
from rdv_tui.domain.message import CallKind
from rdv_tui.domain.release import next_release
from rdv_tui.domain.rights import Right
from rdv_tui.domain.waiting import ProposalOutcome, WaitingState, answer_deadline
from rdv_tui.locales.waiting.waiting import WAITING_LIST_HOLDER
from rdv_tui.services.delivery.messages import announce
from rdv_tui.services.desk import Desk
from rdv_tui.services.waiting.matching import Match, find_matches, is_too_late, may_book
from rdv_tui.store import appointments, calls, outbox, places, waiting
from rdv_tui.store.stored import StoredAppointment, StoredPlace, StoredProposal, StoredWaiting
from rdv_tui.store.transactions import Snapshot, UnitOfWork, snapshot, transaction

BATCH_SIZE = 25
"""How many proposals one transaction makes at most: writers are short."""

NO_STATION = ""


def propose_due(desk: Desk) -> int:
    """Propose every place that is free, or embargoed, to the first whom it suits; return how many.

    To be called when a desk starts and every minute or so, by whichever program runs. Without
    anybody who waits it costs one reading of a small index.
    """
    _end_hopeless(desk)
    made = 0
    while found := _find_matches(desk)[:BATCH_SIZE]:
        with transaction(desk, Right.UPKEEP) as unit:
            done = _make_proposals(unit, found)
        made += done
        if done == 0:
            break  # all went to others meanwhile: the next round looks again
    return made


def propose_new_days(unit: UnitOfWork, first: date, last: date) -> int:
    """Propose places of the days just opened, in the same transaction; return how many."""
    rows = waiting.list_due(unit)
    return _make_proposals(unit, find_matches(unit, rows, first, last)[:BATCH_SIZE]) if rows else 0


def propose_place(
    unit: UnitOfWork, start: datetime, number: int, *, excluding: int | None = None
) -> bool:
    """Propose this one place to the first whom it suits; False when it suits nobody.

    `excluding` is the number of somebody on the list who is left out.
    """
    place = places.first_free(unit, start, preferred=number, embargoed=True)
    if place is None or place.number != number:
        return False
    refused = waiting.unwanted_starts(unit)
    for row in waiting.list_due(unit, on=start.date()):
        suits = waiting.wish_of(row).suits(start) and (row.id, start) not in refused
        if row.id != excluding and suits and may_book(unit, row):
            return _propose(unit, row, place)
    return False


def _find_matches(desk: Desk) -> list[Match]:
    """Return what can be proposed now; read without the write lock."""
    with snapshot(desk) as unit:
        rows = waiting.list_due(unit)
        return find_matches(unit, rows, unit.today, max(row.last for row in rows)) if rows else []


def _make_proposals(unit: UnitOfWork, found: Sequence[Match]) -> int:
    """Make these proposals, as far as the persons still wait and places are left."""
    made = 0
    for number, start in found:
        row = waiting.find(unit, number)
        place = places.first_free(unit, start, embargoed=True)
        if row is not None and place is not None and waiting.is_due(row, unit.now):
            made += _propose(unit, row, place)
    return made


def _end_hopeless(desk: Desk) -> None:
    """Tell of those for whom nothing can be found any more: they are not left waiting silently."""

    def ended(unit: Snapshot) -> list[StoredWaiting]:
        over = list(waiting.list_hopeless(unit))
        known = {row.id for row in over}
        still = (row for row in waiting.list_due(unit) if row.id not in known)
        return over + [row for row in still if is_too_late(unit, row)]

    with snapshot(desk) as seen:
        if not ended(seen):
            return
    with transaction(desk, Right.UPKEEP) as unit:
        for row in ended(unit):
            waiting.change_state(unit, row, WaitingState.EXHAUSTED)


# -- what becomes of it
def reoffer(unit: UnitOfWork, row: StoredAppointment) -> bool:
    """Give a hold that a desk had taken over back to the list, until the proposal's deadline.

    A booking that was broken off is no refusal. False for a hold that is none of the list's.
    """
    proposal = waiting.pending_on(unit, row.reference)
    if proposal is None or row.status != Status.HELD or proposal.deadline <= unit.now:
        return False
    _embargo_until_release(unit, row.start, row.number, proposal.deadline)
    appointments.change(
        unit,
        "keep_again",
        row,
        Status.HELD,
        held_by=WAITING_LIST_HOLDER,
        station=NO_STATION,
        hold_expires_at=proposal.deadline,
        draft=None,
    )
    return True


def revoke(unit: UnitOfWork, start: datetime, number: int) -> None:
    """Take a place back for whoever undoes its cancellation, if nobody was told of it yet."""
    hold = appointments.occupant_of(unit, start, number)
    proposal = waiting.pending_on(unit, hold.reference) if hold else None
    if hold is None or proposal is None or hold.held_by != WAITING_LIST_HOLDER:
        return
    call = waiting.last_call(unit, proposal.id)
    messages = outbox.of_appointment(unit, hold.reference)
    if (call is None or call.tries == 0) and not any(one.attempts for one in messages):
        appointments.change(unit, "release", hold, Status.RELEASED)
        waiting.end_proposal(unit, proposal, ProposalOutcome.EXPIRED)


def detach_hold(unit: UnitOfWork, row: StoredAppointment) -> None:
    """Make an ordinary hold of one taken over: the person prefers another slot.

    They wait on until they are booked, and lose no proposal by it.
    """
    proposal = waiting.pending_on(unit, row.reference)
    if proposal is not None:
        waiting.end_proposal(unit, proposal, ProposalOutcome.EXPIRED)


def settle_proposal(unit: UnitOfWork, row: StoredAppointment) -> bool:
    """Write down that a proposed place was booked; say whether it ever was one.

    Where it was proposed to one person and is booked for another, the first one waits on.
    """
    made = waiting.proposals_on(unit, row.reference)
    for proposal in made:
        if proposal.answer == ProposalOutcome.PENDING:
            theirs = waiting.find(unit, proposal.waiting)
            number = row.foreign_resident_number
            is_theirs = theirs is not None and theirs.foreign_resident_number == number
            waiting.end_proposal(
                unit, proposal, ProposalOutcome.ACCEPTED if is_theirs else ProposalOutcome.EXPIRED
            )
    return bool(made)


def leave_list(unit: UnitOfWork, row: StoredAppointment) -> None:
    """Take whoever has just been given the appointment `row` off the list, however they got it."""
    for person in waiting.shown_of(unit, row.foreign_resident_number or ""):
        withdraw(unit, person)


def withdraw(unit: UnitOfWork, row: StoredWaiting) -> None:
    """Take a person off the list; the place kept for them goes to the next."""
    proposal = waiting.pending_of(unit, row.id)
    if proposal is not None:
        refuse(unit, proposal)
    waiting.change_state(unit, row, WaitingState.WITHDRAWN)


def refuse(unit: UnitOfWork, proposal: StoredProposal) -> None:
    """Write a no down, and propose the place to the next; without one it waits for the release."""
    hold = appointments.find(unit, proposal.reference)
    assert hold is not None  # by fk_proposal_appointment
    if hold.status == Status.HELD:
        appointments.change(unit, "release", hold, Status.RELEASED, draft=None)
    waiting.end_proposal(unit, proposal, ProposalOutcome.REFUSED)
    _embargo_until_release(unit, hold.start, hold.number, unit.now)
    propose_place(unit, hold.start, hold.number, excluding=proposal.waiting)


# -- making one
def _propose(unit: UnitOfWork, row: StoredWaiting, place: StoredPlace) -> bool:
    """Keep `place` for the person of `row`; False when there is no time left to ask them."""
    until = _deadline(unit, place.start)
    if until is None:
        return False
    hold = appointments.create_hold(
        unit, place, hold_expires_at=until, held_by=WAITING_LIST_HOLDER, station=NO_STATION
    )
    _embargo_until_release(unit, place.start, place.number, until)
    proposal = waiting.propose(unit, row, hold, until)
    if row.phone:
        calls.add(unit, CallKind.PROPOSAL, until, hold.reference, proposal.id)
    announce(unit, "proposed", hold)
    return True


def _deadline(unit: UnitOfWork, start: datetime) -> datetime | None:
    """Return until when (UTC) a place of `start` is kept: not a day on which nobody answers."""
    desk, zone = unit.desk, unit.desk.clock.zone
    wanted = (unit.now + timedelta(hours=desk.office.proposal_hours)).astimezone(zone)
    day = places.next_day(unit, wanted.date())
    if day is not None and day > wanted.date():
        wanted = datetime.combine(day, wanted.time(), tzinfo=zone)
    begins = start.replace(tzinfo=zone).astimezone(UTC)
    return answer_deadline(unit.now, wanted.astimezone(UTC), begins)


def _embargo_until_release(
    unit: UnitOfWork, start: datetime, number: int, from_instant: datetime
) -> None:
    """Hold a place back from everybody else until the first release after `from_instant`.

    One that begins before that release would be nobody's: it is free from `from_instant` on.
    """
    clock = unit.desk.clock
    until = next_release(clock.wall(from_instant), unit.desk.office, clock.zone)
    is_lost = until >= clock.instant(start)
    places.embargo(unit, start, number, from_instant if is_lost else until)
