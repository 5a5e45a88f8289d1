"""Moving, cancelling, correcting, undoing: one place before and one after, or nothing at all."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from rdv_tui.domain.acts import Act, CancelReason
from rdv_tui.domain.appointment import Appointment, Channel
from rdv_tui.domain.birth_date import BirthDate
from rdv_tui.domain.office import Closure
from rdv_tui.domain.opening_hours import HoursChange
from rdv_tui.errors import Refusal
from rdv_tui.services.booking import booking, changes
from rdv_tui.services.booking.history import get_card
from rdv_tui.services.booking.search import get, search
from rdv_tui.services.booking.undoing import undo
from rdv_tui.services.day import arrivals
from rdv_tui.services.delivery import delivery
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import opening_hours
from rdv_tui.services.hours.schedule import day_slots
from rdv_tui.store import appointments, integrity
from rdv_tui.store.tables import AppointmentRow
from rdv_tui.store.transactions import snapshot
from tests.documents.readback import prose
from tests.factories import StillClock, everything, person

OLD = datetime.fromisoformat("2026-12-01T09:00")
NEW = datetime.fromisoformat("2026-12-02T09:30")
OF_THE_DAY = ("arrived_at", "called_at", "served_at_counter", "ended_at", "missing")


@pytest.fixture
def booked(desk: Desk) -> Appointment:
    """An appointment on Tuesday."""
    return booking.book_at(desk, OLD, person(1), channel=Channel.PHONE)


def free_at(desk: Desk, start: datetime) -> int:
    return next(slot.free for slot in day_slots(desk, start.date()) if slot.start == start)


def row_of(desk: Desk, reference: str) -> AppointmentRow:
    with snapshot(desk) as unit:
        row = appointments.find(unit, reference)
    assert row is not None
    return row


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
        assert moved == get(desk, booked.reference)
        assert (free_at(desk, OLD), free_at(desk, NEW)) == (1, 1)
        assert integrity.check(desk.store) == []

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
        with pytest.raises(Refusal, match="est déjà annulé : il ne peut pas être déplacé"):
            changes.move(desk, booked.reference, NEW)

    def test_who_is_at_the_counter_stays(
        self, desk: Desk, booked: Appointment, clock: StillClock
    ) -> None:
        clock.forward(timedelta(days=1))
        arrivals.check_in(desk, booked.reference)
        before = row_of(desk, booked.reference)
        with pytest.raises(Refusal, match="est arrivée à") as refused:
            changes.move(desk, booked.reference, NEW)
        assert refused.value.code == "not_allowed_now"
        assert row_of(desk, booked.reference) == before
        arrivals.call_next(desk, 1)
        with pytest.raises(Refusal, match="est en cours au guichet"):
            changes.move(desk, booked.reference, NEW)
        with pytest.raises(Refusal, match="est en cours au guichet"):
            changes.cancel(desk, booked.reference, CancelReason.OFFICE)
        wanted = replace(booked.applicant, phone="+33639981234")
        assert changes.correct(desk, booked.reference, wanted).status == "in_progress"

    def test_nothing_of_the_day_before_the_move_goes_along(
        self, desk: Desk, booked: Appointment, clock: StillClock
    ) -> None:
        """Called and sent on to another counter on the first day; no counter waits on the next."""
        clock.forward(timedelta(days=1))
        arrivals.check_in(desk, booked.reference)
        arrivals.call_next(desk, 1)
        arrivals.return_to_waiting_room(desk, booked.reference)
        arrivals.transfer(desk, booked.reference, 2)
        arrivals.undo_check_in(desk, booked.reference)
        changes.move(desk, booked.reference, NEW)
        kept = row_of(desk, booked.reference)
        assert {name: getattr(kept, name) for name in OF_THE_DAY} == dict.fromkeys(OF_THE_DAY)
        clock.forward(timedelta(days=1))
        arrivals.check_in(desk, booked.reference)
        assert arrivals.call_next(desk, 1).reference == booked.reference

    def test_another_hour_of_the_day_leaves_the_arrival_noted(
        self, desk: Desk, booked: Appointment, clock: StillClock
    ) -> None:
        clock.forward(timedelta(days=1))
        arrivals.check_in(desk, booked.reference)
        arrivals.transfer(desk, booked.reference, 2)
        before = row_of(desk, booked.reference)
        later = changes.move(desk, booked.reference, OLD + timedelta(minutes=15))
        after = row_of(desk, booked.reference)
        assert (later.status, later.start) == ("arrived", OLD + timedelta(minutes=15))
        assert (after.served_at_counter, after.arrived_at) == (2, before.arrived_at)
        undo(desk, booked.reference)
        back = row_of(desk, booked.reference)
        assert (back.status, back.start, back.arrived_at) == ("arrived", OLD, before.arrived_at)

    def test_who_changes_counters_within_the_hour_waits_on(
        self, desk: Desk, booked: Appointment, clock: StillClock
    ) -> None:
        """Counter 1 closes: whoever it had called is not kept waiting for a closed counter."""
        clock.forward(timedelta(days=1))
        arrivals.check_in(desk, booked.reference)
        arrivals.transfer(desk, booked.reference, 1)
        closed = Closure(OLD.date(), OLD.date(), "Panne", counter=1)
        opening_hours.write_change(desk, HoursChange(added=(closed,)))
        moved = changes.move(desk, booked.reference, OLD)
        kept = row_of(desk, booked.reference)
        assert (moved.status, moved.counter, kept.served_at_counter) == ("arrived", 2, None)
        assert kept.arrived_at is not None
        assert arrivals.call_next(desk, 2).reference == booked.reference


class TestCancel:
    @pytest.mark.parametrize("reason", CancelReason)
    def test_the_person_may_book_again(
        self, desk: Desk, booked: Appointment, reason: CancelReason
    ) -> None:
        done = changes.cancel(desk, booked.reference, reason)
        assert (done.status, done.start) == ("cancelled", OLD)
        again = booking.book_at(desk, NEW, booked.applicant, channel=Channel.DESK)
        assert again.reference != booked.reference
        assert integrity.check(desk.store) == []

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


class TestCorrect:
    def test_every_detail(self, desk: Desk, booked: Appointment) -> None:
        wanted = person(
            7,
            family_name="Yılmaz-Çelik",
            birth_date=BirthDate(1990, 2, 3),
            situation="VPF_LIENS",
            email="c.yilmaz@exemple.fr",
            phone="+33639981234",
            address="3 rue du Pont",
            language="tr",
        )
        done = changes.correct(desk, booked.reference, wanted)
        assert done == replace(booked, applicant=wanted)
        assert get(desk, booked.reference) == done
        assert [f.appointment for f in search(desk, "yilmaz").found] == [done]
        assert search(desk, "sukru").found == ()
        assert search(desk, booked.applicant.foreign_resident_number).found == ()
        assert integrity.check(desk.store) == []

    def test_nothing_new_writes_nothing(self, desk: Desk, booked: Appointment) -> None:
        before = everything(desk.store)
        assert changes.correct(desk, booked.reference, booked.applicant) == booked
        assert everything(desk.store) == before

    def test_another_person_s_number(self, desk: Desk, booked: Appointment) -> None:
        other = booking.book_at(desk, NEW, person(2), channel=Channel.DESK)
        before = everything(desk.store)
        with pytest.raises(Refusal) as refusal:
            changes.correct(desk, booked.reference, other.applicant)
        assert refusal.value.code == "already_booked"
        assert other.reference in refusal.value.message
        assert everything(desk.store) == before

    @pytest.mark.parametrize(
        ("change", "verdict"),
        [
            ({"situation": "ETUDIANT"}, "online"),
            ({"permit_expires": date(2027, 3, 1)}, "too_early"),
            ({"permit_expires": date(2026, 5, 29)}, "too_late"),
            ({"postal_code": "13001", "commune": "Marseille"}, "elsewhere"),
        ],
    )
    def test_the_rules_are_asked_again(
        self, desk: Desk, booked: Appointment, change: dict[str, object], verdict: str
    ) -> None:
        before = everything(desk.store)
        with pytest.raises(Refusal) as refusal:
            changes.correct(desk, booked.reference, replace(booked.applicant, **change))  # type: ignore[arg-type]
        assert (refusal.value.code, refusal.value.verdict) == ("not_eligible", verdict)
        assert everything(desk.store) == before

    def test_the_window_is_that_of_the_day_of_the_booking(
        self, desk: Desk, clock: StillClock
    ) -> None:
        granted = person(3, permit_expires=date(2026, 5, 31))
        booked = booking.book_at(desk, NEW, granted, channel=Channel.DESK)
        clock.forward(timedelta(days=1))  # the last day to book was yesterday
        wanted = replace(granted, permit_expires=date(2026, 5, 30))
        assert changes.correct(desk, booked.reference, wanted).applicant == wanted
        refused_day = replace(granted, permit_expires=date(2026, 5, 29))
        with pytest.raises(Refusal):
            changes.correct(desk, booked.reference, refused_day)

    def test_who_waits_at_the_counter_may_be_corrected_who_is_cancelled_not(
        self, desk: Desk, booked: Appointment
    ) -> None:
        wanted = replace(booked.applicant, phone="+33639981234")
        changes.cancel(desk, booked.reference, CancelReason.APPLICANT)
        with pytest.raises(Refusal) as refusal:
            changes.correct(desk, booked.reference, wanted)
        assert refusal.value.code == "not_allowed_now"


class TestCard:
    def test_its_history_tells_who_did_what_when(
        self, desk: Desk, booked: Appointment, clock: StillClock
    ) -> None:
        clock.forward(timedelta(minutes=3))
        changes.move(replace(desk, agent="collègue"), booked.reference, NEW)
        shown = get_card(desk, booked.reference.lower())
        assert shown.appointment == get(desk, booked.reference)
        last = [entry for entry in shown.history if entry.action == "move"][-1]
        assert (last.agent, last.at) == ("collègue", clock.now())
        assert last.before["start"] == "2026-12-01T09:00:00"
        assert last.after["start"] == "2026-12-02T09:30:00"
        assert [e.action for e in shown.history][:2] == ["hold", "book"]

    def test_what_may_be_done_follows_status_and_clock(
        self, desk: Desk, booked: Appointment, clock: StillClock
    ) -> None:
        assert get_card(desk, booked.reference).acts == set(Act)
        clock.forward(timedelta(days=2))
        assert get_card(desk, booked.reference).acts == {Act.CORRECT}

    def test_nothing_may_be_done_with_a_cancelled_one(
        self, desk: Desk, booked: Appointment
    ) -> None:
        changes.cancel(desk, booked.reference, CancelReason.NOT_ELIGIBLE)
        shown = get_card(desk, booked.reference)
        assert (shown.acts, shown.cancel_reason) == (frozenset(), "not_eligible")

    def test_every_change_counts_for_invitations(self, desk: Desk, booked: Appointment) -> None:
        changes.move(desk, booked.reference, NEW)
        changes.correct(desk, booked.reference, replace(booked.applicant, given_names="Ana"))
        changes.cancel(desk, booked.reference, CancelReason.APPLICANT)
        undo(desk, booked.reference)
        with snapshot(desk) as unit:
            row = appointments.find(unit, booked.reference)
        assert row is not None
        assert row.revision == 4


def test_the_letter_follows_the_new_slot(desk: Desk, booked: Appointment, tmp_path: Path) -> None:
    old, new = tmp_path / "old.pdf", tmp_path / "new.pdf"
    delivery.save_letter(desk, booked.reference, old)
    changes.move(desk, booked.reference, NEW)
    delivery.save_letter(desk, booked.reference, new)
    assert "mercredi 2 décembre 2026" in prose(new)
    assert "mardi 1er décembre 2026 à 9 h" in prose(old)
    assert "mardi 1er décembre 2026 à 9 h" not in prose(new)
    undo(desk, booked.reference)
    assert delivery.letter_pdf(desk, booked.reference) == old.read_bytes()
