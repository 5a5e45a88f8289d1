"""The weeks by half-days: every free place is counted once, and told with its number."""

import re
from datetime import date, datetime, timedelta

from hypothesis import given, strategies as st

from rdv_tui.domain.appointment import Slot
from rdv_tui.domain.lead_times import WeekAvailability
from rdv_tui.screens.booking.half_days import half_days, heat_content

MONDAY = date(2026, 11, 23)
STARTS = st.tuples(st.integers(0, 27), st.integers(8, 17)).map(
    lambda at: datetime(2026, 11, 23, at[1]) + timedelta(days=at[0])
)
SLOTS = st.lists(
    st.tuples(STARTS, st.integers(0, 9)), unique_by=lambda one: one[0], max_size=60
).map(lambda found: [Slot(start, 9, free) for start, free in found])


@given(SLOTS)
def test_every_free_place_is_told_once(slots: list[Slot]) -> None:
    halves = half_days(slots)
    weeks = [WeekAvailability(MONDAY + timedelta(weeks=rank), 0, 0) for rank in range(4)]
    told = heat_content(weeks, halves).plain.splitlines()[2:-1]
    counted = sum(int(number) for line in told for number in re.findall(r"[░▒▓█](\d+)", line))
    assert counted == sum(slot.free for slot in slots)
    assert len(told) == len(weeks)


def test_mornings_stand_left_of_afternoons() -> None:
    slots = [Slot(datetime(2026, 11, 24, 11, 45), 4, 1), Slot(datetime(2026, 11, 24, 13, 30), 4, 4)]
    lines = heat_content([WeekAvailability(MONDAY, 5, 8)], half_days(slots)).plain.splitlines()
    assert lines[0].index("matin") < lines[0].index("après-midi")
    assert lines[2].index("░1") == lines[1].index("mar")
    assert lines[2].index("█4") == lines[1].rindex("mar")
    assert lines[2].count("–") == 8
