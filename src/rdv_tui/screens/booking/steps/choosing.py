"""Choosing a slot in the calendar: the grid, the cursor's ways, what the day means for the person.

Step 2 and the move of an appointment are both made of this.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal, TypeVar

from textual import events, on, work

from rdv_tui.domain.date_parsing import parse_day
from rdv_tui.errors import RdvError
from rdv_tui.locales import commands, screens as screen_fr
from rdv_tui.locales.dates import long_date, plain_date
from rdv_tui.screens.booking.steps.slot_facts import facts_content
from rdv_tui.screens.dialogs import LineScreen
from rdv_tui.screens.frame import TALL, WIDE, DeskScreen, run_blocking
from rdv_tui.services.booking import eligibility
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import schedule
from rdv_tui.widgets.clicks import press
from rdv_tui.widgets.hanging import HangingText
from rdv_tui.widgets.slot_board import Cursor, SlotBoard
from rdv_tui.widgets.slot_grid import Clicked, SlotGrid

R = TypeVar("R")

WAYS = (
    commands.FIRST_FREE,
    commands.NEXT_FREE,
    commands.PREVIOUS_FREE,
    commands.SAME_HOUR,
    commands.SAME_HOUR_BACK,
    commands.GO_TO,
    commands.NEXT_WEEK,
    commands.PREVIOUS_WEEK,
    commands.NEXT_MONTH,
    commands.PREVIOUS_MONTH,
    commands.TODAY,
    commands.NEXT_DAY,
    commands.PREVIOUS_DAY,
    commands.NEXT_HOUR,
    commands.PREVIOUS_HOUR,
)
"""The cursor's ways, to be bound after a screen's own commands."""

REFRESH_S = 2.0


def load_board(desk: Desk) -> SlotBoard:
    """Read every day and slot from this week's Monday to the last day opened.

    A desk left open for days opens the new ones itself: nothing else may have run since.
    """
    schedule.open_to_horizon(desk)
    now = desk.clock.local()
    first = now.date() - timedelta(days=now.weekday())
    last = first + timedelta(weeks=desk.office.horizon_weeks + 1, days=-1)
    days = schedule.list_days(desk, first, last)
    return SlotBoard(now, days, schedule.slots(desk, first, len(days)))


Judge = Callable[[date], eligibility.Finding | None]
"""What the rules say to the person who would come on that day."""


class SlotChooser(DeskScreen[R]):
    """The grid of places. The cursor is the screen's own: every key works at once."""

    DEFAULT_CSS = "SlotChooser #facts { min-height: 3; margin-top: 1; }"

    def prepare(self, desk: Desk, judge: Judge) -> None:
        """Set up the calendar; to be called before the screen is composed."""
        self.desk, self._judge = desk, judge
        self.grid = SlotGrid(self._mark)
        self.facts = HangingText(id="facts")
        self.board: SlotBoard | None = None
        self._marks: dict[date, str] = {}

    @property
    def is_ready(self) -> bool:
        """Whether the calendar is there."""
        return self.board is not None

    def on_mount(self) -> None:
        """Load the board, and keep it fresh while other desks book."""
        self.reload()
        self.set_interval(REFRESH_S, self.reload)

    def on_resize(self, event: events.Resize) -> None:
        """Use words instead of signs where there is room."""
        self.grid.widen(event.size.width >= WIDE and event.size.height >= TALL)

    def load(self) -> SlotBoard:
        """Read the calendar; in a thread."""
        return load_board(self.desk)

    @work(exclusive=True, group="board")
    async def reload(self) -> None:
        """Read the board again; the cursor stays on its day and hour."""
        if not self.is_current:
            return
        try:
            board = await run_blocking(self.load)
        except RdvError as error:
            self.say(error.message, "refused")
            return
        had = self.board
        self.board = board
        if had is None or self.grid.cursor is None:
            self._enter(board)
        elif had != board:
            slot = had.at(self.grid.cursor)
            day = self.grid.cursor.day
            cursor = board.cursor_at(slot.start) if slot else board.to_day(Cursor(day), day)
            self.grid.show(board, cursor)
        self._show_facts(board)
        if had is None or had.first_free() is None or board.first_free() is None:
            self.refresh_bindings()

    def first_cursor(self, board: SlotBoard) -> Cursor | None:
        """Return where the cursor stands first."""
        return board.first_free()

    def _enter(self, board: SlotBoard) -> None:
        start = self.first_cursor(board)
        self.grid.show(board, start or Cursor(board.now.date()))
        if start is None:
            self.say(screen_fr.NO_SLOT_AT_ALL, "refused")

    def _show_facts(self, board: SlotBoard) -> None:
        cursor = self.grid.cursor
        found = self.warnings_on(cursor.day) if cursor else ()
        # The most serious ones come last, and there is room for two.
        lines = tuple(words for _, words in found[-2:])
        self.facts.update(facts_content(board, lines, self.office.release_time))

    def warnings_on(self, day: date) -> tuple[tuple[str, str], ...]:
        """Return (code, sentence) of what this person must know who comes on `day`."""
        finding = self._judge(day)
        return finding.warnings if finding else ()

    def _mark(self, day: date) -> str:
        if day not in self._marks:
            found = self.warnings_on(day)
            self._marks[day] = screen_fr.CAUTIONS_SHORT[found[-1][0]] if found else ""
        return self._marks[day]

    # -- moving
    def _go(self, cursor: Cursor | None, nowhere: str = "") -> None:
        if self.board is None:
            return
        if cursor is None:
            self.say(nowhere, "waiting")
            return
        if self.status.message:
            self.say("")
        moved = self.grid.cursor is None or self.grid.cursor.day != cursor.day
        self.grid.show(self.board, cursor)
        if moved:
            self._show_facts(self.board)

    def where(self) -> tuple[SlotBoard, Cursor] | None:
        """Return the board and the cursor, None while the calendar is not there."""
        if self.board is None or self.grid.cursor is None:
            return None
        return self.board, self.grid.cursor

    def action_by(self, way: Literal["days", "months", "rows"], count: int) -> None:
        """Go `count` days, months or slots on, or back."""
        if where := self.where():
            board, cursor = where
            go = {"days": board.by_days, "months": board.by_months, "rows": board.by_rows}[way]
            self._go(go(cursor, count))

    @on(Clicked)
    def _clicked(self, message: Clicked) -> None:
        """Go to the day or hour that was clicked; a second click on the hour takes it."""
        if (where := self.where()) is None:
            return
        board, cursor = where
        if message.row is None:
            self._go(board.to_day(cursor, message.day))
        elif cursor == Cursor(message.day, message.row):
            press(self.app, "enter")
        else:
            self._go(Cursor(message.day, message.row))

    def action_today(self) -> None:
        """Go to today."""
        if where := self.where():
            board, cursor = where
            self._go(board.to_day(cursor, board.now.date()))

    def action_first_free(self) -> None:
        """Go to the first free slot of all."""
        if self.board:
            self._go(self.board.first_free(), screen_fr.NO_SLOT_AT_ALL)

    def action_next_free(self, step: int) -> None:
        """Go to the next free slot, or to the one before."""
        if where := self.where():
            nowhere = screen_fr.NO_MORE_FREE if step > 0 else screen_fr.NO_EARLIER_FREE
            self._go(where[0].next_free(where[1], step), nowhere)

    def action_same_hour(self, step: int) -> None:
        """Go to the next day that is free at this hour, or to the one before."""
        if where := self.where():
            slot = where[0].at(where[1])
            hour = f"{slot.start:%H:%M}" if slot else "–"
            self._go(where[0].same_hour(where[1], step), screen_fr.NO_SAME_HOUR.format(hour=hour))

    @work
    async def action_go_to(self) -> None:
        """Ask for a date and go there."""
        typed = await self.app.push_screen_wait(LineScreen(screen_fr.GO_TO_ASK))
        if typed is None or (where := self.where()) is None:
            return
        board, cursor = where
        day = parse_day(typed, board.now.date())
        if day is None:
            self.say(f"« {typed} » : {screen_fr.DATE_UNREAD}", "refused")
            return
        self._go(board.to_day(cursor, day))
        if not board.first <= day <= board.last:
            self.say(self._out_of_range(board, day), "waiting")

    def _out_of_range(self, board: SlotBoard, day: date) -> str:
        kept = min(max(day, board.first), board.last)
        return screen_fr.OUT_OF_RANGE.format(
            first=plain_date(board.first), last=plain_date(board.last), day=long_date(kept)
        )
