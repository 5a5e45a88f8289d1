"""What a file lacks, ticked on the list of its documents."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from rdv_tui.locales import commands
from rdv_tui.locales.day import day as day_fr, day_commands
from rdv_tui.screens.dialogs import ListDialog
from rdv_tui.text import plain
from rdv_tui.widgets.choice_list import ChoiceList
from rdv_tui.widgets.commands import bind


class MissingDialog(ListDialog[tuple[str, ...]]):
    """The documents of the person's list; what is ticked is missing. Escape gives it up."""

    BINDINGS = bind(
        day_commands.TICK_DOCUMENT, day_commands.KEEP_DOCUMENTS, *commands.LIST_KEYS, commands.CLOSE
    )

    def __init__(self, name: str, documents: Sequence[str]) -> None:
        super().__init__()
        self._name, self._documents = name, documents
        self._ticked: set[int] = set()
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
        self.choices.styles.height = 1 + min(len(self._documents), room)
        self.choices.show(self._lines(), 0)

    def _lines(self) -> list[Content]:
        def box(rank: int) -> tuple[str, str]:
            return ("[✗] ", "bold $text-warning") if rank in self._ticked else ("[ ] ", "")

        return [
            Content.assemble(box(rank), plain(label)) for rank, label in enumerate(self._documents)
        ]

    def action_tick(self) -> None:
        """Tick the document, or clear it, and go to the next one."""
        here = self.choices.highlighted
        if here is not None:
            self._ticked ^= {here}
            self.choices.lines = tuple(self._lines())
            self.choices.step(1)

    @on(ChoiceList.Clicked)
    def _clicked(self, message: ChoiceList.Clicked) -> None:
        self.choices.highlighted = message.index
        self.action_tick()

    def action_keep(self) -> None:
        """Give what is ticked; without anything, say what to do."""
        if self._ticked:
            self.dismiss(tuple(self._documents[rank] for rank in sorted(self._ticked)))
        else:
            self._keys.update(plain(f"{day_fr.TICK_ONE} {day_fr.MISSING_KEYS}", "$text-error"))
