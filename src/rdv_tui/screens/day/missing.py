"""What a file lacks, ticked on the list of its documents, or told in words."""

from typing import NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from rdv_tui.domain.appointment import Appointment
from rdv_tui.domain.names import clean_text
from rdv_tui.locales import commands
from rdv_tui.locales.day import day as day_fr, missing as missing_fr
from rdv_tui.screens.dialogs import LineScreen, ListDialog
from rdv_tui.services.day.arrivals import MAX_OTHER, checklist, mark_incomplete
from rdv_tui.services.desk import Desk
from rdv_tui.text import plain
from rdv_tui.widgets.choice_list import ChoiceList
from rdv_tui.widgets.commands import bind


class Missing(NamedTuple):
    """What a file lacks: labels of its list, and in words what the list has not."""

    documents: tuple[str, ...]
    other: str = ""

    @property
    def in_words(self) -> str:
        """How many documents are missing, in words."""
        return day_fr.documents(len(self.documents) + bool(self.other))

    def note(self, desk: Desk, reference: str) -> Appointment:
        """Note that the file of an appointment lacks them. Raises what the service raises."""
        return mark_incomplete(desk, reference, missing=self.documents, other=self.other)


class MissingDialog(ListDialog[Missing]):
    """The documents of the person's list; what is ticked is missing. Escape gives it up.

    The last line is for what the list has not: ticking it asks for words.
    """

    BINDINGS = bind(
        missing_fr.TICK_DOCUMENT,
        missing_fr.OTHER_DOCUMENT,
        missing_fr.KEEP_DOCUMENTS,
        *commands.LIST_KEYS,
        commands.CLOSE,
    )

    def __init__(self, name: str, situation: str) -> None:
        super().__init__()
        self._name, self._documents = name, checklist(situation)
        self._ticked: set[int] = set()
        self._other = ""
        self.choices = ChoiceList(day_fr.MISSING_COUNT)
        self._keys = Static(plain(day_fr.MISSING_KEYS), classes="keys", markup=False)

    def compose(self) -> ComposeResult:
        """Show whose file it is above the list."""
        with Vertical(classes="dialog missing"):
            question = plain(day_fr.WHICH_MISSING.format(name=self._name), "bold")
            yield Static(question, classes="question")
            yield self.choices
            yield self._keys

    def on_mount(self) -> None:
        """List the documents, none ticked."""
        room = max(3, self.app.size.height - 15)
        self.choices.styles.height = 1 + min(len(self._documents) + 1, room)
        self.choices.show(self._lines(), 0)

    def _lines(self) -> list[Content]:
        def line(label: str, *, ticked: bool) -> Content:
            box = ("[✗] ", "bold $text-warning") if ticked else ("[ ] ", "")
            return Content.assemble(box, plain(label))

        listed = [
            line(label, ticked=rank in self._ticked) for rank, label in enumerate(self._documents)
        ]
        told = day_fr.OTHER_MISSING_IS.format(text=self._other)
        other = line(told if self._other else day_fr.OTHER_MISSING, ticked=bool(self._other))
        return [*listed, other]

    def action_tick(self) -> None:
        """Tick the document, or clear it, and go to the next one."""
        here = self.choices.highlighted
        if here is None:
            return
        if here == len(self._documents):
            self.action_other_document()
            return
        self._ticked ^= {here}
        self.choices.lines = tuple(self._lines())
        self.choices.step(1)

    @work(exclusive=True)
    async def action_other_document(self) -> None:
        """Ask in words for what the list has not; an empty answer clears it."""
        question, told = day_fr.ASK_OTHER_MISSING, self._other
        while True:
            typed: str | None = await self.app.push_screen_wait(LineScreen(question, told))
            if typed is None:
                return
            told = clean_text(typed).strip()
            if len(told) <= MAX_OTHER:
                self._other = told
                self.choices.lines = tuple(self._lines())
                self.choices.highlighted = len(self._documents)
                return
            question = day_fr.OTHER_TOO_LONG.format(most=MAX_OTHER)

    @on(ChoiceList.Clicked)
    def _clicked(self, message: ChoiceList.Clicked) -> None:
        self.choices.highlighted = message.index
        self.action_tick()

    def action_keep(self) -> None:
        """Give what is ticked and told; without anything, say what to do."""
        documents = tuple(self._documents[rank] for rank in sorted(self._ticked))
        if documents or self._other:
            self.dismiss(Missing(documents, self._other))
        else:
            self._keys.update(plain(f"{day_fr.TICK_ONE} {day_fr.MISSING_KEYS}", "$text-error"))
