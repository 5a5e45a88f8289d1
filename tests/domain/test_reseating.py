"""Who gets which other place: nearest, same hour if possible, before the permit expires."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given, strategies as st

from rdv_tui.domain.appointment import Status
from rdv_tui.domain.reseating import (
    DisplacedPerson,
    Presence,
    presence_of,
    propose_starts,
    share_out,
)

TUESDAY = datetime(2026, 12, 1, 9, 30)
NOTICE = date(2026, 11, 27)  # long enough before all that follows
LATE = date(2027, 4, 1)


def one(rank: int = 1, start: datetime = TUESDAY, expires: date = LATE) -> DisplacedPerson:
    return DisplacedPerson(f"R{rank}", start, expires)


def days(count: float) -> datetime:
    return TUESDAY + timedelta(days=count)


def only(person: DisplacedPerson, *free: datetime, earliest: date = NOTICE) -> datetime | None:
    return propose_starts([person], dict.fromkeys(free, 1), earliest)[person.reference]


def test_the_same_hour_at_another_counter_is_best_of_all() -> None:
    assert only(one(), days(1), TUESDAY, days(-1)) == TUESDAY


def test_the_same_hour_of_the_next_day_comes_before_another_half_of_the_same_day() -> None:
    afternoon = TUESDAY.replace(hour=14)
    assert only(one(), afternoon, days(1)) == days(1)


def test_a_neighbouring_hour_of_the_day_comes_before_another_day() -> None:
    later = TUESDAY + timedelta(minutes=45)
    assert only(one(), days(1), later) == later


@pytest.mark.parametrize("presence", Presence)
def test_who_is_here_or_on_the_way_keeps_the_hour_or_gets_none(presence: Presence) -> None:
    here = replace(one(), presence=presence)
    assert only(here, days(0.01), days(1)) is None
    assert only(here, TUESDAY, days(1)) == TUESDAY


def test_who_is_here_has_the_hour_before_anybody_else() -> None:
    here, other = replace(one(1), presence=Presence.HERE), one(2, expires=date(2026, 12, 2))
    found = propose_starts([other, here], {TUESDAY: 1, days(1): 1}, NOTICE)
    assert found == {"R1": TUESDAY, "R2": days(1)}


@pytest.mark.parametrize(
    ("status", "minutes", "presence"),
    [
        (Status.ARRIVED, 600, Presence.HERE),
        (Status.IN_PROGRESS, -30, Presence.HERE),
        (Status.BOOKED, 60, Presence.ON_THE_WAY),
        (Status.BOOKED, 0, Presence.ON_THE_WAY),
        (Status.BOOKED, 61, None),
        (Status.BOOKED, -1, None),
    ],
)
def test_who_is_here_and_who_is_on_the_way(
    status: Status, minutes: int, presence: Presence | None
) -> None:
    start = TUESDAY + timedelta(minutes=minutes)
    assert presence_of(status, start, TUESDAY, 60) is presence


def test_before_expiry_comes_first_however_far() -> None:
    person = one(expires=TUESDAY.date())
    assert only(person, days(1), days(-3)) == days(-3)


def test_after_expiry_is_better_than_nothing() -> None:
    assert only(one(expires=TUESDAY.date()), days(9), days(2)) == days(2)


def test_nobody_is_called_in_earlier_than_they_could_be_told() -> None:
    assert only(one(), days(-5)) is None
    assert only(one(), days(-5), days(20)) == days(20)
    assert only(one(), days(-4)) == days(-4)


def test_somebody_of_today_may_come_later_today() -> None:
    soon = TUESDAY + timedelta(hours=1)
    assert only(one(), soon, earliest=days(2).date()) == soon


def test_who_has_the_least_time_chooses_first() -> None:
    urgent = one(1, expires=days(1).date())
    found = propose_starts([one(2), urgent], {days(1): 1, days(2): 1}, NOTICE)
    assert found == {"R1": days(1), "R2": days(2)}


def test_who_cannot_come_in_time_leaves_the_choice_to_who_can() -> None:
    hopeless = one(1, expires=days(-60).date())
    found = propose_starts(
        [hopeless, one(2, expires=days(1).date())], {days(1): 1, days(2): 1}, NOTICE
    )
    assert found == {"R1": days(2), "R2": days(1)}


def test_whose_permit_has_expired_is_not_sent_to_the_end_of_the_queue() -> None:
    expired = one(1, expires=days(-60).date())
    found = propose_starts([one(2), expired, one(3)], {days(1): 1, days(9): 1, days(20): 1}, NOTICE)
    assert found == {"R1": days(1), "R2": days(9), "R3": days(20)}


def test_who_can_keep_an_hour_after_expiry_is_not_called_in_earlier() -> None:
    person = one(expires=days(-1).date())
    assert only(person, days(-2), TUESDAY) == TUESDAY


def test_whoever_can_keep_their_hour_keeps_it_before_anybody_else_takes_it() -> None:
    quarter = TUESDAY + timedelta(minutes=15)
    urgent, other = one(1, expires=days(9).date()), one(2, start=quarter)
    found = propose_starts([urgent, other], {quarter: 1, days(1): 1}, NOTICE)
    assert found == {"R1": days(1), "R2": quarter}


def test_an_hour_is_given_up_for_somebody_who_could_not_come_in_time_otherwise() -> None:
    quarter = TUESDAY + timedelta(minutes=15)
    urgent, other = one(1, expires=TUESDAY.date()), one(2, start=quarter)
    found = propose_starts([urgent, other], {quarter: 1, days(1): 1}, NOTICE)
    assert found == {"R1": quarter, "R2": days(1)}


SLOTS = st.integers(0, 11).map(lambda n: days(n // 3) + timedelta(minutes=30 * (n % 3)))
PERSONS = st.lists(st.tuples(st.integers(-2, 5), SLOTS), max_size=5).map(
    lambda lines: [
        one(rank, start=start, expires=days(end).date()) for rank, (end, start) in enumerate(lines)
    ]
)
FREE = st.dictionaries(SLOTS, st.integers(0, 2), max_size=6)


@given(PERSONS, FREE)
def test_no_two_persons_get_one_place_and_nobody_goes_without_who_need_not(
    persons: list[DisplacedPerson], free: dict[datetime, int]
) -> None:
    found = propose_starts(persons, free, NOTICE)
    assert set(found) == {person.reference for person in persons}
    given_starts = Counter(start for start in found.values() if start)
    assert all(count <= free[start] for start, count in given_starts.items())
    assert given_starts.total() == min(len(persons), sum(free.values()))


@given(PERSONS, FREE)
def test_as_many_as_possible_keep_their_hour_or_come_before_their_permit_expires(
    persons: list[DisplacedPerson], free: dict[datetime, int]
) -> None:
    found = propose_starts(persons, free, NOTICE)

    def suited(starts: tuple[datetime | None, ...]) -> int:
        pairs = zip(persons, starts, strict=True)
        return sum(start is not None and one.suits(start) for one, start in pairs)

    places = [start for start, count in free.items() for _ in range(count)]
    padded = [*places, *([None] * len(persons))]
    if len(places) <= 5:  # every way of giving them out can be tried
        best = max(suited(way) for way in set(permutations(padded, len(persons))))
        assert suited(tuple(found[person.reference] for person in persons)) == best


@given(PERSONS, FREE, st.randoms())
def test_the_order_in_which_persons_are_told_changes_nothing(
    persons: list[DisplacedPerson], free: dict[datetime, int], chance: object
) -> None:
    shuffled = persons.copy()
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert propose_starts(shuffled, free, NOTICE) == propose_starts(persons, free, NOTICE)


SOON = date(2026, 12, 3)


def today(rank: int, minutes: int = 0, expires: date = LATE) -> DisplacedPerson:
    return replace(one(rank, TUESDAY + timedelta(minutes=minutes), expires), due_today=True)


def test_who_is_due_today_stays_todays_wherever_there_is_room() -> None:
    afternoon = TUESDAY.replace(hour=16)
    too_early = TUESDAY - timedelta(hours=1)
    assert only(today(1), days(1), afternoon, earliest=SOON) == afternoon
    assert only(today(1), days(1), too_early, earliest=SOON) == days(1)


def test_a_later_day_takes_no_place_of_today_and_an_expired_permit_no_seat_of_todays() -> None:
    afternoon = TUESDAY.replace(hour=16)
    expired = today(1, expires=date(2026, 11, 1))
    others = [one(2, days(1)), today(3, minutes=30)]
    found = propose_starts([expired, *others], {afternoon: 1, days(2): 5}, NOTICE)
    assert found == {"R1": afternoon, "R2": days(2), "R3": days(2)}


@given(
    wanted=st.lists(st.integers(0, 8), min_size=1, max_size=6),
    free=st.lists(st.integers(0, 8), max_size=6),
)
def test_as_many_as_possible_of_todays_stay_todays(wanted: list[int], free: list[int]) -> None:
    persons = [today(rank, minutes=60 * hour) for rank, hour in enumerate(wanted)]
    room = Counter(TUESDAY + timedelta(hours=hour) for hour in free)
    found = propose_starts(persons, {**room, days(3): 9}, SOON)
    kept = [start for start in found.values() if start and start.date() == TUESDAY.date()]
    most = 0
    for order in permutations(sorted(free)):
        left, seats = list(order), 0
        for hour in sorted(wanted):
            seat = next((one for one in left if one >= hour), None)
            if seat is not None:
                left.remove(seat)
                seats += 1
        most = max(most, seats)
    assert len(kept) == most
    assert all(found[one.reference] is not None for one in persons)


def test_what_is_settled_of_today_is_taken_by_nobody_who_could_be_told() -> None:
    later = TUESDAY + timedelta(minutes=45)
    due = today(1, minutes=30)
    hurried = one(2, days(1) + timedelta(minutes=30), TUESDAY.date())
    before = TUESDAY - timedelta(minutes=15)  # too early for the first, and first of the day
    found = propose_starts([hurried, due], {before: 1, later: 1}, TUESDAY.date())
    assert found == {"R1": later, "R2": before}
    found = propose_starts([hurried, due], {later: 1, days(2): 1}, TUESDAY.date())
    assert found == {"R1": later, "R2": days(2)}


def test_an_hour_is_as_far_as_the_minutes_between() -> None:
    def at(hour: int, minute: int) -> datetime:
        return days(1).replace(hour=hour, minute=minute)

    assert only(one(), at(9, 0), at(9, 45)) == at(9, 45)
    assert only(one(), at(8, 30), at(10, 15)) == at(10, 15)
    assert only(one(start=at(9, 31)), at(9, 1), at(10, 0)) == at(10, 0)
    assert only(one(), at(9, 0), at(10, 0)) == at(9, 0)


def test_who_is_shared_out_goes_to_a_counter_that_is_open_at_their_hour() -> None:
    persons = [today(1), today(2, minutes=60)]
    found = share_out(persons, lambda at: (2,) if at == TUESDAY else (3,), {})
    assert found == {"R1": 2, "R2": 3}


def test_today_is_shared_out_by_the_hour_to_whoever_expects_the_fewest() -> None:
    persons = [today(rank, minutes=5 * rank) for rank in range(4)]
    hour = TUESDAY.replace(minute=0)
    found = share_out(persons, lambda _: (2, 3), {(hour, 2): 2})
    assert found == {"R0": 3, "R1": 3, "R2": 2, "R3": 3}
    assert share_out(persons, lambda _: (), {}) == {}
