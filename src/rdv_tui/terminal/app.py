"""A program on a terminal that a fault ends in order, and that gives nothing away as it ends."""

import asyncio
import contextlib
import sys
import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

from rich.console import RenderableType
from textual import on
from textual.geometry import Offset
from textual.message import Message
from textual.worker import WorkerFailed

from rdv_tui.terminal import crash
from rdv_tui.terminal.cursor import place
from rdv_tui.terminal.painting import WholeFrames

R = TypeVar("R")


class SafeApp(WholeFrames[R]):
    """Textual's program without its traceback, which shows what is typed and stored.

    `fault` is what ended it, None while nothing did: whoever runs the program tells it.
    """

    class ThreadFailed(Message):
        """A thread ended by a fault that nobody foresaw."""

        def __init__(self, fault: BaseException) -> None:
            super().__init__()
            self.fault = fault

    fault: BaseException | None = None
    _typed_at = 0.0

    @property
    def cursor_position(self) -> Offset:
        """Where the terminal's own cursor is put with each paint."""
        return place(self.screen, self._typed_at)

    @cursor_position.setter
    def cursor_position(self, _: Offset) -> None:
        # A field says so before it is laid out: where it stands is asked with each paint.
        self._typed_at = time.monotonic()

    def watch_faults(self) -> Callable[[], None]:
        """Have faults of threads and of forgotten tasks come here; return the way back."""
        former, former_unraisable = threading.excepthook, sys.unraisablehook
        loop = asyncio.get_running_loop()

        def thread_failed(what: threading.ExceptHookArgs) -> None:
            if what.exc_value is not None and not isinstance(what.exc_value, SystemExit):
                self.post_message(self.ThreadFailed(what.exc_value))

        def forgotten(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
            _note(context.get("exception"))

        threading.excepthook = thread_failed
        sys.unraisablehook = lambda what: _note(what.exc_value)
        loop.set_exception_handler(forgotten)

        def restore() -> None:
            threading.excepthook, sys.unraisablehook = former, former_unraisable
            loop.set_exception_handler(None)

        return restore

    @on(ThreadFailed)
    def _thread_failed(self, message: ThreadFailed) -> None:
        self._end_with(message.fault)

    def _handle_exception(self, error: Exception) -> None:
        if self._exception is None:  # a test wants to see it
            self._exception = error
            self._exception_event.set()
        self._end_with(error)

    def panic(self, *_renderables: RenderableType) -> None:
        """End the program for a fault of which only a picture is known; it is not shown."""
        self._end_with(RuntimeError())

    def _end_with(self, fault: BaseException) -> None:
        self._return_code = crash.EXIT_CODE
        self.fault = self.fault or (fault.error if isinstance(fault, WorkerFailed) else fault)
        self._close_messages_no_wait()

    def copy_to_clipboard(self, text: str) -> None:
        """Give `text` to the terminal's clipboard; nothing selected leaves what is there."""
        if text:
            super().copy_to_clipboard(text)


def _note(fault: BaseException | None) -> None:
    """Keep what ended something that nobody waits for; the program goes on."""
    if fault is not None:
        with contextlib.suppress(OSError):
            crash.write_report(fault)
