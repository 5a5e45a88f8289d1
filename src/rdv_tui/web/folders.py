"""Folders of sessions, private, and removed with whatever nobody fetched."""

import os
import shutil
from pathlib import Path


class Folders:
    """One folder of this server's, with one in it for each session."""

    def __init__(self, state: Path) -> None:
        self._all = state / "web-sessions"
        self._own = self._all / str(os.getpid())

    def open(self) -> None:
        """Make the server's folder, and remove those of servers that ended. Raises OSError."""
        self._all.mkdir(mode=0o700, parents=True, exist_ok=True)
        for left in self._all.iterdir():
            if left == self._own or not _runs(left.name):
                shutil.rmtree(left, ignore_errors=True)
        self._own.mkdir(mode=0o700)

    def make(self, session: int) -> Path:
        """Make the folder of a session. Raises OSError."""
        folder = self._own / str(session)
        folder.mkdir(mode=0o700)
        return folder

    def remove(self, session: int) -> None:
        """Remove the folder of a session, with all that is in it."""
        shutil.rmtree(self._own / str(session), ignore_errors=True)

    def close(self) -> None:
        """Remove the server's folder."""
        shutil.rmtree(self._own, ignore_errors=True)


def _runs(name: str) -> bool:
    try:
        os.kill(int(name), 0)
    except ProcessLookupError:
        return False
    except (ValueError, OSError):
        return True  # it is another account's, or no server's: not ours to remove
    return True
