"""Typing ahead: keys typed faster than the screen changes wait, in order, for their field.

Textual gives each key to whatever has the focus when it arrives. An agent who knows the way types
on while a step gives way to the next, and no letter may land in the wrong field.
"""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable

from textual import events
from textual.app import App
from textual.screen import ModalScreen
from textual.widgets import Input

from rdv_tui.screens.frame import DeskScreen

TURNING_KEYS = frozenset(
    {
        "enter",
        "tab",
        "shift+tab",
        "escape",
        "up",
        "down",
        "f3",
        "f5",
        "f6",
        "f7",
        "f8",
        "f10",
        "f11",
        "f12",
        "ctrl+l",
        "ctrl+n",
        # These take effect as bindings, later than the letters that are typed after them.
        "backspace",
        "delete",
        "left",
        "right",
        "home",
        "end",
    }
)
"""Keys after which the next one may belong to another field or screen; letters of commands too."""
TURNING_WORK = frozenset({"store", "field", "number"})
TURNING_LIMIT_S = 2.0
QUIET_TURNS = 6

Deliver = Callable[[events.Event], Awaitable[None]]


class TypedAhead:
    """Keeps keys back while an earlier one is still taking effect."""

    def __init__(self, app: App[None], deliver: Deliver) -> None:
        self._app, self._deliver = app, deliver
        self._turning = False
        self._waiting: deque[events.Event] = deque()

    async def take(self, event: events.Event) -> None:
        """Deliver an event now, or keep a key for later."""
        fresh = isinstance(event, events.Key | events.Paste) and not event.is_forwarded
        if fresh and self._turning:
            self._waiting.append(event)
            return
        turns = fresh and self._turns(event)
        await self._deliver(event)
        if turns:
            self._turning = True
            self._app.run_worker(self._turn(), group="turn")

    def _turns(self, event: events.Event) -> bool:
        """Say whether the next key may belong elsewhere: after Enter, or a command's letter."""
        if not isinstance(event, events.Key):
            return False
        typing = isinstance(self._app.focused, Input)
        return event.key in TURNING_KEYS or (event.is_printable and not typing)

    async def _turn(self) -> None:
        """Wait until the key has taken effect, then hand over what was typed meanwhile."""
        while True:
            await self._settled()
            while self._waiting and self._is_up:
                event = self._waiting.popleft()
                turns = self._turns(event)
                await self._deliver(event)
                if turns:
                    break
            else:
                self._turning = False
                return

    async def _settled(self) -> None:
        deadline = time.monotonic() + TURNING_LIMIT_S
        quiet = 0
        while self._is_up and quiet < QUIET_TURNS and time.monotonic() < deadline:
            # Between two steps only other threads can move things on: leave them the processor.
            await asyncio.sleep(0.001 if self._between_steps else 0)
            if not self._is_up:
                return
            app, focused = self._app, self._app.focused
            pumps = {app, app.screen, *(focused.ancestors_with_self if focused else ())}
            busy = self._between_steps or any(pump.message_queue_size for pump in pumps)
            quiet = 0 if busy else quiet + 1

    @property
    def _is_up(self) -> bool:
        # While the program ends there is no screen left, and nothing to wait for.
        return self._app.is_running and bool(self._app.screen_stack)

    @property
    def _between_steps(self) -> bool:
        screen = self._app.screen
        if isinstance(screen, ModalScreen):
            return False
        working = any(w.is_running and w.group in TURNING_WORK for w in self._app.workers)
        return working or not (isinstance(screen, DeskScreen) and screen.is_ready)
