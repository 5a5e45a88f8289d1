"""A screen that is one list: its keys act on the line under the cursor."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from textual import on

from rdv_tui.screens.frame import DeskScreen
from rdv_tui.widgets.choice_list import ChoiceList

R = TypeVar("R")


class ListScreen(DeskScreen[R], Generic[R]):
    """A screen with the list `choices`; subclasses say which of its lines can be stood on."""

    choices: ChoiceList

    @property
    def able(self) -> Sequence[int]:
        """The ranks of the lines that somebody can stand on; headings are not among them."""
        return range(len(self.choices.lines))

    def stand_on(self, index: int | None) -> None:
        """Put the cursor on the line at `index`; subclasses show what it tells."""
        self.choices.highlighted = index
        self.refresh_bindings()

    def nearest(self, index: int) -> int | None:
        """Return the line to stand on next to `index`, None when there is none."""
        return min(self.able, key=lambda rank: (abs(rank - index), rank), default=None)

    def step(self, by: int) -> None:
        """Go `by` lines down, or as far as there are lines."""
        able, here = self.able, self.choices.highlighted
        if not able:
            return
        if here in able:
            self.stand_on(able[min(max(able.index(here) + by, 0), len(able) - 1)])
        else:
            self.stand_on(able[0 if by > 0 else -1])

    def action_next_found(self) -> None:
        """Go one line down."""
        self.step(1)

    def action_previous_found(self) -> None:
        """Go one line up."""
        self.step(-1)

    def action_next_page(self) -> None:
        """Go one page down."""
        self.step(self.choices.rows)

    def action_previous_page(self) -> None:
        """Go one page up."""
        self.step(-self.choices.rows)

    def clicked(self, index: int) -> None:
        """Stand on the line at `index`, which was clicked."""
        if index in self.able:
            self.stand_on(index)

    @on(ChoiceList.Clicked)
    def _clicked(self, event: ChoiceList.Clicked) -> None:
        self.clicked(event.index)
