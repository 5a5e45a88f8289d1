"""After the booking: the reference in large type, and what became of the letter."""

from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from rdv_tui.domain.appointment import Appointment
from rdv_tui.errors import OutputError, RdvError
from rdv_tui.locales import commands, screens
from rdv_tui.locales.dates import moment
from rdv_tui.screens.frame import DeskScreen, in_thread
from rdv_tui.services import delivery
from rdv_tui.services.desk import Desk
from rdv_tui.text import plain
from rdv_tui.widgets.big_text import BigText
from rdv_tui.widgets.commands import bind
from rdv_tui.widgets.frame import SIGNS, Level


class BookedScreen(DeskScreen[None]):
    """The appointment stands, whatever the printer does: the two are told apart."""

    CSS_PATH = "booked.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bind(
        commands.ANOTHER, commands.PRINT_AGAIN, commands.SAVE_LETTER
    )

    heading = screens.BOOKED

    def __init__(
        self, desk: Desk, appointment: Appointment, printer: str | None, letters: Path
    ) -> None:
        super().__init__(desk.office, desk.clock, desk.agent)
        self.desk, self.appointment = desk, appointment
        self._printer, self._letters = printer, letters
        self._letter = Static(id="letter", markup=False)

    def compose_body(self) -> ComposeResult:
        """Show reference, date, person and the letter's state."""
        person = self.appointment.applicant
        name = f"{person.family_name} {person.given_names}".strip()
        with Vertical():
            yield Static(plain(f"✓ {screens.BOOKED}", "bold $text-success"), classes="title")
            yield BigText(self.appointment.reference)
            yield Static(plain(self.appointment.reference, "bold"), id="reference")
            yield Static(
                Content.assemble(plain(moment(self.appointment.start), "bold"), "\n", plain(name)),
                id="what",
            )
            yield self._letter

    def on_mount(self) -> None:
        """Print at once: the person is waiting."""
        self.print_letter()

    def _show(self, words: str, level: Level) -> None:
        sign, colour = SIGNS[level]
        self._letter.update(
            Content.assemble(
                (f"{screens.LETTER}  ", "bold"),
                (f"{sign} ", f"bold {colour}"),
                plain(words, colour),
            )
        )

    def action_print_letter(self) -> None:
        """Print, or try again."""
        self.print_letter()

    @work(exclusive=True, group="letter")
    async def print_letter(self) -> None:
        """Send the letter to the printer; without one, save it and say where."""
        self._show(screens.LETTER_PRINTING, "info")
        reference = self.appointment.reference
        try:
            job = await in_thread(
                partial(delivery.print_letter, self.desk, reference, self._printer)
            )
        except OutputError as error:
            await self._save(error.message)
        except (RdvError, TimeoutError) as error:
            words = getattr(error, "message", screens.STORE_SLOW)
            self._show(screens.LETTER_FAILED.format(message=words), "refused")
        else:
            words = screens.LETTER_PRINTED.format(printer=job.printer, job=job.job)
            self._show(words, "done")

    @work(exclusive=True, group="letter")
    async def action_save_letter(self) -> None:
        """Write the letter into the letters' folder."""
        await self._save("")

    async def _save(self, why: str) -> None:
        path = self._letters / f"convocation-{self.appointment.reference}.pdf"
        try:
            saved = await in_thread(
                partial(delivery.save_letter, self.desk, self.appointment.reference, path)
            )
        except (RdvError, TimeoutError) as error:
            words = screens.NOT_SAVED.format(message=getattr(error, "message", screens.STORE_SLOW))
            self._show(f"{why} {words}".strip(), "refused")
            return
        if why:
            words = screens.LETTER_SAVED_INSTEAD.format(message=why, file=saved)
            self._show(words, "waiting")
        else:
            self._show(screens.LETTER_SAVED.format(file=saved), "done")

    def action_another(self) -> None:
        """Go on with the next person."""
        self.dismiss(None)
