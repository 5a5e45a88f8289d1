"""A stretch of time to scale: the line is as wide as told, and no two dates touch."""

import re
from datetime import date, timedelta

from hypothesis import given, strategies as st

from rdv_tui.widgets.heights import HEIGHTS, heights
from rdv_tui.widgets.scale import LEAST, MOST, Mark, scale

TODAY = date(2026, 11, 23)
DAYS = st.integers(-400, 400).map(lambda days: TODAY + timedelta(days=days))


def marks(*days: date) -> list[Mark]:
    words = ("aujourd'hui", "fin du titre", "dernier jour", "ouverture")
    return [Mark(day, sign, word) for day, sign, word in zip(days, "│■┤├", words, strict=False)]


def test_days_stand_where_their_share_of_the_time_is() -> None:
    line, dates, words = (
        one.plain
        for one in scale(
            marks(TODAY, date(2027, 1, 15), date(2027, 7, 15), date(2026, 10, 15)), TODAY, 62
        )
    )
    assert (line[0], line[-1], line.count("─")) == ("├", "┤", 58)
    assert line.index("│") < line.index("■")
    assert "15 janv. 2027" in dates
    assert "15 juil. 2027" in dates
    assert "aujourd'hui" in words, "today is told, even where the opening has no room beside it"


@given(DAYS, DAYS, DAYS, st.integers(LEAST, 120))
def test_whatever_the_days_dates_are_whole_and_apart(
    expires: date, closes: date, opens: date, width: int
) -> None:
    line, dates, words = scale(marks(TODAY, expires, closes, opens), TODAY, width)
    assert line.cell_length == min(width, MOST)
    assert max(dates.cell_length, words.cell_length) <= width
    assert "│" in line.plain
    told = re.split(r" {2,}", dates.plain.strip())
    assert all(re.fullmatch(r"\d{1,2} [a-zûé.]+( \d{4})?", one) for one in told)


def test_there_is_no_scale_without_room_or_days() -> None:
    assert not scale(marks(TODAY), TODAY, LEAST - 1)
    assert not scale([], TODAY, 80)


@given(st.lists(st.one_of(st.none(), st.integers(0, 500)), max_size=40), st.integers(1, 3))
def test_a_height_a_value(values: list[int | None], width: int) -> None:
    line = heights(values, width)
    assert len(line) == len(values) * width
    shown = [line[at * width] for at in range(len(values))]
    assert all((sign == " ") == (not value) for sign, value in zip(shown, values, strict=True))
    if any(values):
        assert shown[values.index(max(value or 0 for value in values))] == HEIGHTS[-1]
