"""A list of choices under a field: one drawing, whatever it lists.

Its size does not follow what it lists, so that a letter typed costs no new layout of the screen,
and nothing jumps.
"""

from collections.abc import Sequence

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Offset
from textual.message import Message
from textual.reactive import reactive

from rdv_tui.terminal.cursor import Leads
from rdv_tui.text import plain
from rdv_tui.widgets.cursor import CURSOR
from rdv_tui.widgets.empty_state import empty_state


class ChoiceList(Leads):
    """Lines of which one may be highlighted; more lines than fit are reached by moving on.

    `foot` is said under them, with their `{count}`.
    """

    DEFAULT_CSS = "ChoiceList { height: 7; }"

    class Clicked(Message):
        """The line at `index` was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    lines: reactive[tuple[Content, ...]] = reactive(())
    highlighted: reactive[int | None] = reactive(None)
    empty: reactive[str] = reactive("")
    """What is said while there are no lines."""

    def __init__(self, foot: str) -> None:
        super().__init__()
        self._foot = foot
        self._remark = ""
        self._first = 0

    def show(self, lines: Sequence[Content], highlighted: int | None, remark: str = "") -> None:
        """List `lines`, from the first one on; a `remark` is said in the place of the foot."""
        self._first = 0
        if remark != self._remark:
            self._remark = remark
            self.refresh()
        self.lines = tuple(lines)
        self.highlighted = highlighted

    def step(self, by: int) -> None:
        """Move the highlight by `by` lines, or put it on the first or the last one."""
        self.lead()
        last = len(self.lines) - 1
        if self.highlighted is None:
            self.highlighted = 0 if by > 0 else last
        else:
            self.highlighted = min(max(self.highlighted + by, 0), last)

    @property
    def chosen_place(self) -> Offset | None:
        """Where the highlighted line begins."""
        return None if self.highlighted is None else Offset(1, self.highlighted - self._first)

    @property
    def rows(self) -> int:
        """How many lines are seen at once, above the foot."""
        return max(1, self.size.height - 1)

    def watch_lines(self) -> None:
        """Begin no later than the last page: fewer lines leave no room empty."""
        self._first = min(self._first, max(0, len(self.lines) - self.rows))

    def watch_highlighted(self, index: int | None) -> None:
        """Keep the highlighted line among those that are seen."""
        if index is not None:
            self._first = min(max(self._first, index - self.rows + 1), index)

    def render(self) -> RenderResult:
        """Draw the lines that are seen; a sign at the edge tells that there are more."""
        if self.empty and not self.lines:
            width, height = self.size
            return Content("\n").join(empty_state(self.empty, width, height))
        seen = self.lines[self._first : self._first + self.rows]
        drawn = []
        for row, line in enumerate(seen):
            fitted = Content.assemble(
                " ",
                line.truncate(max(1, self.size.width - 3), ellipsis=True, pad=True),
                self._edge(row),
            )
            here = self._first + row == self.highlighted
            drawn.append(fitted.stylize(CURSOR) if here else fitted)
        drawn += [Content("")] * (self.rows - len(drawn))
        foot = self._foot.format(count=len(self.lines))
        said = plain(f" ▲ {self._remark}", "$text-warning") if self._remark else self._rest()
        return Content("\n").join([*drawn, said or Content.styled(f" {foot}", "$text-muted")])

    def _rest(self) -> Content | None:
        """Return what the highlighted line has no room for, None when all of it is seen."""
        line = None if self.highlighted is None else self.lines[self.highlighted]
        room = max(1, self.size.width - 3)
        if line is None or line.cell_length <= room or not line[room - 1 :].plain.strip():
            return None
        return Content.assemble(" …", line[room - 1 :])

    def _edge(self, row: int) -> str:
        more_above = row == 0 and self._first > 0
        more_below = row == self.rows - 1 and self._first + self.rows < len(self.lines)
        return " ↑" if more_above else " ↓" if more_below else "  "

    def on_click(self, event: events.Click) -> None:
        """Tell which line was clicked."""
        event.stop()
        index = self._first + event.y
        if event.y < self.rows and index < len(self.lines):
            self.post_message(self.Clicked(index))
