"""A course of numbers as one line of heights; the numbers themselves always stand beside it."""

from collections.abc import Sequence

HEIGHTS = "▁▂▃▄▅▆▇█"


def heights(values: Sequence[float | None], width: int = 1) -> str:
    """Return a height a value, `width` cells each, the largest one full; a gap for none of it."""
    most = max((value for value in values if value is not None), default=0)
    return "".join(_height(value, most) * width for value in values)


def _height(value: float | None, most: float) -> str:
    if not value or not most:
        return " "
    return HEIGHTS[max(0, min(len(HEIGHTS) - 1, round(value / most * (len(HEIGHTS) - 1))))]
