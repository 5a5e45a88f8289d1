"""After the booking: day and hour in large type, and what becomes of letter and message."""

from collections.abc import Sequence

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from rdv_tui.domain.appointment import Appointment, Channel
from rdv_tui.domain.message import MessageState
from rdv_tui.errors import RdvError
from rdv_tui.locales import commands, screens as screen_fr
from rdv_tui.locales.command import Command
from rdv_tui.locales.dates import big_moment, moment, short_date
from rdv_tui.locales.delivery import outbox as outbox_fr
from rdv_tui.screens.delivery.letter_job import LetterJob
from rdv_tui.screens.delivery.letter_screen import LetterScreen
from rdv_tui.screens.delivery.print_or_save import print_dossier
from rdv_tui.screens.frame import BACKGROUND, run_blocking
from rdv_tui.services.booking.history import papers_owed
from rdv_tui.services.delivery.outbox import Delivery, list_deliveries
from rdv_tui.services.delivery.reminders import PlannedReminder, planned
from rdv_tui.services.desk import Desk
from rdv_tui.terminal.cursor import READ_FIRST
from rdv_tui.text import plain
from rdv_tui.widgets.big_text import BigText
from rdv_tui.widgets.commands import bind
from rdv_tui.widgets.frame import SIGNS, Level
from rdv_tui.widgets.hanging import HangingText

POLL_S = 2.0
"""How often it is asked what became of the message, in seconds."""
LABEL_WIDTH = 13
NEXT = (
    commands.ANOTHER,
    commands.HOUSEHOLD,
    commands.PRINT_AGAIN,
    commands.PRINT_LARGE,
    commands.READ_LETTER,
)
"""What comes after a booking."""


class BookedScreen(LetterScreen[bool]):
    """The appointment stands, whatever the printer does: the two are told apart.

    The answer is whether another member of the household is next.
    """

    CSS_PATH = "booked.tcss"
    BINDINGS = bind(
        *NEXT, commands.SAVE_LETTER, commands.PRINT_DOSSIER, commands.CORRECT, commands.CLOSE
    )

    heading = screen_fr.BOOKED

    def __init__(self, desk: Desk, appointment: Appointment, letter: LetterJob | None) -> None:
        super().__init__(desk)
        self._first = letter
        self.appointment = appointment
        self._letter = HangingText(id="letter", hang=LABEL_WIDTH + 2)
        self._message = HangingText(id="message", hang=LABEL_WIDTH + 2)
        self._reminder = HangingText(id="reminder", hang=LABEL_WIDTH + 2)
        self._dossier = HangingText(id="dossier", hang=LABEL_WIDTH + 2)
        self._what = Static(self._facts(), id="what", classes=READ_FIRST)

    @property
    def in_hand(self) -> str:
        """The person: that it is booked stands beneath."""
        return self.appointment.applicant.name

    @property
    def letter_of(self) -> str:
        """The reference of the appointment."""
        return self.appointment.reference

    def compose_body(self) -> ComposeResult:
        """Show day and hour as they are said aloud, whose they are, what becomes of the rest."""
        with Vertical():
            yield Static(plain(f"✓ {screen_fr.BOOKED}", "bold $text-success"), classes="title")
            yield BigText(big_moment(self.appointment.start))
            yield self._what
            yield self._letter
            yield self._message
            yield self._reminder
            yield self._dossier
            yield Static(_next_keys(NEXT), id="next")

    def compose_side(self) -> ComposeResult:
        """Show beside it the letter that the person takes along."""
        with Vertical(classes="side letter"):
            yield self.paper

    def letter_about(self) -> Appointment:
        """Return the appointment that was booked."""
        return self.appointment

    def _facts(self) -> Content:
        """Return the moment in full, the person with the reference, and where to come."""
        return Content("\n").join(
            (
                plain(moment(self.appointment.start), "bold"),
                Content.assemble(
                    plain(self.appointment.applicant.name, "bold"),
                    (f"    {screen_fr.REFERENCE} ", "$text-muted"),
                    plain(self.appointment.reference, "bold"),
                ),
                plain(", ".join(self.office.address), "$text-muted"),
            )
        )

    def on_mount(self) -> None:
        """Show what becomes of the letter that the booking began."""
        if self._first is not None:
            self.take(self._first)
        self._tell_dossier()
        self._follow_message()
        self.set_interval(POLL_S, self._follow_message)

    @work(group=f"{BACKGROUND}-dossier")
    async def _tell_dossier(self) -> None:
        """Say what the person brings, above all what their file lacked the last time."""
        try:
            owed = await run_blocking(papers_owed, self.desk, self.appointment)
        except RdvError:
            owed = ()  # the store is away: the letter names all of them
        text, level = dossier_words(owed)
        self._dossier.update(_line(screen_fr.DOSSIER, text, level))

    # -- the message
    @work(exclusive=True, group=BACKGROUND)
    async def _follow_message(self) -> None:
        """Say what becomes of the person's message, and when they are reminded."""
        person, found = self.appointment.applicant, None
        try:
            if person.email:
                sent = await run_blocking(list_deliveries, self.desk, self.letter_of)
                found = sent[-1] if sent else None
            reminder = await run_blocking(planned, self.desk, self.appointment)
        except RdvError:
            return  # the store is away: what was said stays
        words = reminder_words(reminder)
        self._reminder.update(_line(outbox_fr.REMINDER, words, "info"))
        text, level = message_words(self.appointment, found, sends_mail=self.shell.sends_mail)
        self._message.update(_line(outbox_fr.MESSAGE, text, level))

    @work(group="ask")
    async def action_correct(self) -> None:
        """Correct the person's details, and be told of a way to reach them."""
        from rdv_tui.screens.booking.correct import CorrectScreen  # noqa: PLC0415  (seldom)

        done = await self.app.push_screen_wait(CorrectScreen(self.desk, self.appointment))
        if done is not None:
            self.appointment = done
            self._what.update(self._facts())
            self._follow_message()
            self.follow_letter()

    def show_letter_status(self, message: str, level: Level) -> None:
        """Say what becomes of the letter, under the date."""
        self._letter.update(_line(screen_fr.LETTER, message, level))
        if self.status.message == screen_fr.LETTER_FIRST:
            self.say("")  # what it asked to wait for has come

    @work(exclusive=True, group="dossier")
    async def action_print_dossier(self) -> None:
        """Print the form that the person has to fill in before they come."""
        await print_dossier(self, self.desk, self.appointment.applicant.situation)

    def action_another(self) -> None:
        """Go on with the next person."""
        self._go_on(household=False)

    def action_back(self) -> None:
        """Go on with the next person."""
        self.action_another()

    def action_household(self) -> None:
        """Go on with another member of the household: nothing is typed twice."""
        self._go_on(household=True)

    def _go_on(self, *, household: bool) -> None:
        # Once the letter is on its way: the key may have bounced.
        if self.letter_is_out:
            self.dismiss(household)
        else:
            self.say(screen_fr.LETTER_FIRST, "waiting")


def _line(label: str, text: str, level: Level) -> Content:
    sign, colour = SIGNS[level]
    return Content.assemble(
        (label.ljust(LABEL_WIDTH), "$text-muted"),
        (f"{sign} ", f"bold {colour}"),
        plain(text, colour),
    )


def _next_keys(following: Sequence[Command]) -> Content:
    """Return what comes next, a key a line."""
    return Content("\n").join(
        Content.assemble((one.shown_key.ljust(LABEL_WIDTH), "bold"), plain(one.label))
        for one in following
    )


def dossier_words(owed: Sequence[str]) -> tuple[str, Level]:
    """Say what was missing the last time, or else where the papers to bring are named."""
    if owed:
        return screen_fr.STILL_MISSING.format(documents=" ; ".join(owed)), "waiting"
    return screen_fr.TO_BRING, "info"


def reminder_words(reminder: PlannedReminder | None) -> str:
    """Say when and how the person is reminded, or that they are not."""
    if reminder is None:
        return outbox_fr.NOT_REMINDED
    mailed = outbox_fr.REMINDED_BY_MAIL if reminder.by_mail else outbox_fr.REMINDED_BY_CALL
    return mailed.format(day=short_date(reminder.day))


def message_words(
    booked: Appointment, message: Delivery | None, *, sends_mail: bool
) -> tuple[str, Level]:
    """Say what became of the e-mail of a booking, or how else somebody is reached."""
    person = booked.applicant
    if not person.email:
        if person.phone or person.address:
            return outbox_fr.NO_EMAIL, "info"
        # Who stands at the desk takes the letter along; nobody else gets it.
        return outbox_fr.OUT_OF_REACH, "waiting" if booked.channel is Channel.PHONE else "info"
    if message is None or message.state is MessageState.UNSENT:
        why = (message.last_answer if message else "") or (
            outbox_fr.SENT_SOON if sends_mail else outbox_fr.SENT_BY_NOBODY
        )
        return outbox_fr.TO_BE_SENT.format(email=person.email, why=why), "waiting"
    if message.state is MessageState.SENT:
        return outbox_fr.SENT_TO.format(email=message.recipient), "done"
    why = message.last_answer or outbox_fr.STATES[message.state]
    return outbox_fr.NOT_SENT.format(email=message.recipient, why=why), "refused"
