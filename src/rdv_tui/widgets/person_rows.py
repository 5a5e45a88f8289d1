"""The lines of every list of people: what each tells, in one order and in columns that fit."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, auto

from textual.content import Content

MARGINS = 3
"""Cells of a list's own: one before its lines, two for the sign that there are more."""


class Part(IntEnum):
    """What a column tells, in the order in which every list tells it; none has all of them."""

    RANK = auto()
    TICKET = auto()
    WHEN = auto()
    COUNTER = auto()
    REFERENCE = auto()
    SIGN = auto()
    WHO = auto()
    BIRTH = auto()
    NUMBER = auto()
    REACH = auto()
    WHAT = auto()
    WISH = auto()
    UNTIL = auto()
    SINCE = auto()
    WAIT = auto()
    NEW_PLACE = auto()
    TOLD_BY = auto()
    WORD = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its cells with the blank after them, and as far as it grows where there is room.

    The last one of a list has no blank. A column stands in lists of at least `since` cells.
    """

    part: Part
    width: int
    title: str = ""
    most: int = 0
    since: int = 0


class PersonRows:
    """The columns of one list. A name grows first, up to its most, then what follows it.

    Raises ValueError for columns in another order than that of all lists.
    """

    def __init__(self, *columns: Column) -> None:
        parts = [column.part for column in columns]
        if parts != sorted(set(parts)):
            raise ValueError(parts)
        self.columns = columns

    def heads(self, width: int) -> Content:
        """Name the columns of a list of `width` cells."""
        titles = {column.part: Content(column.title) for column in self.columns}
        return Content.assemble(" ", self.line(titles, width)).stylize("$text-muted")

    def line(self, cells: Mapping[Part, Content], width: int) -> Content:
        """Return one person's line: each cell cut or filled to its column."""
        blank, (*before, last) = Content(""), self._widths(width).items()
        rooms = [*((part, room - 1) for part, room in before), last]
        return Content(" ").join(
            cells.get(part, blank).truncate(room, ellipsis=True, pad=True) for part, room in rooms
        )

    def _widths(self, width: int) -> Mapping[Part, int]:
        shown = [column for column in self.columns if width >= column.since]
        widths = {column.part: column.width for column in shown}
        left = width - MARGINS - sum(widths.values())
        if left < 0:  # the name yields: what stands after it is never cut
            widths[Part.WHO] = max(1, widths[Part.WHO] + left)
        for column in sorted(shown, key=lambda one: one.part is not Part.WHO):
            more = min(max(0, left), max(0, column.most - column.width))
            widths[column.part] += more
            left -= more
        return widths
