"""The printers of this desk: how each stands, and which one takes the letters from now on."""

from dataclasses import replace

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from rdv_tui.domain.printing import PrintChoice, Printer, PrinterState
from rdv_tui.errors import RdvError
from rdv_tui.locales import commands
from rdv_tui.locales.delivery import printing as printing_fr
from rdv_tui.outputs import spooler
from rdv_tui.screens.frame import run_blocking
from rdv_tui.screens.list_screen import LiveListScreen
from rdv_tui.services.desk import Desk
from rdv_tui.text import home_path, plain
from rdv_tui.widgets.choice_list import ChoiceList
from rdv_tui.widgets.commands import bind

WIDTHS = (20, 30, 12)
_CHOICES = (commands.CHOOSE_PRINTER, commands.NEXT_TRAY, commands.NEXT_SIDES)


def _next(choices: tuple[str, ...], now: str | None) -> str | None:
    """Return the choice after `now`; after the last one, the printer's own."""
    ring: list[str | None] = [None, *choices]
    return ring[(ring.index(now) + 1) % len(ring)] if now in ring else None


def _sign(printer: Printer) -> tuple[str, str]:
    """Return the sign and the colour of how a printer stands."""
    troubled = printer.reasons or not printer.accepting
    if troubled or printer.state is PrinterState.STOPPED:
        return "▲", "$text-warning"
    return ("○", "") if printer.state is PrinterState.UNKNOWN else ("●", "$text-success")


class PrintersScreen(LiveListScreen[None, tuple[Printer, ...], Printer]):
    """A list of a few lines, read again from time to time while it is looked at."""

    BINDINGS = bind(
        commands.CHOOSE_PRINTER,
        commands.NEXT_TRAY,
        commands.NEXT_SIDES,
        commands.FORGET_PRINTER,
        commands.LOOK_AGAIN,
        commands.CLOSE,
    )

    DEFAULT_CSS = "PrintersScreen #columns { height: auto; }"

    every_s = 3.0
    heading = printing_fr.TITLE

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._chosen = desk.printing.choice()
        self._shown: dict[str, PrintChoice] = {}
        self._columns = Static(plain(printing_fr.LOOKING, "$text-muted"), id="columns")
        self.choices = ChoiceList(printing_fr.FOOT)

    def compose_body(self) -> ComposeResult:
        """Say what the choice does, above the printers."""
        yield Static(plain(printing_fr.LEAD, "$text-muted"), id="lead")
        yield self._columns
        yield self.choices

    def load(self) -> tuple[Printer, ...]:
        """Ask the print system."""
        return spooler.get_printers()

    def key_of(self, item: Printer) -> object:
        """Return the printer's name."""
        return item.name

    def show(self, found: tuple[Printer, ...]) -> None:
        """List the printers; the cursor begins on the one in use."""
        if not found:
            self._columns.update("")
        else:
            heads = tuple(plain(head, "$text-muted") for head in printing_fr.COLUMNS)
            self._columns.update(Content.assemble(" ", self._line(heads, " ")))
        if not self.items:
            used = (rank for rank, printer in enumerate(found) if self._chosen.uses(printer))
            self.choices.highlighted = next(used, 0)
        empty = printing_fr.NONE_HERE.format(folder=home_path(self.desk.letters))
        self.list_items(found, [self._printer_line(printer) for printer in found], empty)

    def _choice(self, printer: Printer) -> PrintChoice:
        """Return what is chosen for a printer, or about to be."""
        kept = self._chosen if self._chosen.printer == printer.name else PrintChoice(printer.name)
        return self._shown.get(printer.name, kept)

    def _printer_line(self, printer: Printer) -> Content:
        choice, uses = self._choice(printer), self._chosen.uses(printer)
        sign, colour = _sign(printer)
        cells = (
            plain(printer.name, "bold" if uses else ""),
            Content.assemble((f"{sign} ", colour), plain(printing_fr.state_of(printer), colour)),
            plain(choice.tray or printing_fr.BY_PRINTER),
            plain(printing_fr.sides_text(choice.sides)),
        )
        return self._line(cells, "✓" if uses else " ")

    def _line(self, cells: tuple[Content, ...], mark: str) -> Content:
        *fixed, last = cells
        cut = [
            cell.truncate(width - 1, ellipsis=True, pad=True)
            for cell, width in zip(fixed, WIDTHS, strict=True)
        ]
        return Content(" ").join([Content(mark), *cut, last])

    # -- what is done
    def action_next_tray(self) -> None:
        """Take the next tray of this printer; Enter keeps it."""
        if printer := self.selected:
            choice = self._choice(printer)
            self._shown[printer.name] = replace(choice, tray=_next(printer.trays, choice.tray))
            self.redraw()

    def action_next_sides(self) -> None:
        """Take one side or both; Enter keeps it."""
        if printer := self.selected:
            choice = self._choice(printer)
            self._shown[printer.name] = replace(choice, sides=_next(printer.sides, choice.sides))
            self.redraw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a choice only where there is something to choose from."""
        if action in {one.action for one in _CHOICES}:
            return self.selected is not None
        return super().check_action(action, parameters)

    @work(exclusive=True, group="choice")
    async def action_choose(self) -> None:
        """Print here from now on."""
        printer = self.selected
        if printer is None:
            return
        choice = self._choice(printer)
        try:
            await run_blocking(self.desk.printing.save, choice)
        except RdvError as error:
            self.show_refusal(error)
            return
        self._chosen = choice
        self._shown.clear()
        self.redraw()
        self.say(
            printing_fr.KEPT_CHOICE.format(
                printer=printer.name,
                tray=choice.tray or printing_fr.BY_PRINTER,
                sides=printing_fr.sides_text(choice.sides),
            ),
            "done",
        )

    @work(exclusive=True, group="choice")
    async def action_forget(self) -> None:
        """Print where the settings say, as before any choice."""
        await run_blocking(self.desk.printing.forget)
        self._chosen = self.desk.printing.choice()
        self._shown.clear()
        self.redraw()
        self.say(printing_fr.FORGOTTEN, "done")

    def action_look_again(self) -> None:
        """Ask the print system at once."""
        self.say(printing_fr.LOOKING)
        self.reload()
