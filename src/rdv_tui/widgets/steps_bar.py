"""The five steps, always in sight, with the place held and the time left for it."""

from bisect import bisect_right
from datetime import datetime
from itertools import accumulate

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.timer import Timer
from textual.widget import Widget

from rdv_tui.clock import Clock
from rdv_tui.domain.appointment import Hold
from rdv_tui.locales.dates import short_moment
from rdv_tui.locales.screens import EXPIRED, STEPS, STEPS_SHORT
from rdv_tui.widgets.frame import justify

SOON_S = 60

_HOURS_FROM_S = 2 * 3600


def time_left(until: datetime, now: datetime) -> str:
    """Write the time from `now` to `until` (both instants) as `4:52`, never below `0:00`.

    What a person accepted from the waiting list may be held for hours: `23 h 54`.
    """
    seconds = max(0, int((until - now).total_seconds()))
    if seconds >= _HOURS_FROM_S:
        return f"{seconds // 3600} h {seconds // 60 % 60:02d}"
    return f"{seconds // 60}:{seconds % 60:02d}"


class StepsBar(Widget):
    """Line 2 of a booking: done, current and coming steps; from step 2 on, the slot held."""

    DEFAULT_CSS = """
    StepsBar { height: 1; padding: 0 1; }
    """

    class Clicked(Message):
        """The step of that rank was clicked."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    hold: reactive[Hold | None] = reactive(None)
    left: reactive[str] = reactive("")

    def __init__(self, current: int, clock: Clock, hold: Hold | None) -> None:
        super().__init__()
        self._current, self._clock = current, clock
        self._timer: Timer | None = None
        self._ends: tuple[int, ...] = ()
        self.set_reactive(StepsBar.hold, hold)

    def on_mount(self) -> None:
        """Start the countdown."""
        self.tick()
        self._timer = self.set_interval(1, self.tick)

    def tick(self) -> None:
        """Bring the time left up to date."""
        self.left = time_left(self.hold.expires_at, self._clock.now()) if self.hold else ""

    def watch_hold(self) -> None:
        """Show another hold's time at once."""
        if self.is_mounted:
            self.tick()

    @property
    def seconds_left(self) -> float:
        """How long the place is still held, in seconds; 0 without a hold."""
        if self.hold is None:
            return 0
        return max(0.0, (self.hold.expires_at - self._clock.now()).total_seconds())

    def _steps(self, names: tuple[str, ...], gap: str) -> Content:
        parts: list[Content] = []
        for index, name in enumerate(names):
            if index < self._current:
                parts.append(Content.assemble(("✓ ", "$text-success"), (name, "$text-muted")))
            elif index == self._current:
                parts.append(Content.styled(f"▸ {name}", "bold $text-primary"))
            else:
                parts.append(Content.styled(f"  {name}", "$text-muted"))
        lengths = [part.cell_length + len(gap) for part in parts]
        self._ends = tuple(accumulate(lengths))
        return Content(gap).join(parts)

    def on_click(self, event: events.Click) -> None:
        """Tell which step was clicked."""
        x = event.screen_x - self.content_region.x
        if self._ends and 0 <= x < self._ends[-1]:
            self.post_message(self.Clicked(bisect_right(self._ends, x)))

    def _slot(self, *, short: bool) -> Content:
        if self.hold is None:
            return Content("")
        start = self.hold.start
        when = short_moment(start).split(" ", 1)[1] if short else short_moment(start)
        if self.seconds_left == 0:
            return Content.styled(f"{when} {EXPIRED}", "bold $text-error")
        colour = "bold $text-error" if self.seconds_left <= SOON_S else "bold $text-warning"
        return Content.assemble(when, " ", (f"◷ {self.left}", colour))

    def render(self) -> RenderResult:
        """Draw the fullest wording of the steps that fits."""
        wordings = ((STEPS, "  "), (STEPS, " "), (STEPS_SHORT, "  "), (STEPS_SHORT, " "))
        for names, gap in wordings:
            line = self._steps(names, gap)
            for slot in (self._slot(short=False), self._slot(short=True)):
                if line.cell_length + slot.cell_length + 2 <= self.size.width:
                    return justify(line, slot, self.size.width)
        return justify(line, slot, self.size.width)
