"""The day as it is seen: read live, moved over, filtered. What is done with people is in acts.py.

Other desks change the day all the time. A look at the end of the audit, several times a second,
tells whether to read it again; cursor and scroll stay on their place.
"""

from dataclasses import replace
from datetime import date, datetime
from functools import partial

from textual import events, on, work
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from rdv_tui.domain.day import Day, DayPlace
from rdv_tui.errors import RdvError
from rdv_tui.locales import day as words
from rdv_tui.locales import screens
from rdv_tui.screens.booking.choosing import read_day
from rdv_tui.screens.day.summary import band_content
from rdv_tui.screens.dialogs import LineScreen
from rdv_tui.screens.frame import WIDE, DeskScreen, in_thread
from rdv_tui.services.day import get_day, last_change, next_open_day, previous_open_day
from rdv_tui.services.desk import Desk
from rdv_tui.text import plain
from rdv_tui.widgets.day_board import Anchor, DayBoard
from rdv_tui.widgets.day_cells import Marks
from rdv_tui.widgets.day_grid import DayGrid, Told
from rdv_tui.widgets.fields import LineInput

POLL_S = 0.4
"""How often to ask whether anything changed: another desk's act is seen well within a second."""


def _situation(place: DayPlace) -> str:
    return words.SHORT_SITUATIONS.get(place.visit.situation, "") if place.visit else ""


class DayView(DeskScreen[None]):
    """One day on show. The cursor is the screen's own: every key works at once."""

    CSS_PATH = "day.tcss"
    AUTO_FOCUS = ""  # the keys are the screen's own, until the filter is opened
    heading = words.TITLE
    aside = "open_day"

    def __init__(self, desk: Desk, day: date | None = None) -> None:
        super().__init__(desk.office, desk.clock, desk.agent)
        self.desk = desk
        self._today = desk.clock.today()
        self._wanted = day or self._today
        self._board: DayBoard | None = None
        self._cursor: Anchor | None = None
        self._query = ""
        self._looking = self._turning = self._stale = False
        self._steps = 0
        self._minute: datetime | None = None
        self._band = Told(id="day-band")
        self._band.told = plain(words.LOADING, "$text-muted")
        self._grid = DayGrid(Marks.of(desk.office))
        self._empty = Static(id="day-empty", markup=False)
        self._filter = LineInput(id="day-filter", compact=True, placeholder=words.FILTER)

    def compose_band(self) -> ComposeResult:
        """Put the day, its counts and the filter under the header."""
        yield self._band
        yield self._filter

    def compose_body(self) -> ComposeResult:
        """Lay out the grid, or the sentence that stands in for it."""
        yield self._grid
        yield self._empty

    def on_mount(self) -> None:
        """Read the day, and keep it as it is in the store and on the clock."""
        self.read_day()
        self.set_interval(POLL_S, self._look)
        self.set_interval(1, self._tick)

    @property
    def is_ready(self) -> bool:
        """Whether the day is there."""
        return self._board is not None

    @property
    def day(self) -> Day | None:
        """The day on show, as it was last read."""
        return self._board.day if self._board else None

    @property
    def selected(self) -> DayPlace | None:
        """The place under the cursor."""
        return self._board.at(self._cursor) if self._board else None

    # -- reading
    @property
    def _in_sight(self) -> bool:
        """Whether a person can see this screen: dialogs leave it in sight, screens do not."""
        stack = self.app.screen_stack
        return next((s for s in reversed(stack) if not isinstance(s, ModalScreen)), None) is self

    @work(group="look")
    async def _look(self) -> None:
        """Read the day again if anything has changed since."""
        if self._looking or not self._in_sight or self._board is None:
            return
        self._looking = True
        try:
            mark = await in_thread(partial(last_change, self.desk))
            if self._stale or mark != self._board.day.mark:
                await self._read(self._wanted)
        except RdvError:
            self._lose()
        finally:
            self._looking = False

    @work(exclusive=True, group="day")
    async def read_day(self) -> None:
        """Read the wanted day now."""
        try:
            await self._read(self._wanted)
        except RdvError as error:
            self.say(f"{error.message} {error.hint}".strip(), "refused")
            self._lose()

    async def _read(self, wanted: date) -> None:
        found = await in_thread(partial(get_day, self.desk, wanted))
        if wanted != self._wanted or not self.is_running:
            return  # another day was asked for meanwhile
        if self._stale:
            self._stale = False
            self.say("")
        if self._board is None or self._board.day.day != found.day:
            self._cursor = None
        self.show_day(found)

    def _lose(self) -> None:
        """Say that what is on show is not what is in the store any more."""
        if self._board is not None and not self._stale:
            self._stale = True
            self.say(words.STALE.format(hour=words.hour(self._board.day.now)), "refused")

    def _tick(self) -> None:
        """Follow the clock: waiting times, the line at now, holds that end, and midnight."""
        now = self.clock.local().replace(second=0, microsecond=0)
        if now == self._minute or self._board is None or not self._in_sight:
            return
        self._minute = now
        if now.date() != self._today:
            stood_on_today, self._today = self._wanted == self._today, now.date()
            if stood_on_today:
                self.go_to_day(self._today)
                return
        if any(place.held for place in self._board.day.places):
            self.read_day()  # a hold that ends leaves no trace in the audit
        else:
            at = self.clock.now()
            self.show_day(replace(self._board.day, now=self.clock.local(), at=at))

    def on_screen_resume(self) -> None:
        """Catch up with what happened while another screen stood before this one."""
        self._minute = None
        if self._board is not None:
            self._tick()
            self._look()

    # -- showing
    def show_day(self, day: Day) -> None:
        """Show `day`; the cursor stays on its place, or the nearest one there is."""
        had = self._board
        board = DayBoard(
            day,
            in_columns=self.size.width >= WIDE,
            query=self._query,
            describe=_situation,
        )
        column = had.column_of(self._cursor) if had else 0
        self._board = board
        self._cursor = board.near(self._cursor, column)
        self._grid.display = bool(board.lines)
        self._empty.display = not board.lines
        if not board.lines:
            self._empty.update(self._why_empty(day))
        filtered = (self._query, board.count) if self._query else None
        self._band.told = band_content(day, self.size.width - 2, filtered)
        self._grid.show(board, self._cursor)
        self.cursor_moved()

    def _why_empty(self, day: Day) -> str:
        if day.places:
            return words.NOBODY_MATCHES.format(query=self._query)
        closed = words.CLOSED_DAY.format(reason=day.closed) if day.closed else words.NO_DAY
        return f"{closed}\n\n{words.EMPTY_HINT}"

    def cursor_moved(self) -> None:
        """Follow the cursor, or a change under it."""

    def on_resize(self, event: events.Resize) -> None:
        """Put counters side by side where there is room."""
        super().on_resize(event)
        if self._board is not None:
            self.show_day(self._board.day)

    # -- moving
    def _go(self, cursor: Anchor | None) -> None:
        if self._board is None or cursor is None:
            return
        self._cursor = cursor
        self._grid.show(self._board, cursor)
        self.cursor_moved()

    def action_cell_down(self) -> None:
        """Go to the next place of the counter, or of the list."""
        self._go(self._board.by_lines(self._cursor, 1) if self._board else None)

    def action_cell_up(self) -> None:
        """Go to the place before."""
        self._go(self._board.by_lines(self._cursor, -1) if self._board else None)

    def action_cell_right(self) -> None:
        """Go to the next counter at this hour."""
        self._go(self._board.by_columns(self._cursor, 1) if self._board else None)

    def action_cell_left(self) -> None:
        """Go to the counter before."""
        self._go(self._board.by_columns(self._cursor, -1) if self._board else None)

    def action_day_start(self) -> None:
        """Go to the first place of the day."""
        self._go(
            self._board.by_lines(self._cursor, -len(self._board.lines)) if self._board else None
        )

    def action_day_end(self) -> None:
        """Go to the last place of the day."""
        self._go(
            self._board.by_lines(self._cursor, len(self._board.lines)) if self._board else None
        )

    def go_to_day(self, day: date) -> None:
        """Show another day."""
        self._wanted = day
        self.read_day()

    def action_day_today(self) -> None:
        """Go back to today, at the present hour."""
        self._cursor = None
        self._today = self.clock.today()
        self.go_to_day(self._today)

    def action_day_after(self) -> None:
        """Go to the next day that has places."""
        self._steps += 1
        self._turn()

    def action_day_before(self) -> None:
        """Go to the last day before that has places."""
        self._steps -= 1
        self._turn()

    @work(group="store")
    async def _turn(self) -> None:
        """Turn as many days as keys were pressed, also those pressed meanwhile."""
        if self._turning:
            return
        self._turning = True
        try:
            while self._steps:
                step = 1 if self._steps > 0 else -1
                self._steps -= step
                look = next_open_day if step > 0 else previous_open_day
                found = await in_thread(partial(look, self.desk, self._wanted))
                if found is None:
                    self._steps = 0
                    self.say(words.NO_OTHER_DAY if step > 0 else words.NO_EARLIER_DAY, "waiting")
                else:
                    self.say("")
                    self._wanted = found
            await self._read(self._wanted)
        except RdvError as error:
            self._steps = 0
            self.say(error.message, "refused")
        finally:
            self._turning = False

    @work(group="ask")
    async def action_day_go_to(self) -> None:
        """Ask for a date and go there."""
        typed = await self.app.push_screen_wait(LineScreen(words.GO_TO_ASK))
        if typed is None:
            return
        found = read_day(typed, self.clock.today())
        if found is None:
            self.say(f"« {typed} » : {screens.DATE_UNREAD}", "refused")
            return
        self.go_to_day(found)

    # -- filtering
    def action_filter(self) -> None:
        """Open the filter; what is typed takes effect at once."""
        self._filter.add_class("-open")
        self._filter.focus()

    @on(Input.Changed, "#day-filter")
    def _filter_typed(self, event: Input.Changed) -> None:
        self._query = event.value.strip()
        if self._board is not None:
            self.show_day(self._board.day)
            if self._query:
                self._go(self._board.first_match())

    @on(Input.Submitted, "#day-filter")
    def _filter_done(self) -> None:
        """Give the keys back to the day; the filter stays."""
        self.set_focus(None)
        if not self._query:
            self._filter.remove_class("-open")

    def action_back(self) -> None:
        """Show everything again when something is filtered out; else go back."""
        if self._query or self._filter.has_class("-open"):
            self.set_focus(None)
            self._filter.remove_class("-open")
            self._filter.value = ""
        else:
            self.dismiss(None)
