"""A supervisor's decision: why somebody books against a rule or on a full slot, and who says so."""

from dataclasses import replace
from typing import Any

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from rdv_tui.domain.names import clean_text
from rdv_tui.domain.overrides import MAX_REASON_LENGTH, Override
from rdv_tui.domain.permits import VerdictCode
from rdv_tui.domain.rights import Right
from rdv_tui.locales.booking import override as override_fr
from rdv_tui.screens.form import DialogForm, text_field
from rdv_tui.screens.frame import DeskScreen
from rdv_tui.screens.office.approval import answerable
from rdv_tui.text import plain


class DecisionScreen(DialogForm[Override]):
    """Ask for the reason and the name; gives the decision, None without one.

    `text` is what stands in the way, `lifts` the verdict that the decision is about, if any. Where
    people sign in no name is typed: `signer` is whose decision it is.
    """

    DEFAULT_CSS = "DecisionScreen .why { height: auto; max-height: 20vh; }"

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
        super().__init__(override_fr.KEYS)
        self._title, self._outline, self._question = title, text, question
        self._lifts, self._signer = lifts, signer
        reason, by = (decided.reason, decided.by) if decided else ("", "")
        asked = text_field("reason", reason, label=override_fr.REASON)
        self.fields = (asked,) if signer else (asked, text_field("by", by, label=override_fr.BY))

    def compose(self) -> ComposeResult:
        """Show what would be lifted above the two fields."""
        with Vertical(classes="dialog"):
            yield Static(plain(f"▲ {self._title}", "bold $text-warning"), classes="question")
            with VerticalScroll(classes="question why", can_focus=False):
                yield Static(plain(self._outline))
            yield Static(plain(self._question), classes="question")
            yield from self.fields
            yield self.foot

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


async def decide(
    screen: DeskScreen[Any],
    right: Right,
    title: str,
    text: str,
    question: str,
    decided: Override | None = None,
    lifts: VerdictCode | None = None,
) -> Override | None:
    """Ask for a decision that somebody of that `right` answers for; None where there is none."""
    desk = screen.shell.desk
    signer = desk.signed_in.login if desk is not None and desk.signed_in is not None else ""
    asked = DecisionScreen(title, text, question, decided, lifts=lifts, signer=signer)
    decision = await screen.shell.push_screen_wait(asked)
    by = await answerable(screen, right, decision.reason) if decision else None
    return replace(decision, by=by or decision.by) if decision and by is not None else None
