"""Choosing another slot for one person concerned, in the calendar as it will be."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from rdv_tui.domain.appointment import Appointment, Slot
from rdv_tui.locales import commands, screens as screen_fr
from rdv_tui.locales.dates import short_moment
from rdv_tui.locales.hours import hours_commands as openings_commands, opening_hours as hours_fr
from rdv_tui.screens.booking.card_content import name_of
from rdv_tui.screens.booking.steps.choosing import WAYS, EligibilityQuery, SlotChooser, load_board
from rdv_tui.services.desk import Desk
from rdv_tui.services.results import DayState, DaySummary
from rdv_tui.text import plain
from rdv_tui.widgets.commands import bind
from rdv_tui.widgets.slot_board import Cursor, SlotBoard


def board_after(board: SlotBoard, room: Mapping[datetime, int]) -> SlotBoard:
    """Return the calendar with the free places that `room` leaves, and none besides."""
    known = [replace(slot, free=room.get(slot.start, 0)) for slot in board.slots]
    starts = {slot.start for slot in known}
    last = board.last
    new = [
        Slot(start, count, count)
        for start, count in room.items()
        if start not in starts and start.date() <= last
    ]
    slots = sorted([*known, *new], key=lambda slot: slot.start)
    free: Counter[date] = Counter()
    for slot in slots:
        free[slot.start.date()] += slot.free
    return SlotBoard(board.now, [_day(day, free[day.day]) for day in board.days], slots)


def _day(day: DaySummary, free: int) -> DaySummary:
    if free:
        return replace(day, state=DayState.OPEN, free=free, capacity=max(day.capacity, free))
    return replace(day, state=DayState.FULL, free=0) if day.state is DayState.OPEN else day


class OtherSlotScreen(SlotChooser[datetime | None]):
    """Gives the start that was chosen, or None; nothing is written."""

    CSS_PATH = "openings.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bind(
        openings_commands.CHOOSE_SLOT, *WAYS, commands.CLOSE
    )

    heading = hours_fr.OTHER_SLOT

    def __init__(self, desk: Desk, appointment: Appointment, room: Mapping[datetime, int]) -> None:
        super().__init__(desk.office, desk.clock, desk.agent)
        self.appointment, self._room = appointment, room
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

    def compose_band(self) -> ComposeResult:
        """Show whom it is about."""
        band = hours_fr.OTHER_BAND.format(
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

    def load(self) -> SlotBoard:
        """Read the calendar as it will be once the change is made."""
        return board_after(load_board(self.desk), self._room)

    def first_cursor(self, board: SlotBoard) -> Cursor | None:
        """Return the first free slot from that of now on, else the first of all."""
        start = self.appointment.start
        if not board.first <= start.date() <= board.last:
            return board.first_free()
        return board.next_free(board.cursor_at(start)) or board.first_free()

    def action_choose_slot(self) -> None:
        """Give the slot under the cursor, if it will have a place."""
        if (where := self.where()) is None:
            return
        board, cursor = where
        slot = board.at(cursor)
        if slot is None:
            self.say(screen_fr.NOT_A_SLOT, "waiting")
        elif not board.is_free(slot):
            self.say(hours_fr.GONE, "waiting")
        else:
            self.dismiss(slot.start)

    def action_back(self) -> None:
        """Leave the proposal as it was."""
        self.dismiss(None)
