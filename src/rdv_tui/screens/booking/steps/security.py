"""Step 3, Contrôle de sécurité: who it is, how we know, and what the store knows of them.

At the desk the check takes one key. A kiosk's own challenge will be another screen in this place.
"""

from dataclasses import replace

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from rdv_tui.domain.appointment import Channel, Hold, Identification
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.numbers import LENGTH, ParsedNumber, parse_number
from rdv_tui.domain.problems import InvalidFields, Problem
from rdv_tui.errors import RdvError, UsageError
from rdv_tui.locales import commands, screens as screen_fr
from rdv_tui.locales.dates import birth_date, moment
from rdv_tui.screens.booking.known import filled_in
from rdv_tui.screens.booking.next_places import next_places_content
from rdv_tui.screens.booking.steps.checks import checks_content, run_screening
from rdv_tui.screens.booking.steps.chosen import Chosen
from rdv_tui.screens.booking.steps.held_step import HeldStepScreen
from rdv_tui.screens.booking.steps.numbers import is_unusual
from rdv_tui.screens.booking.steps.step import Direction, Step, StepResult
from rdv_tui.screens.form import NUMBER, Form, text_field
from rdv_tui.screens.frame import BACKGROUND, run_blocking
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours.schedule import slots
from rdv_tui.services.results import Screening
from rdv_tui.text import plain
from rdv_tui.widgets.clicks import pressed_by_click
from rdv_tui.widgets.commands import bind
from rdv_tui.widgets.day_grid import FixedText
from rdv_tui.widgets.fields import Field
from rdv_tui.widgets.hanging import HangingText

DAYS_OFFERED = 42
"""How far other places are looked for: as far as they are ever offered at a counter."""


class Identify(Widget, can_focus=True):
    """The two ways a person is identified, one key each."""

    BINDINGS = bind(commands.EDIT_NUMBER)

    def render(self) -> Content:
        """Draw the question and its two keys."""
        rows = (
            (commands.DOCUMENT_SEEN, screen_fr.DOCUMENT_SEEN),
            (commands.NUMBER_READ, screen_fr.NUMBER_READ),
        )
        style = "bold $text-primary" if self.has_focus else "$text-muted"
        lines = [plain(screen_fr.IDENTIFY, "bold")]
        lines += [
            pressed_by_click(Content.assemble((f"  {c.shown_key}  ", style), plain(words)), c.keys)
            for c, words in rows
        ]
        return Content("\n").join(lines)

    async def action_edit_number(self) -> None:
        """Hand over to the screen."""
        await self.screen.run_action("edit_number")


class SecurityScreen(HeldStepScreen, Form[StepResult]):
    """The number, the automatic checks and the one key that says how the person was identified."""

    CSS_PATH = "security.tcss"
    BINDINGS = bind(commands.DOCUMENT_SEEN, commands.NUMBER_READ, commands.OPEN_EXISTING)

    step = Step.SECURITY

    def __init__(self, desk: Desk, draft: BookingDraft) -> None:
        super().__init__(desk, draft)
        number = draft.typed.get(NUMBER, "")
        self._number = text_field(NUMBER, number, label=screen_fr.NUMBER)
        self._known = text_field("known", label=screen_fr.KNOWN, hint=screen_fr.KNOWN_HINT)
        self._known.display = False
        self.fields = (self._number, self._known)
        self._identify = Identify(id="identify")
        self._checks = Static(id="checks", markup=False)
        self._where = HangingText(screen_fr.NUMBER_WHERE, id="where")
        self._chosen = Chosen(self.office, self.clock.today())
        self._chosen.show(draft)
        self._others = FixedText(id="others")
        self._screening: Screening | None = None
        self._shown: tuple[Screening | None, bool] = (None, False)
        self._how: tuple[Identification, Channel] | None = None

    def compose_body(self) -> ComposeResult:
        """Lay out number, checks and question from top to bottom."""
        with Vertical():
            yield self._number
            yield self._known
            yield Static(plain(screen_fr.CHECKS_TITLE, "bold"), classes="title")
            yield self._checks
            yield self._identify
            yield self._where
            yield self._chosen
            yield self._others

    def redraw(self) -> None:
        """Tell of other places when there is room for them now."""
        super().redraw()
        self.tell_others()

    @work(exclusive=True, group=f"{BACKGROUND}-others")
    async def tell_others(self) -> None:
        """Say, where there is room, what else could be offered if the place held does not suit."""
        if not self._others.is_on_screen:
            return
        try:
            found = await run_blocking(slots, self.desk, self.clock.today(), DAYS_OFFERED)
        except RdvError:
            return  # the store is away: what was said stays
        room, now = self._others.content_size, self.clock.local()
        self._others.text = next_places_content(found, now, room.width, room.height)

    def start(self) -> None:
        """Check at once what is already known."""
        self._show(None)
        if self._reading().value:
            self._identify.focus()
            self.run_checks()
        else:
            self._number.focus_input()

    def _reading(self) -> ParsedNumber:
        return parse_number(self._number.text)

    def edited(self, field: Field) -> None:
        """Warn of an odd number; what was checked of another one is no longer true."""
        if field is self._known:
            return
        reading = parse_number(field.text)
        if reading.value != parse_number(self.draft.typed.get(NUMBER, "")).value:
            self.draft = self.draft.without_known()
        if reading.value and is_unusual(reading.value):
            self.say(screen_fr.NUMBER_ODD, "waiting")
        elif self.status.message:
            self.say("")
        self._screening = None
        self._show_known()
        self.refresh_bindings()
        if reading.value and not reading.needs_zero:
            self.run_checks()
        else:
            self.workers.cancel_group(self, BACKGROUND)
            self._show(None)

    def next_field(self, field: Field) -> Field | None:
        """Return the question who it is, where somebody of that number is known."""
        return self._known if field is self._number and self._known.display else None

    async def zero_settled(self) -> bool:
        """Know also whether the person is known: it decides where the cursor goes."""
        if not await super().zero_settled():
            return False
        if self._screening is None:
            try:
                self._screening = await run_screening(self.desk, self.current())
            except RdvError as error:
                self.say(error.message, "refused")
            self._show(self._screening)
            self._show_known()
        return True

    def _show_known(self) -> None:
        """Ask who it is where somebody of that number is known, and is not refused anyhow."""
        screening = self._screening
        asked = bool(screening and screening.known and not screening.future)
        self._known.display = asked and self.draft.known is None
        if not self._known.display:
            self._known.fail("")
        elif not self.status.message:
            self.say(screen_fr.KNOWN_SAY)

    def _take_known(self) -> None:
        """Take the details over once the birth date or the name shows that it is the person.

        Raises InvalidFields when what was typed is neither.
        """
        known, typed = self._screening.known if self._screening else None, self._known.text
        if known is None or not self._known.display or not typed.strip():
            return
        if not known.applicant.is_confirmed_by(typed, self.clock.today()):
            raise UsageError(
                "invalid_fields", screen_fr.KNOWN_WRONG, fields={"known": screen_fr.KNOWN_WRONG}
            )
        self.draft = filled_in(self.current(), known, self.clock)
        self._show_known()
        born = birth_date(known.applicant.birth_date)
        self.say(screen_fr.KNOWN_TAKEN.format(name=known.applicant.name, born=born), "done")
        self._show(self._screening)

    async def submit(self) -> None:
        """Check the number; a missing one is asked again at the next step.

        Once it is known how the person was identified, go on unless they have an appointment.
        """
        how, self._how = self._how, None
        self._take_known()
        reading = self._reading()
        if self._number.text.strip() and reading.value is None:
            problem = Problem(reading.problem or "not_digits", {"length": str(LENGTH)})
            raise InvalidFields({NUMBER: problem})
        if how is None:
            self._identify.focus()
            self.run_checks()
            return
        self.draft = replace(self.current(), identification=how[0], channel=how[1])
        screening = await run_screening(self.desk, self.draft)
        if screening and screening.future:
            self._screening = screening
            self._show(screening)
            self._refuse(screening)
        else:
            self.leave(Direction.NEXT)

    @work(exclusive=True, group=BACKGROUND)
    async def run_checks(self) -> None:
        """Ask the store what it knows of this person."""
        self._show(None, running=True)
        try:
            self._screening = await run_screening(self.desk, self.current())
        except RdvError as error:
            self._show(None)
            self.say(error.message, "refused")
            return
        self._show(self._screening)
        self._show_known()
        if self._screening and self._screening.future:
            self._refuse(self._screening)

    def accept_hold(self, hold: Hold) -> None:
        """Show the new slot among the checks, and in large letters."""
        super().accept_hold(hold)
        self._chosen.show(self.draft)
        self.tell_others()
        self._show(self._screening)

    def _show(self, screening: Screening | None, *, running: bool = False) -> None:
        self._where.display = self._reading().value is None
        self._shown = (screening, running)
        is_held = self.bar.seconds_left > 0
        shown = checks_content(self.current(), screening, running=running, is_held=is_held)
        self._checks.update(shown)

    def hold_turned(self) -> None:
        """Say among the checks, too, whether the place is still held."""
        screening, running = self._shown
        self._show(screening, running=running)

    def _refuse(self, screening: Screening) -> None:
        self.refresh_bindings()
        if screening.future:
            self.say(
                screen_fr.ALREADY_REFUSED.format(
                    slot=moment(screening.future.start), reference=screening.future.reference
                ),
                "refused",
            )
            self._number.focus_input()

    def action_document_seen(self) -> None:
        """Note that a document was shown, and go on."""
        self._how = (Identification.DOCUMENT, Channel.DESK)
        self.check()

    def action_number_read(self) -> None:
        """Note that the number was read out, and go on."""
        self._how = (Identification.PHONE, Channel.PHONE)
        self.check()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the appointment that exists where one does."""
        if action == "open_existing":
            return self._screening is not None and self._screening.future is not None
        return super().check_action(action, parameters)

    @work(group="ask")
    async def action_open_existing(self) -> None:
        """Open the card over the step; what the step says is asked again on the way back."""
        from rdv_tui.screens.booking.card import CardScreen  # noqa: PLC0415  (only who has one)

        if self._screening is None or self._screening.future is None:
            return
        await self.app.push_screen_wait(CardScreen(self.desk, self._screening.future.reference))
        try:
            again = await run_screening(self.desk, self.current())
        except RdvError as error:
            self.show_refusal(error)
            return
        self._screening = again
        self._show(again)
        if again and again.future:
            self._refuse(again)
        else:
            self.refresh_bindings()
            self.say(screen_fr.ALREADY_NO_MORE, "done")
            self._identify.focus()

    def action_edit_number(self) -> None:
        """Go back to the number."""
        self._number.focus_input()

    def current(self) -> BookingDraft:
        """Return the draft with the number."""
        reading = self._reading()
        number = reading.value if reading.value and not reading.needs_zero else self._number.text
        return self.draft.with_typed({NUMBER: number})
