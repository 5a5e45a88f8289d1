"""The order of calling: rules that people can check against the clock on the wall."""

from datetime import datetime, time

import pytest
from hypothesis import given, strategies as st

from rdv_tui.domain.queue import (
    InRoom,
    calling_order,
    effective_time,
    is_late,
    is_presumed_absent,
    may_be_called_at,
    next_for_counter,
)

LATE = 15


def at(hour: str) -> datetime:
    return datetime.combine(datetime(2026, 11, 30), time.fromisoformat(hour))


def who(reference: str, start: str, arrived: str, **more: int | datetime) -> InRoom:
    return InRoom(reference, at(start), at(arrived), **more)  # type: ignore[arg-type]


def order(*people: InRoom) -> str:
    return " ".join(one.reference for one in calling_order(people, LATE))


def test_by_appointment_then_by_arrival() -> None:
    assert order(
        who("later", "09:30", "08:40"), who("second", "09:15", "09:10"), who("first", "09:15", "09")
    ) == ("first second later")


def test_coming_early_gains_nothing_over_an_earlier_appointment() -> None:
    assert order(who("early", "10:00", "08:30"), who("punctual", "09:45", "09:44")) == (
        "punctual early"
    )


@pytest.mark.parametrize(
    ("arrived", "late"), [("09:15", False), ("09:30", False), ("09:31", True), ("11:00", True)]
)
def test_late_is_more_than_the_minutes_of_the_office(arrived: str, late: bool) -> None:
    assert is_late(at("09:15"), at(arrived), LATE) is late


def test_who_comes_too_late_is_called_by_the_hour_of_arrival() -> None:
    late = who("late", "09:00", "09:20")
    assert effective_time(late, LATE) == at("09:20")
    assert order(late, who("punctual", "09:15", "09:10"), who("next", "09:30", "09:10")) == (
        "punctual late next"
    )
    in_time = who("late", "09:00", "09:15")
    assert order(in_time, who("punctual", "09:15", "09:10")) == "late punctual"


def test_who_missed_a_call_is_called_by_the_hour_of_that_call() -> None:
    missed = who("missed", "09:00", "08:50", called=at("09:20"))
    assert order(missed, who("a", "09:15", "09:10"), who("b", "09:30", "09:10")) == "a missed b"
    assert effective_time(who("early", "09:00", "08:30", called=at("08:45")), LATE) == at("09:00")


class TestWhichCounter:
    anybody, own = who("a", "09:00", "08:50", counter=1), who("b", "09:15", "08:50", counter=2)

    def test_any_counter_calls_the_first_where_letters_name_none(self) -> None:
        for counter in (1, 2, 3):
            found = next_for_counter([self.own, self.anybody], counter, LATE, named=False)
            assert found == self.anybody

    def test_people_wait_for_the_counter_that_their_letter_names(self) -> None:
        assert next_for_counter([self.own, self.anybody], 2, LATE, named=True) == self.own
        assert next_for_counter([self.own, self.anybody], 3, LATE, named=True) is None

    @pytest.mark.parametrize("named", [True, False])
    def test_who_was_handed_over_is_called_there_alone(self, named: bool) -> None:
        sent = who("c", "09:00", "08:50", counter=1, handed_to=2)
        assert may_be_called_at(sent, 2, named=named)
        assert not may_be_called_at(sent, 1, named=named)

    def test_a_place_without_counter_is_for_all(self) -> None:
        assert may_be_called_at(who("d", "09:00", "08:50"), 3, named=True)

    def test_nobody(self) -> None:
        assert next_for_counter([], 1, LATE, named=False) is None


@pytest.mark.parametrize(
    ("now", "proposed"), [("09:00", False), ("09:29", False), ("09:30", True), ("12:00", True)]
)
def test_an_absence_is_proposed_once_the_slot_and_the_delay_are_over(
    now: str, proposed: bool
) -> None:
    assert is_presumed_absent(at("09:00"), 15, LATE, at(now)) is proposed


hours = st.integers(0, 240).map(lambda minutes: at(f"{8 + minutes // 60:02d}:{minutes % 60:02d}"))
waiting = st.builds(
    InRoom,
    reference=st.text("ABC", min_size=1, max_size=4),
    start=hours,
    arrived=hours,
    counter=st.none() | st.integers(1, 3),
    handed_to=st.none() | st.integers(1, 3),
    called=st.none() | hours,
)
rooms = st.lists(waiting, max_size=8, unique_by=lambda one: one.reference)


@given(rooms, st.randoms(use_true_random=False))
def test_the_order_does_not_hang_on_the_order_they_are_read_in(
    room: list[InRoom], chance: object
) -> None:
    mixed = list(room)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert calling_order(mixed, LATE) == calling_order(room, LATE)


@given(rooms, st.integers(1, 3), st.booleans())
def test_nobody_whom_the_counter_may_call_comes_before_the_one_it_calls(
    room: list[InRoom], counter: int, named: bool
) -> None:
    found = next_for_counter(room, counter, LATE, named=named)
    mine = [one for one in room if may_be_called_at(one, counter, named=named)]
    assert (found is None) == (not mine)
    if found is not None:
        assert min(effective_time(one, LATE) for one in mine) == effective_time(found, LATE)


@given(rooms)
def test_everybody_is_called_by_some_counter(room: list[InRoom]) -> None:
    called = {
        one.reference for one in room for c in (1, 2, 3) if may_be_called_at(one, c, named=True)
    }
    assert called == {one.reference for one in room}
