"""What stands on the pages of a sheet, and where: to be read on a screen before it is printed.

It is written down while the sheet is set, so that its words and page breaks are the paper's own.
Across, places are shares of the measure, 0 to 1; down, millimetres from the top of the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from rdv_tui.documents.typesetting import Run

_WIDE = 0.2


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, its lines joined; it begins at `left`, or ends at `right` if that is set.

    `backwards` text runs from right to left.
    """

    runs: tuple[Run, ...]
    left: float
    top: float
    bottom: float
    right: float | None = None
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: the frame round some text, or a small one to tick."""

    left: float
    top: float
    bottom: float
    width: float

    @property
    def is_frame(self) -> bool:
        """Whether text stands in it."""
        return self.width > _WIDE


@dataclass(slots=True)
class Page:
    """One page: its text, its boxes, and the height of each rule across it."""

    pieces: list[Piece] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    rules: list[float] = field(default_factory=list)


Pages = Sequence[Page]


class Paper(bytes):
    """A finished document: its file, and what stands on its `pages`."""

    pages: Pages

    def __new__(cls, file: bytes | bytearray, pages: Pages = ()) -> Self:
        """Keep what stands on the pages beside the file."""
        paper = super().__new__(cls, file)
        paper.pages = pages
        return paper
