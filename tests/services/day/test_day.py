"""The day of all counters as one value."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import event

from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.appointment import Channel
from rdv_tui.domain.day import DayPlace
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.office import Closure
from rdv_tui.services.booking import booking, changes, holds
from rdv_tui.services.day import arrivals
from rdv_tui.services.day.day import (
    get_day,
    last_change,
    list_appointments,
    next_open_day,
    previous_open_day,
)
from rdv_tui.services.desk import Desk
from rdv_tui.store.engine import Store
from rdv_tui.store.tables import PlaceRow
from tests.factories import StillClock, desk_on, person, small_office

TODAY = date(2026, 11, 30)
NINE = datetime.combine(TODAY, time(9))


def at(desk: Desk, start: datetime, number: int = 1) -> DayPlace:
    found = [p for p in get_day(desk, start.date()).places if p.anchor == (start, number)]
    assert len(found) == 1
    return found[0]


def test_every_place_of_the_day_in_order(desk: Desk) -> None:
    day = get_day(desk, TODAY)
    assert [(f"{p.start:%H:%M}", p.counter) for p in day.places] == [
        (hour, counter) for hour in ("09:00", "09:15", "09:30", "09:45") for counter in (1, 2)
    ]
    assert [counter.number for counter in day.counters] == [1, 2]
    assert day.counts().free == 8
    assert day.now == datetime.combine(TODAY, time(8))


def test_who_stands_on_a_place(desk: Desk, clock: StillClock) -> None:
    booked = booking.book_at(desk, NINE, person(1), channel=Channel.PHONE)
    arrivals.check_in(desk, booked.reference)
    visit = at(desk, NINE).visit
    assert visit is not None
    assert (visit.reference, visit.status, visit.family_name) == (
        booked.reference,
        "arrived",
        "Şükrü",
    )
    assert (visit.situation, visit.channel, visit.arrived_at) == ("SALARIE", "phone", clock.now())
    arrivals.call_next(desk, 2)
    lacking = arrivals.checklist("SALARIE")[:2]
    arrivals.mark_incomplete(desk, booked.reference, lacking)
    visit = at(desk, NINE).visit
    assert visit is not None
    assert (visit.served_at, visit.missing) == (2, lacking)


def test_a_booking_under_way_shows_no_name(desk: Desk, clock: StillClock) -> None:
    holds.hold(desk, NINE, BookingDraft(typed={"family_name": "Secret"}))
    place = at(desk, NINE)
    assert (place.held, place.visit) == (True, None)
    assert "Secret" not in repr(get_day(desk, TODAY))
    clock.forward(timedelta(minutes=6))
    assert not at(desk, NINE).held


def test_a_cancelled_place_is_free_again(desk: Desk) -> None:
    booked = booking.book_at(desk, NINE, person(1), channel=Channel.DESK)
    changes.cancel(desk, booked.reference, CancelReason.OFFICE)
    place = at(desk, NINE)
    assert (place.visit, place.held) == (None, False)


def test_everybody_is_counted_once(desk: Desk, clock: StillClock) -> None:
    found = [
        booking.book_at(
            desk, NINE + timedelta(minutes=15 * (rank // 2)), person(rank), channel=Channel.DESK
        )
        for rank in range(7)
    ]
    for one in found[1:6]:
        arrivals.check_in(desk, one.reference)
    clock.forward(timedelta(hours=1, minutes=1))
    arrivals.mark_received(desk, arrivals.call_next(desk, 1).reference)
    arrivals.mark_incomplete(
        desk, arrivals.call_next(desk, 1).reference, arrivals.checklist("SALARIE")[:1]
    )
    arrivals.call_next(desk, 1)
    arrivals.mark_no_show(desk, found[0].reference)
    counts = get_day(desk, TODAY).counts()
    assert (counts.booked, counts.arrived, counts.in_progress) == (1, 2, 1)
    assert (counts.done, counts.incomplete, counts.no_show) == (1, 1, 1)
    assert (counts.persons, counts.free) == (7, 1)


def test_nobody_is_to_come_or_waits_on_a_day_that_is_over(desk: Desk, clock: StillClock) -> None:
    first, second = (
        booking.book_at(desk, NINE, person(rank), channel=Channel.DESK) for rank in (1, 2)
    )
    arrivals.check_in(desk, second.reference)
    clock.forward(timedelta(days=1))
    counts = get_day(desk, TODAY).counts()
    assert (counts.booked, counts.arrived, counts.unrecorded) == (0, 0, 2)
    assert {one.status for one in list_appointments(desk, TODAY)} == {"unrecorded"}
    arrivals.mark_received(desk, first.reference)
    assert get_day(desk, TODAY).counts().unrecorded == 1


def test_only_what_can_be_given_now_is_free(desk: Desk, clock: StillClock) -> None:
    with desk.store.write(desk.office.code) as session:
        for number, start in ((1, time(9, 30)), (2, time(9, 30))):
            place = session.get(
                PlaceRow, (desk.office.code, datetime.combine(TODAY, start), number)
            )
            assert place is not None
            if number == 1:
                place.free_from = clock.now() + timedelta(hours=1)
            else:
                place.extra = True
            session.add(place)
    assert get_day(desk, TODAY).counts().free == 6
    clock.forward(timedelta(hours=1, minutes=1))  # 9 h has begun, and so has the delay's end
    assert get_day(desk, TODAY).counts().free == 5


def test_a_closed_counter_says_why(store: Store, clock: StillClock) -> None:
    desk = desk_on(
        store,
        clock=clock,
        office=small_office(
            closures=(
                Closure(TODAY, TODAY, "Formation", counter=2),
                Closure(TODAY, TODAY, "Réunion", start=time(9, 30), end=time(9, 45)),
            )
        ),
    )
    day = get_day(desk, TODAY)
    assert [(one.number, one.closed) for one in day.counters] == [(1, ""), (2, "Formation")]
    assert {place.counter for place in day.places} == {1}
    assert day.why_closed(1, datetime.combine(TODAY, time(9, 30))) == "Réunion"
    assert day.why_closed(1, datetime.combine(TODAY, time(9, 45))) == ""
    assert day.why_closed(2, NINE) == "Formation"


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 12, 25), "Noël"),
        (date(2026, 12, 5), ""),
        (date(2026, 12, 8), "Pont"),
    ],
)
def test_a_day_without_places_says_why(
    store: Store, clock: StillClock, day: date, why: str
) -> None:
    closed = (Closure(date(2026, 12, 8), date(2026, 12, 8), "Pont"),)
    desk = desk_on(store, clock=clock, office=small_office(closures=closed))
    found = get_day(desk, day)
    assert found.places == ()
    assert found.closed == why


def test_the_days_beside_it_that_are_open(desk: Desk) -> None:
    friday, monday = date(2026, 12, 4), date(2026, 12, 7)
    assert next_open_day(desk, friday) == monday
    assert previous_open_day(desk, monday) == friday
    assert previous_open_day(desk, TODAY) is None
    assert next_open_day(desk, date(2027, 6, 1)) is None


def test_every_change_is_seen_and_looking_is_none(desk: Desk) -> None:
    before = last_change(desk)
    get_day(desk, TODAY)
    assert last_change(desk) == before == get_day(desk, TODAY).change_mark
    booking.book_at(desk, NINE, person(1), channel=Channel.DESK)
    assert last_change(desk) > before
    assert get_day(desk, TODAY).change_mark == last_change(desk)


def test_a_full_day_takes_no_more_statements_than_an_empty_one(desk: Desk) -> None:
    def statements(day: date) -> int:
        asked: list[str] = []

        def note(*call: object) -> None:
            asked.append(str(call[2]))

        event.listen(desk.store.engine, "before_cursor_execute", note)
        try:
            get_day(desk, day)
        finally:
            event.remove(desk.store.engine, "before_cursor_execute", note)
        return sum("SELECT" in one for one in asked)

    empty = statements(date(2026, 12, 1))
    for rank in range(8):
        booking.book_at(
            desk, NINE + timedelta(minutes=15 * (rank // 2)), person(rank), channel=Channel.DESK
        )
    assert statements(TODAY) == empty <= 5
