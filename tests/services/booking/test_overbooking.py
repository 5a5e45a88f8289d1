"""One more person on a full slot: only with a decision, for that person alone, told everywhere."""

import json
from datetime import datetime, timedelta

import pytest

from rdv_tui.domain.appointment import Channel, Status
from rdv_tui.domain.day import Day
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.overrides import Override
from rdv_tui.errors import Refusal, UsageError
from rdv_tui.services.booking import booking, changes, holds, overbooking
from rdv_tui.services.booking.history import get_card
from rdv_tui.services.day.day import get_day
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import schedule
from rdv_tui.store import audit, integrity
from rdv_tui.store.transactions import snapshot
from tests.factories import StillClock, everything, person

NINE = datetime(2026, 11, 30, 9)
DECISION = Override("Enfant né ce matin, titre expiré demain", "Mme Roux")


def fill(desk: Desk) -> None:
    for rank in (1, 2):
        booking.book_at(desk, NINE, person(rank), channel=Channel.DESK)


def overbook(desk: Desk, rank: int = 3) -> str:
    hold = overbooking.hold_extra_place(desk, NINE, BookingDraft(), DECISION)
    made = booking.book(desk, hold, person(rank), channel=Channel.DESK, identification=None)
    assert (made.status, made.start, made.counter) == (Status.BOOKED, NINE, None)
    return made.reference


def test_a_full_slot_takes_one_more_with_its_reason_in_the_audit(desk: Desk) -> None:
    fill(desk)
    reference = overbook(desk)
    with snapshot(desk) as unit:
        [line] = audit.of_action(unit, "overbook")
    result = json.loads(line.after or "")
    assert (line.reference, result["reason"], result["by"]) == (
        reference,
        DECISION.reason,
        DECISION.by,
    )
    assert integrity.check(desk.store) == []


def test_it_is_marked_on_the_card_and_on_the_day(desk: Desk) -> None:
    fill(desk)
    reference = overbook(desk)
    assert DECISION.reason in (get_card(desk, reference).overbooked_because or "")
    day: Day = get_day(desk, NINE.date())
    [place] = [place for place in day.places if place.extra]
    assert place.visit is not None
    assert DECISION.by in (place.visit.overbooked_because or "")


def test_the_place_is_nobody_else_s(desk: Desk) -> None:
    """Not even once its person has gone elsewhere."""
    fill(desk)
    reference = overbook(desk)
    later = NINE + timedelta(minutes=15)
    moved = changes.move(desk, reference, later)
    assert moved.start == later
    assert get_card(desk, reference).overbooked_because is None
    first = schedule.day_slots(desk, NINE.date())[0]
    assert (first.capacity, first.free) == (2, 0)
    with pytest.raises(Refusal) as refused:
        booking.book_at(desk, NINE, person(4), channel=Channel.DESK)
    assert refused.value.code == "slot_taken"
    assert integrity.check(desk.store) == []


def test_a_slot_with_a_free_place_needs_no_decision(desk: Desk) -> None:
    before = everything(desk.store)
    with pytest.raises(Refusal) as refused:
        overbooking.hold_extra_place(desk, NINE, BookingDraft(), DECISION)
    assert refused.value.code == "not_allowed_now"
    assert everything(desk.store) == before


@pytest.mark.parametrize(
    "decision", [Override("", "Mme Roux"), Override("Urgence", " "), Override("x" * 301, "Mme R.")]
)
def test_without_a_reason_and_an_author_nothing_is_added(desk: Desk, decision: Override) -> None:
    fill(desk)
    before = everything(desk.store)
    with pytest.raises(UsageError):
        overbooking.hold_extra_place(desk, NINE, BookingDraft(), decision)
    assert everything(desk.store) == before


def test_the_hold_of_before_is_given_back(desk: Desk) -> None:
    fill(desk)
    later = NINE + timedelta(minutes=15)
    held = holds.hold(desk, later, BookingDraft())
    extra = overbooking.hold_extra_place(desk, NINE, BookingDraft(), DECISION, instead_of=held)
    assert extra.reference != held.reference
    assert schedule.day_slots(desk, NINE.date())[1].free == 2


def test_a_hold_that_lapsed_is_decided_anew(desk: Desk, clock: StillClock) -> None:
    fill(desk)
    hold = overbooking.hold_extra_place(desk, NINE, BookingDraft(), DECISION)
    clock.forward(timedelta(minutes=6))
    with pytest.raises(Refusal) as refused:
        booking.book(desk, hold, person(3), channel=Channel.DESK, identification=None)
    assert refused.value.code == "slot_taken"
    assert integrity.check(desk.store) == []


def test_moving_the_hold_to_an_ordinary_place_forgets_the_decision(desk: Desk) -> None:
    fill(desk)
    hold = overbooking.hold_extra_place(desk, NINE, BookingDraft(), DECISION)
    later = NINE + timedelta(minutes=15)
    moved = holds.hold(desk, later, BookingDraft(), instead_of=hold)
    made = booking.book(desk, moved, person(3), channel=Channel.DESK, identification=None)
    assert get_card(desk, made.reference).overbooked_because is None
