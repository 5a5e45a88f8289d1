"""The keys of a screen with what they do, over the screen itself and as long as nobody goes on.

It is no screen of its own: the one beneath stays as it is, and whatever key is read here can be
pressed at once.
"""

import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from rdv_tui.locales import screens as screen_fr
from rdv_tui.widgets.commands import listed, shown_key

WIDTH = 66
"""Cells of one line; beside it there is room for the scroll bar."""
CLOSING = frozenset({"escape", "f1", "enter", "space"})
"""Keys that close the panel and do nothing else: whoever wants to close it must not book by it."""


class HelpPanel(VerticalScroll, can_focus=False):
    """Every key of the screen on which it stands, with what it does."""

    DEFAULT_CSS = """
    HelpPanel { layer: help; }
    """

    def __init__(self, bindings: Iterable[ActiveBinding]) -> None:
        super().__init__(classes="dialog help")
        self.border_title, self.border_subtitle = screen_fr.HELP_TITLE, screen_fr.HELP_FOOT
        self._listed = _own(bindings)
        # One text and nothing else: the help opens as fast as a letter is typed.
        self._text = Static(_written(self._listed))
        self._scrolling: Mapping[str, Callable[[], None]] = {
            "up": lambda: self.scroll_up(animate=False),
            "down": lambda: self.scroll_down(animate=False),
            "pageup": lambda: self.scroll_page_up(animate=False),
            "pagedown": lambda: self.scroll_page_down(animate=False),
        }

    def compose(self) -> ComposeResult:
        """Show the text."""
        yield self._text

    def open(self, bindings: Iterable[ActiveBinding]) -> None:
        """Show what works now, from the beginning."""
        listed = _own(bindings)
        if listed != self._listed:
            self._listed = listed
            self._text.update(_written(listed))
        self.scroll_home(animate=False)
        self._show(is_open=True)

    def consume_key(self, key: str) -> bool:
        """Scroll or close by `key`; False when the key is still to do its own work."""
        scroll = self._scrolling.get(key)
        if scroll is not None:
            scroll()
            return True
        self._show(is_open=False)
        return key in CLOSING

    def on_click(self) -> None:
        """Close."""
        self._show(is_open=False)

    def on_mount(self) -> None:
        """Stand before all else."""
        self._show(is_open=True)

    def _show(self, *, is_open: bool) -> None:
        # What floats over a field is on no layer: it steps aside.
        self.screen.set_class(is_open, "-help")
        self.display = is_open


def _own(bindings: Iterable[ActiveBinding]) -> list[Binding]:
    return [active.binding for active in listed(bindings)]


def _written(listed: Sequence[Binding]) -> Content:
    """Return the text: keys, labels and what they do, in three columns."""
    keys = max((len(shown_key(binding)) for binding in listed), default=0)
    labels = max((len(binding.description) for binding in listed), default=0)
    return Content("\n").join(_line(binding, keys, labels) for binding in listed)


def _line(binding: Binding, keys: int, labels: int) -> Content:
    """Return one key with its label and its help, which wraps under itself."""
    indent = " " * (keys + 2 + labels + 2)
    first, *more = textwrap.wrap(binding.tooltip, WIDTH - len(indent)) or [""]
    return Content.assemble(
        (f"{shown_key(binding):>{keys}}  ", "bold"),
        (f"{binding.description:<{labels}}  ", "bold"),
        (first, "$text-muted"),
        *((f"\n{indent}{line}", "$text-muted") for line in more),
    )
