"""Choosing another slot for one person concerned, in the calendar as it will be."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from rdv_tui.domain.appointment import Appointment, Slot
from rdv_tui.locales import commands
from rdv_tui.locales.hours import hours_commands as openings_commands, opening_hours as hours_fr
from rdv_tui.screens.booking.another_slot import AnotherSlotScreen
from rdv_tui.screens.booking.steps.choosing import WAYS, load_board
from rdv_tui.services.desk import Desk
from rdv_tui.services.results import DayState, DaySummary
from rdv_tui.widgets.commands import bind
from rdv_tui.widgets.slot_board import SlotBoard


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


class OtherSlotScreen(AnotherSlotScreen[datetime | None]):
    """Gives the start that was chosen, or None; nothing is written."""

    BINDINGS = bind(openings_commands.CHOOSE_SLOT, *WAYS, commands.CLOSE)

    heading = hours_fr.OTHER_SLOT
    band = hours_fr.OTHER_BAND

    def __init__(self, desk: Desk, appointment: Appointment, room: Mapping[datetime, int]) -> None:
        super().__init__(desk, appointment)
        self._room = room

    def load(self) -> SlotBoard:
        """Read the calendar as it will be once the change is made."""
        return board_after(load_board(self.desk), self._room)

    def refusal(self, board: SlotBoard, slot: Slot) -> str:
        """Say that there will be no place."""
        return "" if board.is_free(slot) else hours_fr.GONE

    def pick(self, start: datetime) -> None:
        """Give the slot."""
        self.dismiss(start)
