"""The grid of free places: weeks and days on the left, the hours of the chosen day on the right."""

from collections.abc import Callable
from datetime import date

from textual.app import ComposeResult, RenderResult
from textual.containers import Horizontal
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from rdv_tui.domain.appointment import Slot
from rdv_tui.locales import screens
from rdv_tui.locales.dates import long_date, month_short
from rdv_tui.services.answers import DayState, DaySummary
from rdv_tui.text import plain
from rdv_tui.widgets.slot_board import Cursor, SlotBoard

MONTH_WIDTH = 6
NARROW_CELL, WIDE_CELL = 9, 12

MARKS: dict[DayState, tuple[str, str, str]] = {
    DayState.FULL: ("–", "complet", "$text-disabled"),
    DayState.HOLIDAY: ("férié", "férié", "$text-muted italic"),
    DayState.CLOSED: ("fermé", "fermé", "$text-muted italic"),
    DayState.PAST: ("", "", "$text-disabled"),
    DayState.NONE: ("·", "·", "$text-disabled"),
}
"""What a day without free places shows: narrow, wide, style."""


Mark = Callable[[date], str]
"""What there is to know of a slot on that day for this person, in two words; empty for nothing."""


def _no_mark(_: date) -> str:
    return ""


class Weeks(Widget):
    """One line a week; in each day's cell its number and its count of free places."""

    DEFAULT_CSS = "Weeks { width: auto; height: auto; }"

    board: reactive[SlotBoard | None] = reactive(None, layout=True)
    cursor: reactive[Cursor | None] = reactive(None)
    wide: reactive[bool] = reactive(False, layout=True)
    mark: Mark = _no_mark

    @property
    def _cell_width(self) -> int:
        return WIDE_CELL if self.wide else NARROW_CELL

    def get_content_width(self, container: object, viewport: object) -> int:  # noqa: ARG002
        """Return the width of all the columns, in cells."""
        columns = len(self.board.weekdays) if self.board else 5
        return MONTH_WIDTH + columns * self._cell_width

    def get_content_height(self, container: object, viewport: object, width: int) -> int:  # noqa: ARG002
        """Return a line for the names of the days, and one a week, or two where there is room."""
        return 1 + len(self.board.weeks()) * (2 if self.wide else 1) if self.board else 10

    def _cell(self, summary: DaySummary, board: SlotBoard) -> Content:
        day = summary.day
        if summary.state is DayState.OPEN:
            warning = "▲" if self.mark(day) else ""
            mark, style = f"{summary.free}{warning}", "bold $text-success"
            number = "bold"
        else:
            narrow, wide, style = MARKS[summary.state]
            mark, number = (wide if self.wide else narrow), "$text-muted"
        if day == board.now.date():
            number = "bold underline $text-primary"
        room = self._cell_width - 3
        text = Content.assemble(
            " ", (f"{day.day:2d}", number), Content.styled(mark.rjust(room), style)
        )
        is_here = self.cursor is not None and self.cursor.day == day
        return (
            Content.styled(text.plain, "bold $block-cursor-foreground on $block-cursor-background")
            if is_here
            else text
        )

    def _first_hour(self, summary: DaySummary, board: SlotBoard) -> Content:
        free = next((slot for slot in board.on(summary.day) if board.is_free(slot)), None)
        words = screens.FROM_HOUR.format(hour=f"{free.start:%H:%M}") if free else ""
        return Content.styled(words.rjust(self._cell_width), "$text-muted")

    def render(self) -> RenderResult:
        """Draw the weeks."""
        board = self.board
        if board is None:
            return Content(screens.WORKING)
        names = (f" {screens.WEEKDAYS[d]}".ljust(self._cell_width) for d in board.weekdays)
        lines = [Content.styled(" " * MONTH_WIDTH + "".join(names), "$text-muted")]
        named = 0
        for week in board.weeks():
            label = "" if week[0].day.month == named else month_short(week[0].day)
            named = week[0].day.month
            lines.append(
                Content.assemble(
                    Content.styled(label.ljust(MONTH_WIDTH), "$text-muted"),
                    *(self._cell(day, board) for day in week),
                )
            )
            if self.wide:
                hours = (self._first_hour(day, board) for day in week)
                lines.append(Content.assemble(" " * MONTH_WIDTH, *hours))
        return Content("\n").join(lines)


class Hours(Widget):
    """The slots of the chosen day, one a line, with their places."""

    DEFAULT_CSS = "Hours { width: 1fr; height: 1fr; }"

    board: reactive[SlotBoard | None] = reactive(None)
    cursor: reactive[Cursor | None] = reactive(None)
    mark: Mark = _no_mark

    def _line(self, slot: Slot, board: SlotBoard, *, here: bool) -> Content:
        if slot.start <= board.now:
            sign, words, style = " ", screens.PAST, "$text-disabled"
        elif slot.free == 0:
            sign, words, style = "–", screens.FULL, "$text-disabled"
        else:
            words = screens.ONE_PLACE if slot.free == 1 else screens.PLACES.format(count=slot.free)
            sign, style = "●", "$text-success"
        words_of_day = self.mark(slot.start.date()) if slot.free else ""
        warning = f"  ▲ {words_of_day}" if words_of_day else ""
        if here:
            text = f"▌{slot.start:%H:%M}  {sign} {words}{warning}".ljust(
                max(20, self.size.width - 1)
            )
            return Content.styled(text, "bold $block-cursor-foreground on $block-cursor-background")
        return Content.assemble(
            f" {slot.start:%H:%M}  ", (f"{sign} {words}", style), (warning, "$text-warning")
        )

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
            lines.append(Content.styled(f" {screens.DAY_EMPTY}", "$text-muted"))
        room = max(1, self.size.height - len(lines))
        top = min(max(0, cursor.row - room // 2), max(0, len(slots) - room))
        rows = range(top, min(top + room, len(slots)))
        lines += [self._line(slots[row], board, here=row == cursor.row) for row in rows]
        if top + room < len(slots):
            lines[-1] = Content.assemble(lines[-1], ("  ↓", "$text-muted"))
        return Content("\n").join(lines)


class SlotGrid(Widget):
    """Both halves on one board and one cursor."""

    DEFAULT_CSS = """
    SlotGrid { height: 1fr; }
    SlotGrid Weeks { margin-right: 2; }
    """

    def __init__(self, mark: Mark = _no_mark) -> None:
        super().__init__()
        self.weeks, self.hours = Weeks(), Hours()
        self.weeks.mark = self.hours.mark = mark

    def compose(self) -> ComposeResult:
        """Put the weeks beside the hours."""
        with Horizontal():
            yield self.weeks
            yield self.hours

    @property
    def cursor(self) -> Cursor | None:
        """Where the cursor stands."""
        return self.weeks.cursor

    def show(self, board: SlotBoard, cursor: Cursor) -> None:
        """Show `board` with the cursor at `cursor`."""
        self.weeks.board = self.hours.board = board
        self.weeks.cursor = self.hours.cursor = cursor
