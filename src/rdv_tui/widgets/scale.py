"""A stretch of time to scale: its days as signs on a line, each with its date and word beneath."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from rdv_tui.locales.dates import brief_date

MOST, LEAST = 62, 44
"""Cells that the line takes at most; below which there is no room for its dates."""
_APART, _ASIDE = 2, 4


@dataclass(frozen=True, slots=True)
class Mark:
    """A day on the line: its sign, its word, the style of the sign."""

    day: date
    sign: str
    word: str
    style: str = "$text-muted"


def scale(marks: Sequence[Mark], today: date, width: int) -> list[Content]:
    """Return the line from the first day to the last, the dates and the words beneath.

    The first of `marks` matters most: a later one at its place, or whose date would touch that of
    an earlier one, loses its sign, or its date.
    """
    if not marks or width < LEAST:
        return []
    width = min(width, MOST)
    first, last = min(mark.day for mark in marks), max(mark.day for mark in marks)
    days = max(1, (last - first).days)
    line: dict[int, tuple[str, str]] = {}
    told: dict[int, tuple[str, str]] = {}
    for mark in marks:
        at = round((mark.day - first).days / days * (width - 1))
        if at in line:
            continue
        line[at] = (mark.sign, f"bold {mark.style}")
        text = (brief_date(mark.day, today), mark.word)
        start = _place(at, _room(text), told, width)
        if start is not None:
            told[start] = text
    dates = words = ""
    for start, (shown, word) in sorted(told.items()):
        dates, words = dates.ljust(start) + shown, words.ljust(start) + word
    return [
        Content.assemble(*(line.get(at, ("─", "$edge")) for at in range(width))),
        Content.styled(dates, "bold"),
        Content.styled(words, "$text-muted"),
    ]


def _place(at: int, room: int, told: Mapping[int, tuple[str, str]], width: int) -> int | None:
    """Return where a text of `room` may begin, at its mark or a little aside, None for nowhere."""
    for aside in sorted(range(-_ASIDE, _ASIDE + 1), key=lambda cells: (abs(cells), -cells)):
        start = min(at, width - room) + aside
        if 0 <= start <= width - room and all(
            start >= other + _room(text) + _APART or start + room + _APART <= other
            for other, text in told.items()
        ):
            return start
    return None


def _room(text: tuple[str, str]) -> int:
    return max(map(len, text))


class Scale(Widget):
    """A scale over the width that it has; nothing of its own where that is too little."""

    DEFAULT_CSS = "Scale { height: auto; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - every widget's name for it
        super().__init__(id=id)
        self._marks: tuple[Sequence[Mark], date] = ((), date.min)

    def update(self, marks: Sequence[Mark], today: date) -> None:
        """Show other days; none hide it."""
        self._marks = (marks, today)
        self.display = bool(marks)
        self.refresh(layout=True)

    def get_content_height(self, container: object, viewport: object, width: int) -> int:  # noqa: ARG002
        """Return the number of lines in `width` cells."""
        return len(scale(*self._marks, width))

    def render(self) -> RenderResult:
        """Draw it."""
        return Content("\n").join(scale(*self._marks, self.content_size.width))
