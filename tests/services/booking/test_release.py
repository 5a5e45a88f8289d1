"""Cancelled places come back at the release hour; new days too; some places are kept for some."""

from datetime import date, datetime, time, timedelta

import pytest

from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.appointment import Channel, Slot
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.errors import Refusal
from rdv_tui.services.booking import booking, changes, holds, undoing
from rdv_tui.services.booking.lead_times import get_lead_times
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import schedule
from rdv_tui.services.results import DayState
from rdv_tui.store import integrity
from rdv_tui.store.engine import Store
from tests.factories import StillClock, desk_on, person, small_office, still_clock

TUESDAY = date(2026, 12, 1)
NINE = datetime(2026, 12, 1, 9)
NOON = time(12)


@pytest.fixture
def desk(store: Store, clock: StillClock) -> Desk:
    """A desk of one counter that releases at noon; it is Monday, 8 h."""
    return desk_on(store, clock=clock, office=small_office(counters=1, release_time=NOON))


def book(desk: Desk, rank: int = 1, start: datetime = NINE) -> str:
    return booking.book_at(desk, start, person(rank), channel=Channel.DESK).reference


def free(desk: Desk) -> list[int]:
    return [slot.free for slot in schedule.day_slots(desk, TUESDAY)]


@pytest.mark.parametrize("reason", CancelReason)
def test_a_cancelled_place_comes_back_at_the_release_hour(
    desk: Desk, clock: StillClock, reason: CancelReason
) -> None:
    before = get_lead_times(desk).rows[0].weeks[0].free
    reference = book(desk)
    changes.cancel(desk, reference, reason)
    assert free(desk) == [0, 1, 1, 1]
    assert schedule.next_free(desk, NINE - timedelta(hours=1), 1)[0].start != NINE
    assert [slot.start for slot in schedule.nearest_free(desk, NINE, 1)] == [
        NINE + timedelta(minutes=15)
    ]
    assert get_lead_times(desk).rows[0].weeks[0].free == before - 1
    for take in (
        lambda: holds.hold(desk, NINE, BookingDraft()),
        lambda: booking.book_at(desk, NINE, person(2), channel=Channel.PHONE),
    ):
        with pytest.raises(Refusal) as refused:
            take()
        assert refused.value.code == "slot_taken"
    clock.forward(timedelta(hours=4))
    assert free(desk) == [1, 1, 1, 1]
    assert book(desk, 2)
    assert integrity.check(desk.store) == []


def test_a_day_whose_last_place_is_held_back_shows_full(desk: Desk) -> None:
    references = [book(desk, rank, NINE + timedelta(minutes=15 * rank)) for rank in range(4)]
    changes.cancel(desk, references[0], CancelReason.APPLICANT)
    [day] = schedule.list_days(desk, TUESDAY, TUESDAY)
    assert (day.state, day.free, day.capacity) == (DayState.FULL, 0, 4)


def test_a_moved_place_comes_back_like_a_cancelled_one(desk: Desk, clock: StillClock) -> None:
    reference = book(desk)
    changes.move(desk, reference, NINE + timedelta(minutes=15))
    assert free(desk) == [0, 0, 1, 1]
    with pytest.raises(Refusal) as refused:
        booking.book_at(desk, NINE, person(2), channel=Channel.DESK)
    assert refused.value.code == "slot_taken"
    clock.forward(timedelta(hours=4))
    assert free(desk) == [1, 0, 1, 1]
    assert book(desk, 2)


def test_a_move_undone_stands_on_its_own_place_again(desk: Desk) -> None:
    reference = book(desk)
    changes.move(desk, reference, NINE + timedelta(minutes=15))
    assert undoing.undo(desk, reference).start == NINE
    assert free(desk) == [0, 1, 1, 1]


def test_a_cancellation_undone_stands_on_its_own_place_again(desk: Desk) -> None:
    reference = book(desk)
    changes.cancel(desk, reference, CancelReason.DUPLICATE)
    assert undoing.undo(desk, reference).start == NINE
    assert free(desk) == [0, 1, 1, 1]


def test_new_days_appear_at_the_release_hour(desk: Desk, clock: StillClock) -> None:
    last = date(2026, 12, 28)
    assert schedule.day_slots(desk, last) == []
    opening = get_lead_times(desk).next_opening
    assert opening is not None
    assert (opening.at, opening.opens) == (datetime(2026, 11, 30, 12), last)
    clock.forward(timedelta(hours=3, minutes=59))
    assert schedule.open_to_horizon(desk) == 0
    clock.forward(timedelta(minutes=1))
    assert schedule.open_to_horizon(desk) == 4
    assert len(schedule.day_slots(desk, last)) == 4


@pytest.fixture
def keeping(store: Store) -> Desk:
    """A desk of three counters that keeps one place for the phone and one for the kiosk."""
    office = small_office(counters=3, kept_for_phone=1, kept_for_kiosk=1)
    return desk_on(store, clock=still_clock(), office=office)


def test_an_agent_sees_all_but_the_kiosk_s_places(keeping: Desk) -> None:
    assert schedule.day_slots(keeping, TUESDAY)[0] == Slot(NINE, capacity=2, free=2)
    assert get_lead_times(keeping).rows[0].weeks[0].capacity == 5 * 4 * 2
    [day] = schedule.list_days(keeping, TUESDAY, TUESDAY)
    assert (day.free, day.capacity) == (8, 8)


def test_each_channel_takes_its_own_places_first_then_everybody_s(keeping: Desk) -> None:
    def take(rank: int, channel: Channel) -> int:
        return booking.book_at(keeping, NINE, person(rank), channel=channel).place

    assert take(1, Channel.PHONE) == 1
    assert take(2, Channel.KIOSK) == 2
    assert take(3, Channel.DESK) == 3
    with pytest.raises(Refusal) as refused:
        take(4, Channel.DESK)
    assert refused.value.code == "slot_taken"


def test_a_place_kept_for_the_phone_is_not_the_kiosk_s(keeping: Desk) -> None:
    for rank in (1, 2):
        booking.book_at(keeping, NINE, person(rank), channel=Channel.KIOSK)
    with pytest.raises(Refusal):
        booking.book_at(keeping, NINE, person(3), channel=Channel.KIOSK)
    assert booking.book_at(keeping, NINE, person(3), channel=Channel.PHONE).place == 1


def test_what_an_agent_holds_they_book_by_whichever_channel(keeping: Desk) -> None:
    held = holds.hold(keeping, NINE, BookingDraft())
    assert held.place == 1
    made = booking.book(keeping, held, person(), channel=Channel.DESK, identification=None)
    assert made.place == 1
