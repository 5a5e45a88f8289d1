"""What the five steps have in common: the draft, the steps bar, the countdown, the ways out."""

from dataclasses import dataclass
from enum import Enum, IntEnum, auto
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Static

from rdv_tui.clock import Clock
from rdv_tui.domain.appointment import Appointment
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.names import written_name
from rdv_tui.domain.office import Office
from rdv_tui.locales import commands, screens as screen_fr
from rdv_tui.locales.booking.override import decision_lines
from rdv_tui.screens.frame import DeskScreen
from rdv_tui.text import plain
from rdv_tui.widgets.commands import bind
from rdv_tui.widgets.steps_bar import StepsBar

if TYPE_CHECKING:
    from rdv_tui.screens.delivery.letter_job import LetterJob


class Step(IntEnum):
    """The five steps, in their order."""

    NOTICE = 0
    SLOT = 1
    SECURITY = 2
    DETAILS = 3
    CONFIRMATION = 4


class Direction(Enum):
    """Where a step leads, apart from naming another step to correct."""

    NEXT = auto()
    BACK = auto()
    ABANDON = auto()
    RESUME = auto()


@dataclass(frozen=True, slots=True)
class StepResult:
    """What a step gives back: the draft as it stands, even on the way back, and where to go.

    `letter` is that of the appointment booked, on its way already. `message` is what was done with
    a draft that is not booked, to be said where one begins again.
    """

    draft: BookingDraft
    to: Direction | Step
    appointment: Appointment | None = None
    letter: "LetterJob | None" = None
    message: str = ""


class StepScreen(DeskScreen[StepResult]):
    """One step. `current()` is the draft with all that stands on the screen."""

    BINDINGS = bind(commands.BACK, commands.NEW)

    step = Step.NOTICE

    def __init__(self, office: Office, clock: Clock, agent: str, draft: BookingDraft) -> None:
        super().__init__(office, clock, agent)
        self.heading = screen_fr.STEPS[self.step]
        self.draft = draft
        self.bar = StepsBar(self.step, clock, draft.hold)

    def compose_band(self) -> ComposeResult:
        """Show the steps under the header."""
        yield self.bar
        decided = decision_lines(self.draft)
        if decided and self.step is not Step.NOTICE:
            yield Static(plain(f"▲ {decided}", "$text-warning"), id="override")

    @property
    def in_hand(self) -> str:
        """The person, once their name is known: the steps say already which one it is."""
        typed = self.draft.typed
        return written_name(typed.get("family_name", ""), typed.get("given_names", ""))

    def current(self) -> BookingDraft:
        """Return the draft with all that stands on the screen, right or wrong."""
        return self.draft

    @property
    def is_touched(self) -> bool:
        """Whether something would be lost by giving up: what the steps before were told."""
        return True

    def leave(self, to: Direction | Step, message: str = "") -> None:
        """End this step with everything typed; `message` says what was done if it ends here."""
        self.dismiss(StepResult(self.current(), to, message=message))

    def action_back(self) -> None:
        """Go one step back; nothing typed is lost."""
        self.leave(Direction.BACK)

    @on(StepsBar.Clicked)
    def _step_clicked(self, message: StepsBar.Clicked) -> None:
        if message.step < self.step:
            self.leave(Step(message.step))
        elif message.step > self.step:
            self.say(screen_fr.STEP_TO_COME, "waiting")

    @work
    async def action_start_over(self) -> None:
        """Give this booking up, after asking."""
        if await self.ask(screen_fr.ABANDON_ASK):
            self.leave(Direction.ABANDON)
