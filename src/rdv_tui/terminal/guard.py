"""From the first instant to the last, the terminal is put in order and a signal ends in time.

Must start without Textual: what is guarded is its loading, too.
"""

import contextlib
import os
import select
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from types import FrameType, TracebackType
from typing import Any

ORDERLY_S = 1.8
"""How long the program may take to end in order after a signal, in seconds."""
ENDING = ("SIGTERM", "SIGHUP", "SIGINT")
_HARMLESS = ("SIGQUIT", "SIGUSR1", "SIGUSR2", "SIGALRM")
_AS_FOUND = "\x1b[?2004l\x1b[?7h\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[<u"
_AS_FOUND += "\x1b[?1049l\x1b[?25h\x1b[?1004l"

Leave = Callable[[int], None]


class Guard:
    """Keys do not signal and are not echoed from here on; signals end the program, within limits.

    Whoever can end it in order says so with `attach`; if that takes longer than `ORDERLY_S`, or
    nobody can yet, the terminal is restored and the process ends there and then.
    """

    def __init__(self, ending: Sequence[str] = ENDING) -> None:
        """Guard a program that the signals named in `ending` end; the others pass."""
        self._ending = ending
        self._leave: Leave | None = None
        self._attributes: list[Any] | None = None
        self._handlers: dict[int, Any] = {}
        self._wake_read = self._wake_write = self._former_wake = -1
        self.number: int | None = None
        """The signal that ends the program, if one does."""
        self.is_drawing = False
        """Whether a screen may have been drawn, which is to be cleared."""

    def attach(self, leave: Leave) -> None:
        """Have `leave` called with a signal's number, from another thread."""
        self._leave = leave
        if self.number is not None:
            leave(self.number)

    def __enter__(self) -> "Guard":
        self._silence()
        self._wake_read, self._wake_write = os.pipe()
        os.set_blocking(self._wake_write, False)
        self._former_wake = signal.set_wakeup_fd(self._wake_write, warn_on_full_buffer=False)
        for name in (*ENDING, *_HARMLESS):
            # A handler of Python's, not SIG_IGN: programs that we start do not inherit it.
            number = getattr(signal, name, None)
            if number is not None:
                self._handlers[number] = signal.signal(number, _note)
        threading.Thread(target=self._watch, name="signals", daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._leave = None
        self.restore_attributes()
        if self.number is not None:
            return  # the limit holds until the process is gone
        signal.set_wakeup_fd(self._former_wake)
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        os.close(self._wake_write)  # which ends the thread

    # -- the terminal
    def _silence(self) -> None:
        with contextlib.suppress(ImportError, OSError, ValueError):
            import termios  # noqa: PLC0415  (not on Windows)

            fileno = sys.stdin.fileno()
            try:
                self._attributes = termios.tcgetattr(fileno)
                changed = termios.tcgetattr(fileno)
                changed[0] &= ~(termios.ICRNL | termios.INLCR | termios.IGNCR | termios.IXON)
                changed[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
                changed[6][termios.VMIN] = 1
                termios.tcsetattr(fileno, termios.TCSANOW, changed)
            except termios.error:
                self._attributes = None

    def restore_attributes(self) -> None:
        """Let the line be as it was found."""
        if self._attributes is None:
            return
        import termios  # noqa: PLC0415  (not on Windows)

        with contextlib.suppress(termios.error, OSError, ValueError):
            termios.tcsetattr(sys.stdin.fileno(), termios.TCSANOW, self._attributes)

    @staticmethod
    def _clear_screen() -> None:
        with contextlib.suppress(OSError):
            os.set_blocking(2, False)  # a terminal that takes nothing must not keep us
            try:
                os.write(2, _AS_FOUND.encode())
            finally:
                os.set_blocking(2, True)  # the shell shares it

    # -- signals
    def _watch(self) -> None:
        deadline: float | None = None
        while True:
            wait = None if deadline is None else max(0.0, deadline - time.monotonic())
            ready, _, _ = select.select([self._wake_read], [], [], wait)
            if not ready:
                self._end_now()
            data = os.read(self._wake_read, 64)
            if not data:
                os.close(self._wake_read)
                return
            ending = [number for number in data if self._ends(number)]
            if ending and self.number is None:
                self.number = ending[0]
                deadline = time.monotonic() + (ORDERLY_S if self._leave else 0)
                if self._leave is not None:
                    self._leave(self.number)

    def _ends(self, number: int) -> bool:
        return any(number == getattr(signal, name, None) for name in self._ending)

    def _end_now(self) -> None:
        self.restore_attributes()
        if self.is_drawing:
            self._clear_screen()
        os._exit(128 + (self.number or 0))


def _note(number: int, frame: FrameType | None) -> None:
    """Let a signal pass: the thread that watches has read it."""
