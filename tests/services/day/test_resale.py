"""Cancellations and bookings of the same slot within minutes, listed for the supervisor."""

from datetime import datetime, time, timedelta

import pytest

from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.appointment import Channel
from rdv_tui.services.booking import booking, changes
from rdv_tui.services.day.resale import list_suspected
from rdv_tui.services.desk import Desk
from rdv_tui.store.engine import Store
from tests.factories import StillClock, desk_on, person, small_office

NINE = datetime(2026, 12, 1, 9)
DAY = NINE.date()


@pytest.fixture
def desk(store: Store, clock: StillClock) -> Desk:
    """A desk of two counters that releases at noon; it is Monday, 8 h."""
    return desk_on(store, clock=clock, office=small_office(release_time=time(12)))


def book(desk: Desk, rank: int) -> str:
    return booking.book_at(desk, NINE, person(rank), channel=Channel.DESK).reference


def test_a_booking_minutes_after_a_cancellation_is_listed(desk: Desk, clock: StillClock) -> None:
    gone = book(desk, 1)
    changes.cancel(desk, gone, CancelReason.APPLICANT)
    clock.forward(timedelta(minutes=3))
    taken = book(desk, 2)  # the other place of the slot
    [pair] = list_suspected(desk, DAY, DAY)
    assert (pair.start, pair.cancelled, pair.booked) == (NINE, gone, taken)
    assert pair.booked_at - pair.cancelled_at == timedelta(minutes=3)
    assert (pair.cancelled_by, pair.booked_by) == (desk.agent, desk.agent)


def test_one_waiting_for_the_release_is_listed_too(desk: Desk, clock: StillClock) -> None:
    book(desk, 3)
    gone = book(desk, 1)
    changes.cancel(desk, gone, CancelReason.APPLICANT)
    clock.forward(timedelta(hours=4, minutes=1))
    assert book(desk, 2) == list_suspected(desk, DAY, DAY)[0].booked


def test_hours_later_is_no_pair(desk: Desk, clock: StillClock) -> None:
    changes.cancel(desk, book(desk, 1), CancelReason.APPLICANT)
    clock.forward(timedelta(hours=6))
    book(desk, 2)
    assert list_suspected(desk, DAY, DAY) == []


def test_the_person_themselves_are_no_pair(desk: Desk) -> None:
    changes.cancel(desk, book(desk, 1), CancelReason.DUPLICATE)
    book(desk, 1)
    assert list_suspected(desk, DAY, DAY) == []


def test_another_slot_or_another_day_is_not_listed(desk: Desk) -> None:
    changes.cancel(desk, book(desk, 1), CancelReason.APPLICANT)
    later = NINE + timedelta(minutes=15)
    booking.book_at(desk, later, person(2), channel=Channel.DESK)
    book(desk, 3)
    assert len(list_suspected(desk, DAY, DAY)) == 1
    tomorrow = DAY + timedelta(days=1)
    assert list_suspected(desk, tomorrow, tomorrow) == []
