"""Step 4, Coordonnées personnelles: every wrong field is named at once, nothing typed is lost."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.timer import Timer
from textual.widgets import Static

from rdv_tui.domain.applicant import Applicant, parse_applicant
from rdv_tui.domain.appointment import Appointment, Channel, Hold
from rdv_tui.domain.date_parsing import Era, parse_date
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.problems import InvalidFields
from rdv_tui.errors import RdvError
from rdv_tui.locales import commands, screens as screen_fr
from rdv_tui.locales.booking import notice as notice_fr
from rdv_tui.screens.booking.steps.chosen import Chosen
from rdv_tui.screens.booking.steps.held_step import HeldStepScreen
from rdv_tui.screens.booking.steps.person_form import PersonForm
from rdv_tui.screens.booking.steps.recap import recap_line
from rdv_tui.screens.booking.steps.step import Direction, Step, StepResult
from rdv_tui.screens.delivery.letter_screen import LetterReading
from rdv_tui.screens.frame import BACKGROUND, run_serial
from rdv_tui.services.booking import eligibility, holds
from rdv_tui.services.delivery.letter_text import as_booked
from rdv_tui.services.desk import Desk
from rdv_tui.text import plain
from rdv_tui.widgets.commands import bind
from rdv_tui.widgets.fields import Field
from rdv_tui.widgets.letter_view import LetterView

LETTER_PAUSE_S = 0.6
"""How long nobody types before the letter follows: it takes the time of several keys to set."""


class DetailsScreen(PersonForm[StepResult], HeldStepScreen, LetterReading[StepResult]):
    """The person's form; what earlier steps asked is filled in.

    On very wide screens the letter stands beside it as soon as there is enough for one.
    """

    CSS_PATH = "details.tcss"
    BINDINGS = bind(commands.CONTINUE)

    step = Step.DETAILS

    def __init__(self, desk: Desk, draft: BookingDraft) -> None:
        super().__init__(desk, draft)
        self.prepare_form(draft.typed)
        self.confirmed_names = draft.confirmed_names
        self._to_check = draft.to_check(desk.clock.today())
        self._typed_then: Mapping[str, str] = {}
        self._chosen = Chosen(desk.office, desk.clock.today())
        self._chosen.show(draft)
        self._pause: Timer | None = None

    @cached_property
    def paper(self) -> LetterView:
        """The letter's pages, or what they wait for."""
        return LetterView(before=screen_fr.LETTER_TO_COME)

    def compose_body(self) -> ComposeResult:
        """Lay out the recap and the form."""
        expires = parse_date(
            self.draft.typed.get("permit_expires", ""), self.clock.today(), Era.FUTURE
        )
        yield Static(recap_line(self.draft, expires), id="recap")
        if self.draft.channel is Channel.PHONE:
            yield Static(plain(notice_fr.phone_script(self.office), "$text-primary"), id="script")
        yield from self.compose_form()
        yield self._chosen

    def accept_hold(self, hold: Hold) -> None:
        """Show the new slot in large letters."""
        super().accept_hold(hold)
        self._chosen.show(self.draft)

    def compose_side(self) -> ComposeResult:
        """Show the letter before what helps."""
        with Vertical(classes="side letter growing"):
            yield self.paper
        yield from super().compose_side()

    def letter_about(self) -> Appointment | None:
        """Return what these details would book, None while they are not enough for a letter."""
        if self.draft.hold is None:
            return None
        typed, today = {**self.before, **self._typed_then}, self.clock.today()
        try:
            person = parse_applicant(typed, self.known, self._communes, self._countries, today)
        except InvalidFields:
            return None
        return as_booked(self.desk, self.draft.hold, person, self.draft.channel)

    def _follow_typed(self) -> None:
        self._typed_then = self.typed()
        self.follow_letter()

    def understand(self, field: Field, *, is_left: bool = True) -> None:
        """Mark what was taken over and may have changed, until it is typed anew."""
        super().understand(field, is_left=is_left)
        name = field.field_name
        if name in self._to_check and field.text and field.text == self.before.get(name):
            field.note(screen_fr.TO_CHECK, "waiting")
        if self.paper.is_on_screen:
            if self._pause is not None:
                self._pause.stop()
            self._pause = self.set_timer(LETTER_PAUSE_S, self._follow_typed)

    def keep(self) -> None:
        """Keep the form."""
        self.keep_draft()

    @work(exclusive=True, group=BACKGROUND)
    async def keep_draft(self) -> None:
        """Keep the form in the store: a power cut loses at most one field."""
        try:
            await run_serial(holds.save_draft, self.desk, self.draft.hold, self.current())
        except RdvError as error:
            self.say(error.message, "waiting")

    def postal_code_refusal(self, typed: str) -> str:
        """Return why a postal code is refused; one of another department is, as at step 1."""
        return super().postal_code_refusal(typed) or eligibility.residence_refusal(
            self.desk.office, self.clock.today(), self.draft.with_typed({"postal_code": typed})
        )

    async def form_done(self, applicant: Applicant) -> None:
        """Go on to the last step, unless the rules turn this residence away.

        Who calls is asked for a way to be reached.
        """
        ways = applicant.email or applicant.phone or applicant.address
        cut_off = self.draft.channel is Channel.PHONE and not ways
        if refusal := self.postal_code_refusal(applicant.postal_code):
            self.show_wrong({"postal_code": refusal})
        elif cut_off and not await self.ask(screen_fr.OUT_OF_REACH_ASK):
            next(one for one in self.fields if one.field_name == "email").focus_input()
        else:
            self.leave(Direction.NEXT)

    def current(self) -> BookingDraft:
        """Return the draft with every field as it stands."""
        draft = self.draft.with_typed(self.typed())
        return replace(draft, confirmed_names=self.confirmed_names)
