"""Every command that works now, found by typing a part of its name."""

from collections.abc import Iterable
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from rdv_tui.locales import commands, screens
from rdv_tui.text import plain
from rdv_tui.widgets.commands import bind
from rdv_tui.widgets.fields import LineInput
from rdv_tui.widgets.pick import Choice, matching

KEY_WIDTH, LABEL_WIDTH = 7, 22


def _line(binding: Binding) -> Content:
    key, label = binding.key_display or binding.key, binding.description
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
        listed = {
            a.binding.id: a for a in bindings if a.enabled and a.binding.id and a.binding.tooltip
        }
        self._listed = sorted(listed.values(), key=lambda a: commands.rank(a.binding.action))
        self._found: list[ActiveBinding] = []
        self._list = OptionList(markup=False, compact=True)
        self._list.can_focus = False

    def compose(self) -> ComposeResult:
        """Put the field above the list of commands."""
        with Vertical(classes="dialog palette"):
            yield Static(plain(screens.PALETTE_TITLE, "bold"), classes="question")
            yield LineInput(compact=True)
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
        self._list.clear_options()
        self._list.add_options([Option(_line(active.binding)) for active in self._found])
        self._list.highlighted = 0 if self._found else None

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._search(event.value)

    @on(Input.Submitted)
    def _chosen(self) -> None:
        if self._list.highlighted is not None:
            self.dismiss(self._found[self._list.highlighted])

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._found[event.option_index])

    def on_key(self, event: events.Key) -> None:
        """Move in the list with the arrows."""
        if event.key in ("down", "up"):
            event.stop()
            event.prevent_default()
            if event.key == "down":
                self._list.action_cursor_down()
            else:
                self._list.action_cursor_up()

    def action_back(self) -> None:
        """Close it."""
        self.dismiss(None)
