"""Small dialogs: a question answered in one key, a line to type, one of a few to pick."""

import re
from collections.abc import Sequence
from typing import Generic, NamedTuple, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from rdv_tui.locales import commands, screens as screen_fr
from rdv_tui.screens.patient import PatientScreen
from rdv_tui.text import plain
from rdv_tui.widgets.choice_list import ChoiceList
from rdv_tui.widgets.clicks import pressed_by_click
from rdv_tui.widgets.commands import bind
from rdv_tui.widgets.fields import LineInput

R = TypeVar("R")
T = TypeVar("T")

ROWS_AT_MOST = 9
QUESTION_AT_MOST, FRAME_WIDTH = 64, 8
"""Signs of a question that stands on the frame, and what the frame takes beside them."""


class Dialog(ModalScreen[R | None], PatientScreen[R | None], Generic[R]):
    """Something asked over a screen; Escape gives it up."""


class AskScreen(ModalScreen[bool], PatientScreen[bool]):
    """A question with two answers, each one key away."""

    BINDINGS = bind(commands.YES, commands.NO)

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """Show the question on the frame, what there is to know of it and the keys inside."""
        question, facts = parted(self._question)
        with Vertical(classes="dialog ask") as frame:
            frame.border_title = plain(f" {question} ")
            frame.styles.min_width = len(question) + FRAME_WIDTH  # a title widens nothing by itself
            if facts:
                yield Static(plain(facts), classes="question")
            yield Static(answers(), classes="answers")

    def action_answer(self, answer: bool) -> None:
        """Answer yes or no."""
        self.dismiss(answer)


def parted(text: str) -> tuple[str, str]:
    """Return the sentence of `text` that asks, and the sentences that tell.

    A question that is too long for the frame stays inside with the rest.
    """
    sentences = re.split(r"(?<=[.?!])\s+", text.strip())
    asking = next((one for one in reversed(sentences) if one.endswith("?")), text)
    if len(asking) > QUESTION_AT_MOST:
        return screen_fr.QUESTION, text
    return asking, " ".join(one for one in sentences if one is not asking)


def answers() -> Content:
    """Return the two answers with their keys; the one that changes nothing is also Escape's."""
    return Content("    ").join(
        pressed_by_click(Content.assemble((f" {key} ", "bold reverse"), f" {label}"), key)
        for key, label in screen_fr.ANSWERS
    )


class LineScreen(Dialog[str]):
    """One line to type, or to change; Escape gives it up."""

    BINDINGS = bind(commands.CLOSE)

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


class ListDialog(Dialog[R], Generic[R]):
    """A dialog with the list `choices`: the keys of every list move in it."""

    choices: ChoiceList

    def action_step(self, by: int, unit: str = "line") -> None:
        """Go `by` lines or pages down, or to an end of the list."""
        size = {"line": 1, "page": self.choices.rows, "list": len(self.choices.lines)}
        if self.choices.highlighted is not None:
            self.choices.step(by * size[unit])


class Pick(NamedTuple, Generic[T]):
    """One of a few: the digit that takes it, how it is listed, and what it is."""

    number: int
    text: str
    value: T


class PickDialog(ListDialog[T], Generic[T]):
    """One of a few, by its digit, from the list or by a click; Escape takes none.

    `chosen` is the number on which the cursor stands first, `foot` is said beneath the list.
    """

    BINDINGS = bind(commands.CLOSE, commands.CHOOSE_LINE, *commands.LIST_KEYS)

    def __init__(
        self, question: str, picks: Sequence[Pick[T]], foot: str, chosen: int | None = None
    ) -> None:
        super().__init__()
        self._question, self._picks = question, picks
        numbers = [pick.number for pick in picks]
        self._first = numbers.index(chosen) if chosen in numbers else 0
        self.choices = ChoiceList(foot)

    def compose(self) -> ComposeResult:
        """Show the question above the list."""
        with Vertical(classes="dialog"):
            yield Static(plain(self._question), classes="question")
            yield self.choices

    def on_mount(self) -> None:
        """List what there is to pick."""
        self.choices.styles.height = 1 + min(ROWS_AT_MOST, len(self._picks))
        self.choices.show([plain(pick.text) for pick in self._picks], self._first)

    def on_key(self, event: events.Key) -> None:
        """Take one by its digit."""
        if event.character and event.character.isdecimal():
            event.stop()
            for pick in self._picks:
                if pick.number == int(event.character):
                    self.dismiss(pick.value)

    @on(ChoiceList.Clicked)
    def _clicked(self, message: ChoiceList.Clicked) -> None:
        self.dismiss(self._picks[message.index].value)

    def action_choose_line(self) -> None:
        """Take the one under the cursor."""
        if self.choices.highlighted is not None and self._picks:
            self.dismiss(self._picks[self.choices.highlighted].value)
