"""The grid of free places: weeks and days on the left, the hours of the chosen day on the right."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from textual import events
from textual.app import ComposeResult, RenderResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Offset
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from rdv_tui.domain.appointment import Slot
from rdv_tui.locales import screens as screen_fr
from rdv_tui.locales.dates import long_date, month_short
from rdv_tui.services.results import DayState, DaySummary
from rdv_tui.terminal.cursor import Leads
from rdv_tui.text import plain
from rdv_tui.widgets.cursor import CURSOR
from rdv_tui.widgets.growing import grow
from rdv_tui.widgets.heat import heat
from rdv_tui.widgets.slot_board import Cursor, SlotBoard

MONTH_WIDTH = 6
NARROW_CELL, WIDE_CELL = 9, 12
NOON = 12
HOUR_CELLS = 11
"""What an hour and its sign take before the words, and the edge behind them."""

MARKS: dict[DayState, tuple[str, str, str]] = {
    DayState.FULL: ("·", "·", "$text-muted"),
    DayState.HOLIDAY: ("férié", "férié", "$text-muted italic"),
    DayState.CLOSED: ("fermé", "fermé", "$text-muted italic"),
    DayState.PAST: ("", "", "$text-disabled"),
    DayState.NONE: ("", "", "$text-disabled"),
}
"""What a day without free places shows: narrow, wide, style."""


Mark = Callable[[date], str]
"""What there is to know of a slot on that day for this person, in two words; empty for nothing."""


@dataclass(frozen=True, slots=True)
class DayCell:
    """What one cell of the calendar shows: a day, its mark, how the free places are shared."""

    day: date
    mark: str
    style: str
    halves: str
    is_open: bool
    is_today: bool
    is_here: bool


class Clicked(Message):
    """A day was clicked, or its slot in a row."""

    def __init__(self, day: date, row: int | None = None) -> None:
        super().__init__()
        self.day, self.row = day, row


class WeekLine(Widget):
    """One week: a line of days and counts and, where there is room, one of half-days."""

    DEFAULT_CSS = "WeekLine { width: auto; height: auto; }"

    label: reactive[str] = reactive("")
    cells: reactive[tuple[DayCell, ...]] = reactive(())
    cell_width: reactive[int] = reactive(NARROW_CELL, layout=True)

    def get_content_width(self, container: object, viewport: object) -> int:  # noqa: ARG002
        """Return the width of all the columns, in cells."""
        return MONTH_WIDTH + len(self.cells) * self.cell_width

    def get_content_height(self, container: object, viewport: object, width: int) -> int:  # noqa: ARG002
        """Return one line, or two where there is room."""
        return 2 if self.cell_width == WIDE_CELL else 1

    def on_click(self, event: events.Click) -> None:
        """Tell which day was clicked."""
        rank = (event.x - MONTH_WIDTH) // self.cell_width
        if event.x >= MONTH_WIDTH and rank < len(self.cells):
            self.post_message(Clicked(self.cells[rank].day))

    def _cell(self, cell: DayCell) -> Content:
        left, right = ("‹", "›") if cell.is_today else (" ", " ")
        number = f"{left}{cell.day.day:2d}{right}"
        mark = cell.mark.ljust(self.cell_width - len(number))
        if cell.is_here:
            return Content.styled(number + mark, CURSOR)
        style = "" if cell.is_open or cell.is_today else "$text-muted"
        return Content.assemble((number, style), (mark, cell.style))

    def render(self) -> RenderResult:
        """Draw the week."""
        line = Content.assemble(
            (self.label.ljust(MONTH_WIDTH), "$text-muted"), *(self._cell(c) for c in self.cells)
        )
        if self.cell_width != WIDE_CELL:
            return line
        halves = "".join(f"    {cell.halves}".ljust(self.cell_width) for cell in self.cells)
        return Content.assemble(line, "\n", (" " * MONTH_WIDTH + halves, "$text-muted"))


class WeeksGrid(Vertical):
    """The calendar. Each week draws itself again only when something in it has changed."""

    DEFAULT_CSS = """
    WeeksGrid { width: auto; height: auto; }
    WeeksGrid .names { width: auto; color: $text-muted; }
    WeeksGrid .legend { width: auto; color: $text-muted; margin-top: 1; }
    .-low WeeksGrid .legend { display: none; }
    """

    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self._mark = mark
        self._names = Static(classes="names", markup=False)
        self._legend = Static(classes="legend", markup=False)
        self._lines: list[WeekLine] = []
        self._named = ""
        self.wide = False

    def compose(self) -> ComposeResult:
        """Begin with the names of the days; the weeks come with the first board."""
        yield self._names
        yield self._legend

    @property
    def cell_width(self) -> int:
        """The width of a day, in cells."""
        return WIDE_CELL if self.wide else NARROW_CELL

    def show(self, board: SlotBoard, cursor: Cursor) -> None:
        """Show `board`, with the cursor's day marked."""
        names = "".join(f" {screen_fr.WEEKDAYS[d]}".ljust(self.cell_width) for d in board.weekdays)
        if names != self._named:
            self._named = names
            self._names.update(" " * MONTH_WIDTH + names)
        self._legend.update(screen_fr.LEGEND_WIDE if self.wide else screen_fr.LEGEND)
        weeks = board.weeks()
        self._match_lines(len(weeks))
        named = 0
        for line, week in zip(self._lines, weeks, strict=True):
            newest = week[-1].day  # a week that holds the 1st is named by its month
            line.label = "" if newest.month == named else month_short(newest)
            named = newest.month
            line.cell_width = self.cell_width
            line.cells = tuple(self._cell(day, board, cursor) for day in week)

    def _match_lines(self, count: int) -> None:
        while len(self._lines) > count:
            self._lines.pop().remove()
        new = [WeekLine() for _ in range(count - len(self._lines))]
        if new:
            self._lines += new
            grow(self, *new, before=self._legend)

    def _cell(self, summary: DaySummary, board: SlotBoard, cursor: Cursor) -> DayCell:
        day = summary.day
        is_open = summary.state is DayState.OPEN
        if is_open:
            caution = "▲" if self._mark(day) else ""
            mark = f"{heat(summary.free, summary.capacity)}{summary.free}{caution}"
            style = "bold $text-success"
        else:
            narrow, wide, style = MARKS[summary.state]
            mark = wide if self.wide else narrow
        halves = ""
        if self.wide and is_open:
            morning = sum(
                slot.free
                for slot in board.on(day)
                if board.is_free(slot) and slot.start.hour < NOON
            )
            halves = f"{morning} + {summary.free - morning}"
        here, today = day == cursor.day, day == board.now.date()
        return DayCell(day, mark, style, halves, is_open, today, here)


class HoursColumn(Leads):
    """The slots of the chosen day, one a line, with their places."""

    DEFAULT_CSS = "HoursColumn { width: 1fr; height: 1fr; }"

    board: reactive[SlotBoard | None] = reactive(None)
    cursor: reactive[Cursor | None] = reactive(None)
    own: reactive[datetime | None] = reactive(None)
    """The start of the slot in which this desk holds a place."""

    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self._mark = mark
        self._row = 0
        self._rows: range = range(0)
        self._head = 0

    @property
    def chosen_place(self) -> Offset:
        """Where the hour under the cursor begins; on a day without hours, the day's name."""
        return Offset(1, self._row)

    def _line(self, slot: Slot, board: SlotBoard, *, here: bool) -> Content:
        if slot.start <= board.now:
            sign, words, style = " ", screen_fr.PAST, "$text-disabled"
        elif slot.start == self.own:
            sign, words, style = "◷", screen_fr.OWN_PLACE, "$text-warning"
            if len(words) + HOUR_CELLS > self.size.width:
                words = screen_fr.OWN_PLACE_SHORT
        elif slot.free == 0:
            sign, words, style = "–", screen_fr.FULL, "$text-disabled"
        else:
            words = (
                screen_fr.ONE_PLACE if slot.free == 1 else screen_fr.PLACES.format(count=slot.free)
            )
            sign, style = "+", "$text-success"
        words_of_day = self._mark(slot.start.date()) if slot.free else ""
        text = f"▌{slot.start:%H:%M}  {sign} {words}"
        warning = f"  ▲ {words_of_day}" if words_of_day else ""
        if len(text) + len(warning) >= self.size.width:
            warning = warning[:3]  # the facts under the calendar say what the sign means
        if here:
            return Content.styled(f"{text}{warning}".ljust(max(20, self.size.width - 1)), CURSOR)
        return Content.assemble(
            f" {slot.start:%H:%M}  ", (f"{sign} {words}", style), (warning, "$text-warning")
        )

    def on_click(self, event: events.Click) -> None:
        """Tell which hour was clicked."""
        line = event.y - self._head
        if self.cursor is not None and 0 <= line < len(self._rows):
            self.post_message(Clicked(self.cursor.day, self._rows[line]))

    def _title(self, day: date) -> str:
        """Name the day, without its year where that would take a second line."""
        title = long_date(day)
        return title if len(title) < self.size.width else title.rpartition(" ")[0]

    def render(self) -> RenderResult:
        """Draw the day's name and as many hours as fit around the cursor."""
        board, cursor = self.board, self.cursor
        if board is None or cursor is None:
            return Content("")
        slots = board.on(cursor.day)
        lines = [Content.styled(f" {self._title(cursor.day)}", "bold")]
        summary = board.summary(cursor.day)
        if summary.label:
            lines.append(Content.assemble(" ", plain(summary.label, "$text-warning")))
        if not slots:
            lines.append(Content.styled(f" {screen_fr.DAY_EMPTY}", "$text-muted"))
        room = max(1, self.size.height - len(lines))
        top = min(max(0, cursor.row - room // 2), max(0, len(slots) - room))
        self._row = len(lines) + cursor.row - top if slots else 0
        self._head, self._rows = len(lines), range(top, min(top + room, len(slots)))
        lines += [self._line(slots[row], board, here=row == cursor.row) for row in self._rows]
        if top + room < len(slots):
            lines[-1] = Content.assemble(lines[-1], ("  ↓", "$text-muted"))
        return Content("\n").join(lines)


class SlotGrid(Widget):
    """Both halves on one board and one cursor."""

    DEFAULT_CSS = """
    SlotGrid { height: 1fr; }
    SlotGrid WeeksGrid { margin-right: 2; }
    """

    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self.weeks, self.hours = WeeksGrid(mark), HoursColumn(mark)
        self._shown: tuple[SlotBoard, Cursor] | None = None

    def compose(self) -> ComposeResult:
        """Put the weeks beside the hours."""
        with Horizontal():
            yield self.weeks
            yield self.hours

    @property
    def cursor(self) -> Cursor | None:
        """Where the cursor stands."""
        return self._shown[1] if self._shown else None

    def show(self, board: SlotBoard, cursor: Cursor) -> None:
        """Show `board` with the cursor at `cursor`."""
        before, self._shown = self._shown, (board, cursor)
        if before is None or before[0] is not board or before[1].day != cursor.day:
            self.weeks.show(board, cursor)
        self.hours.board, self.hours.cursor = board, cursor

    def widen(self, wide: bool) -> None:
        """Give each week a second line, or take it back."""
        if wide != self.weeks.wide:
            self.weeks.wide = wide
            if self._shown:
                self.weeks.show(*self._shown)
