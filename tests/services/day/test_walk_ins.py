"""People without an appointment: in the queue, called, counted; and the tickets of all."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from rdv_tui.domain.appointment import Appointment, Channel
from rdv_tui.domain.queue import Reason
from rdv_tui.domain.walk_in import SentElsewhere, WalkIn, WalkInStatus
from rdv_tui.errors import RdvError, UsageError
from rdv_tui.services.booking import booking
from rdv_tui.services.day import arrivals, display, walk_ins
from rdv_tui.services.day.queue import get_queue
from rdv_tui.services.desk import Desk
from rdv_tui.services.kiosk.contract import CallBoard
from rdv_tui.store.hall_tables import TicketRow, WalkInRow
from rdv_tui.store.tables import AuditRow
from tests.factories import StillClock, everything, person

NINE = datetime.fromisoformat("2026-11-30T09:00")


def book(desk: Desk, rank: int, start: datetime = NINE) -> Appointment:
    return booking.book_at(desk, start, person(rank), channel=Channel.DESK)


def refused(desk: Desk, call: Callable[[], object], code: str) -> RdvError:
    before = everything(desk.store)
    with pytest.raises(RdvError) as caught:
        call()
    assert caught.value.code == code
    assert everything(desk.store) == before
    return caught.value


def register(desk: Desk, name: str = "Traoré Fatou") -> WalkIn:
    return walk_ins.register(desk, name, "récépissé perdu")


def test_a_walk_in_waits_is_called_and_counted(desk: Desk, clock: StillClock) -> None:
    one = register(desk)
    assert (one.status, one.ticket[:2]) == (WalkInStatus.ARRIVED, "B ")
    clock.forward(timedelta(minutes=5))
    called = arrivals.call_next(desk, 1)
    assert isinstance(called, WalkIn)
    assert (called.id, called.counter, called.status) == (one.id, 1, WalkInStatus.IN_PROGRESS)
    assert walk_ins.finish(desk, one.id).ended_at is not None
    assert [each.status for each in walk_ins.list_walk_ins(desk)] == [WalkInStatus.DONE]


def test_a_counter_receives_one_person_whoever_it_is(desk: Desk) -> None:
    booked, one = book(desk, 1), register(desk)
    arrivals.check_in(desk, booked.reference)
    walk_ins.call(desk, one.id, 1)
    refused(desk, lambda: arrivals.call_next(desk, 1), "not_allowed_now")
    refused(desk, lambda: arrivals.call(desk, booked.reference, 1), "not_allowed_now")
    arrivals.call(desk, booked.reference, 2)
    walk_ins.return_to_waiting_room(desk, one.id)
    error = refused(desk, lambda: walk_ins.call(desk, one.id, 2), "not_allowed_now")
    assert "guichet 2" in error.message


def test_two_counters_cannot_call_the_same_walk_in(desk: Desk) -> None:
    one = register(desk)
    walk_ins.call(desk, one.id, 1)
    error = refused(desk, lambda: walk_ins.call(desk, one.id, 2), "not_allowed_now")
    assert "déjà appelée au guichet 1" in error.message
    assert walk_ins.call(desk, one.id, 1).counter == 1  # once more, by the same counter


def test_one_who_is_sent_elsewhere_is_counted_with_the_reason(desk: Desk) -> None:
    one = register(desk)
    done = walk_ins.send_elsewhere(desk, one.id, SentElsewhere.ONLINE)
    assert (done.status, done.elsewhere) == (WalkInStatus.ELSEWHERE, SentElsewhere.ONLINE)
    refused(desk, lambda: walk_ins.finish(desk, one.id), "not_allowed_now")
    assert walk_ins.take_back(desk, one.id).elsewhere is None


@pytest.mark.parametrize(
    ("name", "reason", "number", "wrong"),
    [
        ("", "motif", "", {"name"}),
        ("Ali", " ", "", {"reason"}),
        ("Ali", "", "123", {"number"}),
        ("A" * 81, "m" * 81, "", {"name", "reason"}),
    ],
)
def test_every_wrong_field_is_named(
    desk: Desk, name: str, reason: str, number: str, wrong: set[str]
) -> None:
    error = refused(desk, lambda: walk_ins.register(desk, name, reason, number), "invalid_fields")
    assert isinstance(error, UsageError)
    assert set(error.fields) == wrong


def test_the_order_of_the_queue_tells_its_reasons(desk: Desk, clock: StillClock) -> None:
    first, late = book(desk, 1), book(desk, 2)
    clock.forward(timedelta(minutes=61))  # 9:01
    arrivals.check_in(desk, first.reference)
    one = register(desk)
    clock.forward(timedelta(minutes=30))
    arrivals.check_in(desk, late.reference)
    found = get_queue(desk)
    assert [line.key for line in found.waiting] == [first.reference, f"#{one.id}", late.reference]
    reasons = [line.reason for line in found.waiting]
    assert reasons == [Reason.HOUR, Reason.WALK_IN, Reason.LATE]
    assert (found.longest, found.waiting[0].minutes) == (30, 30)
    assert [line.rank for line in found.waiting] == [1, 2, 3]
    assert found.waiting[1].ticket == one.ticket != ""
    arrivals.call_next(desk, 2)
    found = get_queue(desk)
    assert [(line.key, line.counter) for line in found.called] == [(first.reference, 2)]


def test_names_of_one_sound_are_told_apart(desk: Desk) -> None:
    for rank in (1, 2):
        arrivals.check_in(desk, book(desk, rank).reference)
    hints = [line.hint for line in get_queue(desk).waiting]
    assert len(set(hints)) == 2


# -- tickets
def test_a_ticket_is_given_at_arrival_and_is_unique_in_the_day(desk: Desk) -> None:
    tickets = set()
    for rank in (1, 2):
        arrival = arrivals.arrive(desk, book(desk, rank).reference)
        assert arrival.refusal is None
        tickets.add(arrival.ticket)
    tickets |= {register(desk).ticket for _ in range(3)}
    assert len(tickets) == 5
    assert {one[0] for one in tickets} == {"A", "B"}


def test_who_arrives_twice_keeps_the_ticket(desk: Desk) -> None:
    booked = book(desk, 1)
    first = arrivals.arrive(desk, booked.reference).ticket
    arrivals.undo_check_in(desk, booked.reference)
    assert arrivals.arrive(desk, booked.reference).ticket == first


def test_a_letter_has_a_thousand_tickets(desk: Desk) -> None:
    with desk.store.write(desk.office.code) as session:
        for number in range(990, 1000):
            key: dict[str, Any] = {"office": desk.office.code, "day": NINE.date(), "letter": "B"}
            session.add(TicketRow(**key, number=number, reference=f"x{number}"))
    assert register(desk).ticket == "B 000"


def test_a_ticket_and_a_name_are_gone_with_the_day(desk: Desk, clock: StillClock) -> None:
    one = register(desk)
    walk_ins.finish(desk, register(desk, "Ali").id)
    arrivals.check_in(desk, book(desk, 1).reference)
    clock.forward(timedelta(days=1))
    walk_ins.register(desk, "Diallo", "information")
    with desk.store.read() as session:
        days = {row.day for row in session.exec(select(TicketRow))}
        rows = {row.id: row for row in session.exec(select(WalkInRow))}
        audit = " ".join(f"{row.before} {row.after}" for row in session.exec(select(AuditRow)))
    assert days == {clock.today()}
    assert (rows[one.id].name, rows[one.id].reason) == (None, None)
    assert [rows[id_].status for id_ in sorted(rows)] == ["unrecorded", "done", "arrived"]
    assert "Traoré" not in audit
    assert "récépissé" not in audit


# -- the screen in the hall
def test_the_display_shows_calls_and_nobody(desk: Desk, clock: StillClock) -> None:
    booked, one = book(desk, 1), register(desk)
    ticket = arrivals.arrive(desk, booked.reference).ticket
    assert display.get_board(desk) == CallBoard((), 2)
    walk_ins.call(desk, one.id, 2)
    clock.forward(timedelta(seconds=5))
    arrivals.call(desk, booked.reference, 1)
    board = display.get_board(desk)
    assert [(call.ticket, call.counter) for call in board.calls] == [(ticket, 1), (one.ticket, 2)]
    assert board.waiting == 0
    told = repr(board)
    for secret in (booked.reference, "Traoré", booked.applicant.family_name):
        assert secret not in told


def test_who_is_put_back_or_handed_over_is_called_no_more(desk: Desk) -> None:
    for rank in (1, 2):
        reference = book(desk, rank).reference
        arrivals.check_in(desk, reference)
        arrivals.call(desk, reference, rank)
        act = arrivals.return_to_waiting_room if rank == 1 else _to_other
        act(desk, reference)
        assert display.get_board(desk).calls == ()


def _to_other(desk: Desk, reference: str) -> Appointment:
    return arrivals.transfer(desk, reference, 1)


def test_a_desk_knows_whether_calls_are_shown(desk: Desk, clock: StillClock) -> None:
    assert not display.is_running(desk)
    display.say_running(desk)
    assert display.is_running(desk)
    assert get_queue(desk).is_displayed
    clock.forward(timedelta(minutes=16))
    assert not display.is_running(desk)
