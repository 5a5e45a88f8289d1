"""Whom the day is opened on: somebody with whom something is to be done."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from rdv_tui.domain.appointment import Channel, Status
from rdv_tui.domain.birth_date import BirthDate
from rdv_tui.domain.day import Day, DayCounter, DayPlace, Visit
from rdv_tui.domain.initial_focus import initial_focus

TODAY = date(2026, 11, 30)
NOW = datetime(2026, 11, 30, 9, 20)
AT = datetime(2026, 11, 30, 8, 20, tzinfo=UTC)


def who(name: str, status: Status = Status.BOOKED, waits: int | None = None) -> Visit:
    return Visit(
        reference=name,
        status=status,
        family_name=name,
        given_names="Anne",
        situation="SALARIE",
        channel=Channel.DESK,
        foreign_resident_number="8412345678",
        birth_date=BirthDate(1985, 7, 3),
        permit_expires=date(2027, 1, 10),
        arrived_at=None if waits is None else AT - timedelta(minutes=waits),
    )


def day(*people: tuple[int, int, Visit | None], on: date = TODAY) -> Day:
    """Return a day with (minutes after 9 h, counter, person)."""
    first = datetime.combine(on, time(9))
    places = [DayPlace(first + timedelta(minutes=m), c, c, visit) for m, c, visit in people]
    ordered = sorted(places, key=lambda one: (one.start, one.number))
    return Day(on, NOW, AT, tuple(ordered), (DayCounter(1), DayCounter(2)))


def first(of: Day, counter: int | None = None, *, named: bool = False) -> str | None:
    found = initial_focus(of, counter, 15, named=named)
    return found.visit.reference if found and found.visit else None


ARRIVED, CALLED, DONE = Status.ARRIVED, Status.IN_PROGRESS, Status.DONE
QUEUE = (
    (0, 1, who("late", ARRIVED, waits=2)),  # twenty minutes late: called by the hour of arrival
    (15, 1, who("first", ARRIVED, waits=10)),
    (15, 2, who("second", ARRIVED, waits=4)),
    (30, 1, who("awaited")),
)


def test_whoever_is_called_next() -> None:
    assert first(day(*QUEUE)) == "first"
    assert first(day(QUEUE[0], QUEUE[3])) == "late"


def test_for_a_counter_whom_that_counter_calls() -> None:
    assert first(day(*QUEUE), 2) == "first"
    assert first(day(*QUEUE), 2, named=True) == "second"
    assert first(day(*QUEUE[:2]), 2, named=True) == "first"  # nobody of its own: next of all


def test_whoever_was_handed_over_or_missed_a_call_keeps_that_rank() -> None:
    sent = (0, 1, replace(who("sent", ARRIVED, waits=18), served_at=2))
    assert first(day(sent, *QUEUE[1:]), 2) == "sent"
    assert first(day(sent, *QUEUE[1:]), 1) == "first"
    missed = replace(who("missed", ARRIVED, waits=18), called_at=AT - timedelta(minutes=1))
    assert first(day((0, 1, missed), *QUEUE[1:])) == "first"


def test_whoever_this_counter_is_receiving_comes_before_all() -> None:
    here = replace(who("here", CALLED, waits=30), served_at=2)
    people = day((0, 2, here), *QUEUE[1:])
    assert first(people, 2) == "here"
    assert first(people, 1) == "first"
    assert first(people) == "first"
    nowhere = replace(here, served_at=None)
    assert first(day((0, 2, nowhere), *QUEUE[1:])) == "first"


def test_without_anybody_waiting_the_first_awaited_of_the_slot_under_way_or_later() -> None:
    late, done = (0, 1, who("late")), (15, 2, who("done", DONE))
    assert first(day(late, (15, 1, who("now")), done, (30, 1, who("soon")))) == "now"
    assert first(day(late, done, (30, 1, who("soon")))) == "soon"
    assert first(day(late, done)) == "late"
    assert first(day(done, (30, 1, None))) is None


def test_before_the_counters_open_the_first_of_the_day() -> None:
    early = replace(day((0, 1, None), (15, 1, who("soon"))), now=NOW - timedelta(hours=2))
    assert first(early) == "soon"


def test_on_a_past_day_whose_outcome_is_missing_on_a_coming_one_nobody() -> None:
    people = ((0, 1, who("done", DONE)), (15, 1, who("forgotten")))
    assert first(day(*people, on=TODAY - timedelta(days=3))) == "forgotten"
    assert first(day(*people, on=TODAY + timedelta(days=1))) is None
