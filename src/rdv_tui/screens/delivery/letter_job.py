"""One letter on its way: made, printed or saved, and followed until it is on paper.

It is the program's, not a screen's: the screen that shows it may be left at any time. Then what
becomes of it is told on the next one.
"""

import asyncio
import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from rdv_tui.domain.appointment import Appointment
from rdv_tui.domain.printing import JobState, PaperJob
from rdv_tui.errors import NoPrinter, RdvError
from rdv_tui.locales.dates import short_moment
from rdv_tui.locales.delivery import printing as printing_fr
from rdv_tui.screens.frame import run_blocking
from rdv_tui.screens.shell import Shell
from rdv_tui.text import home_path
from rdv_tui.widgets.frame import Level

if TYPE_CHECKING:
    from rdv_tui.services.delivery.handing_over import HandedOver
    from rdv_tui.services.desk import Desk

POLL_S = 1.0
"""How often the print system is asked what became of a letter, in seconds."""
MAX_TRACKING_S = 1800.0
"""For how long a letter is followed: later it is asked for by hand."""
MAKING_LIMIT_S = 60.0
"""For how long a letter may be on its way before that is said; it goes on."""

LEVELS: dict[JobState, Level] = {
    JobState.UNPRINTED: "waiting",
    JobState.SUBMITTED: "info",
    JobState.HELD: "waiting",
    JobState.PRINTED: "done",
    JobState.FAILED: "refused",
    JobState.CANCELLED: "waiting",
    JobState.UNKNOWN: "done",
}
_TROUBLE = frozenset({JobState.HELD, JobState.FAILED, JobState.CANCELLED})


class LetterView(Protocol):
    """A screen that shows what becomes of a letter."""

    def show_letter_status(self, message: str, level: Level) -> None:
        """Say what becomes of the letter."""


class LetterJob:
    """A letter from the key to the paper.

    `whose` names it on other screens than `screen`, which shows it as long as that stands there.
    `is_out` tells that its fate is known.
    """

    def __init__(
        self, shell: Shell, desk: "Desk", reference: str, whose: str, *, large_print: bool = False
    ) -> None:
        self._shell, self._desk, self._reference = shell, desk, reference
        self._whose, self._large_print = whose, large_print
        self.message = printing_fr.MAKING
        self.level: Level = "info"
        self.is_out = False
        self.screen: LetterView | None = None

    def start(self) -> None:
        """Begin; the end of the program waits for the letter, or leaves it to the next start."""
        self._shell.jobs.start(self._hand_over(), self._keep)

    def _keep(self) -> None:
        from rdv_tui.services.delivery.unprinted import keep_unmade  # noqa: PLC0415  (the store)

        keep_unmade(self._desk, (self._reference,))
        self._note_out()

    async def _hand_over(self) -> None:
        try:
            async with asyncio.timeout(MAKING_LIMIT_S):
                done = await asyncio.to_thread(self._made)
        except TimeoutError:
            self._tell(printing_fr.STILL_MAKING, "waiting")
        except RdvError as error:
            self._tell(printing_fr.NOT_MADE.format(message=error.message), "refused")
        else:
            self._tell(*await letter_text(done))
            if done.job is not None and not done.job.has_ended:
                self._shell.follow(self._follow(done.job))
        finally:
            self.is_out = True

    def _made(self) -> "HandedOver":
        from rdv_tui.documents.layout import PrintLayout  # noqa: PLC0415  (fpdf2 starts slowly)
        from rdv_tui.services.delivery.handing_over import hand_over_letter  # noqa: PLC0415

        form = PrintLayout(large_print=self._large_print)
        done = hand_over_letter(self._desk, self._reference, form)
        self._note_out()
        return done

    def _note_out(self) -> None:
        from rdv_tui.services.delivery.unprinted import letter_is_out  # noqa: PLC0415  (the store)

        with contextlib.suppress(RdvError):  # at worst it is made once more at the next start
            letter_is_out(self._desk, self._reference)

    def _tell(self, message: str, level: Level) -> None:
        self.message, self.level = message, level
        screen = self._standing
        if screen is not None:
            screen.show_letter_status(message, level)
        if screen is None or self._shell.is_leaving:
            self.tell_elsewhere()

    def tell_elsewhere(self) -> None:
        """Say on the screen in front, or on the next one, what became of the letter."""
        self._shell.tell(printing_fr.elsewhere(self._whose, self.message), self.level)

    @property
    def _standing(self) -> "LetterView | None":
        stack: Sequence[object] = self._shell.screen_stack
        return self.screen if self.screen in stack else None

    async def _follow(self, job: PaperJob) -> None:
        """Ask what became of the letter; off its screen only what goes wrong is said."""
        from rdv_tui.services.delivery import printing  # noqa: PLC0415  (stands on the store)

        waited = 0.0
        while not job.has_ended and waited < MAX_TRACKING_S:
            await asyncio.sleep(POLL_S)
            waited += POLL_S
            try:
                now = await run_blocking(printing.follow, self._desk, job)
            except RdvError:
                continue  # the store is away: the paper does not depend on it
            if now != job and self._standing is not None:
                self._tell(printing_fr.job_status_text(now), LEVELS[now.status.state])
            elif now.status != job.status and now.status.state in _TROUBLE:
                text = printing_fr.elsewhere(self._whose, printing_fr.job_trouble_text(now))
                self._shell.tell(text, "waiting")
            job = now


def whose_letter(appointment: Appointment) -> str:
    """Return reference, date and name of a letter, for a screen that is not its own."""
    when = short_moment(appointment.start)
    return printing_fr.whose(appointment.reference, when, appointment.applicant.name)


async def letter_text(done: "HandedOver") -> tuple[str, Level]:
    """Say what became of a letter; one that was saved is opened, as nobody else will print it."""
    if done.job is not None:
        return printing_fr.job_status_text(done.job), LEVELS[done.job.status.state]
    # That there is no printer is how this desk is; that one refuses is a mishap.
    why = ""
    if done.unprinted and not isinstance(done.unprinted, NoPrinter):
        why = done.unprinted.message
    if done.waits and done.unprinted is not None:
        why = f"{done.unprinted.message} {printing_fr.WILL_BE_PRINTED}"
    if done.file is None:
        message = done.unsaved.message if done.unsaved else ""
        return f"{why} {printing_fr.NOT_SAVED.format(message=message)}".strip(), "refused"
    is_open = await _is_opened(done.file)
    if why:
        return printing_fr.SAVED_INSTEAD.format(message=why, file=home_path(done.file)), "waiting"
    message = printing_fr.SAVED_AND_OPEN if is_open else printing_fr.SAVED
    return message.format(file=home_path(done.file)), "done"


async def _is_opened(file: Path) -> bool:
    from rdv_tui.outputs import viewer  # noqa: PLC0415  (only without a printer)

    try:
        return await run_blocking(viewer.open_document, file)
    except RdvError:
        return False
