"""The calendar: counts, days that are closed and why, the first free and the nearest slots."""

from datetime import date, datetime, time, timedelta

import pytest

from rdv_tui.domain.appointment import Channel, Slot
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.office import Closure
from rdv_tui.errors import StoreError
from rdv_tui.services.booking import booking, holds
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import schedule
from rdv_tui.services.results import DayState
from rdv_tui.store.engine import Store
from tests.factories import StillClock, desk_on, everything, person, small_office, still_clock

NINE = datetime.fromisoformat("2026-11-30T09:00")
TODAY = NINE.date()
DAY = timedelta(days=1)


def fill(desk: Desk, start: datetime) -> None:
    """Book both places at `start`."""
    minutes = int((start - NINE).total_seconds()) // 60
    for rank in (minutes * 2, minutes * 2 + 1):
        booking.book_at(desk, start, person(100 + rank), channel=Channel.DESK)


def at(hour: str, day: date = TODAY) -> datetime:
    return datetime.combine(day, time.fromisoformat(hour))


def test_day_shows_all_its_slots_in_order(desk: Desk) -> None:
    fill(desk, at("09:30"))
    booking.book_at(desk, NINE, person(), channel=Channel.DESK)
    assert schedule.day_slots(desk, TODAY) == [
        Slot(at("09:00"), 2, 1),
        Slot(at("09:15"), 2, 2),
        Slot(at("09:30"), 2, 0),
        Slot(at("09:45"), 2, 2),
    ]


def test_free_slots_leave_out_full_and_begun_ones(desk: Desk, clock: StillClock) -> None:
    fill(desk, at("09:30"))
    clock.forward(timedelta(hours=1, minutes=1))
    starts = [slot.start for slot in schedule.free_slots(desk, TODAY, 2)]
    hours = [at(hour, TODAY + DAY) for hour in ("09:00", "09:15", "09:30", "09:45")]
    assert starts == [at("09:15"), at("09:45"), *hours]


def test_range_of_days_is_exact(desk: Desk) -> None:
    assert {slot.start.date() for slot in schedule.free_slots(desk, TODAY + DAY, 1)} == {
        TODAY + DAY
    }
    assert schedule.free_slots(desk, TODAY, 0) == []


def test_midnight_belongs_to_its_own_day(store: Store) -> None:
    from dataclasses import replace

    from rdv_tui.domain.office import Opening

    nights = tuple(Opening(1, weekday, time(0), time(0, 30)) for weekday in range(5))
    desk = desk_on(store, office=replace(small_office(counters=1), openings=nights))
    slots = schedule.day_slots(desk, TODAY + DAY)
    assert [slot.start for slot in slots] == [at("00:00", TODAY + DAY), at("00:15", TODAY + DAY)]


def test_calendar_tells_open_full_past_and_closed_days(store: Store, clock: StillClock) -> None:
    closures = (
        Closure(TODAY + 2 * DAY, TODAY + 2 * DAY, "Formation des agents"),
        Closure(TODAY + 3 * DAY, TODAY + 3 * DAY, "Guichet en panne", counter=2),
    )
    desk = desk_on(store, office=small_office(closures=closures), clock=clock)
    for hour in ("09:00", "09:15", "09:30", "09:45"):
        fill(desk, at(hour, TODAY + DAY))
    days = schedule.list_days(desk, TODAY - DAY, TODAY + 5 * DAY)
    assert [(day.state, day.free, day.capacity) for day in days] == [
        (DayState.PAST, 0, 0),
        (DayState.OPEN, 8, 8),
        (DayState.FULL, 0, 8),
        (DayState.CLOSED, 0, 0),
        (DayState.OPEN, 4, 4),
        (DayState.OPEN, 8, 8),
        (DayState.NONE, 0, 0),
    ]
    assert days[3].label == "Formation des agents"
    assert [day.day for day in days] == [TODAY + offset * DAY for offset in range(-1, 6)]


def test_public_holiday_has_its_name(desk: Desk) -> None:
    christmas = date(2026, 12, 25)
    (day,) = schedule.list_days(desk, christmas, christmas)
    assert (day.state, day.label, day.capacity) == (DayState.HOLIDAY, "Noël", 0)
    assert schedule.day_slots(desk, christmas) == []


def test_today_is_past_once_its_last_slot_began(desk: Desk, clock: StillClock) -> None:
    clock.forward(timedelta(hours=1, minutes=20))
    (day,) = schedule.list_days(desk, TODAY, TODAY)
    assert (day.state, day.free, day.capacity) == (DayState.OPEN, 4, 8)
    clock.forward(timedelta(minutes=30))
    (day,) = schedule.list_days(desk, TODAY, TODAY)
    assert (day.state, day.free) == (DayState.PAST, 0)


def test_calendar_counts_expired_holds_as_free(desk: Desk, clock: StillClock) -> None:
    for hour in ("09:00", "09:15", "09:30", "09:45"):
        for _ in range(2):
            holds.hold(desk, at(hour, TODAY + DAY), BookingDraft())
    assert schedule.list_days(desk, TODAY + DAY, TODAY + DAY)[0].state is DayState.FULL
    clock.forward(timedelta(minutes=5))
    assert schedule.list_days(desk, TODAY + DAY, TODAY + DAY)[0].free == 8


def test_next_free_starts_after_the_moment_given(desk: Desk) -> None:
    fill(desk, at("09:15"))
    found = schedule.next_free(desk, NINE, count=3)
    assert [slot.start for slot in found] == [at("09:30"), at("09:45"), at("09:00", TODAY + DAY)]
    past = schedule.next_free(desk, NINE - 10 * DAY, count=1)
    assert [slot.start for slot in past] == [NINE]


def test_next_free_says_when_there_is_none(desk: Desk) -> None:
    assert schedule.next_free(desk, NINE + 400 * DAY) == []


def test_nearest_looks_both_ways(desk: Desk) -> None:
    tomorrow = TODAY + DAY
    fill(desk, at("09:30", tomorrow))
    found = schedule.nearest_free(desk, at("09:30", tomorrow))
    assert [slot.start for slot in found] == [
        at("09:15", tomorrow),
        at("09:45", tomorrow),
        at("09:00", tomorrow),
    ]


def test_nearest_never_offers_what_has_begun(desk: Desk, clock: StillClock) -> None:
    clock.forward(timedelta(hours=1, minutes=31))
    found = schedule.nearest_free(desk, at("09:30"))
    assert [slot.start for slot in found] == [
        at("09:45"),
        at("09:00", TODAY + DAY),
        at("09:15", TODAY + DAY),
    ]


def test_nearest_offers_the_slot_itself_when_it_has_a_place_again(desk: Desk) -> None:
    assert schedule.nearest_free(desk, NINE, count=1) == [Slot(NINE, 2, 2)]


def test_opening_ahead_is_done_once_and_follows_the_days(desk: Desk, clock: StillClock) -> None:
    before = everything(desk.store)
    assert schedule.open_to_horizon(desk) == 0
    assert everything(desk.store) == before
    clock.forward(timedelta(days=7))
    assert schedule.open_to_horizon(desk) == 5 * 4 * 2 - 8  # Christmas falls in that week
    assert schedule.open_to_horizon(desk) == 0


def test_opening_after_a_long_pause_starts_today(desk: Desk, clock: StillClock) -> None:
    clock.forward(timedelta(days=200))
    assert schedule.open_to_horizon(desk) > 0
    gap = TODAY + 100 * DAY
    assert schedule.list_days(desk, gap, gap)[0].state is DayState.PAST
    assert schedule.next_free(desk, desk.clock.local(), 1)


def test_office_that_the_store_does_not_know(store: Store) -> None:
    desk = Desk(store, small_office(), still_clock(), "agent", "poste:1")
    with pytest.raises(StoreError) as caught:
        schedule.open_to_horizon(desk)
    assert caught.value.code == "office_unknown"
