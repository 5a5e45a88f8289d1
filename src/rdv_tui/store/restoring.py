"""A backup put in the place of a SQLite store: whole, checked, and nothing of the old one lost.

Whatever ends the program on the way, there stands under the store's name either the old store with
all that goes with it, or the new one, or nothing, which every opening says: never the old one
without what its -wal held, and never one's -wal beside the other.
"""

import contextlib
import os
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rdv_tui.errors import StoreError, UsageError
from rdv_tui.locales import refusals
from rdv_tui.locales.office import backups as backup_fr
from rdv_tui.store import backup, training
from rdv_tui.store.schema import KNOWN
from rdv_tui.store.store_file import COMPANIONS, private_mode

_STORE_LOCK = (0x40000002, 510)
"""First byte and number of those that SQLite locks in a store in use (its file format)."""

_SHM_LOCK = (128, 1)
"""The byte of the -shm that whoever has the store open keeps locked."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What tells one store from another; `revision` as alembic wrote it."""

    revision: str
    is_training: bool
    offices: frozenset[str]


def restore(source: Path, store: Path, at: datetime) -> Path | None:
    """Put the backup `source` in the place of `store`; return where the old one was set aside.

    The old store keeps its companions, under a name with the wall clock `at`; nothing is mixed and
    nothing deleted. None when there was nothing of an old store. Raises StoreError `store_in_use`,
    `store_damaged`, `store_too_new`, UsageError `unwritable_file`, `not_a_backup`.
    """
    if not source.exists():
        raise UsageError("not_a_backup", backup_fr.no_such_backup(source), backup_fr.GIVE_A_BACKUP)
    if backup.same(source, store) or not backup.is_store(source):
        raise UsageError("not_a_backup", backup_fr.no_backup(source), backup_fr.GIVE_A_BACKUP)
    _require_alike(source, store)
    try:
        mode = private_mode(store.parent)
        with _closed_to_all(store), backup.private_part(store, mode) as part:
            _copy(source, part)
            aside = _free_name(store, at)
            is_kept = _exchange(part, store, aside)
            if faults := backup.faults_of(store):
                _put_back(aside, store)
                raise _damaged(store, faults[0])
    except OSError as error:
        raise backup.unwritable(store, error) from error
    return aside if is_kept else None


def _copy(source: Path, part: Path) -> None:
    """Copy the backup into `part` as a store: checked, written ahead, and on the disk."""
    try:
        backup.copy_of(backup.readable(source, part.parent), part, str(source))
    except StoreError as error:
        if error.code != "store_damaged":
            raise
        raise _damaged(source, backup_fr.UNREADABLE) from error
    if faults := backup.faults_of(part):
        raise _damaged(source, faults[0])
    backup.mark(part, is_backup=False)
    with part.open("rb") as written:
        os.fsync(written.fileno())


def _require_alike(source: Path, store: Path) -> None:
    """Raise when `source` is of a newer version, of another office, or no real store for one."""
    new, old = facts_of(source), facts_of(store)
    if new is None:
        raise _damaged(source, backup_fr.UNREADABLE)
    if new.revision not in KNOWN:
        raise refusals.too_new(str(source))
    if old is None:
        return
    if new.is_training and not old.is_training:
        raise UsageError("not_a_backup", backup_fr.for_training(source), backup_fr.GIVE_A_BACKUP)
    if new.offices and old.offices and not new.offices & old.offices:
        message = backup_fr.of_others(source, sorted(new.offices), sorted(old.offices))
        raise UsageError("not_a_backup", message, backup_fr.GIVE_A_BACKUP)


def facts_of(file: Path) -> Facts | None:
    """Return what a store tells of itself, None for one that is not there or cannot be read."""
    if not backup.is_store(file):
        return None
    try:
        with closing(backup.opened(backup.uri_of(file))) as connection:
            mark = connection.execute("PRAGMA application_id").fetchone()[0]
            revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            offices = connection.execute("SELECT code FROM office").fetchall()
    except sqlite3.Error:
        return None
    codes = frozenset(str(row[0]) for row in offices)
    return Facts(str(revision[0]) if revision else "", mark in training.MARKS, codes)


def _exchange(part: Path, store: Path, aside: Path) -> bool:
    """Put `part` under the store's name, the old store under `aside`; say whether there was one."""
    is_kept = _keep(store, aside)
    try:
        _replace(store, part)
    except OSError:
        _put_back(aside, store)
        raise
    return is_kept


def replace_sample(store: Path, made: Path) -> None:
    """Put the sample `made` in the place of one at `store`; that one goes, with its companions.

    Raises StoreError `store_in_use`, OSError.
    """
    with _closed_to_all(store):
        _replace(store, made)


def _replace(store: Path, by: Path) -> None:
    if any(_has_content(Path(f"{store}{suffix}")) for suffix in COMPANIONS):
        # The store goes first: without what its -wal holds it would look whole, and is not.
        store.unlink(missing_ok=True)
    for suffix in COMPANIONS:
        Path(f"{store}{suffix}").unlink(missing_ok=True)
    by.replace(store)
    _sync_folder(store.parent)


def _keep(store: Path, aside: Path) -> bool:
    """Give the store and its companions a second name; say whether there was anything."""
    found = [suffix for suffix in ("", *COMPANIONS) if Path(f"{store}{suffix}").exists()]
    try:
        for suffix in found:
            os.link(f"{store}{suffix}", f"{aside}{suffix}")
    except OSError:  # a disk on which a file has one name
        for suffix in found:
            Path(f"{aside}{suffix}").unlink(missing_ok=True)
        _rename(store, aside, found)
    return bool(found)


def _rename(store: Path, aside: Path, found: Sequence[str]) -> None:
    """Rename all of the store, itself first, or nothing. Raises OSError."""
    with ExitStack() as back:  # in the opposite order: the store last
        for suffix in found:
            old, new = Path(f"{store}{suffix}"), Path(f"{aside}{suffix}")
            old.rename(new)
            back.callback(new.rename, old)
        back.pop_all()


def _put_back(aside: Path, store: Path) -> None:
    """Let the old store have its name again, after all that goes with it."""
    for suffix in (*COMPANIONS, ""):
        kept, name = Path(f"{aside}{suffix}"), Path(f"{store}{suffix}")
        if not kept.exists():
            name.unlink(missing_ok=True)
        elif backup.same(kept, name):
            kept.unlink()
        else:
            kept.replace(name)


def _has_content(file: Path) -> bool:
    return file.exists() and file.stat().st_size > 0


def _free_name(store: Path, at: datetime) -> Path:
    """Return the name under which the old store is kept: nothing of an older one has it."""
    stem = f"{store.name}.ecarte-{at:%Y-%m-%d-%H%M%S}"
    aside, number = store.with_name(stem), 1
    while any(os.path.lexists(f"{aside}{suffix}") for suffix in ("", *COMPANIONS)):
        number += 1
        aside = store.with_name(f"{stem}-{number}")
    return aside


@contextlib.contextmanager
def _closed_to_all(store: Path) -> Iterator[None]:
    """Keep everybody from the store until the end. Raises StoreError `store_in_use`.

    A program that has the store open holds SQLite's shared lock on it and on its -shm, even where
    the store itself was moved away; nobody can open it while we hold the whole range. No other file
    of these may be opened by this program meanwhile: closing it would free the locks.
    """
    with ExitStack() as locks:
        if sys.platform != "win32":  # Windows renames no file that is open
            for name, (first, size) in ((store, _STORE_LOCK), (f"{store}-shm", _SHM_LOCK)):
                _lock(Path(name), first, size, store, locks)
        yield


def _lock(file: Path, first: int, size: int, store: Path, locks: ExitStack) -> None:
    import fcntl  # noqa: PLC0415 - not on Windows

    with contextlib.suppress(FileNotFoundError):
        held = locks.enter_context(file.open("r+b"))
        try:
            fcntl.lockf(held, fcntl.LOCK_EX | fcntl.LOCK_NB, size, first)
        except OSError as error:
            message = backup_fr.in_use(store)
            raise StoreError("store_in_use", message, backup_fr.CLOSE_DESKS) from error


def _sync_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):  # some systems sync no folder
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _damaged(file: Path, why: str) -> StoreError:
    return StoreError("store_damaged", backup_fr.damaged(file, why), backup_fr.OTHER_BACKUP)
