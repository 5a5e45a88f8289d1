"""A supervisor's decision: why somebody books against a rule or on a full slot, and who says so."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from rdv_tui.domain.names import clean_text
from rdv_tui.domain.overrides import LONGEST_REASON, Override
from rdv_tui.domain.permits import VerdictCode
from rdv_tui.locales import commands
from rdv_tui.locales import override as words
from rdv_tui.text import plain
from rdv_tui.widgets.commands import bind
from rdv_tui.widgets.fields import Field


class DecisionScreen(ModalScreen[Override | None]):
    """Ask for the reason and the name; gives the decision, None without one.

    `told` is what stands in the way, `lifts` the verdict that the decision is about, if any.
    """

    BINDINGS: ClassVar[list[BindingType]] = bind(commands.CLOSE)
    AUTO_FOCUS = "#field-reason Input"
    DEFAULT_CSS = """
    DecisionScreen Field Input { width: 1fr; }
    DecisionScreen Field .note { display: none; }
    DecisionScreen #wrong { color: $text-error; margin-top: 1; }
    """

    def __init__(
        self,
        title: str,
        told: str,
        question: str,
        decided: Override | None = None,
        *,
        lifts: VerdictCode | None = None,
    ) -> None:
        super().__init__()
        self._title, self._told, self._question = title, told, question
        self._lifts = lifts
        self._reason = Field("reason", words.REASON, decided.reason if decided else "")
        self._by = Field("by", words.BY, decided.by if decided else "")
        self._wrong = Static(id="wrong", markup=False)

    def compose(self) -> ComposeResult:
        """Show what would be lifted above the two fields."""
        with Vertical(classes="dialog"):
            yield Static(plain(f"▲ {self._title}", "bold $text-warning"), classes="question")
            yield Static(plain(self._told), classes="question")
            yield Static(plain(self._question), classes="question")
            yield self._reason
            yield self._by
            yield self._wrong
            yield Static(plain(words.KEYS), classes="keys")

    @on(Field.Ended)
    def _ended(self, event: Field.Ended) -> None:
        if event.field is self._reason:
            self._by.focus_input()
        else:
            self._decide()

    @on(Field.Edited)
    def _edited(self) -> None:
        self._wrong.update("")

    def _decide(self) -> None:
        reason, by = clean_text(self._reason.text), clean_text(self._by.text)
        if not reason or not by:
            self._wrong.update(plain(f"✗ {words.NEEDS_BOTH}"))
            (self._by if reason else self._reason).focus_input()
        elif len(reason) > LONGEST_REASON:
            said = words.TOO_LONG.format(count=len(reason), longest=LONGEST_REASON)
            self._wrong.update(plain(f"✗ {said}"))
            self._reason.focus_input()
        else:
            self.dismiss(Override(reason, by, self._lifts))

    def action_back(self) -> None:
        """Leave everything as it is."""
        self.dismiss(None)
