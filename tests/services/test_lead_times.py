"""How long people wait, counted on small calendars that can be checked by hand."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from rdv_tui.domain.appointment import Channel
from rdv_tui.services import schedule
from rdv_tui.services.booking import book_at
from rdv_tui.services.desk import Desk
from rdv_tui.services.lead_times import NextOpening, lead_times
from tests.factories import everything, person


def take_all(desk: Desk, day: date) -> None:
    """Book every place of `day`."""
    rank = 1000 * day.timetuple().tm_yday
    for slot in schedule.day_slots(desk, day):
        for _ in range(slot.free):
            rank += 1
            book_at(desk, slot.start, person(rank), channel=Channel.DESK)


def test_the_first_and_the_third_slot_of_an_empty_calendar(desk: Desk) -> None:
    whole, *groups = lead_times(desk).rows
    assert whole.group is None
    assert whole.first == datetime(2026, 11, 30, 9)
    assert whole.third == datetime(2026, 11, 30, 9, 30)
    assert (whole.wait_days, whole.third_wait_days) == (0, 0)
    assert "travail" in {row.group for row in groups}
    assert {(row.first, row.third) for row in groups} == {(whole.first, whole.third)}


def test_one_cancellation_moves_the_first_slot_and_not_the_third(desk: Desk) -> None:
    today = desk.clock.today()
    for offset in range(3):
        take_all(desk, today + timedelta(days=offset))
    before = lead_times(desk).rows[0]
    assert before.first == datetime(2026, 12, 3, 9)
    assert (before.wait_days, before.third_wait_days) == (3, 3)


def test_weeks_count_places_to_come_out_of_all(desk: Desk) -> None:
    take_all(desk, desk.clock.today())
    first, second, *_ = lead_times(desk).rows[0].weeks
    # Two counters, four slots a day, five days a week.
    assert (first.monday, first.capacity, first.free) == (date(2026, 11, 30), 40, 32)
    assert (second.monday, second.capacity, second.free) == (date(2026, 12, 7), 40, 40)


def test_nothing_free_has_no_wait(desk: Desk) -> None:
    office = replace(desk.office, horizon_weeks=0)
    take_all(desk, desk.clock.today())
    for offset in range(1, 29):
        take_all(desk, desk.clock.today() + timedelta(days=offset))
    row = lead_times(replace(desk, office=office)).rows[0]
    assert (row.first, row.wait_days, row.third, row.third_wait_days) == (None,) * 4


def test_the_next_opening_is_the_first_open_day_beyond_the_horizon(desk: Desk) -> None:
    # Monday 30 November + 4 weeks = 28 December; the next day opened is 29 December, tomorrow.
    assert lead_times(desk).next_opening == NextOpening(date(2026, 12, 1), date(2026, 12, 29))


def test_computing_changes_nothing(desk: Desk) -> None:
    before = everything(desk.store)
    lead_times(desk)
    assert everything(desk.store) == before
