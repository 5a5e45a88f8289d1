"""Moving over the calendar of places."""

from datetime import date, datetime, timedelta

from hypothesis import given, strategies as st

from rdv_tui.domain.appointment import Slot
from rdv_tui.services.results import DayState, DaySummary
from rdv_tui.widgets.slot_board import Cursor, SlotBoard

MONDAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 10, 42)


def board(free: dict[datetime, int], weeks: int = 6) -> SlotBoard:
    """A board of `weeks` from MONDAY whose slots are the keys of `free`, three places each."""
    slots = [Slot(start, 3, count) for start, count in sorted(free.items())]
    days = []
    for offset in range(weeks * 7):
        day = MONDAY + timedelta(offset)
        count = sum(s.free for s in slots if s.start.date() == day)
        state = DayState.OPEN if count else DayState.NONE
        days.append(DaySummary(day, state, count, 3, ""))
    return SlotBoard(NOW, days, slots)


def at(day: int, hour: int, month: int = 12) -> datetime:
    return datetime(2026, month, day, hour)


BOARD = board(
    {at(23, 9, 11): 2, at(26, 10, 11): 0, at(1, 9): 1, at(1, 10): 0, at(1, 11): 2, at(3, 9): 1}
)


def test_a_past_slot_is_never_the_first_free_one() -> None:
    assert BOARD.first_free() == Cursor(date(2026, 12, 1), 0)


def test_next_free_jumps_over_full_slots_and_stops_at_the_end() -> None:
    first = BOARD.cursor_at(at(1, 9))
    second = BOARD.next_free(first)
    assert second == BOARD.cursor_at(at(1, 11))
    assert second is not None
    last = BOARD.next_free(second)
    assert last == BOARD.cursor_at(at(3, 9))
    assert last is not None
    assert BOARD.next_free(last) is None
    assert BOARD.next_free(last, -1) == second


def test_same_hour_finds_the_next_day_free_at_that_hour() -> None:
    assert BOARD.same_hour(BOARD.cursor_at(at(1, 9))) == BOARD.cursor_at(at(3, 9))
    assert BOARD.same_hour(BOARD.cursor_at(at(3, 9)), -1) == BOARD.cursor_at(at(1, 9))
    assert BOARD.same_hour(BOARD.cursor_at(at(1, 11))) is None


def test_one_day_on_from_friday_is_monday() -> None:
    assert BOARD.by_days(Cursor(date(2026, 11, 27)), 1).day == date(2026, 11, 30)
    assert BOARD.by_days(Cursor(date(2026, 11, 30)), -1).day == date(2026, 11, 27)


def test_the_first_and_the_last_day_hold_the_cursor() -> None:
    assert BOARD.by_days(Cursor(MONDAY), -1).day == MONDAY
    assert BOARD.by_days(Cursor(MONDAY), -7).day == MONDAY
    assert BOARD.by_months(Cursor(MONDAY), 12).day == BOARD.last


def test_a_month_on_keeps_the_day_or_takes_the_last_one() -> None:
    wide = board({at(1, 9): 1}, weeks=20)
    assert wide.by_months(Cursor(date(2026, 11, 30)), 1).day == date(2026, 12, 30)
    assert wide.by_months(Cursor(date(2026, 12, 31)), 2).day == date(2027, 2, 28)


def test_another_day_keeps_the_hour_or_takes_the_next_one() -> None:
    assert BOARD.to_day(BOARD.cursor_at(at(3, 9)), date(2026, 12, 1)).row == 0
    assert BOARD.to_day(BOARD.cursor_at(at(1, 11)), date(2026, 12, 3)).row == 0


@given(
    st.lists(
        st.sampled_from(["by_days", "by_months", "by_rows", "next_free", "same_hour"]), max_size=20
    ),
    st.lists(st.sampled_from([-7, -1, 1, 7]), min_size=20, max_size=20),
)
def test_no_way_leads_off_the_board(ways: list[str], steps: list[int]) -> None:
    cursor = Cursor(MONDAY)
    for way, step in zip(ways, steps, strict=False):
        moved = getattr(BOARD, way)(cursor, step)
        cursor = moved if isinstance(moved, Cursor) else cursor
        assert BOARD.first <= cursor.day <= BOARD.last
        assert 0 <= cursor.row <= max(0, len(BOARD.on(cursor.day)) - 1)
