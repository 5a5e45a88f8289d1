"""The day as it is seen: laid out, moved over, filtered. Cursor and scroll stay on their place.

What is done with people is in acts.py.
"""

from collections.abc import Sequence
from typing import Literal

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Input, Static

from rdv_tui.domain.date_parsing import parse_day
from rdv_tui.domain.day import Day, DayPlace
from rdv_tui.locales import screens as screen_fr
from rdv_tui.locales.day import day as day_fr
from rdv_tui.screens.day.live import DayLive
from rdv_tui.screens.day.summary import band_content
from rdv_tui.screens.dialogs import LineScreen
from rdv_tui.screens.frame import WIDE
from rdv_tui.services.desk import Desk
from rdv_tui.text import plain
from rdv_tui.widgets.clicks import press
from rdv_tui.widgets.day_board import Anchor, DayBoard
from rdv_tui.widgets.day_cells import CellMaker
from rdv_tui.widgets.day_grid import DayGrid, FixedText
from rdv_tui.widgets.filter_line import FilterLine

_FRAME_LINES = 6
"""Lines around the grid: the header, the day's two, and three beneath."""


def _situation(place: DayPlace) -> str:
    return day_fr.SHORT_SITUATIONS.get(place.visit.situation, "") if place.visit else ""


def _state_words(day: Day, place: DayPlace) -> Sequence[str]:
    if place.visit is not None:
        return day_fr.STATE_WORDS.get(place.visit.status, ())
    return (day_fr.FREE,) if day.is_free(place) else ()


class DayView(DayLive):
    """One day on show. The cursor is the screen's own: every key works at once."""

    CSS_PATH = "day.tcss"
    AUTO_FOCUS = ""  # the keys are the screen's own, until the filter is opened
    heading = day_fr.TITLE

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._board: DayBoard | None = None
        self._cursor: Anchor | None = None
        self._unfolded = False
        self._band = FixedText(id="day-band")
        self._band.text = plain(day_fr.LOADING, "$text-muted")
        self._marks = CellMaker.of(desk.office)
        self._grid = DayGrid(self._marks)
        self._empty = Static(id="day-empty", markup=False)
        self._filter = FilterLine(day_fr.FILTER)

    def compose_band(self) -> ComposeResult:
        """Put the day, its counts and the filter under the header."""
        yield self._band
        yield self._filter

    def compose_body(self) -> ComposeResult:
        """Lay out the grid, or the sentence that stands in for it."""
        yield self._grid
        yield self._empty

    @property
    def selected(self) -> DayPlace | None:
        """The place under the cursor."""
        return self._board.at(self._cursor) if self._board else None

    # -- showing
    def show_day(self, day: Day) -> None:
        """Show `day`; the cursor stays on its place, or the nearest one there is."""
        super().show_day(day)
        had = self._board
        if had is not None and had.day.day != day.day:
            self._cursor = None
        board = DayBoard(
            day,
            in_columns=self.size.width >= WIDE,
            query=self._query,
            describe=_situation,
            state_words=_state_words,
            room=None if self._unfolded else self._room,
            keep=self._cursor,
        )
        column = had.column_of(self._cursor) if had else 0
        self._board = board
        # A filter that nobody matches shows no place at all: the cursor waits where it was.
        self._cursor = board.near(self._cursor or self.first_to_see(day), column) or self._cursor
        self._grid.display = bool(board.lines)
        self._empty.display = not board.lines
        if not board.lines:
            self._empty.update(self._why_empty(day))
        filtered = (self._query, board.count) if self._query else None
        self._band.text = band_content(
            day, self.size.width - 2, filtered, is_displayed=self.is_displayed
        )
        self._grid.show(board, self._cursor)
        self.cursor_moved()

    def first_to_see(self, day: Day) -> Anchor | None:
        """Return where to stand when `day` is opened, None for the hour that it is."""
        raise NotImplementedError

    def _why_empty(self, day: Day) -> str:
        if day.places:
            return day_fr.NOBODY_MATCHES.format(query=self._query)
        closed = day_fr.CLOSED_DAY.format(reason=day.closed) if day.closed else day_fr.NO_DAY
        return f"{closed}\n\n{day_fr.EMPTY_HINT}"

    def cursor_moved(self) -> None:
        """Follow the cursor, or a change under it."""

    def redraw(self) -> None:
        """Put counters side by side where there is room."""
        if self._board is not None:
            self.show_day(self._board.day)

    @property
    def _room(self) -> int:
        """How many lines fit; before the grid is laid out, about as many."""
        return self._grid.rows if self._grid.size.height else self.size.height - _FRAME_LINES

    def action_unfold(self) -> None:
        """Show what is over, or fold it again."""
        self._unfolded = not self._unfolded
        self.redraw()

    # -- moving
    def _go(self, cursor: Anchor | None) -> None:
        if self._board is None or cursor is None:
            return
        self._cursor = cursor
        self._grid.show(self._board, cursor)
        self.cursor_moved()

    @on(DayGrid.Clicked)
    def _clicked(self, message: DayGrid.Clicked) -> None:
        """Go to the place that was clicked; a second click opens it."""
        if message.anchor == self._cursor:
            press(self.app, "enter")
        else:
            self._go(message.anchor)

    def action_by(self, way: Literal["lines", "columns"], count: int) -> None:
        """Go to another place of the counter, or of the list, or to another counter."""
        if self._board is not None:
            move = self._board.by_lines if way == "lines" else self._board.by_columns
            self._go(move(self._cursor, count))

    def action_page(self, by: int) -> None:
        """Go a screenful of lines on, or back."""
        self.action_by("lines", by * self._grid.rows)

    def action_go_to_end(self, side: int) -> None:
        """Go to the last place of the day, or to the first."""
        if self._board is not None:
            self.action_by("lines", side * len(self._board.lines))

    def action_day_today(self) -> None:
        """Go back to today, at the present hour."""
        self._cursor = None
        self._today = self.clock.today()
        self.go_to_day(self._today)

    @work
    async def action_day_go_to(self) -> None:
        """Ask for a date and go there."""
        typed = await self.app.push_screen_wait(LineScreen(day_fr.GO_TO_ASK))
        if typed is None:
            return
        found = parse_day(typed, self.clock.today())
        if found is None:
            self.say(f"« {typed} » : {screen_fr.DATE_UNREAD}", "refused")
            return
        self.go_to_day(found)

    # -- filtering
    @property
    def _query(self) -> str:
        return self._filter.query_text

    def action_filter(self) -> None:
        """Open the filter; what is typed takes effect at once."""
        self._filter.open()

    @on(Input.Changed, "FilterLine")
    def _filter_typed(self) -> None:
        if self._board is not None:
            self.show_day(self._board.day)
            if self._query:
                self._go(self._board.first_match())

    def action_back(self) -> None:
        """Show everything again when something is filtered out; else go back."""
        if not self._filter.close():
            self.dismiss(None)
