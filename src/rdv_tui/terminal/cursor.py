"""Where the terminal's own cursor belongs: braille displays and screen readers follow it."""

import time
from typing import ClassVar

from textual.containers import ScrollableContainer
from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

READ_FIRST = "read-first"
"""The class of the line on which the cursor stands where nothing has the focus that can be read."""


class Leads(Widget):
    """A widget with a line or a cell that is chosen, beside whatever has the focus."""

    last_lead: ClassVar[float] = 0.0
    led_at: float = 0.0

    @property
    def chosen_place(self) -> Offset | None:
        """Where the chosen line begins, from the widget's own corner; None without one."""
        raise NotImplementedError

    def lead(self) -> None:
        """Take the cursor from the field in which somebody types: a key moved the choice."""
        self.led_at = Leads.last_lead = time.monotonic()


def place(screen: Screen[object], typed_at: float) -> Offset:
    """Return the cell of the chosen line or of the focused field, from the screen's corner.

    `typed_at` is when the cursor of a field moved last.
    """
    focused = screen.focused
    if isinstance(focused, Input) and Leads.last_lead <= typed_at:
        return focused.cursor_screen_offset
    since = typed_at if isinstance(focused, Input) else -1.0
    leading = [(widget.led_at, at) for widget, at in _chosen(screen) if widget.led_at > since]
    if leading:
        return max(leading, key=lambda lead: lead[0])[1]
    if isinstance(focused, Input):
        return focused.cursor_screen_offset
    if focused is not None and not isinstance(focused, ScrollableContainer):
        return focused.content_region.offset
    around = () if focused is None else (focused,)
    marked = (*screen.query(f".{READ_FIRST}"), *around, *screen.children)
    return next((widget.content_region.offset for widget in marked if widget.region), Offset())


def _chosen(screen: Screen[object]) -> list[tuple[Leads, Offset]]:
    found = []
    for widget in screen.walk_children(Leads):
        at, room = widget.chosen_place, widget.content_region
        if at is not None and room and at.y < room.height:
            found.append((widget, room.offset + at))
    return found
