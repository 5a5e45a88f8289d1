"""The day itself: arrived, called, received, absent; each act only when it follows."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.appointment import Appointment, Channel, Status
from rdv_tui.errors import RdvError, Refusal, UsageError
from rdv_tui.services.booking import booking, changes
from rdv_tui.services.day import arrivals
from rdv_tui.services.desk import Desk
from rdv_tui.store import integrity
from rdv_tui.store.engine import Store
from rdv_tui.store.tables import AppointmentRow
from tests.factories import StillClock, desk_on, everything, person, small_office

NINE = datetime.fromisoformat("2026-11-30T09:00")
QUARTER = timedelta(minutes=15)

Act = Callable[[Desk, str], Appointment]


@pytest.fixture
def booked(desk: Desk) -> Appointment:
    """The day's first appointment."""
    return book(desk, 1)


def book(desk: Desk, rank: int, start: datetime = NINE) -> Appointment:
    return booking.book_at(desk, start, person(rank), channel=Channel.DESK)


def come(desk: Desk, *booked: Appointment) -> None:
    """Check people in, a second apart."""
    assert isinstance(desk.clock, StillClock)
    for one in booked:
        arrivals.check_in(desk, one.reference)
        desk.clock.forward(timedelta(seconds=1))


def row(desk: Desk, reference: str) -> AppointmentRow:
    with desk.store.read() as session:
        found = session.get(AppointmentRow, (desk.office.code, reference))
    assert found is not None
    return found


def refused(desk: Desk, act: Callable[[], object], code: str) -> RdvError:
    """Check that `act` is refused with `code`, and that nothing is written."""
    before = everything(desk.store)
    with pytest.raises(RdvError) as caught:
        act()
    assert caught.value.code == code
    assert everything(desk.store) == before
    return caught.value


def actions(desk: Desk, reference: str) -> list[str]:
    audit = everything(desk.store)["audit"]
    named = ("office", "id", "at", "agent", "station", "action", "reference")
    rows = [dict(zip(named, line, strict=False)) for line in audit]
    ordered = sorted(rows, key=lambda line: line["id"])
    return [line["action"] for line in ordered if line["reference"] == reference]


def test_the_whole_way(desk: Desk, clock: StillClock, booked: Appointment) -> None:
    ref = booked.reference
    arrived_at = clock.now()
    assert arrivals.check_in(desk, ref).status == "arrived"
    clock.forward(timedelta(hours=1))
    called_at = clock.now()
    assert arrivals.call_next(desk, 2).reference == ref
    clock.forward(QUARTER)
    assert arrivals.mark_received(desk, ref).status == "done"
    kept = row(desk, ref)
    assert (kept.arrived_at, kept.called_at, kept.ended_at) == (arrived_at, called_at, clock.now())
    assert (kept.served_at_counter, kept.counter, kept.missing) == (2, 1, None)
    assert actions(desk, ref) == ["hold", "book", "check_in", "call", "finish"]
    assert integrity.check(desk.store) == []


def test_a_reference_as_it_is_scanned(desk: Desk, booked: Appointment) -> None:
    assert arrivals.check_in(desk, booked.reference.lower().replace("-", " ")).status == "arrived"


class TestCheckIn:
    def test_not_the_day_before(self, desk: Desk) -> None:
        tomorrow = book(desk, 2, NINE + timedelta(days=1))
        error = refused(
            desk, lambda: arrivals.check_in(desk, tomorrow.reference), "not_allowed_now"
        )
        assert "mardi 1er décembre 2026" in error.message

    def test_not_the_day_after(self, desk: Desk, clock: StillClock, booked: Appointment) -> None:
        clock.forward(timedelta(days=1))
        refused(desk, lambda: arrivals.check_in(desk, booked.reference), "not_allowed_now")

    def test_not_twice_and_not_when_cancelled(self, desk: Desk, booked: Appointment) -> None:
        arrivals.check_in(desk, booked.reference)
        error = refused(desk, lambda: arrivals.check_in(desk, booked.reference), "not_allowed_now")
        assert error.message == "Cette personne attend déjà dans la salle."
        changes.cancel(desk, booked.reference, CancelReason.APPLICANT)
        error = refused(desk, lambda: arrivals.check_in(desk, booked.reference), "not_allowed_now")
        assert "annulé" in error.message

    def test_somebody_else_was_checked_in_by_mistake(self, desk: Desk, booked: Appointment) -> None:
        arrivals.check_in(desk, booked.reference)
        assert arrivals.undo_check_in(desk, booked.reference).status == "booked"
        assert row(desk, booked.reference).arrived_at is None

    def test_an_absent_person_who_comes_after_all(
        self, desk: Desk, clock: StillClock, booked: Appointment
    ) -> None:
        clock.forward(timedelta(hours=2))
        arrivals.mark_no_show(desk, booked.reference)
        assert arrivals.check_in(desk, booked.reference).status == "arrived"

    def test_an_absent_person_who_has_booked_again_since(
        self, desk: Desk, clock: StillClock, booked: Appointment
    ) -> None:
        clock.forward(timedelta(hours=2))
        arrivals.mark_no_show(desk, booked.reference)
        book(desk, 1, NINE + timedelta(days=1))
        refused(desk, lambda: arrivals.check_in(desk, booked.reference), "already_booked")
        refused(desk, lambda: arrivals.reopen(desk, booked.reference), "already_booked")

    def test_an_unknown_reference(self, desk: Desk) -> None:
        refused(desk, lambda: arrivals.check_in(desk, "[b]7K4H-M2XA"), "unknown_reference")


class TestCalling:
    def test_by_the_hour_whatever_the_counter_of_the_place(self, desk: Desk) -> None:
        late, first = book(desk, 1, NINE + QUARTER), book(desk, 2)
        come(desk, late, first)
        assert arrivals.call_next(desk, 2).reference == first.reference
        assert arrivals.call_next(desk, 1).reference == late.reference

    def test_a_counter_receives_one_person_at_a_time(self, desk: Desk) -> None:
        come(desk, book(desk, 1), book(desk, 2))
        arrivals.call_next(desk, 1)
        error = refused(desk, lambda: arrivals.call_next(desk, 1), "not_allowed_now")
        assert "Le guichet 1 reçoit encore ŞÜKRÜ Đorđe" in error.message

    @pytest.mark.usefixtures("booked")
    def test_nobody_waits(self, desk: Desk) -> None:
        refused(desk, lambda: arrivals.call_next(desk, 1), "nobody_waits")

    def test_a_counter_that_does_not_exist(self, desk: Desk, booked: Appointment) -> None:
        refused(desk, lambda: arrivals.call_next(desk, 9), "no_such_counter")
        arrivals.check_in(desk, booked.reference)
        refused(desk, lambda: arrivals.transfer(desk, booked.reference, 9), "no_such_counter")

    def test_where_letters_name_the_counter(self, store: Store, clock: StillClock) -> None:
        desk = desk_on(store, office=small_office(letter_names_counter=True), clock=clock)
        one, two = book(desk, 1), book(desk, 2)
        come(desk, one, two)
        assert arrivals.call_next(desk, 2).reference == two.reference
        refused(desk, lambda: arrivals.call_next(desk, 2), "not_allowed_now")

    def test_called_again_and_put_back(
        self, desk: Desk, clock: StillClock, booked: Appointment
    ) -> None:
        second = book(desk, 2, NINE + QUARTER)
        come(desk, booked, second)
        clock.forward(timedelta(hours=1, minutes=20))
        arrivals.call_next(desk, 1)
        clock.forward(timedelta(minutes=2))
        arrivals.recall(desk, booked.reference)
        assert row(desk, booked.reference).called_at == clock.now()
        assert arrivals.return_to_waiting_room(desk, booked.reference).status == "arrived"
        assert row(desk, booked.reference).served_at_counter is None
        # The hour of the missed call is 9 h 22: who has an appointment at 9 h 15 goes first now.
        assert arrivals.call_next(desk, 1).reference == second.reference
        assert arrivals.call_next(desk, 2).reference == booked.reference

    def test_whom_another_counter_has_called_is_not_called_again(
        self, desk: Desk, booked: Appointment
    ) -> None:
        come(desk, booked)
        arrivals.call(desk, booked.reference, 2)
        with pytest.raises(Refusal, match="déjà appelée au guichet 2"):
            arrivals.call(desk, booked.reference, 1)
        assert row(desk, booked.reference).served_at_counter == 2

    def test_out_of_turn_by_name(self, desk: Desk) -> None:
        first, second = book(desk, 1), book(desk, 2)
        come(desk, first, second)
        called = arrivals.call(desk, second.reference, 1)
        assert (called.status, row(desk, second.reference).served_at_counter) == ("in_progress", 1)
        refused(desk, lambda: arrivals.call(desk, first.reference, 1), "not_allowed_now")

    def test_handed_over_to_another_counter(self, desk: Desk) -> None:
        first, second = book(desk, 1), book(desk, 2)
        come(desk, first, second)
        arrivals.call_next(desk, 1)
        assert arrivals.transfer(desk, first.reference, 2).status == "arrived"
        arrivals.transfer(desk, second.reference, 2)
        error = refused(desk, lambda: arrivals.call_next(desk, 1), "nobody_waits")
        assert "2 personnes attendent ailleurs (guichet 2)" in error.hint
        arrivals.transfer(desk, second.reference, 1)
        assert arrivals.call_next(desk, 1).reference == second.reference
        assert arrivals.call_next(desk, 2).reference == first.reference


class TestOutcomes:
    @pytest.fixture
    def called(self, desk: Desk, booked: Appointment) -> Appointment:
        arrivals.check_in(desk, booked.reference)
        called = arrivals.call_next(desk, 1)
        assert isinstance(called, Appointment)
        return called

    def test_an_incomplete_file_says_what_it_lacks(self, desk: Desk, called: Appointment) -> None:
        listed = arrivals.checklist("SALARIE")
        lacking = (listed[3], listed[0])
        assert arrivals.mark_incomplete(desk, called.reference, lacking).status == "incomplete"
        kept = row(desk, called.reference)
        assert json.loads(kept.missing or "") == [listed[0], listed[3]]
        assert kept.ended_at is not None

    def test_what_is_not_on_the_list_is_refused(self, desk: Desk, called: Appointment) -> None:
        def lacking(*missing: str) -> None:
            arrivals.mark_incomplete(desk, called.reference, missing)

        for error in (
            refused(desk, lacking, "invalid_fields"),
            refused(desk, lambda: lacking("[red]passeport"), "invalid_fields"),
        ):
            assert isinstance(error, UsageError)
            assert "missing" in error.fields

    def test_what_no_list_has_is_told_in_words(self, desk: Desk, called: Appointment) -> None:
        listed = arrivals.checklist("SALARIE")
        arrivals.mark_incomplete(desk, called.reference, listed[:1], "  jugement [red]traduit\x1b ")
        kept = json.loads(row(desk, called.reference).missing or "")
        assert kept == [listed[0], "jugement [red]traduit"]
        arrivals.reopen(desk, called.reference)
        arrivals.mark_incomplete(desk, called.reference, (), "jugement traduit")
        assert json.loads(row(desk, called.reference).missing or "") == ["jugement traduit"]

    @pytest.mark.parametrize("other", ["", " ", "x" * (arrivals.MAX_OTHER + 1)])
    def test_words_that_say_nothing_or_too_much_are_refused(
        self, desk: Desk, called: Appointment, other: str
    ) -> None:
        refused(
            desk,
            lambda: arrivals.mark_incomplete(desk, called.reference, (), other),
            "invalid_fields",
        )

    def test_an_outcome_can_be_taken_back(self, desk: Desk, called: Appointment) -> None:
        arrivals.mark_incomplete(desk, called.reference, arrivals.checklist("SALARIE")[:1])
        assert arrivals.reopen(desk, called.reference).status == "in_progress"
        kept = row(desk, called.reference)
        assert (kept.ended_at, kept.missing, kept.served_at_counter) == (None, None, 1)
        assert arrivals.mark_received(desk, called.reference).status == "done"

    def test_another_counter_does_not_call_once_more(self, desk: Desk, called: Appointment) -> None:
        error = refused(desk, lambda: arrivals.recall(desk, called.reference, 2), "not_allowed_now")
        assert "déjà appelée au guichet 1" in error.message
        assert arrivals.recall(desk, called.reference, 1).status == "in_progress"
        assert arrivals.recall(desk, called.reference).status == "in_progress"

    def test_no_outcome_is_taken_back_over_another_visitor(
        self, desk: Desk, called: Appointment
    ) -> None:
        second = book(desk, 2)
        come(desk, second)
        arrivals.mark_received(desk, called.reference)
        arrivals.call_next(desk, 1)
        error = refused(desk, lambda: arrivals.reopen(desk, called.reference), "not_allowed_now")
        assert "reçoit encore" in error.message
        arrivals.return_to_waiting_room(desk, second.reference)
        assert arrivals.reopen(desk, called.reference).status == "in_progress"

    def test_the_person_may_book_again(self, desk: Desk, called: Appointment) -> None:
        arrivals.mark_incomplete(desk, called.reference, arrivals.checklist("SALARIE")[:1])
        assert book(desk, 1, NINE + timedelta(days=3)).status == "booked"

    def test_absent_only_once_the_hour_has_come(
        self, desk: Desk, clock: StillClock, booked: Appointment
    ) -> None:
        error = refused(
            desk, lambda: arrivals.mark_no_show(desk, booked.reference), "not_allowed_now"
        )
        assert "lundi 30 novembre 2026 à 9 h" in error.message.replace("\N{NO-BREAK SPACE}", " ")
        clock.forward(timedelta(hours=1))
        assert arrivals.mark_no_show(desk, booked.reference).status == "no_show"
        assert arrivals.reopen(desk, booked.reference).status == "booked"

    def test_nobody_is_received_without_having_been_called(
        self, desk: Desk, booked: Appointment
    ) -> None:
        error = refused(
            desk, lambda: arrivals.mark_received(desk, booked.reference), "not_allowed_now"
        )
        assert "pas encore" in error.message
        arrivals.check_in(desk, booked.reference)
        refused(desk, lambda: arrivals.mark_received(desk, booked.reference), "not_allowed_now")

    @pytest.mark.parametrize("came", [True, False])
    def test_what_was_forgotten_is_noted_afterwards(
        self, desk: Desk, clock: StillClock, booked: Appointment, came: bool
    ) -> None:
        clock.forward(timedelta(days=2))
        act: Act = arrivals.mark_received if came else arrivals.mark_no_show
        assert act(desk, booked.reference).status == ("done" if came else "no_show")
        lines = ["unrecord", "finish"] if came else ["no_show"]
        assert actions(desk, booked.reference)[2:] == lines
        assert integrity.check(desk.store) == []


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize(
    "act",
    [
        arrivals.check_in,
        arrivals.undo_check_in,
        arrivals.call,
        arrivals.recall,
        arrivals.return_to_waiting_room,
        arrivals.mark_received,
        arrivals.mark_no_show,
        arrivals.reopen,
        lambda desk, ref: arrivals.transfer(desk, ref, 1),
        lambda desk, ref: arrivals.mark_incomplete(desk, ref, arrivals.checklist("SALARIE")[:1]),
    ],
)
def test_every_act_in_every_state_is_done_or_refused_in_words(
    desk: Desk, clock: StillClock, booked: Appointment, act: Act, status: Status
) -> None:
    """Whatever a stale screen asks for, it is done or refused in a sentence; never a crash."""
    with desk.store.write(desk.office.code) as session:
        kept = session.get(AppointmentRow, (desk.office.code, booked.reference))
        assert kept is not None
        if status not in {Status.HELD, Status.RELEASED, Status.LAPSED}:
            kept.status = status.value
            session.add(kept)
    before = everything(desk.store)
    refusal: Refusal | None = None
    try:
        act(desk, booked.reference)
    except Refusal as error:
        refusal = error
    if refusal is None:
        assert everything(desk.store) != before
        # The audit does not tell of the status that was written by hand above.
        assert not [one for one in integrity.check(desk.store) if "journal" not in one]
    else:
        assert refusal.code == "not_allowed_now"
        assert refusal.message.endswith(".")
        assert everything(desk.store) == before


def test_a_move_leaves_nothing_of_the_old_day(desk: Desk, clock: StillClock) -> None:
    """Handed over to counter 2, then moved: on the new day any counter calls again."""
    one = book(desk, 1)
    arrivals.check_in(desk, one.reference)
    arrivals.transfer(desk, one.reference, 2)
    arrivals.undo_check_in(desk, one.reference)
    changes.move(desk, one.reference, NINE + timedelta(days=1))
    clock.forward(timedelta(days=1))
    arrivals.check_in(desk, one.reference)
    assert arrivals.call_next(desk, 1).reference == one.reference
