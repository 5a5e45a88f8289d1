"""The line in which those wait who want to write into one SQLite store: first come, first served.

SQLite lets writers ask again and again, and whoever asks at the right instant goes first: of
sixteen, one may be passed over for a second, and all of them keep the processors busy with asking.
The system's lock on the store's folder wakes them one by one, in order, and is freed with whoever
held it, however that one ended. The line is a courtesy: the store's own lock is the guarantee, so
that nobody need stand in line, and nobody waits in it for long.
"""

import contextlib
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    import fcntl

PATIENCE_S = 1.0
"""How long to wait for one's turn: who has it may have been stopped, or may be no writer at all."""

_HELD_UP: set[Path] = set()
"""Folders in whose line somebody of this program waited in vain, and waits on for all others."""


@contextmanager
def turn(folder: Path, limit_s: float = PATIENCE_S) -> Iterator[bool]:
    """Wait in line for the store in `folder`, and go first until the end; tell whether it is so."""
    if sys.platform == "win32" or folder in _HELD_UP:  # there is no such lock, or not for us
        yield False
        return
    try:
        standing = _Standing(folder, os.open(folder, os.O_RDONLY))
    except OSError:  # a folder that this account may use and not list
        yield False
        return
    try:
        yield standing.wait(limit_s)
    finally:
        standing.leave()


class _Standing:
    """One writer's place in the line: the folder, opened for it alone."""

    def __init__(self, folder: Path, opened: int) -> None:
        self._folder, self._opened = folder, opened
        self._changing = threading.Lock()
        self._is_over = False
        self._is_waiting = False

    def wait(self, limit_s: float) -> bool:
        """Wait for the turn; say whether it came in time."""
        try:
            fcntl.flock(self._opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pass
        except OSError:  # a file system without such locks
            return False
        else:
            return True
        # No time limit reaches a thread that waits for the system's lock: another one stands there.
        waiter = threading.Thread(target=self._stand, name="waits in line", daemon=True)
        self._is_waiting = True
        try:
            waiter.start()
        except RuntimeError:  # the system has no thread left for us
            self._is_waiting = False
            return False
        waiter.join(limit_s)
        return not self._is_waiting

    def _stand(self) -> None:
        with contextlib.suppress(OSError):
            fcntl.flock(self._opened, fcntl.LOCK_EX)
        with self._changing:
            self._is_waiting = False
            if self._is_over:
                _HELD_UP.discard(self._folder)
                os.close(self._opened)

    def leave(self) -> None:
        """Let the next one go, now or as soon as the turn comes that is waited for."""
        with self._changing:
            self._is_over = True
            if self._is_waiting:  # one is enough to learn that the line moves again
                _HELD_UP.add(self._folder)
            else:
                os.close(self._opened)
