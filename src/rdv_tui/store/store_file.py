"""The three files of a SQLite store: private from the first byte, and the same until the end.

Whoever has a store open goes on writing to its files when they are deleted or moved away, and
nobody else ever sees it. So each unit that writes asks whether the names still lead to the files
that were opened.
"""

import contextlib
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from rdv_tui.locales import store_files as files_fr

if TYPE_CHECKING:  # a kiosk that asks a broker loads no driver
    import sqlite3

BESIDE = ("-wal", "-shm")
"""What SQLite keeps beside a store that is open."""

COMPANIONS = (*BESIDE, "-journal")
"""All that may stand beside a store and belongs to it; the last beside a copy that was cut off."""

Identity = tuple[int, int]  # device, inode

_TORN: set[Identity] = set()
"""Stores whose -wal or -shm went while this program had them open.

SQLite shares its -shm among all connections of a program to one file: whatever this program
opened there now would stand on the one that went.
"""


class StoreFile:
    """The files of an open store, as they were when it was opened.

    To be made before the first connection: one that waited while a backup was put in the store's
    place stands on the file that went, beside a -wal that belongs to the new one.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._names = (str(path), *(f"{path}{suffix}" for suffix in BESIDE))
        self._first = identity(self._names[0])
        self._opened: tuple[Identity | None, ...] = ()
        self.connections: list[sqlite3.Connection] = []

    def is_replaced(self) -> bool:
        """Say whether another file stands there than before the first connection."""
        return identity(self._names[0]) not in {None, self._first}

    def remember(self) -> None:
        """Take the files as they are now for those of the store; a connection has read it."""
        self._opened = (self._first, *map(identity, self._names[1:]))

    def require_same(self) -> None:
        """Raise StoreError `store_moved` when another file, or none, has one of the names.

        `store_damaged` when it is the same one, emptied: SQLite would take it for a new store.
        """
        if not self._opened:
            return
        if tuple(map(identity, self._names)) == self._opened:
            if self._is_empty():
                raise files_fr.empty(str(self.path))
            return
        if self.is_torn():
            raise files_fr.torn(str(self.path))
        raise files_fr.moved(str(self.path), is_gone=identity(self._names[0]) is None)

    def _is_empty(self) -> bool:
        with contextlib.suppress(OSError):  # it went just now: the next look says so
            return self.path.stat().st_size == 0
        return False

    def is_torn(self) -> bool:
        """Say whether the store stands where it stood, and what belongs beside it does not."""
        now = tuple(map(identity, self._names))
        return bool(self._opened) and now[0] == self._opened[0] and now != self._opened

    def abandon(self) -> None:
        """Let no connection of this program be closed: the last one would write into the store.

        Closing copies what the lost -wal held over what others have written since. The system
        closes the files when the program ends.
        """
        import ctypes  # noqa: PLC0415 - hardly ever

        if self._opened[0] is not None:
            _TORN.add(self._opened[0])
        for connection in self.connections:
            ctypes.pythonapi.Py_IncRef(ctypes.py_object(connection))


def require_whole(path: Path) -> None:
    """Raise StoreError `store_moved` when this program had the store open as its -wal went."""
    if identity(str(path)) in _TORN:
        raise files_fr.torn(str(path))


def private_mode(folder: Path) -> int:
    """Return the mode of a store in `folder`: for its owner, or for the group that shares it."""
    return 0o660 if folder.stat().st_mode & stat.S_ISGID else 0o600


def make_file(path: Path) -> None:
    """Make an empty file for a new store, private, unless somebody just did. Raises OSError."""
    mode = private_mode(path.parent)
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode))
        path.chmod(mode)  # whatever the umask took from it


def make_private(path: Path) -> None:
    """Make the store at `path` and its companions private, as far as this account may say so.

    The group reads and writes where the folder is set to share its files with it (setgid), or the
    store is theirs already; others never. SQLite gives what it makes beside the store the store's
    own mode. What belongs to another account stays as that account left it.
    """
    for name in (path, *(Path(f"{path}{suffix}") for suffix in COMPANIONS)):
        with contextlib.suppress(OSError):
            now = name.stat().st_mode & 0o777
            is_shared = now & 0o060 == 0o060  # a group that may only read has no use of a store
            wanted = now & (0o660 if is_shared else 0o600)
            if wanted != now:
                name.chmod(wanted)


def is_there(path: Path) -> bool:
    """Say whether anything bears the name: what may not be looked at is there."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def has_content(path: Path) -> bool:
    """Say whether a file is there and not empty. Raises OSError where one may not look."""
    return path.exists() and path.stat().st_size > 0


def has_other_names(path: Path) -> bool:
    """Say whether the file has a second name, beside which SQLite would keep another -wal."""
    with contextlib.suppress(OSError):
        return path.stat().st_nlink > 1
    return False


def identity(name: str) -> Identity | None:
    """Return which file bears `name`, None when there is none."""
    try:
        found = os.stat(name)  # noqa: PTH116 - three of them a write
    except OSError:
        return None
    return found.st_dev, found.st_ino
