"""Copies of a SQLite store: made while desks write, private, checked, whole or not at all."""

import contextlib
import errno
import glob
import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

from rdv_tui.errors import StoreError, UsageError
from rdv_tui.locales import refusals, store_files as files_fr
from rdv_tui.locales.office import backups as backup_fr
from rdv_tui.locales.system_errors import reason
from rdv_tui.store.driver_errors import sqlite_code, store_error
from rdv_tui.store.store_file import COMPANIONS, identity

PAGES_A_STEP = 1000
"""How much is copied between two looks at the progress; writers go on all the while."""

Progress = Callable[[int, int], None]
"""Called with the pages copied and all there are."""

_BUSY_MS = 10_000
_PART_S = 24 * 3600
"""How long no copy takes: what is older was left by one that was killed."""

_WAL_FORMAT = b"\x02\x02"
"""The bytes 18 and 19 of a database that is written ahead: a store, or a backup that was opened."""

_TABLES = frozenset({"alembic_version", "appointment"})
"""Tables by which a store of any version is known."""

_MARK = 0x52445642
"""What a backup says of itself (its user version), also after somebody has looked into it."""


def back_up(source: Path, target: Path, progress: Progress = lambda _done, _all: None) -> int:
    """Copy the store `source` to `target`, which desks may go on writing; return its bytes.

    The copy is private, checked, and appears whole or not at all. A backup that stands at `target`
    is replaced, nothing else is. Raises UsageError `unwritable_file`, `not_a_backup`, StoreError.
    """
    if target.name.endswith(COMPANIONS):
        raise UsageError("not_a_backup", backup_fr.not_a_name(target), backup_fr.OTHER_NAME)
    if _is_taken(source, target):
        raise UsageError("not_a_backup", backup_fr.not_replaced(target), backup_fr.OTHER_NAME)
    _require_content(source)
    try:
        with private_part(target, 0o600) as part:
            origin = readable(source, part.parent)
            _require_store(origin, source)
            copy_of(origin, part, str(source), progress)
            if faults_of(part):
                raise refusals.damaged(str(source))
            mark(part, is_backup=True)
            with part.open("rb") as written:
                os.fsync(written.fileno())
            size = part.stat().st_size
            part.replace(target)
    except OSError as error:
        raise unwritable(target, error) from error
    return size


def _is_taken(source: Path, target: Path) -> bool:
    """Say whether something else than a backup stands at `target`, or what goes with it does."""
    if any(_companions(target)):
        return True
    if not os.path.lexists(target):
        return False
    return same(source, target) or not is_store(target) or _is_in_use(target)


def _is_in_use(file: Path) -> bool:
    """Say whether `file` has been opened as a store, and is no backup that somebody looked into."""
    with file.open("rb") as head:
        return head.read(20)[18:] == _WAL_FORMAT and not is_marked(file)


def is_marked(file: Path) -> bool:
    """Say whether the store `file` says that it is a backup."""
    with closing(opened(uri_of(file))) as connection:
        return bool(connection.execute("PRAGMA user_version").fetchone()[0] == _MARK)


def mark(file: Path, *, is_backup: bool) -> None:
    """Let a copy say that it is a backup, and is not written ahead, or a store, which is."""
    with closing(opened(uri_of(file))) as connection:
        connection.execute(f"PRAGMA user_version = {_MARK if is_backup else 0}")
        # A backup is one file, not three; a store tells by its locks who has it open.
        connection.execute(f"PRAGMA journal_mode = {'DELETE' if is_backup else 'WAL'}").fetchone()


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
        return _tables_of(file) >= _TABLES
    except (sqlite3.Error, OSError):
        return False


def _require_content(file: Path) -> None:
    """Raise StoreError `store_missing`, `not_a_store`, `store_damaged` for an empty file.

    Of a file that is empty an empty backup would be made, which looks as good as the one before.
    """
    if not file.exists():
        raise files_fr.missing(str(file))
    if not file.is_file():
        raise _no_store(file)
    if not file.stat().st_size:
        raise files_fr.empty(str(file))


def _require_store(file: Path, told: Path) -> None:
    """Raise StoreError about `told` when `file` has not the tables of a store."""
    try:
        tables = _tables_of(file)
    except sqlite3.Error as error:
        raise store_error(error, str(told), _BUSY_MS / 1000) from error
    if not tables >= _TABLES:
        raise files_fr.empty(str(told)) if not tables else _no_store(told)


def _no_store(file: Path) -> StoreError:
    return refusals.not_a_store(str(file))


def _tables_of(file: Path) -> set[str]:
    if not file.is_file():  # a pipe or a terminal would be waited for
        return set()
    with closing(opened(uri_of(file))) as connection:
        return {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}


def faults_of(file: Path) -> list[str]:
    """Return what SQLite finds wrong with the pages and the references of `file`, in French."""
    try:
        with closing(opened(uri_of(file))) as connection:
            lines = [row[0] for row in connection.execute("PRAGMA integrity_check")]
            broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.Error:
        return [backup_fr.UNREADABLE]
    if lines != ["ok"]:
        return [backup_fr.UNREADABLE]
    return [backup_fr.leads_nowhere(table) for table, *_ in broken]


def copy_of(
    source: Path, part: Path, name: str, progress: Progress = lambda _done, _all: None
) -> None:
    """Copy the database `source`, told as `name`, into `part`. Raises StoreError, OSError."""
    before = identity(str(source))
    try:
        with closing(opened(uri_of(source))) as origin, closing(sqlite3.connect(part)) as copy:
            origin.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
            origin.execute("BEGIN")  # one state: a writer must not make the copy begin again
            origin.execute("SELECT 1 FROM sqlite_schema").fetchone()
            if identity(str(source)) != before:  # a backup was put in its place meanwhile
                raise files_fr.moved(name, is_gone=False)
            origin.backup(
                copy,
                pages=PAGES_A_STEP,
                progress=lambda _status, left, total: progress(total - left, total),
            )
            copy.execute("PRAGMA journal_mode = DELETE").fetchone()
    except sqlite3.Error as error:
        if sqlite_code(error) in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
        raise store_error(error, name, _BUSY_MS / 1000) from error


def readable(source: Path, folder: Path) -> Path:
    """Return `source`, or a copy of its files in `folder` where SQLite could not read it.

    On a disk that lets nobody write any more, what its -wal holds can be had no other way.
    """
    if os.access(source.parent, os.W_OK) or not Path(f"{source}-wal").exists():
        return source
    copied = folder / f"lu-{source.name}"
    for suffix in ("", *COMPANIONS):
        if suffix != "-shm" and (file := Path(f"{source}{suffix}")).exists():
            shutil.copyfile(file, f"{copied}{suffix}")
    return copied


def uri_of(file: Path) -> str:
    """Return the URI to read a database by, with what a crash left in its -wal.

    Whoever closes a store last takes its -wal away, but must be allowed to write for that. On a
    disk that lets nobody write, a file without one is read as it stands.
    """
    uri = file.absolute().as_uri()
    if os.access(file.parent, os.W_OK):
        return f"{uri}?mode=rw"
    return f"{uri}?mode=ro" + ("" if Path(f"{file}-wal").exists() else "&immutable=1")


def opened(uri: str) -> sqlite3.Connection:
    """Open the database at a URI; statements are their own transactions."""
    return sqlite3.connect(uri, uri=True, isolation_level=None)


def abandoned_parts(file: Path) -> list[Path]:
    """Return the folders in which a copy of `file`, or to it, was being made as it was killed."""
    edge = time.time() - _PART_S
    found = file.parent.glob(f".{glob.escape(file.name)}-????????")
    return sorted(one for one in found if one.is_dir() and one.stat().st_mtime < edge)


@contextlib.contextmanager
def private_part(target: Path, mode: int) -> Iterator[Path]:
    """Make a file of this mode beside `target`; it is gone at the end if it is still there."""
    for folder in abandoned_parts(target):  # each holds all the people of a store
        shutil.rmtree(folder, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as made:
        part = Path(made, target.name)
        part.touch(mode=0o600)
        part.chmod(mode)
        yield part


def _companions(file: Path) -> Iterator[Path]:
    return (path for suffix in COMPANIONS if (path := Path(f"{file}{suffix}")).exists())


def same(one: Path, other: Path) -> bool:
    """Say whether two names lead to one file."""
    return one.exists() and other.exists() and one.samefile(other)


def unwritable(file: Path, error: OSError) -> UsageError:
    """Return what is told when `file` cannot be written."""
    message = backup_fr.unwritable(file, reason(error))
    return UsageError("unwritable_file", message, backup_fr.OTHER_FILE)
