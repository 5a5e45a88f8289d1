"""The day of all counters, live: the supervisor's screen, reached from everywhere by F5."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from rdv_tui import catalogue
from rdv_tui.locales import commands
from rdv_tui.locales import day_commands as keys
from rdv_tui.screens.day.acts import DayActs
from rdv_tui.screens.day.panel import panel_content
from rdv_tui.widgets.commands import bind


class DayScreen(DayActs):
    """The whole screen: the day, the person under the cursor, the ways to cards and papers."""

    BINDINGS: ClassVar[list[BindingType]] = bind(
        keys.CHECK_IN,
        keys.CALL_NEXT,
        keys.RECEIVE,
        keys.INCOMPLETE,
        keys.RECALL,
        keys.PUT_BACK,
        keys.HAND_OVER,
        keys.NO_SHOW,
        keys.TAKE_BACK,
        keys.OPEN_CARD,
        keys.FILTER,
        keys.SCAN,
        keys.DAY_GO_TO,
        keys.DAY_TODAY,
        keys.CHOOSE_COUNTER,
        keys.DAY_AFTER,
        keys.DAY_BEFORE,
        keys.CELL_DOWN,
        keys.CELL_UP,
        keys.CELL_RIGHT,
        keys.CELL_LEFT,
        keys.DAY_START,
        keys.DAY_END,
        commands.CLOSE,
    )

    def compose_body(self) -> ComposeResult:
        """Put the person under the day where the screen is high, beside it where it is wide."""
        yield from super().compose_body()
        self._panel = Static(id="day-panel", markup=False)
        yield self._panel

    def compose_side(self) -> ComposeResult:
        """Keep room beside the day for the person."""
        self._side = Static(id="day-side", markup=False)
        yield self._side

    def cursor_moved(self) -> None:
        """Tell of the person under the cursor, and which keys work now."""
        self._show_panel()
        self.refresh_bindings()

    def _show_panel(self) -> None:
        wide = self.has_class("-very-wide")
        told = panel_content(
            self.selected,
            self.clock.zone,
            catalogue.situations(),
            self.works_now(),
            airy=wide,
        )
        (self._side if wide else self._panel).update(told)
