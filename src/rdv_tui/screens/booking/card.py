"""An appointment's card: everything of it, what was done to it, and the acts possible now."""

from contextlib import suppress
from functools import partial

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen

from rdv_tui.domain.acts import Act
from rdv_tui.domain.appointment import BINDS_PERSON, Appointment
from rdv_tui.domain.rights import Right
from rdv_tui.errors import RdvError
from rdv_tui.locales import commands
from rdv_tui.locales.booking import card as card_fr
from rdv_tui.locales.booking.changes import CANCEL_REASONS
from rdv_tui.locales.dates import short_moment
from rdv_tui.screens.booking.cancel import CancelScreen
from rdv_tui.screens.booking.card_content import (
    LABEL_WIDTH,
    card_groups,
    head_ends,
    history_content,
    latest_content,
)
from rdv_tui.screens.booking.correct import CorrectScreen
from rdv_tui.screens.booking.known import another_for
from rdv_tui.screens.booking.move import MoveScreen
from rdv_tui.screens.booking.steps.beginning import begin_with, is_under_way
from rdv_tui.screens.delivery.letter_screen import LetterScreen
from rdv_tui.screens.delivery.print_or_save import print_missing, read_first
from rdv_tui.screens.frame import BACKGROUND, run_blocking
from rdv_tui.screens.live import LiveScreen
from rdv_tui.screens.office.approval import answerable, forget_approval
from rdv_tui.screens.scanning import ScanScreen
from rdv_tui.services.booking import changes
from rdv_tui.services.booking.history import Card, get_card
from rdv_tui.services.booking.undoing import undo
from rdv_tui.services.day.arrivals import Arrival
from rdv_tui.services.desk import Desk
from rdv_tui.services.reading import note_card
from rdv_tui.text import plain
from rdv_tui.widgets.commands import bind
from rdv_tui.widgets.facts import FactSheet
from rdv_tui.widgets.frame import Level
from rdv_tui.widgets.hanging import HangingText
from rdv_tui.widgets.head_lines import HeadLines

_NEEDS = {
    "move": Act.MOVE,
    "cancel": Act.CANCEL,
    "correct": Act.CORRECT,
    "print_letter": Act.LETTER,
    "read_letter": Act.LETTER,
    "print_large": Act.LETTER,
    "save_letter": Act.LETTER,
    "send_letter": Act.LETTER,
}
"""Which act must be possible for a command to be offered."""


class CardScreen(LetterScreen[None], LiveScreen[None, Card], ScanScreen[None]):
    """Stands over the list or the day it was opened from, and gives it back untouched."""

    CSS_PATH = "card.tcss"
    BINDINGS = bind(
        commands.MOVE,
        commands.CANCEL,
        commands.CORRECT,
        commands.PRINT_AGAIN,
        commands.READ_LETTER,
        commands.BOOK_AGAIN,
        commands.PRINT_MISSING,
        commands.READ_MISSING,
        commands.UNDO,
        commands.COPY_REFERENCE,
        commands.SEND_LETTER,
        commands.PRINT_LARGE,
        commands.SAVE_LETTER,
        commands.CLOSE,
    )

    every_s = 2.0
    heading = card_fr.TITLE

    def __init__(self, desk: Desk, reference: str) -> None:
        super().__init__(desk)
        self.reference = reference
        self._head = HeadLines(id="who")
        self._head.ends = [(plain(card_fr.LOADING, "$text-muted"), Content(""))]
        self._groups = FactSheet(LABEL_WIDTH, id="groups")
        self._history = HangingText(id="history")
        self._beside = HangingText(id="beside")
        self._seconds, self._opened = 0, ""

    def compose_band(self) -> ComposeResult:
        """Show who, when and how it stands in two lines."""
        yield self._head

    def compose_body(self) -> ComposeResult:
        """Lay out the groups, and the history under them where there is no room beside."""
        with VerticalScroll(id="all"):
            yield self._groups
            yield self._history

    def compose_side(self) -> ComposeResult:
        """Show the history beside the groups."""
        with VerticalScroll(classes="side", can_focus=False):
            yield self._beside
        with Vertical(classes="side letter"):
            yield self.paper

    def letter_about(self) -> Appointment | None:
        """Return the appointment as it was read last."""
        can = self.found is not None and Act.LETTER in self.found.acts
        return self.found.appointment if self.found and can else None

    def on_mount(self) -> None:
        """Follow how long the last act can be taken back."""
        self.set_interval(1, self._count_down)

    def load(self) -> Card:
        """Read the card."""
        return get_card(self.desk, self.reference)

    def show(self, found: Card) -> None:
        """Show everything of it."""
        is_past = found.appointment.start.date() < self.clock.today()
        zone, now = self.clock.zone, self.clock.local().replace(second=0, microsecond=0)
        self._head.ends = head_ends(found.appointment, is_past=is_past)
        self._groups.update(card_groups(found, zone), airy=self.has_class("-tall"))
        self._history.update(latest_content(found, zone, self.clock.today()))
        self._beside.update(history_content(found, zone, now))
        self._seconds = self._undo_left()
        if self._opened != self.reference:
            self._opened = self.reference
            self._note_opened(found.appointment)
        self.refresh_bindings()
        self.follow_letter()

    @work(group=BACKGROUND)
    async def _note_opened(self, appointment: Appointment) -> None:
        """Write down that somebody opened it; the card waits for no lock of another's."""
        with suppress(RdvError):
            await run_blocking(note_card, self.desk, appointment)

    # -- which acts are possible
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer only what the law of statuses and the clock allow now."""
        if action == "undo":
            return self._undo_left() > 0
        if action in {commands.PRINT_MISSING.id, commands.READ_MISSING.id}:
            return self.found is not None and bool(self.found.missing)
        needed = _NEEDS.get(action)
        if needed is None:
            return True
        if self.found is None or needed not in self.found.acts:
            return False
        return action != "send_letter" or bool(self.found.appointment.applicant.email)

    def _undo_left(self) -> int:
        if self.found is None or self.found.undo_until is None:
            return 0
        left = self.found.undo_until - self.clock.now()
        return max(0, int(left.total_seconds()))

    def _count_down(self) -> None:
        before, self._seconds = self._seconds, self._undo_left()
        if before and not self._seconds:
            self.refresh_bindings()

    # -- acts
    async def _changed_by(self, screen: Screen[Appointment | None]) -> Appointment | None:
        """Let another screen change the appointment, and read the card again."""
        done = await self.app.push_screen_wait(screen)
        await self.read()
        return done

    def _say_done(self, message: str) -> None:
        undo_hint = card_fr.UNDO_LEFT.format(seconds=self._undo_left()) if self._undo_left() else ""
        self.say(f"{message} {undo_hint}".strip(), "done")

    @work(group="ask", exclusive=True)
    async def action_move(self) -> None:
        """Choose another slot."""
        if self.found is None:
            return
        moved = await self._changed_by(MoveScreen(self.desk, self.found.appointment))
        if moved is not None:
            self._say_done(card_fr.MOVED.format(when=short_moment(moved.start)))

    @work(group="ask", exclusive=True)
    async def action_cancel(self) -> None:
        """Ask why, and cancel."""
        if self.found is None:
            return
        reason = await self.app.push_screen_wait(CancelScreen(self.found.appointment))
        if reason is None:
            return
        if await self.act(partial(changes.cancel, self.desk, self.reference, reason)):
            self._say_done(card_fr.CANCELLED.format(reason=CANCEL_REASONS[reason.value]))

    @work(group="ask", exclusive=True)
    async def action_correct(self) -> None:
        """Correct the person's details."""
        if self.found is None:
            return
        before = self.found.appointment
        done = await self._changed_by(CorrectScreen(self.desk, before))
        if done == before:
            self.say(card_fr.NOTHING_CORRECTED)
        elif done is not None:
            self._say_done(card_fr.CORRECTED)

    @work(group="ask", exclusive=True)
    async def action_undo(self) -> None:
        """Take back the last act; a supervisor answers for taking back a colleague's."""
        if self.found is None:
            return
        if self.found.undo_is_anothers:
            right = Right.UNDO_OTHERS
            if await answerable(self, right, reference=self.reference) is None:
                return
        back = await self.act(partial(undo, self.desk, self.reference))
        forget_approval(self, Right.UNDO_OTHERS)  # what was not undone now is not to be later
        if back is not None:
            state = card_fr.STATES[back.status.value]
            self.say(card_fr.UNDONE.format(state=state, when=short_moment(back.start)), "done")

    @work(group="ask", exclusive=True)
    async def action_book_again(self) -> None:
        """Begin another appointment of this person, their details filled in."""
        if self.found is None:
            return
        one = self.found.appointment
        if one.status in BINDS_PERSON and one.start.date() >= self.clock.today():
            self.say(card_fr.HAS_ONE, "waiting")
            return
        if is_under_way(self.shell) and not await self.ask(
            card_fr.BUSY_ASK.format(name=one.applicant.name)
        ):
            return
        draft = another_for(one, self.office, self.clock)
        # This screen is closed by it, and what it runs would end with it.
        self.app.run_worker(begin_with(self.shell, draft))

    @work(group="paper")
    async def action_print_missing(self) -> None:
        """Print what the file lacked, for the person to take along."""
        await print_missing(self, self.desk, self.reference)

    @work(group="paper", exclusive=True)
    async def action_read_missing(self) -> None:
        """Read what the file lacked, as it is printed."""
        await print_missing(self, self.desk, self.reference, read_first)

    def action_copy_reference(self) -> None:
        """Put the reference into the terminal's clipboard (OSC 52)."""
        self.app.copy_to_clipboard(self.reference)
        self.say(card_fr.COPIED.format(reference=self.reference), "done")

    # -- the letter
    @work(group="store", exclusive=True)
    async def action_send_letter(self) -> None:
        """Queue the letter for the person's e-mail."""
        email = await self.act(partial(changes.send_letter, self.desk, self.reference))
        if email is not None:
            self.say(card_fr.QUEUED.format(email=email), "done")

    @property
    def letter_of(self) -> str:
        """The reference of the appointment."""
        return self.reference

    def show_letter_status(self, message: str, level: Level) -> None:
        """Say what becomes of the letter on the status line."""
        self.say(card_fr.LETTER.format(message=f"{message[:1].lower()}{message[1:]}"), level)

    # -- scanning
    async def show_arrival(self, arrival: Arrival) -> None:
        """Show the card of whoever was scanned instead, unless something is asked on this one."""
        if self.app.screen is self:
            self.reference = arrival.appointment.reference
            await self.read()

    async def show_scanned(self, arrival: Arrival, text: str, level: Level) -> None:  # noqa: ARG002
        """Show it here: cards do not pile up."""
        await self.show_arrival(arrival)
