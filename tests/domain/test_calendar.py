"""Places from weekly openings, closures and public holidays."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from dateutil.easter import easter
from hypothesis import given, strategies as st

from rdv_tui import catalogue
from rdv_tui.domain.calendar import (
    Place,
    closed_reason,
    next_open_day,
    places,
    public_holidays,
)
from rdv_tui.domain.office import Closure, Opening

OFFICE = catalogue.default_office()
MONDAY = date(2026, 11, 23)
MORNING = Opening(1, 0, time(9), time(10))


def _starts(
    opening: Opening, *closures: Closure, day: date = MONDAY, minutes: int = 15
) -> list[str]:
    return [f"{one.start:%H:%M}" for one in places((opening,), closures, minutes, day, day)]


@pytest.mark.parametrize("year", range(2025, 2032))
def test_eleven_holidays_a_year_those_of_the_law(year: int) -> None:
    sunday = easter(year)
    moving = {sunday + timedelta(days=days) for days in (1, 39, 50)}
    fixed = {(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)}
    expected = moving | {date(year, month, day) for month, day in fixed}
    holidays = public_holidays(year)
    # In some years two of them fall on one day.
    assert set(holidays) == expected
    assert date(year, 12, 26) not in holidays
    assert sunday - timedelta(days=2) not in holidays
    assert holidays[date(year, 7, 14)] == "Fête nationale"


def test_the_years_ahead_have_eleven_each() -> None:
    assert [len(public_holidays(year)) for year in (2026, 2027, 2028)] == [11, 11, 11]


def test_a_week_of_the_default_office() -> None:
    found = list(places(OFFICE.openings, (), 15, MONDAY, MONDAY + timedelta(days=6)))
    by_day = Counter(one.start.weekday() for one in found)
    assert by_day == {0: 52, 1: 52, 2: 36, 3: 52, 4: 36}
    assert found == sorted(found)
    assert len(set(found)) == len(found)
    assert found[:3] == [Place(datetime(2026, 11, 23, 9), n, n) for n in (1, 2, 3)]
    assert {one.number for one in found if one.start.hour >= 13} == {1, 2}


def test_a_slot_ends_by_the_end_of_its_opening() -> None:
    assert _starts(MORNING) == ["09:00", "09:15", "09:30", "09:45"]
    assert _starts(MORNING, minutes=25) == ["09:00", "09:25"]
    assert _starts(MORNING, minutes=61) == []


def test_an_opening_applies_within_its_dates_both_in() -> None:
    bounded = Opening(1, 0, time(9), time(10), MONDAY, MONDAY + timedelta(days=7))
    for weeks, open_ in ((-1, False), (0, True), (1, True), (2, False)):
        assert bool(_starts(bounded, day=MONDAY + timedelta(weeks=weeks))) is open_
    assert _starts(bounded, day=MONDAY + timedelta(days=1)) == []


@pytest.mark.parametrize(
    ("closure", "left"),
    [
        (Closure(MONDAY, MONDAY, "Pont"), []),
        (Closure(MONDAY, MONDAY, "Réunion", None, time(9, 10), time(9, 20)), ["09:30", "09:45"]),
        (Closure(MONDAY, MONDAY, "Réunion", None, None, time(9, 30)), ["09:30", "09:45"]),
        (Closure(MONDAY, MONDAY, "Réunion", None, time(9, 30)), ["09:00", "09:15"]),
        (Closure(MONDAY, MONDAY, "Travaux", 2), ["09:00", "09:15", "09:30", "09:45"]),
        (Closure(MONDAY, MONDAY, "Travaux", 1), []),
        (
            Closure(MONDAY + timedelta(days=1), MONDAY + timedelta(days=9), "Pont"),
            ["09:00", "09:15", "09:30", "09:45"],
        ),
    ],
)
def test_what_a_closure_touches_is_gone(closure: Closure, left: list[str]) -> None:
    assert _starts(MORNING, closure) == left


def test_no_place_on_a_public_holiday() -> None:
    assert _starts(MORNING, day=date(2027, 3, 29)) == []
    assert _starts(MORNING, day=date(2027, 12, 27)) != []


def test_why_a_day_has_no_place() -> None:
    def why(day: date, *closures: Closure) -> str | None:
        return closed_reason(day, OFFICE.openings, closures, OFFICE.slot_minutes)

    bridge = Closure(date(2027, 5, 7), date(2027, 5, 9), "Pont de l'Ascension")
    assert why(date(2027, 5, 6), bridge) == "Ascension"
    assert why(date(2027, 5, 7), bridge) == "Pont de l'Ascension"
    assert why(date(2027, 5, 8), bridge) == "Fête de la Victoire"
    assert why(date(2027, 5, 9), bridge) is None
    assert why(date(2027, 5, 7)) is None
    assert why(MONDAY, Closure(MONDAY, MONDAY, "Guichet en panne", 1)) is None
    assert why(MONDAY, Closure(MONDAY, MONDAY, "Matin", None, None, time(12))) is None
    each = [Closure(MONDAY, MONDAY, f"Panne {counter}", counter) for counter in (1, 2, 3)]
    assert why(MONDAY, *each) == "Panne 1"
    assert why(MONDAY, *each, Closure(MONDAY, MONDAY, "Grève")) == "Grève"


HOURS = st.times().map(lambda hour: hour.replace(second=0, microsecond=0))
OPENINGS = st.builds(Opening, st.integers(1, 4), st.integers(0, 6), HOURS, HOURS)


@given(st.lists(OPENINGS, max_size=6), st.integers(1, 240))
def test_places_are_in_order_each_once_and_inside_an_opening(
    openings: list[Opening], minutes: int
) -> None:
    found = list(places(openings, (), minutes, MONDAY, MONDAY + timedelta(days=13)))
    assert found == sorted(set(found))
    for place in found:
        end = place.start + timedelta(minutes=minutes)
        assert any(
            place.counter == opening.counter
            and opening.weekday == place.start.weekday()
            and opening.start <= place.start.time()
            and end <= datetime.combine(place.start.date(), opening.end)
            for opening in openings
        )


def test_the_next_open_day_is_looked_for_two_months_ahead() -> None:
    today = date(2026, 11, 30)
    opens_last = today + timedelta(days=62)
    never = replace(OFFICE, openings=(), closures=(), slot_minutes=15)

    def found(first: date) -> date:
        opening = Opening(1, first.weekday(), time(9), time(10), valid_from=first)
        return next_open_day(today, replace(never, openings=(opening,)))

    assert found(today) == today
    assert found(date(2026, 12, 1)) == date(2026, 12, 1)
    assert found(opens_last) == opens_last
    assert found(opens_last + timedelta(days=1)) == today
    assert next_open_day(date.max, never) == date.max
