"""Step 5, Valider et terminer: everything on one screen, one key books."""

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from rdv_tui import catalogue
from rdv_tui.domain.applicant import Applicant, parse_applicant
from rdv_tui.domain.appointment import Appointment, Hold
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.errors import RdvError, Refusal
from rdv_tui.locales import commands, screens as screen_fr
from rdv_tui.locales.booking.rules import namesake
from rdv_tui.screens.booking.steps.checks import run_screening, warnings
from rdv_tui.screens.booking.steps.held_step import HeldStepScreen
from rdv_tui.screens.booking.steps.step import Direction, Step, StepResult
from rdv_tui.screens.booking.steps.summary import LABEL_WIDTH, summary_groups, warning_sentences
from rdv_tui.screens.delivery.letter_job import LetterJob, whose_letter
from rdv_tui.screens.delivery.letter_screen import LetterReading
from rdv_tui.screens.frame import BACKGROUND, HIGH, run_blocking
from rdv_tui.services.booking import booking
from rdv_tui.services.delivery.letter_text import as_booked
from rdv_tui.services.desk import Desk
from rdv_tui.terminal.cursor import READ_FIRST
from rdv_tui.text import plain, warning_line
from rdv_tui.widgets.commands import bind
from rdv_tui.widgets.hanging import HangingText


class ConfirmationScreen(HeldStepScreen, LetterReading[StepResult]):
    """The summary. Digits lead back to the step to correct; Enter books."""

    CSS_PATH = "confirmation.tcss"
    BINDINGS = bind(
        commands.BOOK,
        commands.READ_LETTER,
        commands.FIX_NOTICE,
        commands.FIX_SLOT,
        commands.FIX_SECURITY,
        commands.FIX_DETAILS,
    )

    step = Step.CONFIRMATION

    def __init__(self, desk: Desk, draft: BookingDraft) -> None:
        super().__init__(desk, draft)
        self._applicant: Applicant = parse_applicant(
            draft.typed,
            catalogue.situations(),
            catalogue.communes(),
            catalogue.countries(),
            desk.clock.today(),
        )
        self._groups = [
            HangingText(group, hang=LABEL_WIDTH + 2, classes="group") for group in self._summary()
        ]
        self._warnings = HangingText(id="warnings")
        self._booking = False

    def _summary(self) -> list[Content]:
        warned = warning_sentences(self.office, self.clock.today(), self.draft, self._applicant)
        brief = bool(warned) and self.app.size.height < HIGH
        return summary_groups(self.office, self.draft, self._applicant, brief=brief)

    def accept_hold(self, hold: Hold) -> None:
        """Show the new slot where the old one stood."""
        super().accept_hold(hold)
        for shown, group in zip(self._groups, self._summary(), strict=True):
            shown.update(group)
        self._show_warnings([])
        self.check_contacts()
        self.follow_letter()

    def compose_body(self) -> ComposeResult:
        """Show the summary, the warnings and what Enter does."""
        with VerticalScroll(id="summary"):
            yield from self._groups
            yield self._warnings
        yield Static(plain(screen_fr.BOOK_NOW, "bold"), id="book-now", classes=READ_FIRST)

    def compose_side(self) -> ComposeResult:
        """Show the letter beside it, as it will be printed."""
        with Vertical(classes="side letter"):
            yield self.paper

    def letter_about(self) -> Appointment | None:
        """Return what Enter would book."""
        hold = self.draft.hold
        if hold is None:
            return None
        return as_booked(self.desk, hold, self._applicant, self.draft.channel)

    def on_mount(self) -> None:
        """Check e-mail and phone, now that they are known."""
        self._show_warnings([])
        self.check_contacts()

    def _show_warnings(self, more: list[str]) -> None:
        sentences = warning_sentences(self.office, self.clock.today(), self.draft, self._applicant)
        lines = [warning_line(s) for s in (*sentences, *more)]
        self._warnings.update(Content("\n").join(lines))

    @work(exclusive=True, group=BACKGROUND)
    async def check_contacts(self) -> None:
        """Show when e-mail or phone serve many others, and who may be the same person."""
        try:
            screening = await run_screening(self.desk, self.draft)
            same = await run_blocking(booking.find_namesakes, self.desk, self._applicant)
        except RdvError as error:
            self.say(error.message, "waiting")
            return
        self._show_warnings(
            [
                *(namesake(one.start, one.reference) for one in same),
                *(warnings(screening) if screening else ()),
            ]
        )

    def action_book(self) -> None:
        """Book, once: a second Enter while the store works does nothing."""
        if self.draft.hold is None:
            self.say(screen_fr.NO_HOLD, "refused")
        elif not self._booking:
            self._booking = True
            self.say(screen_fr.BOOKING)
            self.book()

    @work
    async def book(self) -> None:
        """Book; once that is begun, no key takes it back, and none its letter."""
        await self.shell.jobs.run(self._book())

    async def _book(self) -> None:
        """Turn the hold into a booking; a refusal says why and keeps everything."""
        hold = self.draft.hold
        if hold is None:
            return
        try:
            appointment = await run_blocking(
                booking.book,
                self.desk,
                hold,
                self._applicant,
                channel=self.draft.channel,
                identification=self.draft.identification,
                override=self.draft.override,
                owes_letter=True,
            )
        except Refusal as error:
            self._booking = False
            self.say("")
            await self.place_lost(error)
        except RdvError as error:
            self._booking = False
            self.say(error.message, "refused")
        else:
            letter = LetterJob(
                self.shell, self.desk, appointment.reference, whose_letter(appointment)
            )
            letter.start()
            self.shell.draft = BookingDraft()
            self.dismiss(StepResult(self.draft, Direction.NEXT, appointment, letter))

    def action_fix(self, step: str) -> None:
        """Correct what was told in the step of this name."""
        self.leave(Step[step])
