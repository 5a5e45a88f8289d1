"""A program in a real pseudo-terminal: when does it paint, and how soon after a key."""

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Self

COLUMNS, ROWS = 120, 36
DEVICE_QUERY, DEVICE_ANSWER = b"\x1b[c", b"\x1b[?62;c"


class Program:
    """A running program; `seen` is all that it has written so far."""

    def __init__(self, argv: Sequence[str], env: Mapping[str, str]) -> None:
        self.began = time.perf_counter()
        self.seen = b""
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            size = struct.pack("HHHH", ROWS, COLUMNS, 0, 0)
            fcntl.ioctl(0, termios.TIOCSWINSZ, size)
            os.execve(argv[0], list(argv), dict(env))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._fd)

    def read(self, wait_s: float) -> bytes:
        """Return what the program writes next, empty when nothing comes within `wait_s`."""
        ready, _, _ = select.select([self._fd], [], [], wait_s)
        if not ready:
            return b""
        data = os.read(self._fd, 65536)
        if DEVICE_QUERY in data:
            os.write(self._fd, DEVICE_ANSWER)
        self.seen += data
        return data

    def until(self, wanted: str, limit_s: float = 10) -> float:
        """Read until `wanted` was written; return the seconds since the start."""
        while wanted.encode() not in self.seen:
            if time.perf_counter() - self.began > limit_s:
                raise TimeoutError(f"{wanted!r} was not painted within {limit_s} s")
            self.read(0.1)
        return time.perf_counter() - self.began

    def quiet(self, for_s: float, limit_s: float = 2) -> None:
        """Read until nothing was written for `for_s`; a cursor that blinks never lets that be."""
        end = time.perf_counter() + limit_s
        while self.read(for_s) and time.perf_counter() < end:
            pass

    def press(self, keys: str) -> None:
        """Send `keys` and forget what was seen before them."""
        self.seen = b""
        self.began = time.perf_counter()
        os.write(self._fd, keys.encode())

    def latency_ms(self, key: str, limit_s: float = 2) -> float | None:
        """Return the milliseconds from `key` to the first paint, None without one."""
        began = time.perf_counter()
        os.write(self._fd, key.encode())
        painted = self.read(limit_s)
        return (time.perf_counter() - began) * 1000 if painted else None
