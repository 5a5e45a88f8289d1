"""The weeks in figures: every appointment counted once, in its week."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.appointment import Appointment, Channel
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.figures import WeekFigures, weighted_median
from rdv_tui.domain.walk_in import SentElsewhere
from rdv_tui.services.booking import booking, changes, holds
from rdv_tui.services.day import arrivals, walk_ins
from rdv_tui.services.day.figures import list_hall, list_weeks
from rdv_tui.services.desk import Desk
from rdv_tui.store.figures import moves
from rdv_tui.store.tables import AuditRow
from rdv_tui.store.transactions import snapshot
from tests.factories import StillClock, person
from tests.services.waiting.asking import wait_for

MONDAY = date(2026, 11, 30)
NINE = datetime.fromisoformat("2026-11-30T09:00")
QUARTER = timedelta(minutes=15)


def book(
    desk: Desk, rank: int, start: datetime = NINE, channel: Channel = Channel.DESK
) -> Appointment:
    return booking.book_at(desk, start, person(rank), channel=channel)


def this_week(desk: Desk) -> WeekFigures:
    return list_weeks(desk)[-1]


def test_twelve_weeks_the_present_one_last(desk: Desk) -> None:
    found = list_weeks(desk)
    assert [week.monday for week in found] == [
        MONDAY - timedelta(weeks=11 - rank) for rank in range(12)
    ]
    assert all(week.booked == 0 and week.median_wait is None for week in found)


def test_what_became_of_everybody(desk: Desk, clock: StillClock) -> None:
    found = [book(desk, 1), book(desk, 2)]
    found += [book(desk, rank, NINE + timedelta(minutes=15), Channel.PHONE) for rank in (3, 4)]
    for one in found[:2]:
        arrivals.check_in(desk, one.reference)
    arrivals.mark_received(desk, arrivals.call_next(desk, 1).reference)
    arrivals.mark_incomplete(
        desk, arrivals.call_next(desk, 1).reference, arrivals.checklist("SALARIE")[:1]
    )
    clock.forward(timedelta(hours=2))
    arrivals.mark_no_show(desk, found[2].reference)
    changes.cancel(desk, found[3].reference, CancelReason.OFFICE)
    week = this_week(desk)
    assert (week.booked, week.done, week.incomplete, week.no_show) == (3, 1, 1, 1)
    assert week.by_channel == {"desk": 2, "phone": 1}
    assert (week.cancelled, week.cancellations) == ({"office": 1}, 1)


def test_whoever_nobody_noted_counts_as_without_outcome_once_the_day_is_over(
    desk: Desk, clock: StillClock
) -> None:
    booked, arrived, called = (book(desk, 1), book(desk, 2), book(desk, 3, NINE + QUARTER))
    for one in (arrived, called):
        arrivals.check_in(desk, one.reference)
    arrivals.call(desk, called.reference, 1)
    assert this_week(desk).unrecorded == 0
    clock.forward(timedelta(days=1))
    assert (this_week(desk).booked, this_week(desk).unrecorded) == (3, 3)
    arrivals.mark_no_show(desk, booked.reference)
    assert (this_week(desk).no_show, this_week(desk).unrecorded) == (1, 2)


def test_who_left_is_neither_absent_nor_without_outcome(desk: Desk, clock: StillClock) -> None:
    one = book(desk, 1)
    arrivals.check_in(desk, one.reference)
    arrivals.mark_left(desk, one.reference)
    clock.forward(timedelta(days=1))
    week = this_week(desk)
    assert (week.booked, week.left, week.no_show, week.unrecorded) == (1, 1, 0, 0)


def test_who_came_without_an_appointment(desk: Desk, clock: StillClock) -> None:
    ones = [walk_ins.register(desk, f"Personne {rank}", "information") for rank in range(5)]
    walk_ins.call(desk, ones[0].id, 1)
    clock.forward(timedelta(minutes=7))
    walk_ins.finish(desk, ones[0].id)
    walk_ins.mark_left(desk, ones[1].id)
    walk_ins.send_elsewhere(desk, ones[2].id, SentElsewhere.ONLINE)
    walk_ins.count_elsewhere(desk, SentElsewhere.ONLINE)
    mistaken = walk_ins.count_elsewhere(desk, SentElsewhere.OTHER)
    walk_ins.take_back(desk, mistaken.id)
    week = this_week(desk).walk_ins
    assert (week.came, week.done, week.left, week.unrecorded) == (6, 1, 1, 0)
    assert (week.elsewhere, week.sent_elsewhere) == ({"online": 2}, 2)
    clock.forward(timedelta(days=1))
    assert this_week(desk).walk_ins.unrecorded == 2
    walk_ins.register(desk, "Demain", "information")  # which forgets who came the day before
    week = this_week(desk).walk_ins
    assert (week.came, week.done, week.left, week.unrecorded) == (7, 1, 1, 2)
    (hall,) = (one for one in list_hall(desk, 1) if one.by == "walk_in")
    assert (hall.waited.count, hall.served.median) == (1, 7)


def test_a_hold_is_nobody_yet(desk: Desk) -> None:
    holds.hold(desk, NINE, BookingDraft())
    assert this_week(desk).booked == 0


def test_a_week_has_its_own_appointments(desk: Desk, clock: StillClock) -> None:
    book(desk, 1)
    book(desk, 2, NINE + timedelta(days=7))
    assert this_week(desk).booked == 1
    clock.forward(timedelta(days=7))
    assert [week.booked for week in list_weeks(desk)[-2:]] == [1, 1]


def test_moves_count_when_they_are_made(desk: Desk, clock: StillClock) -> None:
    one = book(desk, 1, NINE + timedelta(days=9))
    changes.move(desk, one.reference, NINE + timedelta(days=8))
    clock.forward(timedelta(days=7))
    changes.move(desk, one.reference, NINE + timedelta(days=9))
    changes.move(desk, one.reference, NINE + timedelta(days=10))
    assert [week.moves for week in list_weeks(desk)[-3:]] == [0, 1, 2]


def test_moves_are_found_though_old_lines_are_gone(desk: Desk, clock: StillClock) -> None:
    one = book(desk, 1, NINE + timedelta(days=9))
    began = clock.now()
    clock.forward(timedelta(hours=1))
    middle = clock.now()
    changes.move(desk, one.reference, NINE + timedelta(days=8))
    with desk.store.write(desk.office.code) as session:
        for number in (1, 2):
            session.delete(session.get(AuditRow, (desk.office.code, number)))
    with snapshot(desk) as unit:
        end = clock.now() + timedelta(seconds=1)
        assert moves(unit, [began, middle, end]) == [0, 1]


def test_how_long_half_of_the_people_waited(desk: Desk) -> None:
    for rank, days in enumerate((0, 1, 2, 3, 3)):
        book(desk, rank, NINE + timedelta(days=days))
    assert this_week(desk).median_wait == 2


def test_who_asked_to_wait(desk: Desk, clock: StillClock) -> None:
    clock.forward(timedelta(minutes=1))
    wait_for(desk)
    assert this_week(desk).asked == 1


@pytest.mark.parametrize(
    ("values", "median"),
    [([], None), ([(5, 1)], 5), ([(1, 1), (9, 1)], 1), ([(1, 1), (9, 2)], 9), ([(3, 0)], None)],
)
def test_the_median(values: Iterable[tuple[int, int]], median: int | None) -> None:
    assert weighted_median(values) == median


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 5)), min_size=1))
def test_half_of_the_people_waited_no_longer(values: list[tuple[int, int]]) -> None:
    found = weighted_median(values)
    assert found is not None
    people = sum(count for _, count in values)
    assert 2 * sum(count for value, count in values if value <= found) >= people
    assert 2 * sum(count for value, count in values if value < found) < people
