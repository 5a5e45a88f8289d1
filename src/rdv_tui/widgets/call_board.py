"""The calls of the hall in figures that are read from the last row of chairs."""

from datetime import datetime

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from rdv_tui.locales.day import display as display_fr
from rdv_tui.text import plain
from rdv_tui.widgets.big_text import block_lines
from rdv_tui.widgets.frame import justify

_SIZES = ((160, 44, 5, 3), (120, 32, 4, 2), (80, 20, 3, 1), (0, 0, 2, 1))
"""From so many columns and rows on, so many columns and rows a point of a figure."""


class CallBoard(Widget):
    """Shows the call under way and those before it; or, without news, that one must listen.

    A call is a ticket and a counter. `fresh` is drawn in reverse for a moment.
    """

    DEFAULT_CSS = "CallBoard { width: 1fr; height: 1fr; padding: 1 2; }"

    current: reactive[tuple[str, int] | None] = reactive(None)
    before: reactive[tuple[tuple[str, int], ...]] = reactive(())
    waiting: reactive[int] = reactive(0)
    fresh: reactive[bool] = reactive(False)
    stale: reactive[bool] = reactive(False)
    minute: reactive[datetime | None] = reactive(None)

    def __init__(self, office: str) -> None:
        super().__init__()
        self._office = office

    def render(self) -> RenderResult:
        """Draw the whole screen."""
        width, height = self.size.width, self.size.height
        clock = f"{self.minute:%H:%M}" if self.minute else ""
        top = [justify(plain(self._office, "bold"), plain(clock, "bold"), width), Content("")]
        if self.stale:
            return Content("\n").join([*top, *self._listen(height)])
        call = self._call(width)
        foot = self._foot(width, height - len(top) - len(call))
        return Content("\n").join([*top, *call, *foot])

    def _listen(self, height: int) -> list[Content]:
        lines = [plain(display_fr.STALE, "bold $text-warning"), Content("")]
        lines += [plain(one) for one in display_fr.STALE_SENTENCES]
        return [Content("")] * max(0, height // 2 - 4) + lines

    def _call(self, width: int) -> list[Content]:
        if self.current is None:
            return [Content(""), plain(display_fr.NOBODY, "bold"), Content("")]
        rows = max(1, self.app.size.height)
        across, down = next(
            (a, d) for columns, least, a, d in _SIZES if width + 4 >= columns and rows >= least
        )
        ticket, counter = self.current
        left = block_lines(ticket, across, down)
        right = block_lines(str(counter), across, down)
        gap = max(2, width - len(left[0]) - len(right[0]) - 2)
        arrow = "━" * (gap - 4) + "▶" if gap > 8 else ""
        middle = len(left) // 2
        style = "bold reverse" if self.fresh else "bold"
        label = justify(Content(""), plain(display_fr.COUNTER, "bold"), width)
        lines = [label]
        for row, (one, other) in enumerate(zip(left, right, strict=True)):
            between = (arrow if row == middle else "").center(gap)
            text = f" {one}{between}{other} "
            lines.append(Content.styled(text.ljust(width), style))
        return [*lines, Content("")]

    def _foot(self, width: int, room: int) -> list[Content]:
        count = plain(display_fr.WAITING.format(count=self.waiting), "bold")
        lines = [Content.styled("─" * width, "$text-muted")]
        last = plain(display_fr.LAST if self.before else "", "$text-muted")
        lines.append(justify(last, count, width))
        calls = [f"{ticket} → {counter}" for ticket, counter in self.before]
        columns = max(1, width // 20)
        lines += [
            Content.styled("".join(one.ljust(20) for one in calls[at : at + columns]), "bold")
            for at in range(0, len(calls), columns)
        ]
        lines.append(Content(""))
        spare = max(1, room - len(lines) - 1)
        return [*lines, *(plain(one) for one in display_fr.SENTENCES[:spare])]
