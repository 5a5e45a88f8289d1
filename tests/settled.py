"""What a pause in a test waits for: facts, where Textual's own waits for a quiet processor."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from textual._wait import wait_for_idle
from textual.app import App
from textual.pilot import Pilot

from rdv_tui.screens.typed_ahead import TypeAhead

LOOK_S = 0.001


@contextmanager
def pauses_wait_for_facts() -> Iterator[None]:
    """Let `Pilot.pause()` end as soon as nothing is left to do, however busy the machine is.

    The processor is asked only while work runs beside, in another thread or by a timer: a test may
    hold it back there for as long as it likes.
    """
    paused_for = Pilot.pause

    async def pause(self: Pilot[None], delay: float | None = None) -> None:
        if delay is not None:
            await paused_for(self, delay)
        await _settled(self.app)
        if self.app.screen_stack:
            self.app.screen._on_timer_update()
        await _nothing_ready()

    async def for_screen(self: Pilot[None], timeout: float = 0) -> bool:  # noqa: ASYNC109
        await _nothing_ready()
        return self.app._exception is None

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Pilot, "pause", pause)
        patched.setattr(Pilot, "_wait_for_screen", for_screen)
        yield


async def _settled(app: App[None]) -> None:
    """Wait until the last key has taken effect, or its work hangs in another thread.

    What runs in the background gets the time that Textual gives it.
    """
    await _nothing_ready()
    ahead = getattr(app, "_ahead", None)
    if not isinstance(ahead, TypeAhead):
        await wait_for_idle(0)
        return
    while ahead.is_taking_effect and ahead._is_up:
        if ahead._is_busy:
            await wait_for_idle(0)
            if ahead._is_busy:
                return
        await asyncio.sleep(LOOK_S)
        await _nothing_ready()
    if any(not one.is_finished and one not in ahead._answers for one in app.workers):
        await wait_for_idle(0)


async def _nothing_ready() -> None:
    """Let all tasks go on until each of them waits for the time, a file or a thread."""
    ready = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]
    await asyncio.sleep(0)
    while ready:  # noqa: ASYNC110  (no event tells that there is nothing to do)
        await asyncio.sleep(0)
