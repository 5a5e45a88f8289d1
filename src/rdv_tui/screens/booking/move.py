"""Moving an appointment: the calendar of step 2, the slot of now in sight, one key to confirm."""

from datetime import datetime

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from rdv_tui.domain.appointment import Appointment, Slot
from rdv_tui.errors import RdvError
from rdv_tui.locales import commands, screens as screen_fr
from rdv_tui.locales.booking import card as card_fr
from rdv_tui.locales.dates import short_moment
from rdv_tui.screens.booking.another_slot import AnotherSlotScreen
from rdv_tui.screens.booking.steps.choosing import WAYS
from rdv_tui.screens.dialogs import Dialog
from rdv_tui.screens.frame import run_blocking
from rdv_tui.services.booking import changes
from rdv_tui.text import plain, warning_line
from rdv_tui.widgets.commands import bind
from rdv_tui.widgets.hanging import HangingText
from rdv_tui.widgets.slot_board import SlotBoard


class ConfirmMoveScreen(Dialog[bool]):
    """From where to where, and who wants it: True for the person, False for the office."""

    BINDINGS = bind(commands.MOVE_ASKED_FOR, commands.MOVE_BY_OFFICE, commands.STAY)

    def __init__(self, old: datetime, new: datetime, warnings: tuple[str, ...]) -> None:
        super().__init__()
        self._old, self._new, self._warnings = old, new, warnings

    def compose(self) -> ComposeResult:
        """Show both dates, what the new one means for the person, and the keys."""
        asked = card_fr.MOVE_ASK.format(old=short_moment(self._old), new=short_moment(self._new))
        with Vertical(classes="dialog"):
            yield Static(plain(asked, "bold"), classes="question")
            content = [warning_line(warning) for warning in self._warnings]
            yield HangingText(Content("\n").join([*content, Content(card_fr.MOVE_WHY)]))
            yield Static(Content.styled(card_fr.MOVE_CALL, "$text-muted"))
            yield Static(Content(card_fr.MOVE_KEYS), classes="keys")

    def action_answer(self, asked_for: bool) -> None:
        """Move for the person, who knows, or for the office: then the person is told."""
        self.dismiss(asked_for)


class MoveScreen(AnotherSlotScreen[Appointment | None]):
    """Choose a slot for an appointment; gives it as moved, or None when it stays."""

    BINDINGS = bind(commands.MOVE_HERE, *WAYS, commands.CLOSE)

    heading = card_fr.MOVE_TITLE
    _moving = False

    def refusal(self, board: SlotBoard, slot: Slot) -> str:
        """Say why the appointment cannot be moved to `slot`."""
        if slot.start == self.appointment.start:
            return card_fr.MOVE_HERE_ALREADY
        if slot.start <= board.now:
            return screen_fr.SLOT_PAST_HERE
        return "" if slot.free else screen_fr.SLOT_FULL_HERE

    def pick(self, start: datetime) -> None:
        """Ask to confirm the slot, once at a time."""
        if not self._moving:
            self._moving = True
            self.move_to(start)

    @work
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
                changes.move, self.desk, reference, start, asked_for=asked_for
            )
        except RdvError as error:
            self.show_refusal(error)
            self.reload()
        else:
            self.dismiss(moved)
        finally:
            self._moving = False
