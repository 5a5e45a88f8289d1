"""Moving and cancelling: one place before, one after, and only while it makes sense."""

from datetime import datetime, timedelta

import pytest

from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.appointment import Appointment, Channel
from rdv_tui.errors import Refusal
from rdv_tui.services import booking, changes, lookup, upkeep
from rdv_tui.services.desk import Desk
from rdv_tui.services.schedule import day_slots
from tests.factories import StillClock, everything, person

OLD = datetime.fromisoformat("2026-12-01T09:00")
NEW = datetime.fromisoformat("2026-12-02T09:30")


@pytest.fixture
def booked(desk: Desk) -> Appointment:
    """An appointment on Tuesday."""
    return booking.book_at(desk, OLD, person(1), channel=Channel.PHONE)


def free_at(desk: Desk, start: datetime) -> int:
    return next(slot.free for slot in day_slots(desk, start.date()) if slot.start == start)


def refused(code: str, desk: Desk, reference: str, start: datetime) -> None:
    """Check that a move is refused with `code` and that nothing is written."""
    before = everything(desk.store)
    with pytest.raises(Refusal) as refusal:
        changes.move(desk, reference, start)
    assert refusal.value.code == code
    assert everything(desk.store) == before


class TestMove:
    def test_one_place_before_and_one_after(self, desk: Desk, booked: Appointment) -> None:
        moved = changes.move(desk, booked.reference, NEW)
        assert (moved.start, moved.status, moved.reference) == (NEW, "booked", booked.reference)
        assert moved.applicant == booked.applicant
        assert moved == lookup.get(desk, booked.reference)
        assert (free_at(desk, OLD), free_at(desk, NEW)) == (2, 1)
        assert upkeep.check(desk.store) == []

    def test_a_reference_as_it_is_read_out(self, desk: Desk, booked: Appointment) -> None:
        spoken = " ".join(booked.reference.replace("-", "").lower())
        assert changes.move(desk, spoken, NEW).start == NEW

    def test_the_window_may_have_closed_since_the_booking(
        self, desk: Desk, clock: StillClock
    ) -> None:
        """R.431-8's six months end between the booking and the move."""
        granted = person(3, permit_expires=datetime(2026, 5, 31).date())
        booked = booking.book_at(desk, NEW, granted, channel=Channel.DESK)
        clock.forward(timedelta(days=1))
        other = person(4, permit_expires=granted.permit_expires)
        with pytest.raises(Refusal) as refusal:
            booking.book_at(desk, NEW, other, channel=Channel.DESK)
        assert (refusal.value.code, refusal.value.verdict) == ("not_eligible", "too_late")
        later = NEW + timedelta(days=7)
        assert changes.move(desk, booked.reference, later).start == later

    def test_its_own_slot_changes_nothing(self, desk: Desk, booked: Appointment) -> None:
        before = everything(desk.store)
        assert changes.move(desk, booked.reference, OLD) == booked
        assert everything(desk.store) == before

    def test_refusals_write_nothing(self, desk: Desk, booked: Appointment) -> None:
        for rank in (2, 3):
            booking.book_at(desk, NEW, person(rank), channel=Channel.DESK)
        refused("slot_taken", desk, booked.reference, NEW)
        refused("no_such_slot", desk, booked.reference, NEW.replace(minute=7))
        refused("unknown_reference", desk, "7K4H-M2XA", NEW)
        refused("unknown_reference", desk, "\x1b[31m[b]", NEW)

    def test_never_to_an_hour_that_is_over(
        self, desk: Desk, booked: Appointment, clock: StillClock
    ) -> None:
        clock.forward(timedelta(hours=1, minutes=15))
        refused("slot_past", desk, booked.reference, OLD - timedelta(days=1))

    def test_late_people_may_still_be_moved_the_same_day(
        self, desk: Desk, booked: Appointment, clock: StillClock
    ) -> None:
        clock.forward(timedelta(days=1, hours=4))
        assert changes.move(desk, booked.reference, NEW).start == NEW

    def test_a_past_day_has_its_outcome_to_record(
        self, desk: Desk, booked: Appointment, clock: StillClock
    ) -> None:
        clock.forward(timedelta(days=2))
        refused("not_allowed_now", desk, booked.reference, NEW + timedelta(days=1))

    def test_what_is_cancelled_is_not_moved(self, desk: Desk, booked: Appointment) -> None:
        changes.cancel(desk, booked.reference, CancelReason.APPLICANT)
        refused("not_allowed_now", desk, booked.reference, NEW)


class TestCancel:
    @pytest.mark.parametrize("reason", CancelReason)
    def test_the_person_may_book_again(
        self, desk: Desk, booked: Appointment, reason: CancelReason
    ) -> None:
        done = changes.cancel(desk, booked.reference, reason)
        assert (done.status, done.start) == ("cancelled", OLD)
        again = booking.book_at(desk, NEW, booked.applicant, channel=Channel.DESK)
        assert again.reference != booked.reference
        assert upkeep.check(desk.store) == []

    def test_only_once(self, desk: Desk, booked: Appointment) -> None:
        changes.cancel(desk, booked.reference, CancelReason.OFFICE)
        before = everything(desk.store)
        with pytest.raises(Refusal) as refusal:
            changes.cancel(desk, booked.reference, CancelReason.OFFICE)
        assert refusal.value.code == "not_allowed_now"
        assert everything(desk.store) == before

    def test_a_past_day_cannot_be_cancelled(
        self, desk: Desk, booked: Appointment, clock: StillClock
    ) -> None:
        clock.forward(timedelta(days=2))
        with pytest.raises(Refusal) as refusal:
            changes.cancel(desk, booked.reference, CancelReason.APPLICANT)
        assert refusal.value.code == "not_allowed_now"
        assert "mardi 1er décembre 2026" in refusal.value.message
