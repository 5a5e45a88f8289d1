"""The printers of this desk: how each stands, and which one takes the letters from now on."""

from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from rdv_tui.domain.printing import PrintChoice, Printer, PrinterState
from rdv_tui.errors import RdvError
from rdv_tui.locales import commands
from rdv_tui.locales import printing as words
from rdv_tui.outputs import spooler
from rdv_tui.screens.frame import DeskScreen, in_thread
from rdv_tui.services.desk import Desk
from rdv_tui.text import plain
from rdv_tui.widgets.commands import bind

REFRESH_S = 3.0
WIDTHS = (20, 30, 12)


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


class PrintersScreen(DeskScreen[None]):
    """A list of a few lines, read again from time to time while it is looked at."""

    BINDINGS: ClassVar[list[BindingType]] = bind(
        commands.CHOOSE_PRINTER,
        commands.NEXT_TRAY,
        commands.NEXT_SIDES,
        commands.FORGET_PRINTER,
        commands.LOOK_AGAIN,
        commands.NEXT_FOUND,
        commands.PREVIOUS_FOUND,
        commands.CLOSE,
    )

    heading = words.TITLE
    aside = "open_printers"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.office, desk.clock, desk.agent)
        self.desk = desk
        self.printers: tuple[Printer, ...] | None = None
        self._chosen = desk.printing.choice()
        self._shown: dict[str, PrintChoice] = {}
        self._at = 0
        self._list = Static(plain(words.LOOKING, "$text-muted"), id="printers")

    def compose_body(self) -> ComposeResult:
        """Say what the choice does, above the printers."""
        yield Static(plain(words.LEAD, "$text-muted"), id="lead")
        with VerticalScroll():
            yield self._list

    def on_mount(self) -> None:
        """Look at once, then from time to time."""
        self.look()
        self.set_interval(REFRESH_S, self.look)

    @work(exclusive=True, group="printers")
    async def look(self) -> None:
        """Ask the print system again, unless another screen stands over this one."""
        if not self.is_current:
            return
        try:
            found = await in_thread(spooler.survey)
        except RdvError as error:
            self.say(error.message, "refused")
            return
        first = self.printers is None
        here = self._printer
        self.printers = found
        names = [printer.name for printer in found]
        wanted = here.name if here else self._chosen.printer
        if first and wanted is None:
            wanted = next((printer.name for printer in found if printer.is_default), None)
        self._at = names.index(wanted) if wanted in names else 0
        self._draw()

    @property
    def _printer(self) -> Printer | None:
        """The printer under the cursor."""
        return self.printers[self._at] if self.printers else None

    def _choice(self, printer: Printer) -> PrintChoice:
        """Return what is chosen for a printer, or about to be."""
        kept = self._chosen if self._chosen.printer == printer.name else PrintChoice(printer.name)
        return self._shown.get(printer.name, kept)

    # -- what is seen
    def _draw(self) -> None:
        if not self.printers:
            self._list.update(plain(words.NONE_HERE.format(folder=self.desk.letters)))
            return
        heads = tuple(plain(head, "$text-muted") for head in words.COLUMNS)
        lines = [self._line(heads, "  ")]
        for rank, printer in enumerate(self.printers):
            lines.append(self._printer_line(printer, here=rank == self._at))
        self._list.update(Content("\n").join(lines))

    def _printer_line(self, printer: Printer, *, here: bool) -> Content:
        choice = self._choice(printer)
        uses = printer.name == self._chosen.printer or (
            self._chosen.printer is None and printer.is_default
        )
        sign, colour = _sign(printer)
        cells = (
            plain(printer.name, "bold" if uses else ""),
            Content.assemble((f"{sign} ", colour), plain(words.state_of(printer), colour)),
            plain(choice.tray or words.BY_PRINTER),
            plain(words.sides_said(choice.sides)),
        )
        line = self._line(cells, f"{'▸' if here else ' '}{'✓' if uses else ' '}")
        return line.stylize("reverse") if here else line

    def _line(self, cells: tuple[Content, ...], mark: str) -> Content:
        *fixed, last = cells
        cut = [
            cell.truncate(width - 1, ellipsis=True, pad=True)
            for cell, width in zip(fixed, WIDTHS, strict=True)
        ]
        return Content(" ").join([Content(mark), *cut, last])

    # -- what is done
    def _step(self, by: int) -> None:
        if self.printers:
            self._at = (self._at + by) % len(self.printers)
            self._draw()

    def action_next_found(self) -> None:
        """Go down the list."""
        self._step(1)

    def action_previous_found(self) -> None:
        """Go up the list."""
        self._step(-1)

    def action_next_tray(self) -> None:
        """Take the next tray of this printer; Enter keeps it."""
        if printer := self._printer:
            choice = self._choice(printer)
            self._shown[printer.name] = replace(choice, tray=_next(printer.trays, choice.tray))
            self._draw()

    def action_next_sides(self) -> None:
        """Take one side or both; Enter keeps it."""
        if printer := self._printer:
            choice = self._choice(printer)
            self._shown[printer.name] = replace(choice, sides=_next(printer.sides, choice.sides))
            self._draw()

    @work(exclusive=True, group="choice")
    async def action_choose(self) -> None:
        """Print here from now on."""
        printer = self._printer
        if printer is None:
            return
        choice = self._choice(printer)
        try:
            await in_thread(partial(self.desk.printing.keep, choice))
        except RdvError as error:
            self.say(error.message, "refused")
            return
        self._chosen = choice
        self._shown.clear()
        self._draw()
        self.say(
            words.KEPT_CHOICE.format(
                printer=printer.name,
                tray=choice.tray or words.BY_PRINTER,
                sides=words.sides_said(choice.sides),
            ),
            "done",
        )

    @work(exclusive=True, group="choice")
    async def action_forget(self) -> None:
        """Print where the settings say, as before any choice."""
        await in_thread(self.desk.printing.forget)
        self._chosen = self.desk.printing.choice()
        self._shown.clear()
        self._draw()
        self.say(words.FORGOTTEN, "done")

    def action_look_again(self) -> None:
        """Ask the print system at once."""
        self.say(words.LOOKING)
        self.look()

    def action_back(self) -> None:
        """Go back to what was being done."""
        self.dismiss(None)
