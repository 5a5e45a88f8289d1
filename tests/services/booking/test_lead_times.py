"""How long people wait, counted on small calendars that can be checked by hand."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlmodel import col, select

from rdv_tui.domain.appointment import Channel, Status
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.lead_times import NextOpening
from rdv_tui.domain.rights import Right
from rdv_tui.services.booking import holds
from rdv_tui.services.booking.booking import book_at
from rdv_tui.services.booking.lead_times import get_lead_times
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import schedule
from rdv_tui.store import appointments
from rdv_tui.store.tables import AppointmentRow
from rdv_tui.store.transactions import transaction
from tests.factories import StillClock, everything, person


def take_all(desk: Desk, day: date) -> None:
    """Book every place of `day`."""
    rank = 1000 * day.timetuple().tm_yday
    for slot in schedule.day_slots(desk, day):
        for _ in range(slot.free):
            rank += 1
            book_at(desk, slot.start, person(rank), channel=Channel.DESK)


def test_the_first_and_the_third_slot_of_an_empty_calendar(desk: Desk) -> None:
    whole, *groups = get_lead_times(desk).rows
    assert whole.group is None
    assert whole.first == datetime(2026, 11, 30, 9)
    assert whole.third == datetime(2026, 11, 30, 9, 30)
    assert (whole.wait_days, whole.third_wait_days) == (0, 0)
    assert "travail" in {row.group for row in groups}
    assert {(row.first, row.third) for row in groups} == {(whole.first, whole.third)}


def cancel(desk: Desk, start: datetime) -> None:
    """Cancel one of the appointments at `start`, as a later screen will."""
    with transaction(desk, Right.UPKEEP) as unit:
        booked = select(AppointmentRow).where(col(AppointmentRow.start) == start)
        row = unit.session.exec(booked).first()
        assert row is not None
        appointments.change(unit, "cancel", row, Status.CANCELLED)


def test_one_cancellation_moves_the_first_wait_and_not_the_third(desk: Desk) -> None:
    today = desk.clock.today()
    for offset in range(3):
        take_all(desk, today + timedelta(days=offset))
    before = get_lead_times(desk).rows[0]
    assert before.first == datetime(2026, 12, 3, 9)
    assert (before.wait_days, before.third_wait_days) == (3, 3)
    cancel(desk, datetime(2026, 11, 30, 9, 15))
    after = get_lead_times(desk).rows[0]
    assert after.first == datetime(2026, 11, 30, 9, 15)
    assert (after.wait_days, after.third_wait_days) == (0, 3)


def test_the_third_slot_may_be_weeks_behind_the_first(desk: Desk) -> None:
    for offset in range(22):
        take_all(desk, desk.clock.today() + timedelta(days=offset))
    cancel(desk, datetime(2026, 11, 30, 9, 45))
    cancel(desk, datetime(2026, 12, 15, 9))
    row = get_lead_times(desk).rows[0]
    assert (row.first, row.wait_days) == (datetime(2026, 11, 30, 9, 45), 0)
    assert (row.third, row.third_wait_days) == (datetime(2026, 12, 22, 9), 22)
    # 21 December is taken, Christmas is a Friday; places are opened up to Monday the 28th.
    assert [week.free for week in row.weeks] == [1, 0, 1, 24, 8]


def test_held_places_are_not_free_until_their_hold_expires(desk: Desk, clock: StillClock) -> None:
    nine = datetime(2026, 11, 30, 9)
    for _ in range(2):
        holds.hold(desk, nine, BookingDraft())
    held = get_lead_times(desk).rows[0]
    assert (held.first, held.weeks[0].free) == (datetime(2026, 11, 30, 9, 15), 38)
    clock.forward(timedelta(minutes=5))
    lapsed = get_lead_times(desk).rows[0]
    assert (lapsed.first, lapsed.weeks[0].free) == (nine, 40)


def test_places_beyond_a_horizon_that_was_shortened_still_count(desk: Desk) -> None:
    for offset in range(5):
        take_all(desk, desk.clock.today() + timedelta(days=offset))
    short = replace(desk, office=replace(desk.office, horizon_weeks=0))
    times = get_lead_times(short)
    assert times.rows[0].first == datetime(2026, 12, 7, 9)
    assert times.rows[0].first == schedule.next_free(short, desk.clock.local(), 1)[0].start


def test_weeks_count_places_to_come_out_of_all(desk: Desk) -> None:
    take_all(desk, desk.clock.today())
    first, second, *_ = get_lead_times(desk).rows[0].weeks
    # Two counters, four slots a day, five days a week.
    assert (first.monday, first.capacity, first.free) == (date(2026, 11, 30), 40, 32)
    assert (second.monday, second.capacity, second.free) == (date(2026, 12, 7), 40, 40)


def test_nothing_free_has_no_wait(desk: Desk) -> None:
    office = replace(desk.office, horizon_weeks=0)
    take_all(desk, desk.clock.today())
    for offset in range(1, 29):
        take_all(desk, desk.clock.today() + timedelta(days=offset))
    row = get_lead_times(replace(desk, office=office)).rows[0]
    assert (row.first, row.wait_days, row.third, row.third_wait_days) == (None,) * 4


def test_the_next_opening_is_the_first_open_day_beyond_the_horizon(desk: Desk) -> None:
    # Monday 30 November + 4 weeks = 28 December; the next day opened is 29 December, tomorrow.
    assert get_lead_times(desk).next_opening == NextOpening(
        datetime(2026, 12, 1), date(2026, 12, 29)
    )


def test_computing_changes_nothing(desk: Desk) -> None:
    before = everything(desk.store)
    get_lead_times(desk)
    assert everything(desk.store) == before


def test_a_day_that_nobody_opened_yet_opens_today(desk: Desk, clock: StillClock) -> None:
    clock.forward(timedelta(days=2))
    assert get_lead_times(desk).next_opening == NextOpening(
        datetime(2026, 12, 2, 8), date(2026, 12, 29)
    )
