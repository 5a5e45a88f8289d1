"""The screen in the hall: it follows the store, shows calls, and heeds no key but that to quit."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.driver import Driver
from textual.screen import Screen

from rdv_tui.clock import Clock
from rdv_tui.domain.office import Office
from rdv_tui.errors import RdvError
from rdv_tui.locales import commands
from rdv_tui.screens.themes import THEMES
from rdv_tui.terminal.app import SafeApp
from rdv_tui.widgets.call_board import CallBoard
from rdv_tui.widgets.commands import bind

if TYPE_CHECKING:
    from rdv_tui.services.kiosk.contract import CallBoard as Calls, CallShown, DisplayServices

LOOK_S = 0.4
"""How often the store is read, in seconds: a call is shown well within a second."""
FRESH_S, LEAST_S = 10.0, 7.0
"""How long a call is marked as new, and how long it stands there before another takes its place."""
STALE_S = 15.0
"""After how long without news people are told to listen: an old call is worse than none."""


@dataclass(frozen=True, slots=True)
class DisplaySetup:
    """What the screen starts with; `open_services` may be called again after it raised RdvError."""

    office: Office
    clock: Clock
    open_services: "Callable[[], DisplayServices]"
    on_signal: Callable[[Callable[[int], None]], None]


class BoardScreen(Screen[None]):
    """The board and nothing else."""

    def __init__(self, board: CallBoard) -> None:
        super().__init__()
        self._board = board

    def compose(self) -> ComposeResult:
        """Show the board alone."""
        yield self._board


class DisplayApp(SafeApp[None]):
    """The calls, one after the other; a new one rings."""

    CSS = "Screen { background: $background; }"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = bind(commands.QUIT)

    def __init__(self, setup: DisplaySetup, driver_class: type[Driver] | None = None) -> None:
        super().__init__(driver_class=driver_class)
        self.animation_level = "none"
        self._setup = setup
        self._services: DisplayServices | None = None
        self._looking = False
        self._heard = monotonic()
        self._shown_at = -FRESH_S
        self._seen: set[tuple[str, object]] | None = None
        self._next: deque[tuple[str, int]] = deque()
        self._board = CallBoard(setup.office.prefecture)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name

    def get_default_screen(self) -> Screen[None]:
        """Return the one screen there is."""
        return BoardScreen(self._board)

    def on_mount(self) -> None:
        """Follow the store and the clock."""
        self._unwatch = self.watch_faults()
        self._setup.on_signal(self.tell_signal)
        self.set_interval(LOOK_S, self._tick)
        self._tick()

    def on_unmount(self) -> None:
        """Leave the process as it was found."""
        self._unwatch()

    async def on_event(self, event: events.Event) -> None:
        """Let no key, paste or click do anything, but the key to quit."""
        is_input = isinstance(event, events.Key | events.Paste | events.MouseEvent)
        if not is_input or (isinstance(event, events.Key) and event.key == commands.QUIT.keys):
            await super().on_event(event)

    def action_leave_desk(self) -> None:
        """End the program."""
        self.exit()

    def on_safe_app_signalled(self, message: SafeApp.Signalled) -> None:
        """End in order after a signal."""
        self.exit(return_code=128 + message.number)

    # -- following
    def _tick(self) -> None:
        self._board.minute = self._setup.clock.local().replace(second=0, microsecond=0)
        self._board.stale = monotonic() - self._heard > STALE_S
        self._turn()
        if not self._looking:
            self._looking = True
            self._look()

    @work
    async def _look(self) -> None:
        try:
            calls = await asyncio.to_thread(self._read)
        except RdvError:
            self._services = None if self._board.stale else self._services
        else:
            self._heard = monotonic()
            self._board.stale = False
            self._show(calls)
        finally:
            self._looking = False

    def _read(self) -> "Calls":
        if self._services is None:
            self._services = self._setup.open_services()
        return self._services.get_board()

    def _show(self, found: "Calls") -> None:
        """Queue the calls that are new, oldest first; of those before the start, show the last."""
        known = self._seen
        self._seen = {_key(call) for call in found.calls}
        self._board.waiting = found.waiting
        standing = [(one.ticket, one.counter) for one in found.calls]
        if known is not None:
            new = [one for one in reversed(found.calls) if _key(one) not in known]
            self._next.extend((one.ticket, one.counter) for one in new)
        if self._board.current not in standing and not self._next:
            # Whoever was put back, or sent to another counter, is not called any more.
            self._board.current = standing[0] if standing else None
        self._turn()
        self._board.before = tuple(one for one in standing if one != self._board.current)

    def _turn(self) -> None:
        """Give a new call its turn, with a ring, once the one before was long enough in sight."""
        now = monotonic()
        if self._next and now - self._shown_at >= LEAST_S:
            self._board.current = self._next.popleft()
            self._shown_at = now
            self.bell()
        self._board.fresh = now - self._shown_at < FRESH_S


def _key(call: "CallShown") -> tuple[str, object]:
    return call.ticket, call.at
