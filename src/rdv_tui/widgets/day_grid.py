"""The day on the screen: hours down, counters across, or one list. What changes is drawn again.

The grid draws what it is given, and tells nobody anything: the cursor is the screen's own.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult, RenderResult
from textual.content import Content
from textual.geometry import Offset, Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

from rdv_tui.domain.day import DayCounter, DayPlace
from rdv_tui.locales.day import day as day_fr
from rdv_tui.terminal.cursor import Leads
from rdv_tui.text import plain
from rdv_tui.widgets.cursor import CURSOR
from rdv_tui.widgets.day_board import Anchor, DayBoard
from rdv_tui.widgets.day_cells import CellMaker, CellText
from rdv_tui.widgets.day_rows import BoardLine

HOUR_WIDTH, COUNTER_WIDTH = 7, 4
MIN_CELL_WIDTH, GAP, NARROW_GAP = 13, 3, 1
ROOMY_CELL_WIDTH = 20
"""From here on a cell has a word beside the name; in a narrower one sign and colour tell it."""
MIN_DETAIL_WIDTH = 7
"""Columns that must be left beside a name for the situation to be told."""
LEAST_ROWS = 5
"""From here on the first and the last line in sight may be something else than the cursor's."""
LISTED_WIDTH, NAME_COLUMN = 56, 30
"""From which width on what people come for has a column of its own, and where it ends before."""
MIN_NAME_WIDTH = 8
"""Columns that a name keeps, whatever is to be said of the person."""


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """A cell as it is to be drawn: its text or the reason why there is none."""

    text: CellText | None
    note: str = ""
    here: bool = False
    faded: bool = False


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A line as it is to be drawn; `rule` is the hour of the line at now, `where` how far it is.

    What is `told` stands between people.
    """

    hour: str = ""
    past: bool = False
    counter: str = ""
    cells: tuple[DrawnCell, ...] = ()
    rule: str = ""
    where: str = ""
    told: str = ""


def _fitted(content: Content, width: int) -> Content:
    return content.truncate(width, ellipsis=True, pad=True)


def draw_cell(cell: DrawnCell, width: int) -> Content:
    """Return one cell, exactly `width` wide: sign and name on the left, the word on the right."""
    text = cell.text
    if text is None:
        return _fitted(plain(f"  {cell.note}", "$text-disabled"), width)
    quiet = "$text-disabled" if cell.faded else "$text-muted" if text.quiet else ""
    style = "$text-disabled" if cell.faded else text.style
    if not text.family:
        line = _fitted(Content.assemble((f"{text.sign} {text.word}", style)), width)
    else:
        name = plain(text.family, quiet or "bold")
        if text.hint:
            cut = name.truncate(max(4, width - 3 - len(text.hint)), ellipsis=True)
            name = Content.assemble(cut, " ", plain(text.hint, quiet))
        if text.given and (not text.hint or width >= ROOMY_CELL_WIDTH):
            name = Content.assemble(name, " ", plain(text.given, quiet))
        word = plain(_word(text, name.cell_length, width), style)
        word = word.truncate(max(1, width - 3 - MIN_NAME_WIDTH), ellipsis=True)
        room = max(4, width - 2 - (word.cell_length + 1 if word.plain else 0))
        name = name.truncate(room, ellipsis=True)
        if text.detail and width >= LISTED_WIDTH:
            name = _fitted(name, min(NAME_COLUMN, room))
        left = room - name.cell_length - 2
        if text.detail and left >= min(MIN_DETAIL_WIDTH, len(text.detail)):
            detail = plain(text.detail, "$text-muted")
            name = Content.assemble(name, "  ", detail).truncate(room, ellipsis=True)
        pad = " " * (width - 2 - name.cell_length - word.cell_length)
        line = _fitted(Content.assemble((text.sign, style), " ", name, pad, word), width)
    return Content.styled(line.plain, CURSOR) if cell.here else line


def _word(text: CellText, name_length: int, width: int) -> str:
    """Return the word beside a name: whole, short, or none where the name needs the room."""
    if 2 + name_length + 1 + len(text.word) <= width:
        return text.word
    return (text.short or text.word) if width >= ROOMY_CELL_WIDTH else ""


def _gap(cell_width: int, count: int) -> int:
    """Return how many columns stand between two cells."""
    if count < 2:
        return 0
    return GAP if cell_width > ROOMY_CELL_WIDTH else NARROW_GAP


class DayLines(Leads):
    """All lines of the day in one widget; only those that change are drawn again.

    A widget a line would cost more: each paint asks every widget on the way what it looks like.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = "DayLines { height: 1fr; width: 1fr; }"

    class Clicked(Message):
        """A cell was clicked: the line and the column in sight."""

        def __init__(self, line: int, column: int) -> None:
            super().__init__()
            self.line, self.column = line, column

    def __init__(self) -> None:
        super().__init__()
        self._drawn: list[DrawnLine] = []
        self._cell_width = 0

    def show(self, drawn: Sequence[DrawnLine], cell_width: int) -> None:
        """Show these lines, from the top on, with cells of that width."""
        before, self._drawn = self._drawn, list(drawn)
        if cell_width != self._cell_width or len(before) != len(drawn):
            self._cell_width = cell_width
            self.refresh()
            return
        width = self.size.width
        changed = (y for y, line in enumerate(drawn) if line != before[y])
        if regions := [Region(0, y, width, 1) for y in changed]:
            self.refresh(*regions)

    @property
    def chosen_place(self) -> Offset | None:
        """Where the cell under the cursor begins."""
        for y, line in enumerate(self._drawn):
            for column, cell in enumerate(line.cells):
                if cell.here:
                    taken = HOUR_WIDTH + (COUNTER_WIDTH if line.counter else 0)
                    return Offset(taken + column * self._cell_width, y)
        return None

    def on_click(self, event: events.Click) -> None:
        """Tell which cell was clicked."""
        line = self._drawn[event.y] if event.y < len(self._drawn) else DrawnLine()
        taken = HOUR_WIDTH + (COUNTER_WIDTH if line.counter else 0)
        column = max(0, event.x - taken) // max(1, self._cell_width)
        if column < len(line.cells):
            self.post_message(self.Clicked(event.y, column))

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        line = self._content(self._drawn[y]) if y < len(self._drawn) else Content("")
        width = self.size.width
        return Visual.to_strips(self, line, width, 1, self.visual_style, pad=True)[0]

    def _content(self, line: DrawnLine) -> Content:
        if line.rule:
            dash = "━" * (HOUR_WIDTH - 1)
            told = HOUR_WIDTH + len(line.rule) + 1 + bool(line.where) * (len(line.where) + 2)
            rest = "━" * max(0, self.size.width - told)
            where = f" {line.where} " if line.where else ""
            hour = (f" {line.rule} ", "bold $foreground")
            return Content.assemble((dash, "$edge"), hour, (rest, "$edge"), (where, "$text-muted"))
        if line.told:
            return Content.styled(f"{' ' * HOUR_WIDTH}{line.told}", "$text-muted")
        if not line.cells:
            return Content("")
        of_hour, of_counter = "$text-disabled" if line.past else "bold", "$text-muted"
        if line.counter and line.cells[0].here:  # in a list the whole row is the cursor's
            of_hour = of_counter = CURSOR
        parts: list[Content | tuple[str, str]] = [(line.hour.ljust(HOUR_WIDTH), of_hour)]
        if line.counter:
            parts.append((line.counter.ljust(COUNTER_WIDTH), of_counter))
        gap = _gap(self._cell_width, len(line.cells))
        for cell in line.cells:
            parts += [draw_cell(cell, self._cell_width - gap), (" " * gap, "")]
        return Content.assemble(*parts)


class FixedText(Widget):
    """A text in a room of one size: a new one is drawn, and nothing is laid out again for it."""

    text: reactive[Content] = reactive(Content(""))

    def render(self) -> RenderResult:
        """Draw it."""
        return self.text


class CountersLine(Widget):
    """The names of the columns."""

    DEFAULT_CSS = "CountersLine { height: 1; width: 1fr; }"

    names: reactive[tuple[str, ...]] = reactive(())
    share: reactive[str] = reactive("")
    cell_width: reactive[int] = reactive(0)

    def render(self) -> RenderResult:
        """Draw the names over their columns, and before them which of all counters these are."""
        names = (_fitted(plain(f"  {name}"), self.cell_width) for name in self.names)
        line = Content.assemble(_fitted(Content(self.share), HOUR_WIDTH), *names)
        return line.stylize("bold $text-muted")


def counter_name(counter: DayCounter, own: int | None = None, *, short: bool = False) -> str:
    """Return a counter's name, with why it is closed; `own` is that of this desk."""
    if counter.number is None:
        return day_fr.RECEPTION
    name = (day_fr.COUNTER_SHORT if short else day_fr.COUNTER).format(number=counter.number)
    if counter.number == own and not short:
        name = day_fr.COUNTER_OWN.format(counter=name)
    elif counter.number == own:
        name = day_fr.COUNTER_OWN_SHORT.format(counter=name)
    if counter.closed:
        return day_fr.COUNTER_CLOSED.format(counter=name, reason=counter.closed)
    return name


class DayGrid(Widget):
    """The lines that fit, from `top` on; as many columns as fit, from `left` on."""

    DEFAULT_CSS = """
    DayGrid { height: 1fr; overflow: hidden; }
    DayGrid CountersLine { display: none; }
    DayGrid.-columns CountersLine { display: block; }
    """

    class Clicked(Message):
        """The place at `anchor` was clicked."""

        def __init__(self, anchor: Anchor) -> None:
            super().__init__()
            self.anchor = anchor

    def __init__(self, marks: CellMaker) -> None:
        super().__init__()
        self._marks = marks
        self._names = CountersLine()
        self._lines = DayLines()
        self._shown: tuple[DayBoard, Anchor | None] | None = None
        self.top = 0
        self.left = 0
        self.own: int | None = None
        """The counter of this desk, told by its name."""

    def compose(self) -> ComposeResult:
        """Put the names of the counters above the lines."""
        yield self._names
        yield self._lines

    @on(DayLines.Clicked)
    def _clicked(self, message: DayLines.Clicked) -> None:
        message.stop()
        places = self._shown[0].lines[self.top + message.line].places if self._shown else ()
        rank = self.left + message.column
        place = places[rank] if rank < len(places) else None
        if place is not None:
            self.post_message(self.Clicked(place.anchor))

    @property
    def rows(self) -> int:
        """How many lines fit."""
        return max(1, self.size.height - self.has_class("-columns"))

    @property
    def across(self) -> int:
        """How many columns fit."""
        return max(1, (self.size.width - HOUR_WIDTH) // MIN_CELL_WIDTH)

    def on_resize(self) -> None:
        """Show as many lines as there is room for."""
        if self._shown:
            self.show(*self._shown)

    def show(self, board: DayBoard, cursor: Anchor | None) -> None:
        """Draw `board` with the cursor on its place; the place keeps its line on the screen."""
        before = self._shown
        self._shown = (board, cursor)
        self.set_class(board.columns != (None,), "-columns")
        if not self.size.height:
            return  # not laid out yet: on_resize comes
        line = board.line_of(cursor)
        if before is None or before[0].day.day != board.day.day or not before[0].lines:
            now = board.now_line
            self.top = (line if now is None else now) - self.rows // 3
        elif before[0] is not board and before[1] == cursor:
            self.top += line - before[0].line_of(cursor)  # what comes in above pushes nothing down
        self._keep_in_sight(board, line, board.column_of(cursor))
        self._draw(board, cursor)

    def _keep_in_sight(self, board: DayBoard, line: int, column: int) -> None:
        margin = 1 if self.rows >= LEAST_ROWS else 0
        self.top = min(max(self.top, line - self.rows + 1 + margin), line - margin)
        self.top = max(0, min(self.top, len(board.lines) - self.rows))
        across = min(self.across, len(board.columns))
        self.left = min(max(self.left, column - across + 1), column)
        self.left = max(0, min(self.left, len(board.columns) - across))

    def _draw(self, board: DayBoard, cursor: Anchor | None) -> None:
        across = min(self.across, len(board.columns))
        listed = board.columns == (None,)
        taken = HOUR_WIDTH + (COUNTER_WIDTH if listed else 0)
        width = max(8, (self.size.width - taken) // across)
        seen = slice(self.left, self.left + across)
        self._names.cell_width = width
        self._names.names = tuple(
            counter_name(c, self.own, short=width < ROOMY_CELL_WIDTH)
            for c in board.columns[seen]
            if c is not None
        )
        first, last, count = self.left + 1, self.left + across, len(board.columns)
        text = day_fr.COUNTERS_SHOWN.format(first=first, last=last, count=count)
        self._names.share = text if across < count else ""
        in_sight = board.lines[self.top : self.top + self.rows]
        drawn = [self._line(line, board, cursor, seen) for line in in_sight]
        self._lines.show(self._with_now(drawn, board), width)

    def _with_now(self, drawn: list[DrawnLine], board: DayBoard) -> list[DrawnLine]:
        """Keep the line at now at the edge behind which it is; the cursor is never on that edge."""
        now = board.now_line
        if now is None or self.rows < LEAST_ROWS or self.top <= now < self.top + self.rows:
            return drawn
        hour = f"{board.day.now:%H:%M}"
        if now < self.top:
            return [DrawnLine(rule=hour, where=day_fr.NOW_ABOVE), *drawn[1:]]
        return [*drawn[:-1], DrawnLine(rule=hour, where=day_fr.NOW_BELOW)]

    def _line(
        self, line: BoardLine, board: DayBoard, cursor: Anchor | None, seen: slice
    ) -> DrawnLine:
        if line.start is None:
            return DrawnLine(rule="" if line.told else f"{board.day.now:%H:%M}", told=line.told)
        places, columns = line.places[seen], board.columns[seen]
        cells = tuple(
            self._cell(place, column, line, board, cursor)
            for place, column in zip(places, columns, strict=True)
        )
        counter = ""
        if board.columns == (None,) and places[0] is not None:
            number = places[0].counter
            counter = day_fr.COUNTER_SHORT.format(number="–" if number is None else number)
        hour = f"{line.start:%H:%M}" if line.shows_hour else ""
        return DrawnLine(hour, line.start <= board.day.now, counter, cells)

    def _cell(
        self,
        place: DayPlace | None,
        column: DayCounter | None,
        line: BoardLine,
        board: DayBoard,
        cursor: Anchor | None,
    ) -> DrawnCell:
        if place is None:
            assert line.start is not None  # the line at now has no cell
            number = column.number if column else None
            closed = column.closed if column else ""
            return DrawnCell(None, "–" if closed else board.day.why_closed(number, line.start))
        here, faded = place.anchor == cursor, not board.matches(place)
        text = self._marks.cell(place, board.day, is_alike=place.anchor in board.alike)
        return DrawnCell(text, here=here, faded=faded)
