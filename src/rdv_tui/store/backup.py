"""Copies of a SQLite store: made while desks write, private, checked, whole or not at all."""

import contextlib
import errno
import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from itertools import count
from pathlib import Path

from rdv_tui.errors import UsageError
from rdv_tui.locales import refusals, store_files as files_fr
from rdv_tui.locales.office import backups as backup_fr
from rdv_tui.locales.system_errors import reason
from rdv_tui.store import inspection
from rdv_tui.store.driver_errors import store_error
from rdv_tui.store.inspection import BACKUP_MARK, BUSY_MS
from rdv_tui.store.store_file import COMPANIONS, identity

PAGES_A_STEP = 1000
"""How much is copied between two looks at the progress; writers go on all the while."""

Progress = Callable[[int, int], None]
"""Called with the pages copied and all there are."""

_PART = ".rdv-tui-copie-"
"""How the folders are called in which a copy is made: nobody else's bear such a name."""

_PART_S = 24 * 3600
"""How long no copy takes: what is older was left by one that was killed."""


def back_up(source: Path, target: Path, progress: Progress = lambda _done, _all: None) -> int:
    """Copy the store `source` to `target`, which desks may go on writing; return its bytes.

    The copy is private, checked, and appears whole or not at all. It takes the place of an older
    backup of this store, of nothing else. Raises UsageError `unwritable_file`, `not_a_backup`,
    StoreError.
    """
    return _back_up(source, target, progress, None) or 0


def keep_before_upgrade(store: Path, revision: str) -> Path:
    """Copy the store beside itself before its schema changes; return the copy.

    Another program may have been quicker: a store that is no longer of `revision` takes nobody's
    place. Raises StoreError, UsageError `unwritable_file`.
    """
    stem = f"{store.name}.avant-mise-a-jour-{revision}-{datetime.now():%Y-%m-%d}"  # noqa: DTZ005 - the machine's own day, for people
    for number in count(1):
        kept = store.with_name(stem if number == 1 else f"{stem}-{number}")
        try:
            _back_up(store, kept, lambda _done, _all: None, revision)
        except UsageError as error:
            if error.code != "not_a_backup":
                raise UsageError(error.code, error.message, backup_fr.MAKE_ROOM) from error
        else:
            break
    return kept


def _back_up(source: Path, target: Path, progress: Progress, revision: str | None) -> int | None:
    """Copy the store; None when it is not of that `revision`, and nothing is kept."""
    target = _followed(target)
    try:
        _require_name(source, target)
        _require_content(source)
        with private_part(target.parent) as part, inspection.readable(source, part.parent) as uri:
            inspection.require_store(uri, source)
            owner = _owner_of_backup(target, uri)
            copy_of(uri, source, part, progress)
            found = inspection.facts_of(part)
            if inspection.faults_of(part) or found is None:
                raise refusals.damaged(str(source))
            if revision is not None and found.revision != revision:
                return None
            mark(part, is_backup=True)
            if owner is not None and owner.st_uid == source.stat().st_uid:
                give(part, owner)  # root makes it for whoever has the store, and for nobody else
            sync(part)
            size = part.stat().st_size
            part.replace(target)
    except OSError as error:
        raise unwritable(target, error) from error
    return size


def _followed(target: Path) -> Path:
    """Return where a link leads: it goes on leading there. Raises UsageError."""
    try:
        return target.resolve()
    except (OSError, RuntimeError) as error:  # links in a circle
        loop = OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        raise unwritable(target, error if isinstance(error, OSError) else loop) from error


def _require_name(source: Path, target: Path) -> None:
    """Raise UsageError `not_a_backup` for a name that a backup cannot have."""
    if target.name.endswith(COMPANIONS):
        raise _refused(backup_fr.not_a_name(target))
    if beside := [path for suffix in COMPANIONS if (path := Path(f"{target}{suffix}")).exists()]:
        raise _refused(backup_fr.beside_a_store(target, beside[0]))
    if inspection.same(source, target):
        raise _refused(backup_fr.is_the_store(target))


def _owner_of_backup(target: Path, store: str) -> os.stat_result | None:
    """Return whose the backup at `target` is, None when nothing is there.

    Raises UsageError `not_a_backup` for anything but a backup that has nothing which the store at
    the URI `store` lacks: another store's, one in which somebody has worked since, or one of what
    was lost when an older one was put back.
    """
    if not target.exists():
        return None
    owner = target.stat()
    if target.is_file() and not os.access(target, os.R_OK):
        raise _refused(backup_fr.may_not_be_read(target))
    found = inspection.facts_of(target)
    if found is None or not found.is_backup:
        raise _refused(backup_fr.not_replaced(target))
    try:
        more = inspection.acts_lacking(target, store)
    except sqlite3.Error as error:
        raise _refused(backup_fr.not_replaced(target)) from error
    if more:
        raise UsageError("not_a_backup", backup_fr.has_more(target, more), backup_fr.MOVE_IT)
    return owner


def _refused(message: str) -> UsageError:
    return UsageError("not_a_backup", message, backup_fr.OTHER_NAME)


def mark(part: Path, *, is_backup: bool) -> None:
    """Let a copy say that it is a backup, and is not written ahead, or a store, which is.

    Raises OSError where there is no room.
    """
    try:
        with closing(inspection.opened(inspection.uri_of(part))) as connection:
            connection.execute(f"PRAGMA user_version = {BACKUP_MARK if is_backup else 0}")
            # A backup is one file, not three; a store tells by its locks who has it open.
            mode = "DELETE" if is_backup else "WAL"
            connection.execute(f"PRAGMA journal_mode = {mode}").fetchone()
    except sqlite3.Error as error:
        raise inspection.full() from error


def _require_content(file: Path) -> None:
    """Raise StoreError `store_missing`, `not_a_store`, `store_damaged` for an empty file.

    Of a file that is empty an empty backup would be made, which looks as good as the one before.
    """
    try:
        if not file.exists():
            raise files_fr.missing(str(file))
        if not file.is_file():
            raise refusals.not_a_store(str(file))
        if not file.stat().st_size:
            raise files_fr.empty(str(file))
        with file.open("rb"):
            pass
    except OSError as error:
        raise refusals.unreachable(str(file), reason(error)) from error


def copy_of(
    uri: str, source: Path, part: Path, progress: Progress = lambda _done, _all: None
) -> None:
    """Copy the database `source`, read by `uri`, into `part`. Raises StoreError, OSError."""
    before = identity(str(source))
    try:
        with closing(inspection.opened(uri)) as origin, closing(sqlite3.connect(part)) as copy:
            origin.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
            origin.execute("BEGIN")  # one state: a writer must not make the copy begin again
            origin.execute("SELECT 1 FROM sqlite_schema").fetchone()
            if identity(str(source)) != before:  # a backup was put in its place meanwhile
                raise files_fr.moved(str(source), is_gone=False)
            origin.backup(
                copy,
                pages=PAGES_A_STEP,
                progress=lambda _status, left, total: progress(total - left, total),
            )
            copy.execute("PRAGMA journal_mode = DELETE").fetchone()
    except sqlite3.Error as error:
        if inspection.no_room(error):
            raise inspection.full() from error
        raise store_error(error, str(source), BUSY_MS / 1000) from error


def abandoned_parts(folder: Path) -> list[Path]:
    """Return the folders in which a copy was being made as its program was killed."""
    edge = time.time() - _PART_S
    found = folder.glob(f"{_PART}????????")
    return sorted(one for one in found if one.is_dir() and one.stat().st_mtime < edge)


@contextlib.contextmanager
def private_part(folder: Path) -> Iterator[Path]:
    """Make an empty private file in a folder within `folder`; both are gone at the end."""
    for left in abandoned_parts(folder):  # each holds all the people of a store
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=_PART) as made:
        part = Path(made, "copie.db")
        part.touch(mode=0o600)
        yield part


def give(file: Path, like: os.stat_result) -> None:
    """Let a file belong to the account and the group of another, as far as this one may say so."""
    if hasattr(os, "chown"):
        for user in (like.st_uid, -1):
            with contextlib.suppress(OSError):
                os.chown(file, user, like.st_gid)
                return


def sync(file: Path) -> None:
    """Wait until the disk has the file. Raises OSError."""
    with file.open("rb") as written:
        os.fsync(written.fileno())


def unwritable(file: Path, error: OSError) -> UsageError:
    """Return what is told when `file` cannot be written."""
    message = backup_fr.unwritable(file, reason(error))
    return UsageError("unwritable_file", message, backup_fr.OTHER_FILE)
