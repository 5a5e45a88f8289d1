"""What is done with a letter on any screen that shows an appointment: printed, followed, saved."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from textual import work

from rdv_tui.domain.printing import JobState, PaperJob
from rdv_tui.errors import NoPrinter, OutputError, RdvError
from rdv_tui.locales.delivery import printing as printing_fr
from rdv_tui.outputs import viewer
from rdv_tui.screens.delivery.pending_letters import LetterPending
from rdv_tui.screens.dialogs import LineScreen
from rdv_tui.screens.frame import BACKGROUND, StoreScreen, run_blocking
from rdv_tui.services.delivery import delivery, printing
from rdv_tui.services.desk import Desk
from rdv_tui.widgets.frame import Level

if TYPE_CHECKING:
    from rdv_tui.documents.layout import PrintLayout

R = TypeVar("R")

POLL_S = 1.0
"""How often the print system is asked what became of a letter, in seconds."""

_LEVELS: dict[JobState, Level] = {
    JobState.UNPRINTED: "waiting",
    JobState.SUBMITTED: "info",
    JobState.HELD: "waiting",
    JobState.PRINTED: "done",
    JobState.FAILED: "refused",
    JobState.CANCELLED: "waiting",
    JobState.UNKNOWN: "done",
}


class LetterScreen(StoreScreen[R]):
    """A screen with a letter. Subclasses say whose, and where they tell what becomes of it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._job: PaperJob | None = None
        self._looking = False
        self.letter_is_out = False

    @property
    def letter_of(self) -> str:
        """The reference of the appointment."""
        raise NotImplementedError

    def show_letter_status(self, message: str, level: Level) -> None:
        """Say what becomes of the letter."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Follow what is printed from here."""
        self.set_interval(POLL_S, self._poll_job)

    def on_unmount(self) -> None:
        """Leave a letter that is still on its way to the program."""
        if self._job is not None and not self._job.has_ended:
            self.app.post_message(LetterPending(self.desk, self._job))

    # -- on paper
    def action_print_letter(self) -> None:
        """Print, or try again."""
        self.print_letter()

    def action_print_large(self) -> None:
        """Print in large type."""
        self.print_letter(large_print=True)

    @work(exclusive=True, group=f"{BACKGROUND} letter")
    async def print_letter(self, *, large_print: bool = False) -> None:
        """Send the letter to the printer; without one, save it and say where."""
        from rdv_tui.documents.layout import PrintLayout  # noqa: PLC0415  (fpdf2 starts slowly)

        form = PrintLayout(large_print=large_print)
        self._job = None
        self.show_letter_status(printing_fr.MAKING, "info")
        try:
            self._job = await run_blocking(
                delivery.print_letter, self.desk, self.letter_of, form=form
            )
        except OutputError as error:
            # That there is no printer is how this desk is; that one refuses is a mishap.
            why = "" if isinstance(error, NoPrinter) else error.message
            if await self._keep_unprinted(error, large_print=large_print):
                why = f"{why or error.message} {printing_fr.WILL_BE_PRINTED}"
            await self._save(self._usual_file(), form, why)
        except RdvError as error:
            self.show_letter_status(printing_fr.NOT_MADE.format(message=error.message), "refused")
        else:
            self._show_job(self._job)
        self.letter_is_out = True

    async def _keep_unprinted(self, error: OutputError, *, large_print: bool) -> bool:
        """Let the letter wait for the printer, where there is one to wait for."""
        from rdv_tui.services.delivery import unprinted  # noqa: PLC0415  (only without a printer)

        kept = partial(
            unprinted.keep_unprinted, self.desk, self.letter_of, error, large_print=large_print
        )
        try:
            return await run_blocking(kept)
        except RdvError:
            return False  # the store is away: the letter is saved all the same

    def _show_job(self, job: PaperJob) -> None:
        self.show_letter_status(printing_fr.job_status_text(job), _LEVELS[job.status.state])

    @work(group=BACKGROUND)
    async def _poll_job(self) -> None:
        """Ask what became of the letter, unless another screen stands over this one."""
        job = self._job
        if job is None or job.has_ended or self._looking or not self.is_current:
            return
        self._looking = True
        try:
            now = await run_blocking(printing.follow, self.desk, job)
        except RdvError:
            return  # the store is away: the paper does not depend on it, and is asked about again
        finally:
            self._looking = False
        if now != job and self._job is job:
            self._job = now
            self._show_job(now)

    # -- in a file
    def _usual_file(self) -> Path:
        return self.desk.letters / f"convocation-{self.letter_of}.pdf"

    @work(exclusive=True, group="letter")
    async def action_save_letter(self) -> None:
        """Ask where, and write the letter there."""
        usual = self._usual_file()
        typed = await self.app.push_screen_wait(LineScreen(printing_fr.WHERE, str(usual)))
        if typed is None or not typed.strip():
            return
        await self._save(_file_meant(typed, usual.name), None, "", shown=False)

    async def _save(
        self, path: Path, form: "PrintLayout | None", why: str, *, shown: bool = True
    ) -> None:
        """Save the letter, and show it where there is a display: nobody else will print it."""
        self._job = None
        try:
            saved = await run_blocking(delivery.save_letter, self.desk, self.letter_of, path, form)
            is_open = shown and await run_blocking(viewer.open_document, saved)
        except RdvError as error:
            message = printing_fr.NOT_SAVED.format(message=error.message)
            self.show_letter_status(f"{why} {message}".strip(), "refused")
            return
        if why:
            self.show_letter_status(
                printing_fr.SAVED_INSTEAD.format(message=why, file=saved), "waiting"
            )
        else:
            message = printing_fr.SAVED_AND_OPEN if is_open else printing_fr.SAVED
            self.show_letter_status(message.format(file=saved), "done")


def _file_meant(typed: str, name: str) -> Path:
    """Return the file that was typed, or the one of that `name` in the folder that was typed."""
    path = Path(typed.strip()).expanduser()
    return path / name if path.is_dir() else path
