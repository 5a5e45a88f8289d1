"""Small dialogs: a question answered in one key, a line to type."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from rdv_tui.locales import commands, screens as screen_fr
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
            yield Static(plain(screen_fr.ASK_KEYS), classes="keys")

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
            yield LineInput(self._value)

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        self.dismiss(event.value)

    def action_back(self) -> None:
        """Give up."""
        self.dismiss(None)
