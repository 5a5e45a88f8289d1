"""Every command that works now, found by typing a part of its name."""

from collections.abc import Iterable
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from rdv_tui.locales import commands, screens as screen_fr
from rdv_tui.text import plain
from rdv_tui.widgets.choice_list import ChoiceList
from rdv_tui.widgets.commands import bind, listed, shown_key
from rdv_tui.widgets.fields import LineInput
from rdv_tui.widgets.pick import Choice, matching

KEY_WIDTH, LABEL_WIDTH = 7, 22


def _line(binding: Binding) -> Content:
    key, label = shown_key(binding), binding.description
    return Content.assemble(
        (f"{key:>{KEY_WIDTH}}  ", "bold $text-primary"),
        (f"{label:<{LABEL_WIDTH}}", "bold"),
        (binding.tooltip, "$text-muted"),
    )


class PaletteScreen(ModalScreen[ActiveBinding | None]):
    """Give the binding chosen, or None."""

    BINDINGS: ClassVar[list[BindingType]] = bind(commands.CLOSE)

    def __init__(self, bindings: Iterable[ActiveBinding]) -> None:
        super().__init__()
        self._listed = [active for active in listed(bindings) if active.enabled]
        self._found: list[ActiveBinding] = []
        self._list = ChoiceList(screen_fr.PALETTE_FOOT)

    def compose(self) -> ComposeResult:
        """Put the field above the list of commands."""
        with Vertical(classes="dialog palette"):
            yield Static(plain(screen_fr.PALETTE_TITLE, "bold"), classes="question")
            yield LineInput()
            yield self._list

    def on_mount(self) -> None:
        """List everything at first."""
        self._search("")

    def _search(self, typed: str) -> None:
        choices = [
            Choice(str(rank), active.binding.description, active.binding.tooltip)
            for rank, active in enumerate(self._listed)
        ]
        self._found = [self._listed[int(choice.code)] for choice in matching(choices, typed)]
        lines = [_line(active.binding) for active in self._found]
        none = plain(screen_fr.PALETTE_NONE, "$text-muted")
        self._list.show(lines or [none], 0 if self._found else None)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._search(event.value)

    @on(Input.Submitted)
    def _chosen(self) -> None:
        if self._list.highlighted is not None:
            self.dismiss(self._found[self._list.highlighted])

    @on(ChoiceList.Clicked)
    def _clicked(self, event: ChoiceList.Clicked) -> None:
        if self._found:
            self.dismiss(self._found[event.index])

    def on_key(self, event: events.Key) -> None:
        """Move in the list with the arrows."""
        if event.key in ("down", "up"):
            event.stop()
            event.prevent_default()
            if self._found:
                self._list.step(1 if event.key == "down" else -1)

    def action_back(self) -> None:
        """Close it."""
        self.dismiss(None)
