"""A program on a terminal that a fault ends in order, and that gives nothing away as it ends."""

import asyncio
import sys
import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

from rich.console import RenderableType
from textual import on
from textual.driver import Driver
from textual.geometry import Offset
from textual.message import Message
from textual.worker import WorkerFailed

from rdv_tui.locales import terminal as terminal_fr
from rdv_tui.terminal import crash
from rdv_tui.terminal.cursor import place
from rdv_tui.terminal.input import ForeignByte, PasteTooLong
from rdv_tui.terminal.painting import WholeFrames
from rdv_tui.terminal.stylesheet import KeptStylesheet

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

    class Signalled(Message):
        """A signal is to end the program."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    fault: BaseException | None = None
    cut_short = False
    """Whether something else than whoever sits there ended the program."""
    _typed_at = 0.0

    def __init__(self, driver_class: type[Driver] | None = None) -> None:
        super().__init__(driver_class=driver_class)
        self.stylesheet = KeptStylesheet(variables=self.get_css_variables())

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
            if (fault := context.get("exception")) is not None:
                crash.note(fault)

        threading.excepthook = thread_failed
        sys.unraisablehook = lambda what: crash.note(what.exc_value or RuntimeError())
        loop.set_exception_handler(forgotten)

        def restore() -> None:
            threading.excepthook, sys.unraisablehook = former, former_unraisable
            loop.set_exception_handler(None)

        return restore

    def tell_signal(self, number: int) -> None:
        """Have a signal end the program in order; to be called from any thread."""
        self.post_message(self.Signalled(number))

    @on(ForeignByte)
    def _foreign_byte(self) -> None:
        self.say_of_input(terminal_fr.FOREIGN_BYTE)

    @on(PasteTooLong)
    def _paste_too_long(self) -> None:
        self.say_of_input(terminal_fr.PASTE_TOO_LONG)

    def say_of_input(self, words: str) -> None:
        """Say what is wrong with what the terminal sends."""

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
        self.cut_short = True
        self.fault = self.fault or (fault.error if isinstance(fault, WorkerFailed) else fault)
        self._close_messages_no_wait()

    def copy_to_clipboard(self, text: str) -> None:
        """Give `text` to the terminal's clipboard; nothing selected leaves what is there."""
        if text:
            super().copy_to_clipboard(text)
