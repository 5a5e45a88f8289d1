"""A letter on any screen that shows an appointment: read there, printed, followed, saved."""

from functools import cached_property
from pathlib import Path
from typing import TypeVar

from textual import work

from rdv_tui.domain.appointment import Appointment
from rdv_tui.errors import RdvError
from rdv_tui.locales.delivery import printing as printing_fr
from rdv_tui.screens.delivery.letter_job import LetterJob, whose_letter
from rdv_tui.screens.dialogs import LineScreen
from rdv_tui.screens.frame import BACKGROUND, DeskScreen, StoreScreen, run_blocking
from rdv_tui.services.delivery import delivery, letter_text
from rdv_tui.services.desk import Desk
from rdv_tui.text import home_path
from rdv_tui.widgets.frame import Level
from rdv_tui.widgets.letter_view import LetterView

R = TypeVar("R")


class LetterReading(DeskScreen[R]):
    """Subclasses put `paper` into a side panel of the class `letter`, and say whose it is.

    Where that panel has no room beside the body it takes its place, and gives it back.
    """

    desk: Desk
    _read: Appointment | None = None

    @cached_property
    def paper(self) -> LetterView:
        """The letter's pages."""
        return LetterView()

    def letter_about(self) -> Appointment | None:
        """Return whose letter it is, as it stands, or None; called off the screen's thread."""
        raise NotImplementedError

    def action_read_letter(self) -> None:
        """Show the letter, then what follows of it, and the screen again after its end."""
        if not self.paper.is_on_screen:
            self.add_class("-reading")
            self.read_letter()
        elif not self.paper.turn():
            self.paper.scroll_home(animate=False)
            self.remove_class("-reading")

    def redraw(self) -> None:
        """Set the letter when there is room for it now."""
        super().redraw()
        self.follow_letter()

    def follow_letter(self) -> None:
        """Show the letter as it is now, if it is in sight."""
        if self.paper.is_on_screen:
            self.read_letter()

    @work(exclusive=True, group=f"{BACKGROUND}-letter")
    async def read_letter(self) -> None:
        """Show the letter of the appointment as it stands."""
        try:
            about = await run_blocking(self.letter_about)
            if about is None or about == self._read:
                return
            pages = await run_blocking(letter_text.read_letter, self.desk, about)
        except RdvError as error:
            self._read = None
            await self.paper.fail(error.message)
        else:
            self._read = about
            await self.paper.show(pages)


class LetterScreen(LetterReading[R], StoreScreen[R]):
    """A screen with a letter. Subclasses say whose, and where they tell what becomes of it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._letters: dict[bool, LetterJob] = {}

    @property
    def letter_of(self) -> str:
        """The reference of the appointment."""
        raise NotImplementedError

    @property
    def whose_letter(self) -> str:
        """The appointment in words, for another screen."""
        about = self.letter_about()
        return whose_letter(about) if about else self.letter_of

    def show_letter_status(self, message: str, level: Level) -> None:
        """Say what becomes of the letter."""
        raise NotImplementedError

    @property
    def letter_is_out(self) -> bool:
        """Whether the fate of every letter asked for here is known."""
        return all(job.is_out for job in self._letters.values())

    # -- on paper
    def action_print_letter(self) -> None:
        """Print, or try again."""
        self.print_letter()

    def action_print_large(self) -> None:
        """Print in large type."""
        self.print_letter(large_print=True)

    def print_letter(self, *, large_print: bool = False) -> None:
        """Send the letter to the printer; without one, save it and say where.

        The key is deaf to its own repetition while that letter is being made.
        """
        before = self._letters.get(large_print)
        if before is not None and not before.is_out:
            return
        job = LetterJob(
            self.shell, self.desk, self.letter_of, self.whose_letter, large_print=large_print
        )
        self.take(job, large_print=large_print)
        job.start()

    def take(self, job: LetterJob, *, large_print: bool = False) -> None:
        """Show from now on what becomes of a letter, the latest of all."""
        for other in self._letters.values():
            other.screen = None
        self._letters[large_print] = job
        job.screen = self
        self.show_letter_status(job.message, job.level)

    # -- in a file
    @work(exclusive=True, group="letter")
    async def action_save_letter(self) -> None:
        """Ask where, and write the letter there."""
        usual = delivery.letter_file(self.desk, self.letter_of)
        typed = await self.app.push_screen_wait(LineScreen(printing_fr.WHERE, str(usual)))
        if typed is None or not typed.strip():
            return
        await self.shell.jobs.run(self._save(_file_meant(typed, usual.name)))

    async def _save(self, path: Path) -> None:
        for job in self._letters.values():
            job.screen = None
        try:
            saved = await run_blocking(delivery.save_letter, self.desk, self.letter_of, path)
        except RdvError as error:
            text = printing_fr.NOT_SAVED.format(message=error.message)
            self.show_letter_status(text, "refused")
        else:
            self.show_letter_status(printing_fr.SAVED.format(file=home_path(saved)), "done")


def _file_meant(typed: str, name: str) -> Path:
    """Return the file that was typed, or the one of that `name` in the folder that was typed."""
    path = Path(typed.strip()).expanduser()
    return path / name if path.is_dir() else path
