"""The head of a sheet: a few lines, each with words at its left end and at its right one."""

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from rdv_tui.widgets.frame import justify

Ends = tuple[Content, Content]


class HeadLines(Widget):
    """A line an entry of `ends`; the left end is cut where the two do not fit."""

    DEFAULT_CSS = "HeadLines { height: 2; padding: 0 1; }"

    ends: reactive[Sequence[Ends]] = reactive(())

    def render(self) -> Content:
        """Draw the lines over the whole width."""
        width = self.content_size.width
        return Content("\n").join(justify(left, right, width) for left, right in self.ends)
