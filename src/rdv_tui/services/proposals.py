"""Proposing places to those who wait: which place to whom, and what becomes of it.

A proposal is a hold that no desk keeps: nobody else can have its place until the deadline. When
that passes, the next writer writes it down; no janitor is needed. The place is held back beyond
the deadline until the next release, so that nobody can wait for it at the right second.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from rdv_tui.domain.appointment import Status
from rdv_tui.domain.message import CallKind
from rdv_tui.domain.release import next_release
from rdv_tui.domain.waiting import APART, Answer, WaitingState, deadline
from rdv_tui.locales.waiting import KEEPER
from rdv_tui.services.calls import add_call
from rdv_tui.services.desk import Desk
from rdv_tui.services.free_weeks import Look
from rdv_tui.services.guards import Unit, fresh_reference, writing
from rdv_tui.services.matching import Pair, is_too_late, may_book, pairs
from rdv_tui.services.messages import announce
from rdv_tui.store import appointments, outbox, places, waiting
from rdv_tui.store.audit import record
from rdv_tui.store.engine import Session
from rdv_tui.store.tables import AppointmentRow, PlaceRow
from rdv_tui.store.waiting_tables import ProposalRow, WaitingRow

AT_ONCE = 25
"""How many proposals one transaction makes at most: writers are short."""

NO_STATION = ""


def propose_due(desk: Desk) -> int:
    """Propose every place that is free, or held back, to the first whom it suits; return how many.

    To be called when a desk starts and every minute or so, by whichever program runs. Without
    anybody who waits it costs one reading of a small index.
    """
    _end_what_is_over(desk)
    made = 0
    while found := _look(desk)[:AT_ONCE]:
        with writing(desk) as unit:
            done = _carry_out(unit, found)
        made += done
        if done == 0:
            break  # all went to others meanwhile: the next round looks again
    return made


def propose_new_days(unit: Unit, first: date, last: date) -> int:
    """Propose places of the days just opened, in the same transaction; return how many."""
    rows = waiting.due(unit.session, unit.actor.office, unit.actor.at)
    if not rows:
        return 0
    look = Look(unit.session, unit.desk, unit.actor.at, unit.desk.clock.local())
    return _carry_out(unit, pairs(look, rows, first, last)[:AT_ONCE])


def propose_place(unit: Unit, start: datetime, number: int, *, but: int | None = None) -> bool:
    """Propose this one place to the first whom it suits; False when it suits nobody.

    `but` is the number of somebody on the list who is left out.
    """
    session, code, at = unit.session, unit.actor.office, unit.actor.at
    place = places.first_free(session, code, start, at, preferred=number, held_back=True)
    if place is None or place.number != number:
        return False
    refused = waiting.unwanted_starts(session, code)
    for row in waiting.due(session, code, at, on=start.date()):
        suits = waiting.wish_of(row).suits(start) and (row.id, start) not in refused
        if row.id != but and suits and may_book(unit.desk, row):
            return _propose(unit, row, place)
    return False


def _look(desk: Desk) -> list[Pair]:
    """Return what can be proposed now; read without the write lock."""
    code, now, local = desk.office.code, desk.clock.now(), desk.clock.local()
    with desk.store.read() as session:
        rows = waiting.due(session, code, now)
        if not rows:
            return []
        last = max(row.last for row in rows)
        return pairs(Look(session, desk, now, local), rows, local.date(), last)


def _carry_out(unit: Unit, found: Sequence[Pair]) -> int:
    """Make these proposals, as far as the persons still wait and places are left."""
    session, code, at = unit.session, unit.actor.office, unit.actor.at
    made = 0
    for number, start in found:
        row = waiting.find(session, code, number)
        place = places.first_free(session, code, start, at, held_back=True)
        if row is not None and place is not None and waiting.is_due(row, at):
            made += _propose(unit, row, place)
    return made


def _end_what_is_over(desk: Desk) -> None:
    """Tell of those for whom nothing can be found any more: they are not left waiting silently."""
    code, today, most = desk.office.code, desk.clock.today(), desk.office.proposals_at_most

    def ended(session: Session) -> list[WaitingRow]:
        over = list(waiting.over(session, code, today, most))
        known = {row.id for row in over}
        still = (r for r in waiting.due(session, code, desk.clock.now()) if r.id not in known)
        return over + [row for row in still if is_too_late(desk, row)]

    with desk.store.read() as session:
        if not ended(session):
            return
    with writing(desk) as unit:
        for row in ended(unit.session):
            waiting.bring(unit.session, unit.actor, row, WaitingState.EXHAUSTED)


# -- what becomes of it
def keep_again(unit: Unit, row: AppointmentRow) -> bool:
    """Give a hold that a desk had taken over back to the list, until the proposal's deadline.

    A booking that was broken off is no refusal. False for a hold that is none of the list's.
    """
    proposal = waiting.pending_on(unit.session, row.office, row.reference)
    if proposal is None or row.status != Status.HELD or proposal.deadline <= unit.actor.at:
        return False
    _hold_back(unit, row.start, row.number, proposal.deadline)
    appointments.change(
        unit.session,
        unit.actor,
        "keep_again",
        row,
        Status.HELD,
        held_by=KEEPER,
        station=NO_STATION,
        hold_expires_at=proposal.deadline,
        draft=None,
    )
    return True


def take_back(unit: Unit, start: datetime, number: int) -> None:
    """Take a place back for whoever undoes its cancellation, if nobody was told of it yet."""
    session, code = unit.session, unit.actor.office
    hold = appointments.standing_on(session, code, start, number)
    proposal = waiting.pending_on(session, code, hold.reference) if hold else None
    if hold is None or proposal is None or hold.held_by != KEEPER:
        return
    call = waiting.last_call(session, code, proposal.id)
    messages = outbox.of_appointment(session, code, hold.reference)
    if (call is None or call.tries == 0) and not any(one.attempts for one in messages):
        appointments.change(session, unit.actor, "release", hold, Status.RELEASED)
        _end(unit, proposal, Answer.EXPIRED)


def let_go(unit: Unit, row: AppointmentRow) -> None:
    """Make an ordinary hold of one taken over: the person prefers another slot.

    They wait on until they are booked, and lose no proposal by it.
    """
    proposal = waiting.pending_on(unit.session, row.office, row.reference)
    if proposal is not None:
        _end(unit, proposal, Answer.EXPIRED)


def leave_list(unit: Unit, row: AppointmentRow) -> None:
    """Take whoever has just been given the appointment `row` off the list, however they got it.

    Where a place that was proposed to one person is booked for another, the first one waits on.
    """
    session, code, number = unit.session, unit.actor.office, row.foreign_resident_number or ""
    proposal = waiting.pending_on(session, code, row.reference)
    if proposal is not None:
        theirs = waiting.find(session, code, proposal.waiting)
        is_theirs = theirs is not None and theirs.foreign_resident_number == number
        _end(unit, proposal, Answer.ACCEPTED if is_theirs else Answer.EXPIRED)
    for person in waiting.shown_of(session, code, number):
        withdraw(unit, person)


def withdraw(unit: Unit, row: WaitingRow) -> None:
    """Take a person off the list; the place kept for them goes to the next."""
    proposal = waiting.pending_of(unit.session, unit.actor.office, row.id)
    if proposal is not None:
        refuse(unit, proposal)
    waiting.bring(unit.session, unit.actor, row, WaitingState.WITHDRAWN)


def refuse(unit: Unit, proposal: ProposalRow) -> None:
    """Write a no down, and propose the place to the next; without one it waits for the release."""
    session, code = unit.session, unit.actor.office
    hold = appointments.find(session, code, proposal.reference)
    assert hold is not None  # by fk_proposal_appointment
    if hold.status == Status.HELD:
        appointments.change(session, unit.actor, "release", hold, Status.RELEASED, draft=None)
    _end(unit, proposal, Answer.REFUSED)
    _hold_back(unit, hold.start, hold.number, unit.actor.at)
    propose_place(unit, hold.start, hold.number, but=proposal.waiting)


def _end(unit: Unit, proposal: ProposalRow, answer: Answer) -> None:
    most = unit.desk.office.proposals_at_most
    waiting.end(unit.session, unit.actor, proposal, answer, most)


# -- making one
def _propose(unit: Unit, row: WaitingRow, place: PlaceRow) -> bool:
    """Keep `place` for the person of `row`; False when there is no time left to ask them."""
    session, at = unit.session, unit.actor.at
    until = _deadline(unit, place.start)
    if until is None:
        return False
    columns = {
        "start": place.start,
        "number": place.number,
        "counter": place.counter,
        "hold_expires_at": until,
        "held_by": KEEPER,
        "station": NO_STATION,
    }
    hold = appointments.create_hold(session, unit.actor, fresh_reference(unit), columns)
    _hold_back(unit, place.start, place.number, until)
    proposal = waiting.add_proposal(session, row, hold, at, until)
    row.proposals, row.not_before = row.proposals + 1, at + APART
    told = {"proposal": proposal.id, "waiting": row.id, "deadline": until}
    record(session, unit.actor, "propose", hold.reference, after=told)
    waiting.bring(session, unit.actor, row, WaitingState.PROPOSED)
    if row.phone:
        add_call(unit, CallKind.PROPOSAL, proposal, until)
    announce(unit, "proposed", hold)
    return True


def _deadline(unit: Unit, start: datetime) -> datetime | None:
    """Return until when (UTC) a place of `start` is kept: not a day on which nobody answers."""
    desk, zone = unit.desk, unit.desk.clock.zone
    wanted = (unit.actor.at + timedelta(hours=desk.office.proposal_hours)).astimezone(zone)
    day = places.next_day(unit.session, unit.actor.office, wanted.date())
    if day is not None and day > wanted.date():
        wanted = datetime.combine(day, wanted.time(), tzinfo=zone)
    begins = start.replace(tzinfo=zone).astimezone(UTC)
    return deadline(unit.actor.at, wanted.astimezone(UTC), begins)


def _hold_back(unit: Unit, start: datetime, number: int, from_instant: datetime) -> None:
    """Hold a place back from everybody else until the first release after `from_instant`."""
    zone = unit.desk.clock.zone
    local = from_instant.astimezone(zone).replace(tzinfo=None)
    until = next_release(local, unit.desk.office, zone)
    places.hold_back(unit.session, unit.actor.office, start, number, until)
