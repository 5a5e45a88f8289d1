"""A supervisor's decision: why somebody books against a rule or on a full slot, and who says so."""

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from rdv_tui.domain.names import clean_text
from rdv_tui.domain.overrides import MAX_REASON_LENGTH, Override
from rdv_tui.domain.permits import VerdictCode
from rdv_tui.locales import commands
from rdv_tui.locales.booking import override as override_fr
from rdv_tui.screens.form import Form, text_field
from rdv_tui.text import plain
from rdv_tui.widgets.commands import bind
from rdv_tui.widgets.frame import SIGNS, Level


class DecisionScreen(ModalScreen[Override | None], Form[Override | None]):
    """Ask for the reason and the name; gives the decision, None without one.

    `text` is what stands in the way, `lifts` the verdict that the decision is about, if any. Where
    people sign in no name is typed: `signer` is whose decision it is.
    """

    BINDINGS = bind(commands.CLOSE)
    DEFAULT_CSS = """
    DecisionScreen Field Input { width: 1fr; }
    DecisionScreen Field .note { display: none; }
    DecisionScreen .why { height: auto; max-height: 20vh; }
    """

    leave_question = override_fr.LEAVE

    def __init__(
        self,
        title: str,
        text: str,
        question: str,
        decided: Override | None = None,
        *,
        lifts: VerdictCode | None = None,
        signer: str = "",
    ) -> None:
        super().__init__()
        self._title, self._outline, self._question = title, text, question
        self._lifts, self._signer = lifts, signer
        reason, by = (decided.reason, decided.by) if decided else ("", "")
        asked = text_field("reason", reason, label=override_fr.REASON)
        self.fields = (asked,) if signer else (asked, text_field("by", by, label=override_fr.BY))
        self._foot = Static(plain(override_fr.KEYS), classes="keys")

    def compose(self) -> ComposeResult:
        """Show what would be lifted above the two fields."""
        with Vertical(classes="dialog"):
            yield Static(plain(f"▲ {self._title}", "bold $text-warning"), classes="question")
            with VerticalScroll(classes="question why", can_focus=False):
                yield Static(plain(self._outline))
            yield Static(plain(self._question), classes="question")
            yield from self.fields
            yield self._foot

    def say(self, message: str, level: Level = "info") -> None:
        """Write `message` in place of the keys."""
        sign, colour = SIGNS[level]
        self._foot.update(plain(f"{sign} {message}", colour))

    async def submit(self) -> None:
        """Decide, with a reason and a name."""
        typed = {name: clean_text(text) for name, text in self.typed().items()}
        wrong = {name: override_fr.NEEDED[name] for name, text in typed.items() if not text}
        if (count := len(typed["reason"])) > MAX_REASON_LENGTH:
            wrong["reason"] = override_fr.TOO_LONG.format(count=count, longest=MAX_REASON_LENGTH)
        if wrong:
            self.show_wrong(wrong)
        else:
            by = self._signer or typed["by"]
            self.dismiss(Override(typed["reason"], by, self._lifts))
