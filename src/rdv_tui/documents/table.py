"""Rows in columns over as many pages as they need, with room to write on the right of each."""

from collections.abc import Callable, Sequence
from typing import Final

from rdv_tui.documents.layout import LEFT, SMALL, Sheet
from rdv_tui.documents.typesetting import Run

Lines = list[list[Run]]

GUTTER: Final = 2.0
_PADDING: Final = 0.65
_RULE: Final = 0.15


class Table:
    """Columns of `widths` (millimetres) named `names`; what is left of the measure is for notes.

    `begin_again` sets the heading of a page that goes on; it is followed by `set_names`.
    """

    def __init__(
        self,
        sheet: Sheet,
        widths: Sequence[float],
        names: Sequence[str],
        begin_again: Callable[[], None],
    ) -> None:
        self._sheet, self._widths, self._names = sheet, widths, names
        self._begin_again = begin_again
        self._x = tuple(LEFT + sum(widths[:rank]) for rank in range(len(widths) + 1))

    def set_names(self) -> None:
        """Set the names of the columns over a rule."""
        sheet = self._sheet
        for text, x in zip(self._names, self._x, strict=True):
            sheet.draw([[Run(sheet.french(text), True)]], SMALL, x, sheet.y)
        sheet.y += SMALL.leading + _PADDING
        sheet.rule(sheet.y, 0.4)

    def lines(self, runs: list[Run], column: int) -> Lines:
        """Break what stands in a column into its lines."""
        return self._sheet.lines(runs, SMALL, self._widths[column] - GUTTER)

    def set_row(self, columns: Sequence[Lines]) -> None:
        """Set one row, a column's lines each; a row is never parted by the end of a page."""
        sheet = self._sheet
        height = max(len(lines) for lines in columns) * SMALL.leading + 2 * _PADDING
        if not sheet.fits(height):
            sheet.turn()
            self._begin_again()
            self.set_names()
        top = sheet.y + _PADDING
        for lines, x in zip(columns, self._x, strict=True):
            sheet.draw(lines, SMALL, x, top)
        sheet.y += height
        sheet.rule(sheet.y, _RULE)
        sheet.rule(sheet.y - height / 2, height, self._x[-1] - GUTTER / 2, _RULE)
