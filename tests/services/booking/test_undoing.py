"""Undoing one's last act for a minute: all of it, or nothing and why."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.appointment import Appointment, Channel
from rdv_tui.domain.birth_date import BirthDate
from rdv_tui.domain.rights import Right
from rdv_tui.errors import Refusal
from rdv_tui.services.booking import booking, changes
from rdv_tui.services.booking.history import get_card
from rdv_tui.services.booking.search import search
from rdv_tui.services.booking.undoing import undo
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours.schedule import day_slots
from rdv_tui.store import integrity, places
from rdv_tui.store.transactions import transaction
from tests.factories import StillClock, everything, person

OLD = datetime.fromisoformat("2026-12-01T09:00")
NEW = datetime.fromisoformat("2026-12-02T09:30")


@pytest.fixture
def booked(desk: Desk) -> Appointment:
    """An appointment on Tuesday."""
    return booking.book_at(desk, OLD, person(1), channel=Channel.PHONE)


def free_at(desk: Desk, start: datetime) -> int:
    return next(slot.free for slot in day_slots(desk, start.date()) if slot.start == start)


def refuse_now(desk: Desk, reference: str) -> None:
    """Check that there is nothing to undo now and that nothing is written."""
    assert get_card(desk, reference).undo_until is None
    before = everything(desk.store)
    with pytest.raises(Refusal) as refusal:
        undo(desk, reference)
    assert refusal.value.code == "not_allowed_now"
    assert everything(desk.store) == before


def test_a_move(desk: Desk, booked: Appointment) -> None:
    changes.move(desk, booked.reference, NEW)
    assert undo(desk, booked.reference) == booked
    assert (free_at(desk, OLD), free_at(desk, NEW)) == (1, 2)
    assert integrity.check(desk.store) == []


def release(desk: Desk, left: Appointment) -> None:
    """Let the release come that gives a place left behind to whoever asks first."""
    with transaction(desk, Right.UPKEEP) as unit:
        places.embargo(unit, left.start, left.place, unit.now)


def test_a_move_whose_place_was_taken_gives_another_of_the_slot(
    desk: Desk, booked: Appointment
) -> None:
    changes.move(desk, booked.reference, NEW)
    release(desk, booked)
    other = booking.book_at(desk, OLD, person(2), channel=Channel.DESK)
    assert other.place == booked.place
    back = undo(desk, booked.reference)
    assert (back.start, back.place) == (OLD, 3 - booked.place)


def test_a_move_whose_slot_is_full(desk: Desk, booked: Appointment) -> None:
    changes.move(desk, booked.reference, NEW)
    release(desk, booked)
    for rank in (2, 3):
        booking.book_at(desk, OLD, person(rank), channel=Channel.DESK)
    before = everything(desk.store)
    with pytest.raises(Refusal) as refusal:
        undo(desk, booked.reference)
    assert refusal.value.code == "slot_taken"
    assert "mardi 1er décembre 2026" in refusal.value.message
    assert everything(desk.store) == before


@pytest.mark.parametrize("reason", CancelReason)
def test_a_cancellation(desk: Desk, booked: Appointment, reason: CancelReason) -> None:
    changes.cancel(desk, booked.reference, reason)
    assert undo(desk, booked.reference) == booked
    assert get_card(desk, booked.reference).cancel_reason is None
    assert integrity.check(desk.store) == []


def test_a_cancelled_place_is_nobody_s_until_the_release_but_comes_back_to_who_had_it(
    desk: Desk, booked: Appointment
) -> None:
    changes.cancel(desk, booked.reference, CancelReason.APPLICANT)
    booking.book_at(desk, OLD, person(2), channel=Channel.DESK)
    with pytest.raises(Refusal) as refusal:
        booking.book_at(desk, OLD, person(3), channel=Channel.DESK)
    assert refusal.value.code == "slot_taken"
    assert undo(desk, booked.reference).place == booked.place
    changes.move(desk, booked.reference, NEW)
    release(desk, booked)
    assert booking.book_at(desk, OLD, person(3), channel=Channel.DESK).place == booked.place


def test_a_cancellation_of_who_has_booked_again(desk: Desk, booked: Appointment) -> None:
    changes.cancel(desk, booked.reference, CancelReason.APPLICANT)
    booking.book_at(desk, NEW, booked.applicant, channel=Channel.DESK)
    with pytest.raises(Refusal) as refusal:
        undo(desk, booked.reference)
    assert refusal.value.code == "already_booked"


def test_a_correction(desk: Desk, booked: Appointment) -> None:
    wanted = person(7, birth_date=BirthDate(1990, 2, 3), phone="+33639981234")
    changes.correct(desk, booked.reference, wanted)
    assert undo(desk, booked.reference) == booked
    assert [f.appointment for f in search(desk, "3/7/1985").found] == [booked]


def test_it_lasts_a_minute(desk: Desk, booked: Appointment, clock: StillClock) -> None:
    changes.move(desk, booked.reference, NEW)
    clock.forward(timedelta(seconds=59))
    assert get_card(desk, booked.reference).undo_until == clock.now() + timedelta(seconds=1)
    clock.forward(timedelta(seconds=1))
    refuse_now(desk, booked.reference)


def test_papers_and_messages_do_not_stand_in_the_way(desk: Desk, booked: Appointment) -> None:
    with_email = replace(booked.applicant, email="d.sukru@exemple.fr")
    changes.correct(desk, booked.reference, with_email)
    changes.move(desk, booked.reference, NEW)
    changes.send_letter(desk, booked.reference)
    assert undo(desk, booked.reference).start == OLD


def test_only_one_s_own_act(desk: Desk, booked: Appointment) -> None:
    changes.move(desk, booked.reference, NEW)
    refuse_now(replace(desk, agent="collègue"), booked.reference)


def test_only_the_last_act_and_only_once(desk: Desk, booked: Appointment) -> None:
    refuse_now(desk, booked.reference)  # a booking is not undone but cancelled
    changes.move(desk, booked.reference, NEW)
    changes.cancel(desk, booked.reference, CancelReason.DUPLICATE)
    assert undo(desk, booked.reference).start == NEW
    refuse_now(desk, booked.reference)
