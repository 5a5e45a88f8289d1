"""A screen that is one list: its keys act on the line under the cursor."""

from collections.abc import Sequence
from typing import Generic, Literal, TypeVar

from textual import on
from textual.content import Content

from rdv_tui.locales import commands
from rdv_tui.screens.frame import StoreScreen
from rdv_tui.screens.live import LiveScreen
from rdv_tui.widgets.choice_list import ChoiceList
from rdv_tui.widgets.commands import bind

R = TypeVar("R")
T = TypeVar("T")
I = TypeVar("I")  # noqa: E741  (an item)


class ListScreen(StoreScreen[R], Generic[R, I]):
    """A screen with the list `choices`, a line an item; headings have no item.

    Subclasses show in `move_cursor_to` what they tell of the line under the cursor.
    """

    BINDINGS = bind(*commands.LIST_KEYS)
    DEFAULT_CSS = """
    ListScreen #counts { height: 1; padding: 0 1; }
    ListScreen #columns { height: 1; }
    ListScreen ChoiceList { height: 1fr; }
    """

    choices: ChoiceList
    items: Sequence[I | None] = ()

    def key_of(self, item: I) -> object:
        """Return what `item` is known by when it is read again."""
        return item

    def list_items(
        self, items: Sequence[I | None], lines: Sequence[Content], empty: str = ""
    ) -> None:
        """List `items`, or say that it is `empty`.

        The cursor stays on its item, or on the line that took its place.
        """
        was, here = self.selected, self.choices.highlighted or 0
        self.items = items
        self.choices.lines, self.choices.empty = tuple(lines), empty
        keys = [None if item is None else self.key_of(item) for item in items]
        key = None if was is None else self.key_of(was)
        self.move_cursor_to(
            keys.index(key) if key is not None and key in keys else self.nearest(here)
        )

    @property
    def selected(self) -> I | None:
        """The item under the cursor."""
        index = self.choices.highlighted
        return self.items[index] if index is not None and index < len(self.items) else None

    @property
    def selectable(self) -> Sequence[int]:
        """The ranks of the lines that somebody can stand on."""
        return [rank for rank, item in enumerate(self.items) if item is not None]

    def move_cursor_to(self, index: int | None) -> None:
        """Put the cursor on the line at `index`; subclasses show what it tells."""
        self.choices.highlighted = index
        self.refresh_bindings()

    def nearest(self, index: int) -> int | None:
        """Return the line to stand on next to `index`, None when there is none."""
        return min(self.selectable, key=lambda rank: (abs(rank - index), rank), default=None)

    def step(self, by: int) -> None:
        """Go `by` lines down, or as far as there are lines."""
        self.choices.lead()
        able, here = self.selectable, self.choices.highlighted
        if not able:
            return
        if here in able:
            self.move_cursor_to(able[min(max(able.index(here) + by, 0), len(able) - 1)])
        else:
            self.move_cursor_to(able[0 if by > 0 else -1])

    def action_step(self, by: int, unit: Literal["line", "page", "list"] = "line") -> None:
        """Go `by` lines or pages down, or to an end of the list."""
        self.step(by * {"line": 1, "page": self.choices.rows, "list": len(self.items)}[unit])

    def clicked(self, index: int) -> None:
        """Stand on the line at `index`, which was clicked."""
        if index in self.selectable:
            self.move_cursor_to(index)

    @on(ChoiceList.Clicked)
    def _clicked(self, event: ChoiceList.Clicked) -> None:
        self.clicked(event.index)


class LiveListScreen(ListScreen[R, I], LiveScreen[R, T], Generic[R, T, I]):
    """A list that follows the store."""
