"""Every command that works now, found by typing a part of its name."""

from collections.abc import Iterable

from textual import on
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from rdv_tui.locales import commands, screens as screen_fr
from rdv_tui.screens.dialogs import ListDialog
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


class PaletteScreen(ListDialog[ActiveBinding]):
    """Give the binding chosen, or None."""

    BINDINGS = bind(commands.CLOSE, *commands.LIST_KEYS)

    def __init__(self, bindings: Iterable[ActiveBinding]) -> None:
        super().__init__()
        self._listed = [active for active in listed(bindings) if active.enabled]
        self._found: list[ActiveBinding] = []
        self.choices = ChoiceList(screen_fr.PALETTE_FOOT)

    def compose(self) -> ComposeResult:
        """Put the field above the list of commands."""
        with Vertical(classes="dialog palette"):
            yield Static(plain(screen_fr.PALETTE_TITLE, "bold"), classes="question")
            yield LineInput()
            yield self.choices

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
        self.choices.show(lines or [none], 0 if self._found else None)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._search(event.value)

    @on(Input.Submitted)
    def _chosen(self) -> None:
        if self.choices.highlighted is not None:
            self.dismiss(self._found[self.choices.highlighted])

    @on(ChoiceList.Clicked)
    def _clicked(self, event: ChoiceList.Clicked) -> None:
        if self._found:
            self.dismiss(self._found[event.index])
