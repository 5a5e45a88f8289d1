"""Choosing another slot for an appointment that there is: its slot of now stays in sight."""

from datetime import date, datetime
from typing import TypeVar

from textual.app import ComposeResult
from textual.widgets import Static

from rdv_tui.domain.appointment import Appointment, Slot
from rdv_tui.locales import screens as screen_fr
from rdv_tui.locales.booking import card as card_fr
from rdv_tui.locales.dates import short_moment
from rdv_tui.screens.booking.steps.choosing import SlotChooser
from rdv_tui.screens.frame import StoreScreen
from rdv_tui.services.booking import eligibility
from rdv_tui.services.desk import Desk
from rdv_tui.text import plain
from rdv_tui.widgets.slot_board import Cursor, SlotBoard

R = TypeVar("R")


def present_line(appointment: Appointment, template: str = card_fr.MOVE_BAND) -> Static:
    """Return the line that says whose appointment it is, and when it is now."""
    when = short_moment(appointment.start)
    text = template.format(name=appointment.applicant.name, when=when)
    return Static(plain(text, "bold"), id="present")


class AnotherSlotScreen(SlotChooser[R], StoreScreen[R]):
    """Subclasses say in `refusal` which slots cannot be taken, and in `pick` what one means."""

    band = card_fr.MOVE_BAND
    """What the line above the calendar says."""

    def __init__(self, desk: Desk, appointment: Appointment) -> None:
        super().__init__(desk)
        self.appointment = appointment
        self.prepare(desk, self._evaluate)

    def _evaluate(self, day: date) -> eligibility.Finding | None:
        one = self.appointment
        booked_on = self.clock.wall(one.booked_at).date()
        return eligibility.evaluate_applicant(self.office, booked_on, one.applicant, day)

    def compose_band(self) -> ComposeResult:
        """Show whom it is about, and the slot of now, in every moment of the choice."""
        yield present_line(self.appointment, self.band)

    def compose_body(self) -> ComposeResult:
        """Lay out the calendar and what is true of all dates."""
        yield self.grid
        yield self.facts

    def first_cursor(self, board: SlotBoard) -> Cursor | None:
        """Return the first free slot from that of now on, else the first of all."""
        start = self.appointment.start
        if not board.first <= start.date() <= board.last:
            return board.first_free()
        return board.next_free(board.cursor_at(start)) or board.first_free()

    def refusal(self, board: SlotBoard, slot: Slot) -> str:
        """Say why `slot` cannot be taken, nothing when it can."""
        raise NotImplementedError

    def pick(self, start: datetime) -> None:
        """Take the slot that begins at `start` (wall clock)."""
        raise NotImplementedError

    def action_pick(self) -> None:
        """Take the slot under the cursor, or say why it cannot be taken."""
        if (where := self.where()) is None:
            return
        board, cursor = where
        slot = board.at(cursor)
        if slot is None:
            self.say(screen_fr.NOT_A_SLOT, "waiting")
        elif refusal := self.refusal(board, slot):
            self.say(refusal, "waiting")
        else:
            self.pick(slot.start)
