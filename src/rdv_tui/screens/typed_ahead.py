"""Typing ahead: keys typed faster than the screen changes wait, in order, for their place.

Textual gives each key to whatever has the focus when it arrives. An agent who knows the way types
on while a step gives way to the next, and no letter may land in the wrong field.

There is one rule and no list. A key has taken effect when every message that it caused is handled,
no work that it began still runs, and the screen that stands there is ready. Work counts unless it
is in the `BACKGROUND`, where nobody's key waits for it, or waits itself for a person's answer.
"""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from textual import events
from textual.app import App
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.worker import Worker, get_current_worker

from rdv_tui.domain.scan import MAX_KEYS, Keystroke, Reading, Scan, read_scan
from rdv_tui.screens.frame import BACKGROUND, STORE_LIMIT_S, DeskScreen
from rdv_tui.screens.scanning import scan_screen

LIMIT_S = STORE_LIMIT_S + 1.0
"""How long a key may take at most, in seconds: whatever the store is asked has ended by then."""
QUIET_ROUNDS = 2
"""How many rounds through the screen must find nothing: a message may beget one on the way."""
TURNS = 20
"""How often the other tasks are let go first before time itself is waited for."""
ENTER = frozenset({"enter", "ctrl+j", "ctrl+m"})
"""The keys with which readers end a scan."""
LOOK_S = 0.005
"""How often to look whether the keys of a scan go on, in seconds."""

Deliver = Callable[[events.Event], Awaitable[None]]


class TypeAhead:
    """Keeps keys back while an earlier one is still taking effect; after each, calls `done`."""

    def __init__(self, app: App[None], deliver: Deliver, done: Callable[[], None]) -> None:
        self._app, self._deliver, self._done = app, deliver, done
        self.is_taking_effect = False
        self._kept: deque[events.Event] = deque()
        self._answers: dict[Worker[Any], Screen[Any]] = {}

    async def intercept(self, event: events.Event) -> None:
        """Deliver an event now, or keep a key for later."""
        typed = isinstance(event, events.Key | events.Paste) and not event.is_forwarded
        if typed and self.is_taking_effect:
            self._kept.append(event)
            return
        self.is_taking_effect = self.is_taking_effect or typed
        if typed and self._may_be_scan(event):
            self._kept.append(event)
            self._app.run_worker(self._deliver_kept(), group=BACKGROUND)
            return
        await self._deliver(event)
        if typed:
            self._app.run_worker(self._deliver_kept(after_one=True), group=BACKGROUND)

    def forget(self) -> None:
        """Drop what was typed ahead: somebody wants to leave."""
        self._kept.clear()

    @contextmanager
    def answer_to(self, screen: Screen[Any]) -> Iterator[None]:
        """Let the work that runs here wait for the answer of `screen` without holding keys up."""
        worker = get_current_worker()
        self._answers[worker] = screen
        try:
            yield
        finally:
            del self._answers[worker]

    async def _deliver_kept(self, *, after_one: bool = False) -> None:
        """Wait until the key has taken effect, then hand over the next one, and so on."""
        if after_one:
            await self._effect()
        while self._kept and self._is_up:
            if not await self._take_scan():
                await self._deliver(self._kept.popleft())
            await self._effect()
        self.is_taking_effect = False

    # -- what a bar code reader types
    def _may_be_scan(self, event: events.Event) -> bool:
        """Say whether `event` may be the first key of a scan, of which the next keys will tell."""
        if scan_screen(self._app) is None:
            return False
        return read_scan([_keystroke(event)], event.time) is Reading.UNDECIDED

    async def _take_scan(self) -> bool:
        """Give a scan at the head of the kept keys to the screen that takes it, if there is one."""
        screen = scan_screen(self._app)
        while screen is not None:
            keys = [_keystroke(event) for event in islice(self._kept, MAX_KEYS)]
            reading = read_scan(keys, time.monotonic())
            if isinstance(reading, Scan):
                for _ in range(reading.keys):
                    self._kept.popleft()
                screen.take_scan(reading.reference)
                return True
            if reading is Reading.TYPED or not self._kept:
                return False
            await asyncio.sleep(LOOK_S)
        return False

    async def _effect(self) -> None:
        """Wait until the last key has taken effect, for `LIMIT_S` seconds at most."""
        deadline = time.monotonic() + LIMIT_S
        stood, quiet = None, 0
        while self._is_up and quiet < QUIET_ROUNDS and time.monotonic() < deadline:
            stands = (self._app.screen, self._app.focused)
            pumps = (stands[1] or stands[0]).ancestors_with_self
            for pump in pumps:
                await self._handled(pump, deadline)
            if self._is_busy:
                # Only other threads can move things on: leave them the processor.
                await asyncio.sleep(0.001)
                quiet = 0
            else:
                at_rest = stands == stood and not any(pump.message_queue_size for pump in pumps)
                quiet = quiet + 1 if at_rest else 0
            stood = stands
        if self._is_up:
            self._done()

    async def _handled(self, pump: MessagePump, deadline: float) -> None:
        """Wait until `pump` has handled every message that it has by now, or is gone."""
        handled = asyncio.Event()
        if not pump.call_later(handled.set):
            return  # it is closing
        turns = 0
        while not handled.is_set() and self._stands(pump) and time.monotonic() < deadline:
            turns += 1
            await asyncio.sleep(0 if turns < TURNS else 0.001)

    def _stands(self, pump: MessagePump) -> bool:
        if isinstance(pump, Screen):
            return pump in self._app.screen_stack
        return self._is_up if pump is self._app else pump.is_attached

    @property
    def _is_up(self) -> bool:
        # While the program ends there is no screen left, and nothing to wait for.
        return self._app.is_running and bool(self._app.screen_stack)

    @property
    def _is_busy(self) -> bool:
        if not self._is_up:
            return False
        screen = self._app.screen
        if isinstance(screen, DeskScreen) and not screen.is_ready:
            return True
        return any(self._holds_up(worker) for worker in self._app.workers)

    def _holds_up(self, worker: Worker[Any]) -> bool:
        if worker.is_finished or worker.group.startswith(BACKGROUND):
            return False
        answer = self._answers.get(worker)
        stacks = self._app._screen_stacks.values()
        return not any(answer in stack for stack in stacks)


def _keystroke(event: events.Event) -> Keystroke:
    """Return what a key or a paste is to the rule of scans; a paste is never part of one."""
    if not isinstance(event, events.Key):
        return Keystroke(None, event.time)
    return Keystroke("\r" if event.key in ENTER else event.character, event.time)
