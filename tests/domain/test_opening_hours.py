"""What a change of the hours makes appear and go, and which changes make no sense."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest
from hypothesis import given, strategies as st

from rdv_tui.domain.hour_parsing import parse_hour, parse_weekdays
from rdv_tui.domain.office import Closure, Opening
from rdv_tui.domain.opening_hours import (
    HoursChange,
    OpeningHours,
    SlotLength,
    WeeklyHours,
    calendar_difference,
    change_problems,
    weekly_hours,
)

MONDAY = datetime(2026, 11, 30, 8)
TUESDAY = date(2026, 12, 1)
LAST = date(2026, 12, 25)
MORNINGS = tuple(Opening(c, day, time(9), time(10)) for day in range(5) for c in (1, 2))
HOURS = OpeningHours(MORNINGS, (), 15, (1, 2))


def closed(first: date = TUESDAY, last: date = TUESDAY, **more: object) -> Closure:
    return replace(Closure(first, last, "Formation"), **more)  # type: ignore[arg-type]


def codes(
    change: HoursChange, hours: OpeningHours = HOURS, now: datetime = MONDAY
) -> list[tuple[str, str]]:
    return [(fault.field, fault.code) for fault in change_problems(hours, change, now)]


def starts(places: object) -> list[str]:
    return [f"{place.start:%d/%m %H:%M} g{place.counter}" for place in places]  # type: ignore[attr-defined]


# -- appear and go
def test_closing_a_counter_for_a_day_takes_that_counter_s_places_and_no_other() -> None:
    change = HoursChange(added=(closed(counter=2),))
    appear, go = calendar_difference(HOURS, HOURS.changed_by(change), MONDAY, LAST)
    assert appear == ()
    assert starts(go) == [f"01/12 09:{m} g2" for m in ("00", "15", "30", "45")]


def test_what_has_begun_does_not_go_any_more() -> None:
    change = HoursChange(added=(closed(date(2026, 11, 30), date(2026, 11, 30), counter=1),))
    now = MONDAY.replace(hour=9, minute=15)
    _, go = calendar_difference(HOURS, HOURS.changed_by(change), now, LAST)
    assert starts(go) == ["30/11 09:30 g1", "30/11 09:45 g1"]


def test_places_appear_up_to_the_last_day_opened_and_on_no_holiday() -> None:
    friday = HoursChange(added=(Opening(1, 4, time(14), time(14, 30)),))
    appear, go = calendar_difference(HOURS, HOURS.changed_by(friday), MONDAY, LAST)
    days = ("04/12", "11/12", "18/12")  # 25 December is a Friday
    assert starts(appear) == [f"{day} 14:{m} g1" for day in days for m in ("00", "15")]
    assert go == ()


def test_another_slot_length_keeps_the_starts_that_both_have() -> None:
    appear, go = calendar_difference(
        HOURS,
        HOURS.changed_by(HOURS.with_slots(SlotLength(20, MONDAY.date()))),
        MONDAY,
        date(2026, 11, 30),
    )
    assert starts(appear) == [
        "30/11 09:20 g1",
        "30/11 09:20 g2",
        "30/11 09:40 g1",
        "30/11 09:40 g2",
    ]
    assert {f"{p.start:%H:%M}" for p in go} == {"09:15", "09:30", "09:45"}


def test_opening_again_what_another_closure_still_covers_brings_nothing() -> None:
    office, own = closed(), closed(counter=2)
    hours = replace(HOURS, closures=(office, own))
    appear, go = calendar_difference(
        hours, hours.changed_by(HoursChange(removed=(own,))), MONDAY, LAST
    )
    assert (appear, go) == ((), ())


@given(
    st.lists(
        st.builds(
            Closure,
            first=st.dates(date(2026, 12, 1), date(2026, 12, 10)),
            last=st.dates(date(2026, 12, 10), date(2026, 12, 20)),
            reason=st.just("x"),
            counter=st.sampled_from((None, 1, 2)),
            start=st.sampled_from((None, time(9, 20))),
            end=st.sampled_from((None, time(9, 40))),
        ),
        min_size=1,
        max_size=3,
    )
)
def test_taking_a_closure_back_undoes_just_what_it_did(closures: list[Closure]) -> None:
    *others, last = closures
    before = replace(HOURS, closures=tuple(others))
    after = before.changed_by(HoursChange(added=(last,)))
    appeared, gone = calendar_difference(before, after, MONDAY, LAST)
    back, again = calendar_difference(
        after, after.changed_by(HoursChange(removed=(last,))), MONDAY, LAST
    )
    assert appeared == again == ()
    if last not in others:
        assert back == gone


# -- nonsense
CROSSING = Opening(1, 0, time(9, 30), time(11))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (HoursChange(added=(CROSSING,)), ("start", "overlap")),
        (HoursChange(added=(replace(CROSSING, start=time(11)),)), ("end", "end_before_start")),
        (HoursChange(added=(Opening(1, 0, time(11), time(11, 10)),)), ("end", "too_short")),
        (HoursChange(added=(Opening(0, 0, time(11), time(12)),)), ("counter", "out_of_range")),
        (HoursChange(added=(Opening(100, 0, time(11), time(12)),)), ("counter", "out_of_range")),
        (
            HoursChange(added=(Opening(1, 0, time(11), time(12), valid_until=date(2026, 11, 29)),)),
            ("valid_until", "past"),
        ),
        (
            HoursChange(added=(Opening(1, 0, time(11), time(12), LAST, TUESDAY),)),
            ("valid_until", "end_before_start"),
        ),
        (HoursChange(added=(closed(last=date(2026, 11, 30)),)), ("last", "end_before_start")),
        (
            HoursChange(added=(closed(date(2026, 11, 27), date(2026, 11, 27)),)),
            ("first", "past"),
        ),
        (
            HoursChange(added=(closed(date(2026, 11, 27), date(2026, 11, 29)),)),
            ("last", "past"),
        ),
        (
            HoursChange(added=(closed(MONDAY.date(), MONDAY.date(), end=time(8)),)),
            ("end", "past"),
        ),
        (HoursChange(added=(closed(start=time(10), end=time(9)),)), ("end", "end_before_start")),
        (HoursChange(added=(closed(counter=3),)), ("counter", "unknown_counter")),
        (HoursChange(added=(closed(reason=" \u202e\n"),)), ("reason", "missing")),
        (HoursChange(added=(closed(reason="x" * 121),)), ("reason", "too_long")),
        (HOURS.with_slots(SlotLength(4, MONDAY.date())), ("slot_minutes", "out_of_range")),
        (HOURS.with_slots(SlotLength(0, MONDAY.date())), ("slot_minutes", "out_of_range")),
        (HOURS.with_slots(SlotLength(20, date(2026, 11, 29))), ("first", "slots_past")),
        (HOURS.with_slots(SlotLength(20, MONDAY.date(), 7)), ("counter", "unknown_counter")),
    ],
)
def test_nonsense_is_refused_at_its_field(change: HoursChange, expected: tuple[str, str]) -> None:
    assert codes(change) == [expected]


@pytest.mark.parametrize(
    "sound",
    [
        HoursChange(added=(Opening(1, 0, time(10), time(11)),)),
        HoursChange(removed=(MORNINGS[0],), added=(CROSSING,)),
        HoursChange(added=(replace(CROSSING, weekday=5),)),
        HoursChange(added=(closed(date(2026, 11, 27)),)),
        HoursChange(added=(closed(MONDAY.date(), MONDAY.date(), start=time(9), end=time(10)),)),
        HOURS.with_slots(SlotLength(20, MONDAY.date())),
        HOURS.with_slots(SlotLength(20, date(2027, 4, 1), counter=2)),
    ],
)
def test_what_makes_sense_is_let_through(sound: HoursChange) -> None:
    assert codes(sound) == []


def test_openings_cross_only_while_both_are_valid() -> None:
    old = replace(MORNINGS[0], valid_until=date(2026, 12, 31))
    hours = replace(HOURS, openings=(old,))
    later = replace(CROSSING, valid_from=date(2027, 1, 1))
    assert codes(HoursChange(added=(later,)), hours) == []
    sooner = replace(CROSSING, valid_from=date(2026, 12, 31))
    assert codes(HoursChange(added=(sooner,)), hours) == [("start", "overlap")]


def test_two_openings_of_one_change_may_not_cross_either() -> None:
    twice = (Opening(1, 5, time(9), time(10)), Opening(1, 5, time(9, 30), time(11)))
    assert codes(HoursChange(added=twice)) == [("start", "overlap")]


def test_the_same_closure_twice_is_refused_whatever_its_reason() -> None:
    hours = replace(HOURS, closures=(closed(counter=1),))
    again = closed(counter=1, reason="Grève")
    assert codes(HoursChange(added=(again,)), hours) == [("first", "already_closed")]
    assert codes(HoursChange(removed=(closed(counter=1),), added=(again,)), hours) == []


def test_a_fault_names_the_opening_or_the_closure_that_it_runs_into() -> None:
    crossing, again = HoursChange(added=(CROSSING,)), HoursChange(added=(closed(counter=1),))
    [fault] = change_problems(HOURS, crossing, MONDAY)
    assert fault.other == MORNINGS[0]
    [fault] = change_problems(replace(HOURS, closures=(closed(counter=1),)), again, MONDAY)
    assert fault.other == closed(counter=1)


def test_every_fault_is_named_in_the_order_in_which_it_was_found() -> None:
    many = HoursChange(added=(Opening(0, 0, time(11), time(10)), closed(counter=3, reason="")))
    assert codes(many) == [
        ("counter", "out_of_range"),
        ("end", "end_before_start"),
        ("reason", "missing"),
    ]
    short = replace(HOURS.with_slots(SlotLength(4, MONDAY.date())), added=(Opening(0, 0, *NOON),))
    assert codes(short) == [("slot_minutes", "out_of_range"), ("counter", "out_of_range")]


NOON = (time(12), time(13))


@pytest.mark.parametrize(
    "sound",
    [
        HoursChange(added=(Opening(1, 0, time(11), time(11, 15)),)),
        HoursChange(added=(Opening(1, 0, *NOON, TUESDAY, TUESDAY),)),
        HoursChange(added=(Opening(1, 0, *NOON, valid_until=MONDAY.date()),)),
        HoursChange(added=(Opening(1, 0, time(10), time(11)),)),
        HoursChange(added=(Opening(1, 0, time(8), time(9)),)),
        HoursChange(added=(closed(reason="x" * 120),)),
    ],
)
def test_what_just_makes_sense_is_let_through(sound: HoursChange) -> None:
    assert codes(sound) == []


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        (Opening(1, 0, *NOON, slot_minutes=4), ("slot_minutes", "out_of_range")),
        (closed(start=time(9), end=time(9)), ("end", "end_before_start")),
    ],
)
def test_what_just_makes_no_sense_is_refused(
    wrong: Opening | Closure, expected: tuple[str, str]
) -> None:
    assert codes(HoursChange(added=(wrong,))) == [expected]


def test_a_counter_ends_today_at_the_earliest() -> None:
    assert codes(HOURS.ending(1, MONDAY.date())) == []
    assert codes(HOURS.ending(1, date(2026, 11, 29))) == [("last", "counter_past")]


# -- another length of slots
def test_openings_have_slots_of_another_length_from_a_day_on() -> None:
    always = Opening(1, 0, time(9), time(10))
    later = replace(always, weekday=1, valid_from=LAST)
    since = replace(always, weekday=2, valid_from=TUESDAY)
    over = replace(always, weekday=3, valid_until=date(2026, 11, 30))
    last_day = replace(always, weekday=4, valid_until=TUESDAY)
    long_so = replace(always, weekday=5, slot_minutes=20)
    elsewhere = replace(always, counter=2)
    all_of_them = (elsewhere, over, long_so, always, later, since, last_day)
    hours = OpeningHours(all_of_them, (), 15, (1, 2))
    length = SlotLength(20, TUESDAY, counter=1)
    eve = date(2026, 11, 30)
    assert hours.with_slots(length) == HoursChange(
        removed=(always, later, since, last_day),
        added=(
            replace(always, valid_until=eve),
            replace(always, valid_from=TUESDAY, slot_minutes=20),
            replace(later, slot_minutes=20),
            replace(since, slot_minutes=20),
            replace(last_day, valid_until=eve),
            replace(last_day, valid_from=TUESDAY, slot_minutes=20),
        ),
        slots=length,
    )
    everywhere = hours.with_slots(replace(length, counter=None))
    assert elsewhere in everywhere.removed


# -- told together
def test_openings_that_differ_by_more_than_their_day_are_lines_of_their_own() -> None:
    opening = Opening(1, 0, *NOON, slot_minutes=15)
    other = replace(opening, weekday=1)
    unlike = [
        replace(other, valid_from=TUESDAY),
        replace(other, valid_until=LAST),
        replace(other, slot_minutes=30),
        replace(other, slot_minutes=None),
    ]
    assert weekly_hours([opening, other]) == [WeeklyHours(1, (0, 1), *NOON, slot_minutes=15)]
    for one in unlike:
        lines = weekly_hours([opening, one])
        assert {found for line in lines for found in line.openings()} == {opening, one}
        assert len(lines) == 2


def test_openings_that_differ_by_their_day_are_one_line() -> None:
    lines = weekly_hours([*MORNINGS, Opening(1, 1, time(14), time(16), valid_from=LAST)])
    assert lines == [
        WeeklyHours(1, (0, 1, 2, 3, 4), time(9), time(10)),
        WeeklyHours(1, (1,), time(14), time(16), LAST),
        WeeklyHours(2, (0, 1, 2, 3, 4), time(9), time(10)),
    ]
    assert {one for line in lines for one in line.openings()} > set(MORNINGS)


# -- typed
@pytest.mark.parametrize(
    ("typed", "hour"),
    [
        ("9", time(9)),
        ("9h", time(9)),
        ("9 h 30", time(9, 30)),
        ("9h05", time(9, 5)),
        ("9:30", time(9, 30)),
        ("09.30", time(9, 30)),
        ("0930", time(9, 30)),
        ("930", time(9, 30)),
        ("13H45", time(13, 45)),
        ("\uff11\uff13:45", time(13, 45)),
        ("24:00", None),
        ("9:60", None),
        ("9:5", None),
        ("midi", None),
        ("", None),
        ("9:30:00", None),
    ],
)
def test_hours_are_read_as_people_type_them(typed: str, hour: time | None) -> None:
    assert parse_hour(typed) == hour


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("lundi", (0,)),
        ("lun mar jeu", (0, 1, 3)),
        ("lu, ma", (0, 1)),
        ("lun-ven", (0, 1, 2, 3, 4)),
        ("lundi au vendredi", (0, 1, 2, 3, 4)),
        ("Mardis et jeudis", (1, 3)),
        ("lun–mer ven", (0, 1, 2, 4)),
        ("mer-ven", (2, 3, 4)),
        ("mer au mer", (2,)),
        ("au mer", None),
        ("du lundi au mercredi", None),
        ("le mardi", None),
        ("m", None),
        ("ven-lun", None),
        ("lun-", None),
        ("lun xyz", None),
        ("", None),
    ],
)
def test_days_of_the_week_are_read_as_people_type_them(
    typed: str, days: tuple[int, ...] | None
) -> None:
    assert parse_weekdays(typed) == days
