"""Many letters, one after the other: how far it has come is seen, and Escape stops it."""

from collections.abc import Callable, Generator, Sequence
from typing import cast

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from rdv_tui.locales import commands
from rdv_tui.locales.delivery import printing as printing_fr
from rdv_tui.screens.frame import BACKGROUND, run_blocking
from rdv_tui.screens.patient import PatientScreen
from rdv_tui.screens.shell import Shell
from rdv_tui.services.delivery import delivery
from rdv_tui.services.delivery.delivery import BatchStep
from rdv_tui.services.desk import Desk
from rdv_tui.text import plain
from rdv_tui.widgets.commands import bind

BAR_WIDTH = 60


class PrintBatchScreen(ModalScreen[tuple[BatchStep, ...]], PatientScreen[tuple[BatchStep, ...]]):
    """Prints the letters and gives back what became of each; the last one may say why it ended.

    `on_printed` is called with the reference of each that a printer took.

    Nothing that was handed to the printer is called back: Escape keeps the rest from following.
    """

    BINDINGS = bind(commands.STOP_BATCH)

    def __init__(
        self, desk: Desk, references: Sequence[str], on_printed: Callable[[str], None]
    ) -> None:
        super().__init__()
        self._on_printed = on_printed
        self._total = len(references)
        self._steps = delivery.print_letters(desk, references)
        self._done: list[BatchStep] = []
        self._stopped = False
        self._bar, self._outline = Static(id="bar"), Static(id="outline")

    def compose(self) -> ComposeResult:
        """Show how many there are, and how many are done."""
        with Vertical(classes="dialog"):
            yield Static(plain(printing_fr.BATCH, "bold"), classes="question")
            yield self._bar
            yield self._outline
            yield Static(plain(printing_fr.BATCH_KEYS), classes="keys")

    def on_mount(self) -> None:
        """Begin."""
        self._draw("")
        self.print_all()

    @work(group=BACKGROUND)
    async def print_all(self) -> None:
        """Print the letters; they go on whatever becomes of this screen."""
        await cast("Shell", self.app).jobs.run(self._print_all())

    async def _print_all(self) -> None:
        """Ask for one letter after the other, as long as nobody says stop."""
        while not self._stopped:
            step = await run_blocking(_next, self._steps)
            if step is None:
                break
            self._done.append(step)
            if step.job is not None:
                self._on_printed(step.reference)
            self._draw(step.reference)
        self.dismiss(tuple(self._done))

    def _draw(self, reference: str) -> None:
        done = len(self._done)
        filled = BAR_WIDTH * done // max(self._total, 1)
        self._bar.update(
            Content.assemble(
                ("█" * filled, "$text-success"), ("░" * (BAR_WIDTH - filled), "$text-muted")
            )
        )
        message = printing_fr.BATCH_STEP.format(done=done, total=self._total, reference=reference)
        self._outline.update(plain(message.rstrip(" :")))

    def action_stop(self) -> None:
        """Stop after the letter under way."""
        self._stopped = True


def _next(steps: Generator[BatchStep]) -> BatchStep | None:
    return next(steps, None)
