"""What leaves the day: sheets on paper, tables and calendars in files. Asked in the dialog here."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from rdv_tui.domain.day import Day
from rdv_tui.locales import commands
from rdv_tui.locales.dates import long_date
from rdv_tui.locales.day import day_commands, figures as figure_fr
from rdv_tui.services.day.exports import counter_ics, days_csv
from rdv_tui.services.delivery.delivery import write_document
from rdv_tui.services.desk import Desk
from rdv_tui.text import plain
from rdv_tui.widgets.choice_list import ChoiceList
from rdv_tui.widgets.commands import bind

Write = Callable[[], Path]
"""Make the document and write it, outside the screen's thread; return where it is."""


def exports(desk: Desk, day: Day, counter: int | None, folder: Path) -> list[tuple[str, Write]]:
    """Return what can be saved of `day`, each with its words; the calendar is `counter`'s."""
    table, named, calendar = figure_fr.EXPORTS
    found: list[tuple[str, Write]] = [
        (table, partial(_save_table, desk, day.day, folder, personal=False)),
        (named, partial(_save_table, desk, day.day, folder, personal=True)),
    ]
    if counter is not None:
        save = partial(_save_calendar, desk, day.day, counter, folder)
        found.append((calendar.format(counter=counter), save))
    return found


def _save_table(desk: Desk, day: date, folder: Path, *, personal: bool) -> Path:
    name = (figure_fr.NAMED_FILE if personal else figure_fr.DAY_FILE).format(day=day)
    return write_document(days_csv(desk, day, day, personal=personal).encode(), folder / name)


def _save_calendar(desk: Desk, day: date, counter: int, folder: Path) -> Path:
    name = figure_fr.CALENDAR_FILE.format(counter=counter, day=day)
    return write_document(counter_ics(desk, day, counter), folder / name)


class ExportScreen(ModalScreen[int | None]):
    """What to save, by its rank; Escape saves nothing."""

    BINDINGS: ClassVar[list[BindingType]] = bind(
        commands.CLOSE, day_commands.CHOOSE_LINE, day_commands.CELL_DOWN, day_commands.CELL_UP
    )

    def __init__(self, day: date, choices: Sequence[str]) -> None:
        super().__init__()
        self._day, self._choices = day, choices
        self._list = ChoiceList(figure_fr.EXPORT_FOOT)

    def compose(self) -> ComposeResult:
        """Show the choices, numbered."""
        with Vertical(classes="dialog"):
            question = figure_fr.EXPORT_ASK.format(day=long_date(self._day))
            yield Static(plain(question), classes="question")
            yield self._list

    def on_mount(self) -> None:
        """List the choices."""
        self._list.styles.height = 1 + len(self._choices)
        lines = [plain(f"{rank}  {text}") for rank, text in enumerate(self._choices, start=1)]
        self._list.show(lines, 0)

    def on_key(self, event: events.Key) -> None:
        """Take a choice by its digit."""
        if event.character and event.character.isdecimal():
            event.stop()
            if 1 <= int(event.character) <= len(self._choices):
                self.dismiss(int(event.character) - 1)

    @on(ChoiceList.Clicked)
    def _clicked(self, message: ChoiceList.Clicked) -> None:
        self.dismiss(message.index)

    def action_cell_down(self) -> None:
        """Go one choice down."""
        self._list.step(1)

    def action_cell_up(self) -> None:
        """Go one choice up."""
        self._list.step(-1)

    def action_choose_line(self) -> None:
        """Take the choice that is highlighted."""
        self.dismiss(self._list.highlighted)

    def action_back(self) -> None:
        """Save nothing."""
        self.dismiss(None)
