"""A server that falls silent: no statement waits for ever, whatever network lies between.

A stopped server and a firewall that drops a connection look the same: what was sent is never
answered. The driver would wait for ever; so a thread looks at the clock, and cuts the connection.
"""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

_LOOK_EVERY_S = 0.2


@dataclass(slots=True)
class Watched:
    """A connection's own end of the line, and until when an answer is waited for (monotonic)."""

    line: socket.socket
    until: float | None = None
    is_cut: bool = False


class Watchdog:
    """Cuts connections from which no answer came in time."""

    def __init__(self) -> None:
        self._lines: dict[int, Watched] = {}
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    def watch(self, descriptor: int) -> Watched:
        """Return the watched end of the connection whose socket is `descriptor`."""
        borrowed = socket.socket(fileno=descriptor)
        try:
            return Watched(borrowed.dup())
        finally:
            borrowed.detach()

    def expect(self, watched: Watched, within_s: float) -> None:
        """Cut the connection unless `answered` is called within so many seconds."""
        watched.until = time.monotonic() + within_s
        with self._changed:
            is_first = not self._lines
            self._lines[id(watched)] = watched
            if self._thread is None:
                self._thread = threading.Thread(target=self._look, name="silence", daemon=True)
                self._thread.start()
            elif is_first:
                self._changed.notify()

    def answered(self, watched: Watched) -> None:
        """Wait no longer for an answer."""
        watched.until = None
        with self._changed:
            self._lines.pop(id(watched), None)

    @contextlib.contextmanager
    def expecting(self, watched: Watched, within_s: float) -> Iterator[None]:
        """Cut the connection if this takes more than so many seconds."""
        self.expect(watched, within_s)
        try:
            yield
        finally:
            self.answered(watched)

    def cut_all(self) -> None:
        """Cut every connection from which an answer is awaited: the program ends."""
        with self._changed:
            for watched in self._lines.values():
                _cut(watched)

    def _look(self) -> None:
        while True:
            with self._changed:
                while not self._lines:
                    self._changed.wait()
                now = time.monotonic()
                for watched in self._lines.values():
                    if watched.until is not None and now >= watched.until and not watched.is_cut:
                        _cut(watched)
            time.sleep(_LOOK_EVERY_S)


def _cut(watched: Watched) -> None:
    watched.is_cut = True
    with contextlib.suppress(OSError):  # it is closed already
        watched.line.shutdown(socket.SHUT_RDWR)
