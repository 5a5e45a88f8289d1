"""Which desks are running on this host: each keeps a file locked, and the system frees it.

A station is `host:uuid`. Its lock is free as soon as its program ended, however that came about.
The folder must outlive a restart of the machine: a station without its file counts as unknown,
and its bookings are never offered to anybody.
"""

import platform
import time
import uuid
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

_STALE_S = 24 * 3600  # a hold lasts minutes; a day later nobody asks about its station


@dataclass(frozen=True, slots=True)
class Station:
    """This running program. Close it at the end, with its holds released."""

    name: str
    lock: FileLock
    is_known: bool = True
    """Whether others can tell that this program runs."""

    def close(self) -> None:
        """Show that the program ended in good order."""
        self.lock.release()
        if self.is_known:
            Path(self.lock.lock_file).unlink(missing_ok=True)


def open_station(folder: Path) -> Station:
    """Register this program in `folder`, made if need be, until it ends.

    Where nothing can be written it is not known: whether it still runs, nobody can tell.
    """
    name = f"{_host()}:{uuid.uuid4().hex}"
    lock = FileLock(_file(name, folder), thread_local=False)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        lock.acquire(timeout=0)
    except OSError:
        return Station(name, lock, is_known=False)
    return Station(name, lock)


def is_dead(name: str, folder: Path) -> bool:
    """Say whether the program of station `name` ran on this host and is known to have ended."""
    file = _file(name, folder)
    return name.partition(":")[0] == _host() and file.exists() and _is_free(file)


def is_running(name: str, folder: Path) -> bool:
    """Say whether the program of station `name` runs on this host now."""
    file = _file(name, folder)
    return name.partition(":")[0] == _host() and file.exists() and not _is_free(file)


def _is_free(file: Path) -> bool:
    lock = FileLock(file)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return False
    lock.release()
    return True


def _sweep(folder: Path) -> None:
    """Remove the files of programs that ended long ago."""
    for file in folder.glob("*.lock"):
        try:
            old = time.time() - file.stat().st_mtime > _STALE_S
        except FileNotFoundError:
            continue
        if old and _is_free(file):
            file.unlink(missing_ok=True)


def _file(name: str, folder: Path) -> Path:
    return folder / f"{name.replace(':', '_')}.lock"


def _host() -> str:
    return platform.node().replace(":", "_") or "localhost"
