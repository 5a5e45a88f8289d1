"""Work that must happen: it belongs to the program, and no screen that is left takes it along.

A booking being written, a letter, a batch of letters, a paper. A worker of Textual ends with its
screen; what runs here goes on to its end, and the end of the program waits for it.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from rdv_tui.errors import RdvError

T = TypeVar("T")

Keep = Callable[[], object]
"""Leave to the next start what is not done yet; runs in a thread. May raise RdvError."""

_LOG = logging.getLogger(__name__)


class Jobs:
    """The program's jobs under way."""

    def __init__(self) -> None:
        self._running: dict[asyncio.Task[Any], Keep | None] = {}

    def __len__(self) -> int:
        return len(self._running)

    async def run(self, work: Coroutine[Any, Any, T], keep: Keep | None = None) -> T:
        """Do `work` to its end, also when whoever waits for it here is gone before.

        `keep` is called if the program can wait no longer.
        """
        return await asyncio.shield(self.start(work, keep))

    def start(self, work: Coroutine[Any, Any, T], keep: Keep | None = None) -> "asyncio.Task[T]":
        """Begin `work`, for which nobody need wait."""
        task = asyncio.create_task(work)
        self._running[task] = keep
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: "asyncio.Task[Any]") -> None:
        self._running.pop(task, None)
        if not task.cancelled() and (error := task.exception()) is not None:
            _LOG.error("a job ended early: %s", type(error).__name__)

    async def finish(self, limit_s: float) -> None:
        """Wait for every job, and for those that they begin, `limit_s` seconds at most.

        What is not done by then is kept for the next start where that can be.
        """
        deadline = time.monotonic() + limit_s
        while self._running and (left := deadline - time.monotonic()) > 0:
            await asyncio.wait(set(self._running), timeout=left)
        for keep in [keep for keep in self._running.values() if keep is not None]:
            with contextlib.suppress(RdvError):
                await asyncio.to_thread(keep)
