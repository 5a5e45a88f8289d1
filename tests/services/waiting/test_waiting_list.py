"""The waiting list: who is proposed which place, what they answer, and that nobody is forgotten."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from rdv_tui.domain.appointment import Channel, Status
from rdv_tui.domain.message import MessageState
from rdv_tui.domain.overrides import Override
from rdv_tui.domain.waiting import WaitingState
from rdv_tui.errors import Refusal
from rdv_tui.services.background import BackgroundWorker, send_now
from rdv_tui.services.booking import booking, changes
from rdv_tui.services.delivery import outbox
from rdv_tui.services.delivery.calls import list_calls
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import schedule
from rdv_tui.services.waiting import waiting_list
from rdv_tui.services.waiting.proposals import propose_due
from rdv_tui.store.engine import Store
from tests.factories import StillClock, desk_on, person, small_office
from tests.services.waiting.asking import (
    ALWAYS,
    asking,
    at,
    fill_up,
    free_up,
    instant,
    proposals,
    row,
    standing,
    wait_for,
)

TUESDAY = datetime(2026, 12, 1, 9)

pytestmark = pytest.mark.usefixtures("sound")


# -- coming on the list
def test_the_permit_that_expires_first_comes_first_then_who_asked_first(
    office: Desk, full: list[str], clock: StillClock
) -> None:
    late = wait_for(office, 1, expires="20/01/2027")
    soon = wait_for(office, 2, expires="05/01/2027")
    same = wait_for(office, 3, expires="20/01/2027")
    clock.forward(timedelta(seconds=-1))  # a desk's clock may be behind: the number tells nothing
    before = wait_for(office, 4, expires="20/01/2027")
    listed = waiting_list.list_waiting(office)
    assert [one.id for one in listed] == [soon.id, before.id, late.id, same.id]
    assert {one.state for one in listed} == {WaitingState.WAITING}
    assert listed[0].name == "ŞÜKRÜ Đorđe 2"


@pytest.mark.parametrize("expires", ["10/01/2028", "10/01/2026"])
def test_whom_the_rules_turn_away_cannot_wait(office: Desk, expires: str) -> None:
    with pytest.raises(Refusal) as refused:
        wait_for(office, 1, expires=expires)
    assert refused.value.code == "not_eligible"
    assert waiting_list.list_waiting(office) == []


def test_a_supervisor_s_decision_counts_for_the_list_too(office: Desk, full: list[str]) -> None:
    draft, request = asking(1, expires="10/01/2026")
    decided = replace(draft, override=Override("Dossier suivi", "Mme Roux"))
    waiting_list.add(office, decided, request)
    free_up(office, full, TUESDAY)
    assert len(proposals(office)) == 1


def test_a_situation_that_is_not_filed_here_never_comes_on_the_list(office: Desk) -> None:
    draft, request = asking(1)
    for situation in ("SOINS", " soins ", ""):
        with pytest.raises(Refusal) as refused:
            waiting_list.add(office, draft.with_typed({"situation": situation}), request)
        assert refused.value.code == "not_eligible"


def test_somebody_with_an_appointment_cannot_wait_for_another(office: Desk) -> None:
    booking.book_at(office, TUESDAY, person(1), channel=Channel.DESK)
    with pytest.raises(Refusal) as refused:
        wait_for(office, 1)
    assert refused.value.code == "already_booked"


def test_nobody_waits_twice(office: Desk, full: list[str]) -> None:
    wait_for(office, 1)
    with pytest.raises(Refusal) as refused:
        wait_for(office, 1)
    assert refused.value.code == "already_waiting"
    assert "30 novembre 2026" in refused.value.message


def test_whose_days_are_over_may_ask_again(
    office: Desk, full: list[str], clock: StillClock
) -> None:
    short = replace(ALWAYS, last=date(2026, 12, 1))
    first = wait_for(office, 1, wish=short)
    clock.forward(timedelta(days=2))
    again = wait_for(office, 1)
    assert [one.id for one in waiting_list.list_waiting(office)] == [again.id]
    assert again.id != first.id


# -- a place frees
def test_a_cancelled_place_goes_to_the_first_whom_it_suits(office: Desk, full: list[str]) -> None:
    wait_for(office, 1, expires="01/01/2027", wish=replace(ALWAYS, weekdays=frozenset({3})))
    wait_for(office, 2, expires="02/01/2027", wish=replace(ALWAYS, from_time=time(9, 15)))
    first = wait_for(office, 3, expires="03/01/2027")
    wait_for(office, 4, expires="04/01/2027")
    free_up(office, full, TUESDAY)
    (made,) = proposals(office)
    assert made.waiting == first.id
    assert made.deadline == instant("2026-12-01T07:00")  # two hours before the appointment
    now = standing(office, first.id)
    assert now.state is WaitingState.PROPOSED
    assert now.pending is not None
    assert now.pending.start == TUESDAY
    hold = row(office, made.reference)
    assert (hold.status, hold.held_by, hold.hold_expires_at) == (
        Status.HELD,
        "liste d'attente",
        made.deadline,
    )
    assert schedule.free_slots(office, TUESDAY.date(), 1) == []


def test_a_place_far_ahead_is_kept_as_long_as_the_office_says(
    office: Desk, full: list[str]
) -> None:
    wait_for(office, 1)
    free_up(office, full, datetime(2026, 12, 4, 9))
    (made,) = proposals(office)
    assert made.deadline == instant("2026-12-01T08:00")


def test_a_deadline_never_falls_on_a_day_on_which_nobody_answers(
    office: Desk, full: list[str], clock: StillClock
) -> None:
    clock.forward(timedelta(days=4, hours=5))  # Friday, 13 h
    schedule.open_to_horizon(office)
    later = fill_up(office, 200)
    wait_for(office, 1)
    free_up(office, later, datetime(2026, 12, 11, 9))
    (made,) = proposals(office)
    assert made.deadline == instant("2026-12-07T13:00")  # not Saturday


def test_too_late_to_ask_anybody(office: Desk, full: list[str], clock: StillClock) -> None:
    wait_for(office, 1)
    clock.forward(timedelta(hours=23))  # Tuesday, 7 h: two hours before
    free_up(office, full, TUESDAY)
    assert proposals(office) == []


def test_whoever_gave_a_phone_is_called_whoever_gave_an_e_mail_is_written_to(
    office: Desk, full: list[str]
) -> None:
    wait_for(office, 1, expires="01/01/2027")
    wait_for(office, 2, expires="02/01/2027", phone=None, email="b@exemple.fr")
    free_up(office, full, datetime(2026, 12, 4, 9))
    free_up(office, full, datetime(2026, 12, 4, 9, 15))
    (call,) = list_calls(office)
    assert (call.name, call.phone, call.start) == (
        "ŞÜKRÜ Đorđe 1",
        "+33639981234",
        datetime(2026, 12, 4, 9),
    )
    written = outbox.list_messages(office, [MessageState.UNSENT])
    assert [one.recipient for one in written if one.kind == "proposed"] == ["b@exemple.fr"]


def test_what_is_free_already_is_proposed_by_whoever_looks(office: Desk) -> None:
    entry = wait_for(office, 1, wish=replace(ALWAYS, weekdays=frozenset({2})))
    assert propose_due(office) == 1
    assert propose_due(office) == 0
    (made,) = proposals(office)
    assert (made.waiting, row(office, made.reference).start) == (
        entry.id,
        datetime(2026, 12, 2, 9),
    )


def test_new_days_are_proposed_before_anybody_sees_them(
    office: Desk, full: list[str], clock: StillClock
) -> None:
    ids = [wait_for(office, rank, expires=f"0{rank}/01/2027").id for rank in range(1, 7)]
    clock.forward(timedelta(hours=5))
    assert schedule.open_to_horizon(office) == 4  # one day, four places
    assert [made.waiting for made in proposals(office)] == ids[:4]
    assert schedule.free_slots(office, date(2026, 12, 7), 1) == []


def test_a_place_kept_for_the_kiosk_is_not_proposed(store: Store, clock: StillClock) -> None:
    desk = desk_on(store, office=small_office(counters=1, kept_for_kiosk=1), clock=clock)
    wait_for(desk, 1)
    assert propose_due(desk) == 0


def test_a_window_that_has_closed_ends_the_wait(
    office: Desk, full: list[str], clock: StillClock
) -> None:
    entry = wait_for(office, 1, expires="31/05/2026")  # bookable until 30 November
    clock.forward(timedelta(days=1))
    free_up(office, full, datetime(2026, 12, 4, 9))
    assert proposals(office) == []
    propose_due(office)
    assert standing(office, entry.id).state is WaitingState.EXHAUSTED


def test_an_open_desk_looks_for_places_every_minute(
    office: Desk, full: list[str], clock: StillClock
) -> None:
    free_up(office, full, TUESDAY)
    clock.forward(timedelta(hours=4))
    post = BackgroundWorker(office, None)
    post.run_once()
    entry = wait_for(office, 1)
    post.run_once()  # who comes after a look is thought of at the next one
    assert proposals(office) == []
    clock.forward(timedelta(minutes=1))
    post.run_once()
    assert [made.waiting for made in proposals(office)] == [entry.id]


def test_a_moved_place_is_proposed_like_a_cancelled_one(
    office: Desk, full: list[str], clock: StillClock
) -> None:
    entry = wait_for(office, 1, wish=replace(ALWAYS, weekdays=frozenset({3})))
    free_up(office, full, TUESDAY)
    clock.forward(timedelta(hours=4))
    changes.move(office, at(full, office, datetime(2026, 12, 3, 9)), TUESDAY)
    assert [made.waiting for made in proposals(office)] == [entry.id]


def test_sending_without_a_desk_looks_for_places_too(office: Desk) -> None:
    entry = wait_for(office, 1)
    assert send_now(office, None, only_due=True) == []
    assert [made.waiting for made in proposals(office)] == [entry.id]
