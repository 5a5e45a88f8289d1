"""A backup put in the place of a SQLite store: whole, checked, and nothing of the old one lost.

Whatever ends the program on the way, there stands under the store's name either the old store with
all that it holds, or the new one, or nothing, which every opening says: never the old one without
what its -wal held, never one's -wal beside the other, and never two names for one store.
"""

import contextlib
import os
import sqlite3
import stat
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from datetime import datetime
from pathlib import Path

from rdv_tui.errors import StoreError, UsageError
from rdv_tui.locales import refusals, store_files as files_fr
from rdv_tui.locales.office import backups as backup_fr
from rdv_tui.locales.system_errors import reason
from rdv_tui.store import backup, inspection
from rdv_tui.store.schema import KNOWN
from rdv_tui.store.store_file import COMPANIONS, has_content, is_there, private_mode

_STORE_LOCK = (0x40000002, 510)
"""First byte and number of those that SQLite locks in a store in use (its file format)."""

_SHM_LOCK = (128, 1)
"""The byte of the -shm that whoever has the store open keeps locked."""


def restore(source: Path, store: Path, at: datetime) -> Path | None:
    """Put the backup `source` in the place of `store`; return where the old one was set aside.

    The old store is kept under a name with the wall clock `at`; nothing is mixed and nothing
    deleted. None when there was nothing of an old store. Raises StoreError `store_in_use`,
    `store_damaged`, `store_too_new`, `not_a_store`, UsageError `unwritable_file`, `not_a_backup`.
    """
    try:
        _require_backup(source, store)
    except OSError as error:
        message = backup_fr.cannot_be_read(source, reason(error))
        raise UsageError("not_a_backup", message, backup_fr.LET_READ) from error
    try:
        if is_there(store) and not store.is_file():
            raise refusals.not_a_store(str(store))
        with _locked(store):
            pass  # who has it open is told of before all is copied
        with backup.private_part(store.parent) as part:
            _copy(source, part)
            _take_after(store, part)
            with _closed_to_all(store):
                return _exchange(part, store, at)
    except OSError as error:
        message = backup_fr.not_put_back(store, reason(error))
        hint = backup_fr.MAKE_ROOM if is_there(store.parent) else backup_fr.MAKE_FOLDER
        raise UsageError("unwritable_file", message, hint) from error


def _require_backup(source: Path, store: Path) -> None:
    """Raise when `source` is no store, of a newer version, of another office, or for training.

    Raises OSError when it cannot be read.
    """
    if not source.exists():
        raise _refused(backup_fr.no_such_backup(source))
    if inspection.same(source, store):
        raise _refused(backup_fr.is_the_store(source))
    if source.is_file():
        with source.open("rb"):
            pass
    if not inspection.is_store(source):
        raise _refused(backup_fr.no_backup(source))
    new, old = inspection.facts_of(source), inspection.facts_of(store)
    if new is None:
        raise _damaged(source, backup_fr.UNREADABLE)
    if new.revision not in KNOWN:
        raise refusals.too_new(str(source))
    if new.is_training and not (old and old.is_training):
        raise _refused(backup_fr.for_training(source))
    if old and new.offices and old.offices and not new.offices & old.offices:
        raise _refused(backup_fr.of_others(source, sorted(new.offices), sorted(old.offices)))


def _refused(message: str) -> UsageError:
    return UsageError("not_a_backup", message, backup_fr.GIVE_A_BACKUP)


def _copy(source: Path, part: Path) -> None:
    """Copy the backup into `part` as a store: checked, written ahead, and on the disk."""
    try:
        with inspection.readable(source, part.parent) as uri:
            backup.copy_of(uri, source, part)
    except StoreError as error:
        if error.code != "store_damaged":
            raise
        raise _damaged(source, backup_fr.UNREADABLE) from error
    if faults := inspection.faults_of(part):
        raise _damaged(source, faults[0])
    backup.mark(part, is_backup=False)
    backup.sync(part)


def _damaged(file: Path, why: str) -> StoreError:
    return StoreError("store_damaged", backup_fr.damaged(file, why), backup_fr.OTHER_BACKUP)


def _take_after(store: Path, part: Path) -> None:
    """Let the copy belong to those to whom the store belonged, or the folder if there was none.

    Raises UsageError `unwritable_file` when its group cannot have it: others would, or nobody.
    """
    if store.exists():
        old = store.stat()
        mode = stat.S_IMODE(old.st_mode) & 0o660 | 0o600
    else:
        old = store.parent.stat()
        mode = private_mode(store.parent)
    backup.give(part, old)
    if mode & 0o060 and part.stat().st_gid != old.st_gid:
        raise UsageError("unwritable_file", backup_fr.not_theirs(store), backup_fr.AS_ITS_OWNER)
    part.chmod(mode)


def _exchange(part: Path, store: Path, at: datetime) -> Path | None:
    """Put `part` under the store's name, the old store under another; return that, if one was."""
    found = [suffix for suffix in ("", *COMPANIONS) if Path(f"{store}{suffix}").exists()]
    aside = _free_name(store, at)
    _rename(store, aside, found)
    try:
        _place(part, store)
    except FileExistsError as error:  # by no program of ours
        raise _in_use(store, aside if found else None) from error
    except OSError:
        _rename(aside, store, found)
        raise
    return aside if found else None


def replace_sample(store: Path, made: Path) -> None:
    """Put the sample `made` in the place of one at `store`; that one goes, with its companions.

    Raises StoreError `store_in_use`, `store_missing` where a store went and left its -wal, OSError.
    """
    with _closed_to_all(store):
        if not store.exists() and any(has_content(Path(f"{store}{one}")) for one in COMPANIONS):
            raise files_fr.cut_off(str(store), None)
        for suffix in ("", *COMPANIONS):
            Path(f"{store}{suffix}").unlink(missing_ok=True)
        _place(made, store)


def _place(part: Path, store: Path) -> None:
    """Give `part` the store's name, which nobody has. Raises OSError."""
    try:
        os.link(part, store)
        part.unlink()
    except FileExistsError:
        raise
    except OSError:  # a disk on which a file has one name
        part.rename(store)
    _sync_folder(store.parent)


def _rename(store: Path, aside: Path, found: Sequence[str]) -> None:
    """Rename all of the store, itself first, or nothing. Raises OSError."""
    with ExitStack() as back:  # in the opposite order: the store last
        for suffix in found:
            old, new = Path(f"{store}{suffix}"), Path(f"{aside}{suffix}")
            old.rename(new)
            back.callback(new.rename, old)
        back.pop_all()


def _free_name(store: Path, at: datetime) -> Path:
    """Return the name under which the old store is kept: nothing of an older one has it."""
    stem = f"{store.name}.ecarte-{at:%Y-%m-%d-%H%M%S}"
    aside, number = store.with_name(stem), 1
    while any(os.path.lexists(f"{aside}{suffix}") for suffix in ("", *COMPANIONS)):
        number += 1
        aside = store.with_name(f"{stem}-{number}")
    return aside


# -- nobody else meanwhile
@contextlib.contextmanager
def _closed_to_all(store: Path) -> Iterator[None]:
    """Keep everybody from the store, whole in its one file, until the end.

    Raises StoreError `store_in_use`.
    """
    can_be_whole = _settle(store)
    with _locked(store):
        if can_be_whole and has_content(Path(f"{store}-wal")):  # somebody was there, or came
            raise _in_use(store)
        yield


def _settle(store: Path) -> bool:
    """Write all of a store into its one file; False for one that SQLite cannot read, or none.

    Then it can have another name at once: a -wal that has to follow it could be left behind. Of
    one that is in use nothing is known: whoever locks it next finds out.
    """
    if not has_content(store):  # of an empty file SQLite would delete the -wal
        return False
    try:
        with closing(inspection.opened(inspection.uri_of(store))) as connection:
            connection.execute("PRAGMA busy_timeout = 0")
            connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    except sqlite3.Error as error:
        return not inspection.is_damage(error)
    return True


@contextlib.contextmanager
def _locked(store: Path) -> Iterator[None]:
    """Let nobody open the store until the end. Raises StoreError `store_in_use`.

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
            raise _in_use(store) from error


def _in_use(store: Path, aside: Path | None = None) -> StoreError:
    kept = f" {backup_fr.set_aside(aside)}." if aside else ""
    hint = backup_fr.PUT_BACK if aside else backup_fr.CLOSE_DESKS
    return StoreError("store_in_use", f"{backup_fr.in_use(store)}{kept}", hint)


def _sync_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):  # some systems sync no folder
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
