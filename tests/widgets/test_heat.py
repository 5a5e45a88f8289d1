"""How full a day is, as one sign."""

import pytest
from hypothesis import given, strategies as st

from rdv_tui.widgets.heat import LEGEND, heat


@pytest.mark.parametrize(
    ("free", "capacity", "sign"),
    [(0, 52, "·"), (1, 52, "░"), (13, 52, "░"), (14, 52, "▒"), (26, 52, "▒"), (27, 52, "▓"),
     (39, 52, "▓"), (40, 52, "█"), (52, 52, "█"), (1, 1, "█"), (0, 0, "·")],
)  # fmt: skip
def test_quarters(free: int, capacity: int, sign: str) -> None:
    assert heat(free, capacity) == sign


@given(st.integers(1, 500).flatmap(lambda whole: st.tuples(st.integers(1, whole), st.just(whole))))
def test_more_is_never_shown_as_less(of: tuple[int, int]) -> None:
    free, capacity = of
    ranks = [LEGEND.index(heat(part, capacity)) for part in range(1, free + 1)]
    assert ranks == sorted(ranks)
