"""Two questions of the day: which counter, and what a file lacks."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from rdv_tui.locales import commands
from rdv_tui.locales.day import day as day_fr, day_commands
from rdv_tui.text import plain
from rdv_tui.widgets.choice_list import ChoiceList
from rdv_tui.widgets.commands import bind


class CounterDialog(ModalScreen[int | None]):
    """A counter, by its number or from the list; Escape chooses none."""

    BINDINGS: ClassVar[list[BindingType]] = bind(
        commands.CLOSE, day_commands.CHOOSE_LINE, day_commands.CELL_DOWN, day_commands.CELL_UP
    )

    def __init__(self, question: str, counters: Sequence[int], chosen: int | None) -> None:
        super().__init__()
        self._question, self._counters = question, counters
        self._first = counters.index(chosen) if chosen in counters else 0
        self._list = ChoiceList(day_fr.CHOOSE_KEYS)

    def compose(self) -> ComposeResult:
        """Show the question and the counters."""
        with Vertical(classes="dialog"):
            yield Static(plain(self._question), classes="question")
            yield self._list

    def on_mount(self) -> None:
        """List the counters, the present one highlighted."""
        self._list.styles.height = 1 + min(9, len(self._counters))
        lines = [Content(day_fr.COUNTER.format(number=number)) for number in self._counters]
        self._list.show(lines, self._first)

    def on_key(self, event: events.Key) -> None:
        """Take a counter by its digit."""
        if event.character and event.character.isdecimal():
            event.stop()
            if int(event.character) in self._counters:
                self.dismiss(int(event.character))

    @on(ChoiceList.Clicked)
    def _clicked(self, message: ChoiceList.Clicked) -> None:
        self.dismiss(self._counters[message.index])

    def action_cell_down(self) -> None:
        """Go one counter down."""
        self._list.step(1)

    def action_cell_up(self) -> None:
        """Go one counter up."""
        self._list.step(-1)

    def action_choose_line(self) -> None:
        """Take the counter that is highlighted."""
        if self._list.highlighted is not None:
            self.dismiss(self._counters[self._list.highlighted])

    def action_back(self) -> None:
        """Choose none."""
        self.dismiss(None)


class MissingDialog(ModalScreen[tuple[str, ...] | None]):
    """The documents of the person's list; what is ticked is missing. Escape gives it up."""

    BINDINGS: ClassVar[list[BindingType]] = bind(
        day_commands.TICK_DOCUMENT,
        day_commands.KEEP_DOCUMENTS,
        day_commands.CELL_DOWN,
        day_commands.CELL_UP,
        commands.CLOSE,
    )

    def __init__(self, name: str, documents: Sequence[str]) -> None:
        super().__init__()
        self._name, self._documents = name, documents
        self._ticked: set[int] = set()
        self._list = ChoiceList(day_fr.MISSING_COUNT)
        self._keys = Static(plain(day_fr.MISSING_KEYS), classes="keys", markup=False)

    def compose(self) -> ComposeResult:
        """Show whose file it is above the list."""
        with Vertical(classes="dialog missing"):
            question = plain(day_fr.WHICH_MISSING.format(name=self._name), "bold")
            yield Static(question, classes="question")
            yield self._list
            yield self._keys

    def on_mount(self) -> None:
        """List the documents, none ticked."""
        room = max(3, self.app.size.height - 15)
        self._list.styles.height = 1 + min(len(self._documents), room)
        self._list.show(self._lines(), 0)

    def _lines(self) -> list[Content]:
        def box(rank: int) -> tuple[str, str]:
            return ("[✗] ", "bold $text-warning") if rank in self._ticked else ("[ ] ", "")

        return [
            Content.assemble(box(rank), plain(label)) for rank, label in enumerate(self._documents)
        ]

    def action_tick(self) -> None:
        """Tick the document, or clear it, and go to the next one."""
        here = self._list.highlighted
        if here is not None:
            self._ticked ^= {here}
            self._list.lines = tuple(self._lines())
            self._list.step(1)

    @on(ChoiceList.Clicked)
    def _clicked(self, message: ChoiceList.Clicked) -> None:
        self._list.highlighted = message.index
        self.action_tick()

    def action_cell_down(self) -> None:
        """Go one document down."""
        self._list.step(1)

    def action_cell_up(self) -> None:
        """Go one document up."""
        self._list.step(-1)

    def action_keep(self) -> None:
        """Give what is ticked; without anything, say what to do."""
        if self._ticked:
            self.dismiss(tuple(self._documents[rank] for rank in sorted(self._ticked)))
        else:
            self._keys.update(plain(f"{day_fr.TICK_ONE} {day_fr.MISSING_KEYS}", "$text-error"))

    def action_back(self) -> None:
        """Give up."""
        self.dismiss(None)
