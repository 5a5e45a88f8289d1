"""The keys of a screen with what they do, over the screen itself and as long as nobody goes on.

It is no screen of its own: the one beneath stays as it is, and whatever key is read here can be
pressed at once.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import zip_longest

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from rdv_tui.locales import screens as screen_fr
from rdv_tui.locales.commands import rank
from rdv_tui.text import plain
from rdv_tui.widgets.commands import listed, shown_key

GAP = 2
LAYOUTS = ((160, 3, 56), (110, 2, 53), (0, 1, 66))
"""From which width of the screen on there are how many columns, and how wide each is.

Beside them there is room for the scroll bar.
"""
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
        self._layout = LAYOUTS[-1]
        # One text and nothing else: the help opens as fast as a letter is typed.
        self._text = Static()
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
        listed, layout = _own(bindings), self._fitting()
        if (listed, layout) != (self._listed, self._layout):
            self._listed, self._layout = listed, layout
            self._text.update(_written(listed, layout))
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

    def _fitting(self) -> tuple[int, int, int]:
        return next(one for one in LAYOUTS if self.screen.size.width >= one[0])

    def on_mount(self) -> None:
        """Stand before all else."""
        self._layout = self._fitting()
        self._text.update(_written(self._listed, self._layout))
        self._show(is_open=True)

    def _show(self, *, is_open: bool) -> None:
        # What floats over a field is on no layer: it steps aside. A class on the screen itself
        # would have every widget on it matched against every rule again.
        self.screen.query("PickField ChoiceList").set_class(is_open, "-under-help")
        self.display = is_open


def _own(bindings: Iterable[ActiveBinding]) -> list[Binding]:
    return [active.binding for active in listed(bindings)]


def _written(listed: Sequence[Binding], layout: tuple[int, int, int]) -> Content:
    """Return the text: the screen's own keys, then those that mean the same everywhere.

    Each is a key, its label and what it does, in as many columns as there is room for.
    """
    _, count, width = layout
    keys = max((len(shown_key(binding)) for binding in listed), default=0)
    blocks: list[list[Content]] = []
    for title, is_general in ((screen_fr.HELP_HERE, False), (screen_fr.HELP_EVERYWHERE, True)):
        group = [one for one in listed if (rank(one.id or "") > 0) is is_general]
        lines = [_lines(one, keys, width) for one in group]
        if lines:
            apart = [Content("")] if blocks else []
            blocks.append([*apart, Content.styled(title, "bold $text-muted"), *lines[0]])
            blocks += lines[1:]
    return _beside(_shared_out(blocks, count), width)


def _shared_out(blocks: Sequence[list[Content]], count: int) -> list[list[Content]]:
    """Share blocks out to columns of about the same height, in their order."""
    height = -(-sum(map(len, blocks)) // count)
    columns: list[list[Content]] = [[]]
    for block in blocks:
        full = len(columns[-1]) + len(block) > height + 1 and columns[-1]
        if full and len(columns) < count:
            columns.append([])
        columns[-1] += block if columns[-1] or block[0].plain else block[1:]
    return columns


def _beside(columns: Sequence[Sequence[Content]], width: int) -> Content:
    rows = zip_longest(*columns, fillvalue=Content(""))
    gap = " " * GAP
    return Content("\n").join(
        Content(gap).join(cell.pad_right(width - cell.cell_length) for cell in row).rstrip()
        for row in rows
    )


def _lines(binding: Binding, keys: int, width: int) -> list[Content]:
    """Return one key with its label and its help, which wraps under the label."""
    text = Content.assemble(
        plain(binding.description, "bold"), "  ", plain(binding.tooltip, "$text-muted")
    )
    first, *more = text.wrap(width - keys - 2)
    head = Content.assemble((f"{shown_key(binding):>{keys}}  ", "bold"), first)
    return [head, *(Content.assemble(" " * (keys + 2), line) for line in more)]
