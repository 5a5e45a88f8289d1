"""Copies of a SQLite store: made while desks write, checked, and put back whole."""

import contextlib
import errno
import os
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

from rdv_tui.errors import StoreError, UsageError
from rdv_tui.locales.office import backups as backup_fr
from rdv_tui.store.store_file import BESIDE, private_mode

PAGES_A_STEP = 1000
"""How much is copied between two looks at the progress; writers go on all the while."""

Progress = Callable[[int, int], None]
"""Called with the pages copied and all there are."""

_SHARED_FIRST, _SHARED_SIZE = 0x40000002, 510
"""Where SQLite locks a file in use (its file format, "locking-style"): desks hold a part of it."""
_BUSY_MS = 10_000


def back_up(source: Path, target: Path, progress: Progress = lambda _done, _all: None) -> int:
    """Copy the store `source` to `target`, which desks may go on writing; return its bytes.

    The copy is private, checked, and appears whole or not at all. A store that stands at `target`
    is replaced, nothing else is. Raises UsageError `unwritable_file`, `not_a_backup`, StoreError.
    """
    if target.exists() and (_same(source, target) or not is_store(target)):
        raise UsageError("not_a_backup", backup_fr.not_replaced(target), backup_fr.OTHER_FILE)
    try:
        with _private_part(target, 0o600) as part:
            _copy(_store_uri(source), part, progress)
            if faults := faults_of(part):
                raise _damaged(str(source), faults[0])
            with part.open("rb") as written:
                os.fsync(written.fileno())
            size = part.stat().st_size
            part.replace(target)
    except OSError as error:
        raise _unwritable(target, error) from error
    return size


def restore(source: Path, store: Path, at: datetime) -> Path | None:
    """Put the backup `source` in the place of `store`; return where the old one was set aside.

    The old store keeps its companions, under a name with the wall clock `at`; nothing is mixed and
    nothing deleted. None when there was no old store. Raises StoreError `store_in_use`,
    `store_damaged`, `store_missing`, UsageError `unwritable_file`, `not_a_backup`.
    """
    if not source.exists():
        raise UsageError("not_a_backup", backup_fr.no_such_backup(source), backup_fr.GIVE_A_BACKUP)
    if _same(source, store) or not is_store(source):
        raise UsageError("not_a_backup", backup_fr.no_backup(source), backup_fr.GIVE_A_BACKUP)
    try:
        mode = private_mode(store.parent)
        with _closed_to_all(store), _private_part(store, mode) as part:
            _copy(_file_uri(source), part)
            if faults := faults_of(part):
                raise _damaged(str(source), faults[0])
            aside = set_aside(store, at)
            try:
                part.replace(store)
            except OSError:
                if aside is not None:
                    _rename(aside, store)
                raise
    except OSError as error:
        raise _unwritable(store, error) from error
    if faults := faults_of(store):
        raise _damaged(str(store), faults[0])
    return aside


def set_aside(store: Path, at: datetime) -> Path | None:
    """Rename `store` and its companions, and return the new name; None when there is nothing."""
    stem = f"{store.name}.ecarte-{at:%Y-%m-%d-%H%M%S}"
    aside, number = store.with_name(stem), 1
    while any(Path(f"{aside}{suffix}").exists() for suffix in ("", *BESIDE)):
        number += 1
        aside = store.with_name(f"{stem}-{number}")
    return aside if _rename(store, aside) else None


def keep_before_upgrade(store: Path, revision: str) -> Path:
    """Copy the store beside itself before its schema changes; return the copy.

    Raises StoreError, UsageError `unwritable_file`.
    """
    kept = store.with_name(f"{store.name}.avant-mise-a-jour-{revision}-{datetime.now():%Y-%m-%d}")  # noqa: DTZ005 - the machine's own day, for people
    back_up(store, kept)
    return kept


def is_store(file: Path) -> bool:
    """Say whether `file` is a database with the tables of a store."""
    try:
        with closing(_opened(_file_uri(file))) as connection:
            names = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}
    except sqlite3.Error:
        return False
    return {"alembic_version", "appointment"} <= names


def faults_of(file: Path) -> list[str]:
    """Return what SQLite finds wrong with the pages and the references of `file`."""
    try:
        with closing(_opened(_file_uri(file))) as connection:
            lines = [row[0] for row in connection.execute("PRAGMA integrity_check")]
            broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.Error as error:
        return [str(error)]
    return [*(line for line in lines if line != "ok"), *(str(row) for row in broken)]


def _copy(source: str, part: Path, progress: Progress = lambda _done, _all: None) -> None:
    """Copy the database at the URI `source` into `part`. Raises StoreError, OSError."""
    try:
        with closing(_opened(source)) as origin, closing(sqlite3.connect(part)) as copy:
            origin.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
            origin.execute("BEGIN")  # one state: a writer must not make the copy begin again
            origin.execute("SELECT 1 FROM sqlite_schema").fetchone()
            origin.backup(
                copy,
                pages=PAGES_A_STEP,
                progress=lambda _status, left, total: progress(total - left, total),
            )
            copy.execute("PRAGMA journal_mode = DELETE").fetchone()  # one file, not three
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
        raise _damaged(part.name, error) from error
    except sqlite3.DatabaseError as error:
        raise _damaged(part.name, error) from error


def _damaged(name: str, error: sqlite3.Error | str) -> StoreError:
    return StoreError("store_damaged", backup_fr.damaged(name, str(error)), backup_fr.OTHER_BACKUP)


def _store_uri(store: Path) -> str:
    return f"{store.absolute().as_uri()}?mode=rw"  # what a crash left in the -wal belongs to it


def _file_uri(file: Path) -> str:
    """Return the URI of a file that nobody writes; on a disk that lets us write, or not."""
    whole = not Path(f"{file}-wal").exists() and not os.access(file.parent, os.W_OK)
    return f"{file.absolute().as_uri()}?mode=ro" + ("&immutable=1" if whole else "")


def _opened(uri: str) -> sqlite3.Connection:
    return sqlite3.connect(uri, uri=True, isolation_level=None)


@contextlib.contextmanager
def _private_part(target: Path, mode: int) -> Iterator[Path]:
    """Make a file of this mode beside `target`; it is gone at the end if it is still there."""
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as folder:
        part = Path(folder, target.name)
        part.touch(mode=0o600)
        part.chmod(mode)
        yield part


@contextlib.contextmanager
def _closed_to_all(store: Path) -> Iterator[None]:
    """Keep everybody from the store until the end. Raises StoreError `store_in_use`.

    A program that has the store open holds SQLite's shared lock on it, whatever the state of its
    pages; nobody can open it while we hold the whole range.
    """
    if sys.platform == "win32" or not store.exists():  # Windows renames no file that is open
        yield
        return
    import fcntl  # noqa: PLC0415 - not on Windows

    with store.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, _SHARED_SIZE, _SHARED_FIRST)
        except OSError as error:
            message = backup_fr.in_use(store)
            raise StoreError("store_in_use", message, backup_fr.CLOSE_DESKS) from error
        yield


def _rename(old: Path, new: Path) -> bool:
    """Rename a store and its companions, the store last; say whether there was one."""
    for suffix in (*BESIDE, ""):
        with contextlib.suppress(FileNotFoundError):
            Path(f"{old}{suffix}").rename(f"{new}{suffix}")
    return new.exists()


def _same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)


def _unwritable(file: Path, error: OSError) -> UsageError:
    reason = error.strerror or str(error)
    return UsageError("unwritable_file", backup_fr.unwritable(file, reason), backup_fr.OTHER_FILE)
