"""Small dialogs: a question answered in one key, a line to type, the list of keys."""

import textwrap
from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from rdv_tui.locales import commands, screens
from rdv_tui.text import plain
from rdv_tui.widgets.commands import bind
from rdv_tui.widgets.fields import LineInput


class AskScreen(ModalScreen[bool]):
    """A question with two answers, each one key away."""

    BINDINGS: ClassVar[list[BindingType]] = bind(commands.YES, commands.NO)

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """Show the question and its keys."""
        with Vertical(classes="dialog"):
            yield Static(plain(self._question), classes="question")
            yield Static(plain(screens.ASK_KEYS), classes="keys")

    def action_yes(self) -> None:
        """Answer yes."""
        self.dismiss(True)

    def action_no(self) -> None:
        """Answer no."""
        self.dismiss(False)


class LineScreen(ModalScreen[str | None]):
    """One line to type, or to change; Escape gives it up."""

    BINDINGS: ClassVar[list[BindingType]] = bind(commands.CLOSE)

    def __init__(self, question: str, value: str = "") -> None:
        super().__init__()
        self._question, self._value = question, value

    def compose(self) -> ComposeResult:
        """Show the question above the field."""
        with Vertical(classes="dialog"):
            yield Static(plain(self._question), classes="question")
            yield LineInput(self._value, compact=True, select_on_focus=False)

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        self.dismiss(event.value)

    def action_back(self) -> None:
        """Give up."""
        self.dismiss(None)


KEY_WIDTH, LABEL_WIDTH, HELP_WIDTH = 6, 16, 44


def _help_lines(binding: Binding) -> Content:
    """Return one key with its label and its help, which wraps under itself."""
    key, label = binding.key_display or binding.key, binding.description
    first, *more = textwrap.wrap(binding.tooltip, HELP_WIDTH) or [""]
    indent = " " * (KEY_WIDTH + 2 + LABEL_WIDTH)
    return Content.assemble(
        (f"{key:>{KEY_WIDTH}}  ", "bold $text-primary"),
        (f"{label:<{LABEL_WIDTH}}", "bold"),
        (first, "$text-muted"),
        *((f"\n{indent}{line}", "$text-muted") for line in more),
    )


class HelpScreen(ModalScreen[None]):
    """Every key of the screen beneath, with what it does."""

    BINDINGS: ClassVar[list[BindingType]] = bind(commands.CLOSE_HELP)

    def __init__(self, bindings: Iterable[ActiveBinding]) -> None:
        super().__init__()
        # Only our own commands have an id; the keys inside a field are those of any field.
        # The nearest comes first: a screen's own key, before the one known everywhere.
        listed: dict[str, Binding] = {}
        for active in bindings:
            if active.binding.id and active.binding.tooltip:
                listed.setdefault(active.binding.id, active.binding)
        self._listed = sorted(listed.values(), key=lambda binding: commands.rank(binding.action))

    def compose(self) -> ComposeResult:
        """List the screen's own keys, then those that are the same everywhere."""
        lines = (
            plain(screens.HELP_TITLE, "bold"),
            Content(""),
            *(_help_lines(binding) for binding in self._listed),
            Content(""),
            plain(screens.HELP_FOOT, "$text-muted"),
        )
        # One text and nothing else: the help opens as fast as a letter is typed.
        with VerticalScroll(classes="dialog help"):
            yield Static(Content("\n").join(lines))

    def action_back(self) -> None:
        """Close the list."""
        self.dismiss(None)
