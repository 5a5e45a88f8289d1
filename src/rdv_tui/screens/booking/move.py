"""Moving an appointment: the calendar of step 2, the slot of now in sight, one key to confirm."""

from datetime import datetime
from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from rdv_tui.domain.appointment import Appointment
from rdv_tui.errors import RdvError
from rdv_tui.locales import commands, screens as screen_fr
from rdv_tui.locales.booking import card as card_fr
from rdv_tui.locales.dates import short_moment
from rdv_tui.screens.booking.card_content import name_of
from rdv_tui.screens.booking.steps.choosing import WAYS, EligibilityQuery, SlotChooser
from rdv_tui.screens.dialogs import Dialog
from rdv_tui.screens.frame import run_blocking
from rdv_tui.services.booking import changes
from rdv_tui.services.desk import Desk
from rdv_tui.text import plain
from rdv_tui.widgets.commands import bind
from rdv_tui.widgets.hanging import HangingText
from rdv_tui.widgets.slot_board import Cursor, SlotBoard


class ConfirmMoveScreen(Dialog[bool]):
    """From where to where, and who wants it: True for the person, False for the office."""

    BINDINGS: ClassVar[list[BindingType]] = bind(
        commands.MOVE_ASKED_FOR, commands.MOVE_BY_OFFICE, commands.STAY
    )

    def __init__(self, old: datetime, new: datetime, warnings: tuple[str, ...]) -> None:
        super().__init__()
        self._old, self._new, self._warnings = old, new, warnings

    def compose(self) -> ComposeResult:
        """Show both dates, what the new one means for the person, and the keys."""
        asked = card_fr.MOVE_ASK.format(old=short_moment(self._old), new=short_moment(self._new))
        with Vertical(classes="dialog"):
            yield Static(plain(asked, "bold"), classes="question")
            content = [
                Content.assemble(("▲ ", "bold $text-warning"), plain(warning))
                for warning in self._warnings
            ]
            yield HangingText(Content("\n").join([*content, Content(card_fr.MOVE_WHY)]))
            yield Static(Content.styled(card_fr.MOVE_CALL, "$text-muted"))
            yield Static(Content(card_fr.MOVE_KEYS), classes="keys")

    def action_answer(self, asked_for: bool) -> None:
        """Move for the person, who knows, or for the office: then the person is told."""
        self.dismiss(asked_for)


class MoveScreen(SlotChooser[Appointment | None]):
    """Choose a slot for an appointment; gives it as moved, or None when it stays."""

    CSS_PATH = "move.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bind(commands.MOVE_HERE, *WAYS, commands.CLOSE)

    heading = card_fr.MOVE_TITLE

    def __init__(self, desk: Desk, appointment: Appointment) -> None:
        super().__init__(desk.office, desk.clock, desk.agent)
        self.appointment = appointment
        person = appointment.applicant
        booked_on = desk.clock.wall(appointment.booked_at).date()
        judged = EligibilityQuery(
            person.situation,
            person.permit_kind,
            person.permit_expires,
            person.postal_code,
            booked_on,
        )
        self.prepare(desk, judged)
        self._moving = False

    def compose_band(self) -> ComposeResult:
        """Show whom it is about, and the slot of now, in every moment of the choice."""
        band = card_fr.MOVE_BAND.format(
            name=name_of(self.appointment), when=short_moment(self.appointment.start)
        )
        yield Static(plain(band, "bold $text-primary"), id="present")

    def compose_body(self) -> ComposeResult:
        """Lay out the calendar and what is true of all dates."""
        yield self.grid
        yield self.facts

    def on_mount(self) -> None:
        """Watch the calendar."""
        self.start_watching()

    def first_cursor(self, board: SlotBoard) -> Cursor | None:
        """Return the first free slot after that of now, else the first of all."""
        start = self.appointment.start
        if not board.first <= start.date() <= board.last:
            return board.first_free()
        return board.next_free(board.cursor_at(start)) or board.first_free()

    def action_move_here(self) -> None:
        """Ask to confirm the slot under the cursor."""
        if (where := self.where()) is None or self._moving:
            return
        board, cursor = where
        slot = board.at(cursor)
        if slot is None:
            self.say(screen_fr.NOT_A_SLOT, "waiting")
        elif slot.start == self.appointment.start:
            self.say(card_fr.MOVE_HERE_ALREADY, "waiting")
        elif slot.start <= board.now:
            self.say(screen_fr.SLOT_PAST_HERE, "waiting")
        elif slot.free == 0:
            self.say(screen_fr.SLOT_FULL_HERE, "waiting")
        else:
            self._moving = True
            self.move_to(slot.start)

    @work(group="ask")
    async def move_to(self, start: datetime) -> None:
        """Confirm, then move; whatever the store refuses is said, and nothing has moved."""
        try:
            warnings = tuple(message for _, message in self.warnings_on(start.date()))
            asked_for = await self.app.push_screen_wait(
                ConfirmMoveScreen(self.appointment.start, start, warnings)
            )
            if asked_for is None:
                return
            reference = self.appointment.reference
            moved = await run_blocking(
                partial(changes.move, self.desk, reference, start, asked_for=asked_for)
            )
        except RdvError as error:
            self.show_refusal(error)
            self.reload()
        else:
            self.dismiss(moved)
        finally:
            self._moving = False

    def action_back(self) -> None:
        """Leave it where it is."""
        self.dismiss(None)
