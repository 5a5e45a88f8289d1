"""What a SQLite file tells of itself, read without being opened as a store: nothing is changed."""

import errno
import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from rdv_tui.domain.reading import IDLE_ACTIONS
from rdv_tui.locales import refusals, store_files as files_fr
from rdv_tui.locales.office import backups as backup_fr
from rdv_tui.store import training
from rdv_tui.store.driver_errors import sqlite_code, store_error
from rdv_tui.store.store_file import COMPANIONS, identity

BACKUP_MARK = 0x52445642
"""What a backup says of itself (its user version), also after somebody has looked into it."""

BUSY_MS = 10_000
"""How long whoever holds the store is waited for, in milliseconds."""

_TABLES = frozenset({"alembic_version", "appointment"})
"""Tables by which a store of any version is known."""

_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_NO_ROOM = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN})
"""What SQLite says when it finds no room, also for the files that it keeps beside a database."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What tells one store from another; `revision` as alembic wrote it."""

    revision: str
    is_training: bool
    is_backup: bool
    offices: frozenset[str]


def facts_of(file: Path) -> Facts | None:
    """Return what a store tells of itself, None for one that is not there or cannot be read."""
    if not is_store(file):
        return None
    try:
        with closing(opened(uri_of(file))) as connection:
            mark = connection.execute("PRAGMA application_id").fetchone()[0]
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            offices = connection.execute("SELECT code FROM office").fetchall()
    except sqlite3.Error:
        return None
    return Facts(
        str(revision[0]) if revision else "",
        mark in training.MARKS,
        version == BACKUP_MARK,
        frozenset(str(row[0]) for row in offices),
    )


def is_store(file: Path) -> bool:
    """Say whether `file` is a database with the tables of a store."""
    try:  # a pipe would be waited for; of an empty file SQLite deletes the -wal
        return file.is_file() and file.stat().st_size > 0 and _tables_at(uri_of(file)) >= _TABLES
    except (sqlite3.Error, OSError):
        return False


def require_store(uri: str, told: Path) -> None:
    """Raise StoreError about `told` when what is read by `uri` has not the tables of a store."""
    try:
        tables = _tables_at(uri)
    except sqlite3.Error as error:
        raise store_error(error, str(told), BUSY_MS / 1000) from error
    if not tables >= _TABLES:
        raise files_fr.empty(str(told)) if not tables else refusals.not_a_store(str(told))


def _tables_at(uri: str) -> set[str]:
    with closing(opened(uri)) as connection:
        return {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}


def faults_of(file: Path) -> list[str]:
    """Return what SQLite finds wrong with the pages and the references of `file`, in French.

    Raises OSError where there is no room to look.
    """
    try:
        with closing(opened(uri_of(file))) as connection:
            lines = [row[0] for row in connection.execute("PRAGMA integrity_check")]
            broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.Error as error:
        if no_room(error):
            raise full() from error
        return [backup_fr.UNREADABLE]
    if lines != ["ok"]:
        return [backup_fr.UNREADABLE]
    return [backup_fr.leads_nowhere(table) for table, *_ in broken]


def acts_lacking(kept: Path, store: str) -> int:
    """Return how many acts the store `kept` tells of that the one at the URI `store` does not.

    Who only looked did nothing. Raises sqlite3.Error for one that cannot be read.
    """
    reads = ", ".join(f"'{action}'" for action in sorted(IDLE_ACTIONS))
    with closing(opened(store)) as connection:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        connection.execute("ATTACH ? AS kept", (uri_of(kept),))
        return int(
            connection.execute(
                "SELECT count(*) FROM kept.audit AS told"  # noqa: S608 - names of ours alone
                f" WHERE told.action NOT IN ({reads}) AND NOT EXISTS (SELECT 1 FROM main.audit AS"
                " known WHERE known.office = told.office AND known.id = told.id AND known.at ="
                " told.at AND known.action = told.action AND known.reference IS told.reference)"
            ).fetchone()[0]
        )


# -- reading where one may not write
@contextmanager
def readable(source: Path, folder: Path) -> Iterator[str]:
    """Yield the URI by which a store can be read that others may have open, or open meanwhile.

    On a disk that lets nobody write any more, what its -wal holds can be had no other way than from
    a copy of its files, in `folder`. In a folder where this account alone may not write, SQLite
    reads a store that somebody has open; one that nobody has is copied while that is so. Raises
    StoreError when it is never either for long enough (`store_unreachable` where a program that was
    killed left its -wal, else `store_busy`), OSError.
    """
    if os.access(source.parent, os.W_OK):
        yield uri_of(source)
        return
    copied = folder / "lu.db"
    if is_read_only_disk(source.parent):
        for suffix in ("", *COMPANIONS):
            if suffix != "-shm" and (file := Path(f"{source}{suffix}")).exists():
                shutil.copyfile(file, f"{copied}{suffix}")
        yield uri_of(copied)
        return
    uri = f"{source.absolute().as_uri()}?mode=ro"
    deadline = time.monotonic() + BUSY_MS / 1000
    while not _copied_at_rest(source, copied):
        if reader := _reader(uri):
            with closing(reader):  # whoever closes the store leaves it open to us
                yield uri
            return
        if time.monotonic() > deadline:
            left = next((one for s in COMPANIONS if (one := Path(f"{source}{s}")).exists()), None)
            raise (
                files_fr.left_open(str(source), left.name)
                if left
                else refusals.busy(BUSY_MS / 1000)
            )
        time.sleep(0.01)
    yield uri_of(copied)


def _reader(uri: str) -> sqlite3.Connection | None:
    """Return a connection that has read, None where SQLite cannot just now."""
    connection = opened(uri)
    try:
        connection.execute("SELECT 1 FROM sqlite_schema").fetchone()
    except sqlite3.Error as error:
        if not is_damage(error):  # which is said by whoever reads it next
            connection.close()
            return None
    return connection


def _copied_at_rest(source: Path, copied: Path) -> bool:
    """Copy a store that nobody had open from beginning to end; say whether it was so."""
    before = _rest(source)
    if before is None:
        return False
    shutil.copyfile(source, copied)
    if _rest(source) == before:
        return True
    copied.unlink()
    return False


def _rest(source: Path) -> tuple[object, ...] | None:
    """Return what changes with a store's content, None while anybody has it open."""
    if any(Path(f"{source}{suffix}").exists() for suffix in COMPANIONS):
        return None
    found = source.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns


def is_read_only_disk(folder: Path) -> bool:
    """Say whether nobody may write on the disk under `folder`."""
    try:
        return bool(os.statvfs(folder).f_flag & os.ST_RDONLY)
    except OSError:
        return False


def uri_of(file: Path) -> str:
    """Return the URI to read a database by, with what a crash left in its -wal.

    Whoever closes a store last takes its -wal away, but must be allowed to write for that. Where
    one may not, a file without one is read as it stands.
    """
    uri = file.absolute().as_uri()
    if os.access(file.parent, os.W_OK):
        return f"{uri}?mode=rw"
    is_bare = not any(Path(f"{file}{suffix}").exists() for suffix in COMPANIONS)
    return f"{uri}?mode=ro" + ("&immutable=1" if is_bare else "")


def opened(uri: str) -> sqlite3.Connection:
    """Open the database at a URI; statements are their own transactions."""
    return sqlite3.connect(uri, uri=True, isolation_level=None)


def is_damage(error: sqlite3.Error) -> bool:
    """Say whether SQLite cannot read the file for what it is."""
    return sqlite_code(error) in _DAMAGED


def no_room(error: sqlite3.Error) -> bool:
    """Say whether SQLite found no room for a file, or none beside it."""
    return sqlite_code(error) in _NO_ROOM


def full() -> OSError:
    """Return the system's own error for a full disk."""
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def same(one: Path, other: Path) -> bool:
    """Say whether two names lead to one file."""
    found = identity(str(one))
    return found is not None and found == identity(str(other))
