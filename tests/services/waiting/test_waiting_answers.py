"""What people on the waiting list answer, and what becomes of the place and of the person."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.appointment import Channel
from rdv_tui.domain.message import CallState
from rdv_tui.domain.office import Closure
from rdv_tui.domain.opening_hours import HoursChange
from rdv_tui.domain.waiting import ProposalOutcome, WaitingState, Wish
from rdv_tui.domain.waiting_request import WORKDAYS
from rdv_tui.errors import Refusal
from rdv_tui.services.booking import booking, changes, holds, undoing
from rdv_tui.services.delivery.calls import list_calls
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import opening_hours, schedule
from rdv_tui.services.waiting import waiting_list
from rdv_tui.services.waiting.proposals import propose_due
from tests.factories import StillClock, person
from tests.services.waiting.asking import (
    ALWAYS,
    at,
    calls,
    free_up,
    instant,
    proposals,
    row,
    standing,
    wait_for,
)

TUESDAY = datetime(2026, 12, 1, 9)

pytestmark = pytest.mark.usefixtures("sound")


# -- answers
def test_yes_goes_on_with_the_place_and_with_what_was_said_before(
    office: Desk, full: list[str]
) -> None:
    entry = wait_for(office, 1, email="a@exemple.fr")
    free_up(office, full, datetime(2026, 12, 4, 9))
    draft = waiting_list.accept(office, entry.id)
    assert draft.hold is not None
    assert draft.hold.start == datetime(2026, 12, 4, 9)
    assert draft.typed["foreign_resident_number"] == "8400000001"
    assert (draft.typed["permit_expires"], draft.typed["email"]) == ("10/01/2027", "a@exemple.fr")
    made = booking.book(office, draft.hold, person(1), channel=Channel.PHONE, identification=None)
    assert made.start == datetime(2026, 12, 4, 9)
    assert waiting_list.list_waiting(office) == []
    assert [one.answer for one in proposals(office)] == ["accepted"]
    assert {one.state for one in calls(office)} <= {CallState.REACHED, CallState.CLOSED}


def test_a_booking_broken_off_leaves_the_person_their_place(
    office: Desk, full: list[str], clock: StillClock
) -> None:
    entry = wait_for(office, 1)
    free_up(office, full, datetime(2026, 12, 4, 9))
    draft = waiting_list.accept(office, entry.id)
    assert draft.hold is not None
    clock.forward(timedelta(minutes=30))
    hold = holds.renew(office, draft.hold)
    assert hold.expires_at == instant("2026-12-01T08:00")
    holds.release(office, hold)
    still = standing(office, entry.id).pending
    assert still is not None
    assert still.deadline == instant("2026-12-01T08:00")
    again = waiting_list.accept(office, entry.id).hold
    assert again is not None
    assert again.reference == hold.reference


def test_yes_at_the_last_minute_leaves_time_to_book(
    office: Desk, full: list[str], clock: StillClock
) -> None:
    entry = wait_for(office, 1)
    free_up(office, full, datetime(2026, 12, 4, 9))
    clock.forward(timedelta(hours=23, minutes=59))
    draft = waiting_list.accept(office, entry.id)
    clock.forward(timedelta(minutes=4))
    assert draft.hold is not None
    booking.book(office, draft.hold, person(1), channel=Channel.PHONE, identification=None)
    assert waiting_list.list_waiting(office) == []


def test_no_two_desks_answer_for_the_same_person(office: Desk, full: list[str]) -> None:
    entry = wait_for(office, 1)
    free_up(office, full, datetime(2026, 12, 4, 9))
    waiting_list.accept(office, entry.id)
    other = replace(office, agent="collègue", station="poste:2")
    for act in (waiting_list.accept, waiting_list.refuse, waiting_list.withdraw):
        with pytest.raises(Refusal) as refused:
            act(other, entry.id)
        assert refused.value.code == "not_allowed_now"
    assert standing(office, entry.id).pending is not None


def test_no_lets_the_next_one_have_it_and_asks_again_after_a_day(
    office: Desk, full: list[str], clock: StillClock
) -> None:
    first = wait_for(office, 1, expires="01/01/2027")
    second = wait_for(office, 2, expires="02/01/2027")
    friday = datetime(2026, 12, 4, 9)
    free_up(office, full, friday)
    waiting_list.refuse(office, first.id)
    assert [one.waiting for one in proposals(office)] == [first.id, second.id]
    free_up(office, full, friday + timedelta(minutes=15))
    assert standing(office, first.id).state is WaitingState.WAITING  # not twice in a day
    clock.forward(timedelta(days=1, minutes=1))
    # What the first one refused is not asked again; what the second let pass goes round again.
    propose_due(office)
    last = standing(office, first.id).pending
    assert last is not None
    assert last.start == friday + timedelta(minutes=15)


def test_a_refused_place_comes_back_at_the_release_not_at_once(
    office: Desk, full: list[str], clock: StillClock
) -> None:
    entry = wait_for(office, 1)
    friday = datetime(2026, 12, 4, 9)
    free_up(office, full, friday)
    waiting_list.refuse(office, entry.id)
    assert schedule.free_slots(office, friday.date(), 1) == []
    clock.forward(timedelta(hours=4))
    assert [slot.start for slot in schedule.free_slots(office, friday.date(), 1)] == [friday]


def test_a_refused_place_that_begins_before_the_release_is_free_at_once(
    office: Desk, full: list[str], clock: StillClock
) -> None:
    entry = wait_for(office, 1)
    tomorrow = datetime(2026, 12, 1, 9)
    clock.forward(timedelta(hours=5))  # Monday afternoon: the next release is on Tuesday at noon
    free_up(office, full, tomorrow)
    waiting_list.refuse(office, entry.id)
    assert [slot.start for slot in schedule.free_slots(office, tomorrow.date(), 1)] == [tomorrow]


def test_who_does_not_answer_in_time_makes_room_for_the_next(
    office: Desk, full: list[str], clock: StillClock
) -> None:
    first = wait_for(office, 1, expires="01/01/2027")
    second = wait_for(office, 2, expires="02/01/2027")
    free_up(office, full, datetime(2026, 12, 4, 9))
    clock.forward(timedelta(hours=24))
    assert schedule.free_slots(office, date(2026, 12, 4), 1) == []  # nobody lies in wait for it
    free_up(office, full, datetime(2026, 12, 1, 9, 30))  # whatever is written next settles it
    propose_due(office)
    assert [(one.waiting, one.answer) for one in proposals(office)] == [
        (first.id, "expired"),
        (second.id, "pending"),
    ]
    assert standing(office, first.id).proposals == 1


def test_three_proposals_are_the_most(office: Desk, full: list[str], clock: StillClock) -> None:
    entry = wait_for(office, 1)
    for minute in (0, 15, 30):
        free_up(office, full, datetime(2026, 12, 4, 9, minute))
        waiting_list.refuse(office, entry.id)
        clock.forward(timedelta(hours=24))
    now = standing(office, entry.id)
    assert (now.state, now.proposals) == (WaitingState.EXHAUSTED, 3)
    assert propose_due(office) == 0
    again = wait_for(office, 1)  # asking again is allowed
    assert [one.id for one in waiting_list.list_waiting(office)] == [again.id]


def test_calls_are_counted_and_end_with_the_answer(office: Desk, full: list[str]) -> None:
    entry = wait_for(office, 1)
    free_up(office, full, datetime(2026, 12, 4, 9))
    waiting_list.record_call(office, entry.id, reached=False)
    waiting_list.record_call(office, entry.id, reached=False)
    last = standing(office, entry.id).last_proposal
    assert last is not None
    assert last.tries == 2
    assert [call.tries for call in list_calls(office)] == [2]
    waiting_list.refuse(office, entry.id)
    assert list_calls(office) == []
    with pytest.raises(Refusal):
        waiting_list.record_call(office, entry.id, reached=True)


# -- other ways off the list
def test_whoever_is_booked_otherwise_waits_no_more(office: Desk, full: list[str]) -> None:
    first = wait_for(office, 1, expires="01/01/2027")
    second = wait_for(office, 2, expires="02/01/2027")
    free_up(office, full, datetime(2026, 12, 4, 9))
    assert proposals(office)[0].waiting == first.id
    changes.cancel(office, at(full, office, datetime(2026, 12, 3, 9)), CancelReason.APPLICANT)
    waiting_list.refuse(office, second.id)
    # The first one takes the place that comes back at noon.
    office.clock.forward(timedelta(hours=4))  # type: ignore[attr-defined]
    booking.book_at(office, datetime(2026, 12, 3, 9), person(1), channel=Channel.DESK)
    assert [one.id for one in waiting_list.list_waiting(office)] == [second.id]
    assert proposals(office)[0].answer == ProposalOutcome.REFUSED


def test_a_withdrawal_gives_the_place_to_the_next_and_erases_what_was_typed(
    office: Desk, full: list[str]
) -> None:
    first = wait_for(office, 1, expires="01/01/2027")
    second = wait_for(office, 2, expires="02/01/2027")
    free_up(office, full, datetime(2026, 12, 4, 9))
    waiting_list.withdraw(office, first.id)
    assert [one.id for one in waiting_list.list_waiting(office)] == [second.id]
    assert standing(office, second.id).pending is not None
    with pytest.raises(Refusal):
        waiting_list.withdraw(office, first.id)


def test_a_cancellation_undone_takes_the_place_back_from_whom_nobody_told(
    office: Desk, full: list[str]
) -> None:
    entry = wait_for(office, 1)
    reference = at(full, office, datetime(2026, 12, 4, 9))
    changes.cancel(office, reference, CancelReason.OFFICE)
    again = undoing.undo(office, reference)
    assert again.start == datetime(2026, 12, 4, 9)
    now = standing(office, entry.id)
    assert (now.state, now.proposals, now.not_before) == (WaitingState.WAITING, 0, None)


def test_what_was_promised_on_the_phone_is_not_taken_back(office: Desk, full: list[str]) -> None:
    entry = wait_for(office, 1)
    reference = at(full, office, datetime(2026, 12, 4, 9))
    changes.cancel(office, reference, CancelReason.OFFICE)
    waiting_list.record_call(office, entry.id, reached=True)
    with pytest.raises(Refusal) as refused:
        undoing.undo(office, reference)
    assert refused.value.code == "slot_taken"
    assert standing(office, entry.id).pending is not None


def test_a_closure_that_takes_the_place_away_costs_the_person_nothing(
    office: Desk, full: list[str]
) -> None:
    entry = wait_for(office, 1)
    free_up(office, full, datetime(2026, 12, 4, 9))
    friday = date(2026, 12, 4)
    opening_hours.write_change(office, HoursChange(added=(Closure(friday, friday, "Panne"),)))
    now = standing(office, entry.id)
    assert (now.state, now.proposals, now.not_before) == (WaitingState.WAITING, 0, None)
    assert list_calls(office) == []


def test_another_slot_preferred_on_the_phone(
    office: Desk, full: list[str], clock: StillClock
) -> None:
    entry = wait_for(office, 1)
    free_up(office, full, datetime(2026, 12, 3, 9))
    waiting_list.refuse(office, entry.id)
    clock.forward(timedelta(days=1))  # Thursday's place is anybody's by now
    free_up(office, full, datetime(2026, 12, 4, 9))
    draft = waiting_list.accept(office, entry.id)
    hold = holds.hold(office, datetime(2026, 12, 3, 9), draft, instead_of=draft.hold)
    booking.book(office, hold, person(1), channel=Channel.DESK, identification=None)
    assert waiting_list.list_waiting(office) == []
    assert schedule.free_slots(office, date(2026, 12, 4), 1)  # taken up, then left: anybody's


def test_only_days_asked_for_are_looked_at(office: Desk) -> None:
    friday = date(2026, 12, 4)
    wish = Wish(friday, friday, WORKDAYS, time(9, 30), time(9, 45))
    wait_for(office, 1, wish=wish)
    propose_due(office)
    (made,) = proposals(office)
    assert row(office, made.reference).start == datetime(2026, 12, 4, 9, 30)


def test_typed_names_stay_text(office: Desk, full: list[str]) -> None:
    name = "[red]" + "Ń" * 295
    entry = wait_for(office, 1, family_name=name)
    assert standing(office, entry.id).family_name == name


def test_an_interrupted_booking_is_never_one_of_the_list_s_own(
    office: Desk, full: list[str]
) -> None:
    wait_for(office, 1)
    free_up(office, full, datetime(2026, 12, 4, 9))
    assert holds.list_interrupted(office) == []


def test_nothing_found_is_told_until_the_person_is_booked_or_taken_off(
    office: Desk, full: list[str], clock: StillClock
) -> None:
    short = replace(ALWAYS, last=date(2026, 12, 1))
    ids = [wait_for(office, rank, wish=short).id for rank in (1, 2)]
    clock.forward(timedelta(days=2))
    propose_due(office)
    assert [standing(office, one).state for one in ids] == [WaitingState.EXHAUSTED] * 2
    free_up(office, full, datetime(2026, 12, 4, 9))
    clock.forward(timedelta(hours=5))
    booking.book_at(office, datetime(2026, 12, 4, 9), person(1), channel=Channel.DESK)
    assert [one.id for one in waiting_list.list_waiting(office)] == ids[1:]
    waiting_list.withdraw(office, ids[1])
    assert waiting_list.list_waiting(office) == []


def test_a_place_booked_for_somebody_else_leaves_the_person_on_the_list(
    office: Desk, full: list[str]
) -> None:
    entry = wait_for(office, 1)
    free_up(office, full, datetime(2026, 12, 4, 9))
    draft = waiting_list.accept(office, entry.id)
    assert draft.hold is not None
    booking.book(office, draft.hold, person(2), channel=Channel.DESK, identification=None)
    now = standing(office, entry.id)
    assert (now.state, now.proposals, now.not_before) == (WaitingState.WAITING, 0, None)
