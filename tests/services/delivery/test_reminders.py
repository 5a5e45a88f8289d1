"""Reminders: two days before, once for each date, by e-mail or by a call in the morning."""

from datetime import UTC, date, datetime, timedelta
from threading import Thread

import pytest

from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.appointment import Appointment, Channel
from rdv_tui.domain.message import CallKind, CallState
from rdv_tui.domain.office import Closure
from rdv_tui.domain.rights import Right
from rdv_tui.services.booking import changes
from rdv_tui.services.booking.booking import book_at
from rdv_tui.services.delivery import calls, outbox, reminders
from rdv_tui.services.desk import Desk
from rdv_tui.store import outbox as outbox_store
from rdv_tui.store.engine import Store
from rdv_tui.store.transactions import transaction
from tests.factories import StillClock, desk_on, person, small_office, still_clock

FRIDAY = datetime.fromisoformat("2026-12-11T09:00")  # 11 days after the clock's Monday
EMAIL, PHONE = "a@example.org", "+33612345678"


def book(desk: Desk, rank: int = 1, start: datetime = FRIDAY, **changes_: object) -> Appointment:
    return book_at(desk, start, person(rank, **changes_), channel=Channel.DESK)


def to_day(clock: StillClock, day: str, hour: str = "08:00") -> None:
    """Move the clock to that day of December."""
    clock.forward(datetime.fromisoformat(f"2026-12-{day}T{hour}") - clock.local())


def kinds(desk: Desk, made: Appointment) -> list[str]:
    return [one.kind.value for one in outbox.list_deliveries(desk, made.reference)]


def send_all(desk: Desk) -> None:
    """Let every waiting message have left."""
    with transaction(desk, Right.UPKEEP) as unit:
        for row in outbox_store.list_unsent(unit):
            row.state = "sent"
            unit.session.add(row)


def test_two_days_before_and_once(desk: Desk, clock: StillClock) -> None:
    made = book(desk, email=EMAIL)
    send_all(desk)
    to_day(clock, "08", "23:59")
    assert reminders.queue_due(desk) == 0
    to_day(clock, "09", "00:00")
    assert reminders.queue_due(desk) == 1
    assert kinds(desk, made) == ["booked", "reminder"]
    assert reminders.queue_due(desk) == 0
    send_all(desk)
    to_day(clock, "10")
    assert reminders.queue_due(desk) == 0


def test_a_desk_that_was_closed_reminds_later_but_not_on_the_day(
    desk: Desk, clock: StillClock
) -> None:
    made, other = book(desk, 1, email=EMAIL), book(desk, 2, email=EMAIL)
    send_all(desk)
    to_day(clock, "10", "18:00")
    assert reminders.queue_due(desk) == 2
    assert kinds(desk, made) == kinds(desk, other) == ["booked", "reminder"]
    third = book(desk, 3, FRIDAY + timedelta(days=7), email=EMAIL)
    send_all(desk)
    to_day(clock, "18", "00:00")
    assert reminders.queue_due(desk) == 0
    assert kinds(desk, third) == ["booked"]


def test_a_monday_is_reminded_of_on_friday(desk: Desk, clock: StillClock) -> None:
    monday = FRIDAY + timedelta(days=3)
    made = book(desk, 1, monday, email=EMAIL)
    book(desk, 2, monday, phone=PHONE)
    send_all(desk)
    to_day(clock, "10")
    assert reminders.queue_due(desk) == 0
    to_day(clock, "11", "07:00")
    assert reminders.queue_due(desk) == 2
    assert kinds(desk, made) == ["booked", "reminder"]
    assert [call.due for call in calls.list_calls(desk)] == [datetime(2026, 12, 11, 8, tzinfo=UTC)]


def test_without_e_mail_a_call_in_the_morning(desk: Desk, clock: StillClock) -> None:
    made = book(desk, phone=PHONE)
    to_day(clock, "09", "07:00")
    assert reminders.queue_due(desk) == 1
    (call,) = calls.list_calls(desk)
    assert (call.kind, call.reference, call.phone) == (CallKind.REMINDER, made.reference, PHONE)
    assert call.due == datetime(2026, 12, 9, 8, tzinfo=UTC)  # 9 h at the office
    calls.record_outcome(desk, call.id, CallState.REACHED)
    assert reminders.queue_due(desk) == 0
    assert calls.list_calls(desk) == []


def test_nobody_is_called_without_a_number(desk: Desk, clock: StillClock) -> None:
    book(desk)
    to_day(clock, "09")
    assert reminders.queue_due(desk) == 0


def test_on_a_closed_day_the_call_is_due_on_the_last_open_one(store: Store) -> None:
    clock = still_clock()
    closed = Closure(date(2026, 12, 8), date(2026, 12, 9), "travaux")
    desk = desk_on(store, office=small_office(closures=(closed,)), clock=clock)
    book(desk, phone=PHONE)
    to_day(clock, "07")
    assert reminders.queue_due(desk) == 1
    (call,) = calls.list_calls(desk)
    assert call.due == datetime(2026, 12, 7, 8, tzinfo=UTC)


def test_who_has_just_learnt_the_date_is_not_reminded(desk: Desk, clock: StillClock) -> None:
    to_day(clock, "09", "16:00")
    made = book(desk, 1, email=EMAIL)
    book(desk, 2, phone=PHONE)
    send_all(desk)
    to_day(clock, "10")
    assert reminders.queue_due(desk) == 0
    assert kinds(desk, made) == ["booked"]


def test_a_move_is_reminded_of_anew(desk: Desk, clock: StillClock) -> None:
    made = book(desk, email=EMAIL)
    send_all(desk)
    to_day(clock, "09")
    assert reminders.queue_due(desk) == 1
    changes.move(desk, made.reference, FRIDAY + timedelta(days=7))
    assert kinds(desk, made)[:2] == ["booked", "reminder"]
    assert outbox.list_deliveries(desk, made.reference)[1].state.value == "withdrawn"
    send_all(desk)
    to_day(clock, "16")
    assert reminders.queue_due(desk) == 1
    assert kinds(desk, made)[-1] == "reminder"


def test_cancelled_or_arrived_is_not_reminded(desk: Desk, clock: StillClock) -> None:
    made = book(desk, email=EMAIL)
    changes.cancel(desk, made.reference, CancelReason.APPLICANT)
    to_day(clock, "09")
    assert reminders.queue_due(desk) == 0


@pytest.mark.parametrize(
    ("state", "attempts", "by_mail"),
    [("sent", 1, True), ("failed", 1, False), ("waiting", 3, False), ("waiting", 0, True)],
)
def test_whose_e_mail_does_not_arrive_is_called(
    desk: Desk, clock: StillClock, state: str, attempts: int, by_mail: bool
) -> None:
    made = book(desk, email=EMAIL, phone=PHONE)
    with transaction(desk, Right.UPKEEP) as unit:
        row = outbox_store.find(unit, 1)
        assert row is not None
        row.state, row.attempts = state, attempts
        unit.session.add(row)
    to_day(clock, "09")
    assert reminders.queue_due(desk) == 1
    assert ("reminder" in kinds(desk, made)) == by_mail
    assert bool(calls.list_calls(desk)) != by_mail


def test_an_office_may_do_without(store: Store) -> None:
    clock = still_clock()
    desk = desk_on(store, office=small_office(reminder_days=0), clock=clock)
    book(desk, email=EMAIL)
    to_day(clock, "11")
    assert reminders.queue_due(desk) == 0


def test_two_desks_at_once_remind_once(desk: Desk, clock: StillClock) -> None:
    made = book(desk, email=EMAIL)
    send_all(desk)
    to_day(clock, "09")
    both = [Thread(target=reminders.queue_due, args=(desk,)) for _ in range(4)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert kinds(desk, made) == ["booked", "reminder"]


@pytest.mark.parametrize(
    ("start", "contact"),
    [
        ("2026-12-01T09:00", {"email": EMAIL}),
        ("2026-12-03T09:00", {"email": EMAIL}),
        ("2026-12-11T09:00", {"email": EMAIL}),
        ("2026-12-14T09:00", {"phone": PHONE}),
        ("2026-12-18T09:00", {"email": EMAIL, "phone": PHONE}),
        ("2026-12-18T09:00", {}),
    ],
)
def test_what_is_planned_is_the_day_on_which_it_is_done(
    desk: Desk, clock: StillClock, start: str, contact: dict[str, str]
) -> None:
    made = book(desk, 1, datetime.fromisoformat(start), **contact)
    planned = reminders.planned(desk, made)
    send_all(desk)
    done = []
    while clock.local() < made.start:
        if reminders.queue_due(desk):
            done.append((clock.today(), kinds(desk, made)[-1:] == ["reminder"]))
        clock.forward(timedelta(days=1))
    assert done == ([(planned.day, planned.by_mail)] if planned else [])
    assert (planned is None) == (not contact or start < "2026-12-03")
