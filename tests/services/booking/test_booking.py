"""Booking: what is kept, what is refused, in which order, and that a refusal changes nothing."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from rdv_tui.domain.applicant import Applicant
from rdv_tui.domain.appointment import Appointment, Channel, Identification, Status
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.rights import Right
from rdv_tui.errors import Refusal
from rdv_tui.services.booking import booking, holds, search
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import schedule
from rdv_tui.store import appointments, audit, integrity, people
from rdv_tui.store.stored import StoredAct
from rdv_tui.store.transactions import snapshot, transaction
from tests.factories import StillClock, everything, person

NINE = datetime.fromisoformat("2026-11-30T09:00")
QUARTER = datetime.fromisoformat("2026-11-30T09:15")
NIGHT = datetime.fromisoformat("2026-11-30T23:00")
EMPTY = BookingDraft()


def book_at(desk: Desk, start: datetime, applicant: Applicant) -> Appointment:
    return booking.book_at(desk, start, applicant, channel=Channel.PHONE)


def refused(desk: Desk, action: Callable[[], Any]) -> Refusal:
    """Run what must be refused; see that no row of any table changed."""
    before = everything(desk.store)
    with pytest.raises(Refusal) as caught:
        action()
    assert everything(desk.store) == before
    assert integrity.check(desk.store) == []
    return caught.value


def trail(desk: Desk, reference: str) -> list[StoredAct]:
    with snapshot(desk) as unit:
        return audit.of_reference(unit, reference)


def record(desk: Desk, reference: str, status: Status) -> None:
    """Record what became of an appointment, as the desk's later screens will."""
    with transaction(desk, Right.UPKEEP) as unit:
        row = appointments.find(unit, reference)
        assert row is not None
        appointments.change(unit, "record", row, status)


def test_hold_becomes_the_appointment_on_its_own_row(desk: Desk, applicant: Applicant) -> None:
    hold = holds.hold(desk, NINE, EMPTY)
    made = booking.book(
        desk, hold, applicant, channel=Channel.DESK, identification=Identification.DOCUMENT
    )
    assert (made.reference, made.start, made.place) == (hold.reference, NINE, hold.place)
    assert made.applicant == applicant
    assert made.status is Status.BOOKED
    assert made.booked_at == desk.clock.now()
    assert search.get(desk, made.reference) == made
    assert integrity.check(desk.store) == []


def test_book_at_gives_the_same_as_the_desk(desk: Desk, applicant: Applicant) -> None:
    made = book_at(desk, NINE, applicant)
    assert search.get(desk, made.reference.lower().replace("-", " ")) == made
    assert made.identification is None
    assert made.channel is Channel.PHONE
    assert made.counter == 1


@pytest.mark.parametrize(
    "name", ["[/b] [Dupont] [@click=app.quit]x\\", "O'Brien; DROP TABLE appointment;--", "Ł" * 300]
)
def test_name_comes_back_as_it_was(desk: Desk, name: str) -> None:
    made = book_at(desk, NINE, person(family_name=name, given_names=""))
    assert search.get(desk, made.reference).applicant.family_name == name


def test_audit_tells_who_when_what(desk: Desk, applicant: Applicant) -> None:
    made = book_at(desk, NINE, applicant)
    held, booked = trail(desk, made.reference)
    assert (held.action, booked.action) == ("hold", "book")
    assert (booked.agent, booked.station, booked.at) == ("agent", "poste:1", desk.clock.now())
    before, after = json.loads(booked.before or ""), json.loads(booked.after or "")
    assert before["status"] == "held"
    assert after["status"] == "booked"
    assert after["foreign_resident_number"] == applicant.foreign_resident_number


def test_last_place_is_taken(desk: Desk) -> None:
    for rank in (1, 2):
        book_at(desk, NINE, person(rank))
    refusal = refused(desk, lambda: book_at(desk, NINE, person(3)))
    assert refusal.code == "slot_taken"
    assert "9\u00a0h" in refusal.message
    assert refused(desk, lambda: holds.hold(desk, NINE, EMPTY)).code == "slot_taken"


def test_time_without_places(desk: Desk, applicant: Applicant) -> None:
    assert refused(desk, lambda: book_at(desk, NIGHT, applicant)).code == "no_such_slot"
    assert refused(desk, lambda: holds.hold(desk, NIGHT, EMPTY)).code == "no_such_slot"


def test_slot_that_has_begun(desk: Desk, clock: StillClock, applicant: Applicant) -> None:
    clock.forward(timedelta(hours=1))
    assert desk.clock.local() == NINE
    assert refused(desk, lambda: book_at(desk, NINE, applicant)).code == "slot_past"
    assert refused(desk, lambda: holds.hold(desk, NINE, EMPTY)).code == "slot_past"
    assert book_at(desk, QUARTER, applicant).start == QUARTER


def test_person_with_an_appointment_is_told_which(desk: Desk, applicant: Applicant) -> None:
    first = book_at(desk, NINE, applicant)
    refusal = refused(desk, lambda: book_at(desk, QUARTER, applicant))
    assert refusal.code == "already_booked"
    assert first.reference in refusal.message
    assert "lundi 30 novembre 2026" in refusal.message


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({"situation": "ETUDIANT", "permit_kind": "CST"}, "online"),
        ({"postal_code": "13001", "commune": "Marseille"}, "elsewhere"),
        ({"permit_expires": "2027-03-02"}, "too_early"),
        ({"permit_expires": "2026-05-29"}, "too_late"),
    ],
)
def test_person_whom_a_rule_turns_away(desk: Desk, changes: dict[str, Any], verdict: str) -> None:
    if "permit_expires" in changes:
        day = datetime.fromisoformat(changes["permit_expires"]).date()
        changes = {"permit_expires": day}
    turned_away = person(**changes)
    refusal = refused(desk, lambda: book_at(desk, NINE, turned_away))
    assert (refusal.code, refusal.verdict) == ("not_eligible", verdict)
    hold = holds.hold(desk, NINE, EMPTY)

    def at_the_desk() -> None:
        booking.book(desk, hold, turned_away, channel=Channel.DESK, identification=None)

    assert refused(desk, at_the_desk).code == "not_eligible"


def test_refusals_come_in_their_order(desk: Desk, clock: StillClock) -> None:
    """Each step removes the reason that was told and meets the next one."""
    book_at(desk, QUARTER, person(1))
    book_at(desk, NINE, person(2))
    book_at(desk, NINE, person(3))
    late = replace(person(1), postal_code="13001", commune="Marseille")
    codes = [
        refused(desk, lambda: book_at(desk, NIGHT, late)).code,
        refused(desk, lambda: book_at(desk, NIGHT, person(1))).code,
        refused(desk, lambda: book_at(desk, NINE, person(1))).code,
        refused(desk, lambda: book_at(desk, NINE, person(4))).code,
    ]
    assert codes == ["not_eligible", "no_such_slot", "already_booked", "slot_taken"]
    clock.forward(timedelta(hours=1))
    assert refused(desk, lambda: book_at(desk, NINE, person(1))).code == "slot_past"


def test_unrecorded_past_appointment_stands_in_nobodys_way(
    desk: Desk, clock: StillClock, applicant: Applicant
) -> None:
    first = book_at(desk, NINE, applicant)
    clock.forward(timedelta(hours=12))
    assert refused(desk, lambda: book_at(desk, NINE + timedelta(days=1), applicant)).code == (
        "already_booked"
    )
    clock.forward(timedelta(hours=12))
    second = book_at(desk, NINE + timedelta(days=1), applicant)
    assert search.get(desk, first.reference).status is Status.UNRECORDED
    assert search.get(desk, second.reference).status is Status.BOOKED
    assert trail(desk, first.reference)[-1].action == "unrecord"
    assert integrity.check(desk.store) == []


@pytest.mark.parametrize("status", [Status.ARRIVED, Status.CANCELLED])
def test_place_is_free_after_a_cancellation_only(
    desk: Desk, applicant: Applicant, status: Status
) -> None:
    made = book_at(desk, NINE, applicant)
    record(desk, made.reference, status)
    assert schedule.day_slots(desk, NINE.date())[0].free == (1 if status is Status.ARRIVED else 2)


def test_illegal_move_is_refused(desk: Desk, applicant: Applicant) -> None:
    made = book_at(desk, NINE, applicant)
    refusal = refused(desk, lambda: record(desk, made.reference, Status.DONE))
    assert refusal.code == "not_allowed_now"


def test_booking_twice_with_one_hold_is_booking_once(desk: Desk, applicant: Applicant) -> None:
    hold = holds.hold(desk, NINE, EMPTY)

    def book(who: Applicant) -> Appointment:
        return booking.book(desk, hold, who, channel=Channel.DESK, identification=None)

    made = book(applicant)
    before = everything(desk.store)
    assert book(applicant) == made
    assert everything(desk.store) == before
    assert refused(desk, lambda: book(person(2))).code == "not_allowed_now"


def test_screening_shows_what_is_known(desk: Desk) -> None:
    shared = {"email": "aide@example.org", "phone": "+33612345678"}
    first = book_at(desk, NINE, person(1, **shared))
    book_at(desk, NINE, person(2, **shared))
    seen = booking.screen(desk, number=person(1).foreign_resident_number, **shared)
    assert (seen.future, seen.same_email, seen.same_phone) == (first, 1, 1)
    new = booking.screen(desk, number="8499999999", **shared)
    assert (new.future, new.same_email, new.same_phone) == (None, 2, 2)
    none = booking.screen(desk, number="8499999999", email=None, phone=None)
    assert (none.same_email, none.same_phone) == (0, 0)


def test_screening_leaves_past_days_out(
    desk: Desk, clock: StillClock, applicant: Applicant
) -> None:
    book_at(desk, NINE, applicant)
    number = applicant.foreign_resident_number
    clock.forward(timedelta(hours=12))
    assert booking.screen(desk, number=number, email=None, phone=None).future is not None
    clock.forward(timedelta(days=1))
    assert booking.screen(desk, number=number, email=None, phone=None).future is None
    with snapshot(desk) as unit:
        assert people.active_of(unit, number) is not None


@pytest.mark.parametrize("text", ["", "7K4H", "0000-0000", "\u202e[/x]" * 50])
def test_reference_that_nobody_has(desk: Desk, text: str) -> None:
    refusal = refused(desk, lambda: search.get(desk, text))
    assert refusal.code == "unknown_reference"
    assert "\u202e" not in refusal.message
    assert len(refusal.message) < 120


def test_hold_is_not_an_appointment_yet(desk: Desk) -> None:
    hold = holds.hold(desk, NINE, EMPTY)
    assert refused(desk, lambda: search.get(desk, hold.reference)).code == "unknown_reference"
