"""Opening a store: is it a place where one can be, is it ours, is it of our version."""

import contextlib
import glob
import os
import random
import re
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, inspect, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError

from rdv_tui.locales import refusals, store_files as files_fr
from rdv_tui.locales.office import servers as servers_fr
from rdv_tui.locales.system_errors import reason
from rdv_tui.store import network, training
from rdv_tui.store.driver_errors import sqlite_code, translate_errors
from rdv_tui.store.locking import WRITE_OPTION, configure_sqlite, take_global_lock
from rdv_tui.store.schema import HEAD, KNOWN
from rdv_tui.store.server import PATIENT, Server
from rdv_tui.store.server_address import name_of
from rdv_tui.store.store_file import (
    COMPANIONS,
    StoreFile,
    has_content,
    is_there,
    make_file,
    make_private,
    require_whole,
)

_EXCHANGE_S = 0.5
"""How long no store is away when another one takes its place (restoring.py), in seconds."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An engine whose schema is this version's, the store's name for people, and its files."""

    engine: Engine
    place: str
    file: StoreFile | None
    is_training: bool = False
    server: Server | None = None


class _ReplacedError(Exception):
    """A backup was put in the place of the store while it was being opened."""


def connect(target: str, limit_s: float, *, make: bool, upgrade: bool) -> Opened:
    """Open the store at `target`; make it, or bring it to this version, only when told to."""
    while True:
        with contextlib.suppress(_ReplacedError):
            return _connect(target, limit_s, make=make, upgrade=upgrade)


def _connect(target: str, limit_s: float, *, make: bool, upgrade: bool) -> Opened:
    url = _url(target)
    place = place_of(target)
    file = None
    if url.get_backend_name() == "sqlite":
        if not _is_file(url):
            raise refusals.bad_target(without_password(target))  # in memory it would keep nothing
        path = Path(str(url.database))
        _check_file(path, make=make)
        file = StoreFile(path)
    server = None
    try:
        if url.get_backend_name() == "postgresql":
            server = Server(url, limit_s)
        engine = server.engine if server else _engine(url, file)
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise refusals.driver_missing(place) from error
    if file is not None:
        configure_sqlite(engine, limit_s, file)
    try:
        with translate_errors(place, limit_s):
            _migrate_if_needed(engine, place, limit_s, file, make=make, upgrade=upgrade)
            if file is not None:
                with engine.connect() as connection:
                    _revision(connection, place)  # SQLite opens the files beside it to read
                file.remember()
                _require_unreplaced(file)
    except BaseException as error:
        engine.dispose()
        if file is not None and isinstance(error, Exception):
            _require_unreplaced(file)
            if not is_there(file.path):  # it went, for a moment or for good
                raise _ReplacedError from error
        raise
    with engine.connect() as connection:
        is_training = training.read_mark(connection) in training.MARKS
    return Opened(engine, place, file, is_training, server)


def _engine(url: URL, file: StoreFile | None) -> Engine:
    """Return the engine of a file that is there: SQLite would make one in the place of what went.

    Raises NoSuchModuleError, ModuleNotFoundError for an address of no engine of ours.
    """
    if file is None:
        return create_engine(url)
    uri = f"{file.path.as_uri()}?mode=rw"
    return create_engine(
        url, creator=lambda: sqlite3.connect(uri, uri=True, check_same_thread=False)
    )


def place_of(target: str) -> str:
    """Return how people are told of the store `target`: where it is, without any password."""
    url = _url(target)
    if _is_file(url):
        return str(url.database)
    return name_of(url)


def without_password(address: str) -> str:
    """Return what of an address may be shown, however wrong it is."""
    return re.sub(r"://.*@", "://***@", address, flags=re.DOTALL)


def _url(target: str) -> URL:
    if "://" not in target:
        return _of_file(target)
    try:
        url = make_url(target)
    except (ArgumentError, ValueError) as error:
        raise refusals.bad_target(without_password(target)) from error
    if "@" in (url.host or ""):  # of a password in which it should stand as %40
        raise refusals.bad_target(without_password(target))
    if url.drivername in {"postgres", "postgresql"}:
        url = url.set(drivername="postgresql+psycopg")
    if _is_file(url):
        return _of_file(str(url.database))
    return url


def _of_file(path: str) -> URL:
    """Return the address of a file by its one true name: beside that SQLite keeps its -wal."""
    try:
        return URL.create("sqlite", database=str(Path(path).expanduser().resolve()))
    except (OSError, RuntimeError, ValueError) as error:  # links in a circle, a NUL
        raise refusals.bad_target(path) from error


def sqlite_file(target: str) -> Path | None:
    """Return the file of the SQLite store `target`, None when it is none."""
    url = _url(target)
    return Path(str(url.database)) if _is_file(url) else None


def _is_file(url: URL) -> bool:
    """Say whether this is a file's plain path: a URI could make SQLite do anything with it."""
    database = url.database or ":memory:"
    is_plain = database != ":memory:" and not database.startswith("file:") and not url.query
    return url.get_backend_name() == "sqlite" and is_plain


def _check_file(path: Path, *, make: bool) -> None:
    """Refuse what SQLite would only notice later, or never. Raises StoreError."""
    try:
        _look_at(path, make=make)
    except OSError as error:
        raise refusals.unreachable(str(path), reason(error)) from error


def _look_at(path: Path, *, make: bool) -> None:
    if path.is_dir() or (path.exists() and not path.is_file()):
        raise refusals.not_a_store(str(path))
    is_new = not path.exists()
    if is_new:
        is_new = _refuse_remains(path, make=make)
    elif not has_content(path) and has_content(Path(f"{path}-wal")):
        raise files_fr.empty(str(path))  # SQLite would delete what its -wal holds
    require_whole(path)
    kind = network.network_kind(path.resolve(), network.mount_table())
    if kind is not None:
        raise refusals.on_network(str(path), kind)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except PermissionError as error:
        raise refusals.read_only(str(path)) from error
    # SQLite falls back to reading silently; the effective user counts, not the one logged in.
    effective = os.access in os.supports_effective_ids
    for needed in (path.parent, path):
        if needed.exists() and not os.access(needed, os.W_OK, effective_ids=effective):
            raise refusals.read_only(str(path))
    if is_new:
        make_file(path)
    make_private(path)


def _refuse_remains(path: Path, *, make: bool) -> bool:
    """Refuse a store that is not there, and tell of what is left where one has been.

    A new one would take the companions of the one that went for its own. Return False when it is
    there by now: a backup was put in its place, or another program founds it.
    """
    deadline = time.monotonic() + _EXCHANGE_S
    while asides := sorted(path.parent.glob(f"{glob.escape(path.name)}.ecarte-*[0-9]")):
        if path.exists():
            return False
        if time.monotonic() > deadline:
            raise files_fr.cut_off(str(path), asides[-1].name)
        time.sleep(0.01)
    if any(Path(f"{path}{suffix}").exists() for suffix in COMPANIONS):
        if path.exists():
            return False
        raise files_fr.cut_off(str(path), None)
    if not make:
        raise files_fr.missing(str(path))
    return True


def _migrate_if_needed(
    engine: Engine,
    place: str,
    limit_s: float,
    file: StoreFile | None,
    *,
    make: bool,
    upgrade: bool,
) -> None:
    with engine.connect() as connection:
        revision = _revision(connection, place)
    if revision is None and not make:
        raise servers_fr.empty_database(place) if file is None else files_fr.empty(place)
    if revision == HEAD:
        if file is not None:
            _keep_wal(engine)
        return
    if revision is not None and not upgrade:
        raise refusals.old_schema(place)
    if file is not None:
        if revision is not None:
            from rdv_tui.store.backup import keep_before_upgrade  # noqa: PLC0415 - seldom

            keep_before_upgrade(file.path, revision)
        _switch_to_wal(engine, limit_s)
        _require_unreplaced(file)  # nobody puts another file there from now on
    with engine.execution_options(**{WRITE_OPTION: True, PATIENT: True}).begin() as connection:
        if engine.dialect.name == "postgresql":
            _stop_writers(connection, is_new=revision is None)
        if _revision(connection, place) != HEAD:  # another program may have been quicker
            from rdv_tui.store.migrating import migrate  # noqa: PLC0415 - Alembic costs 0.3 s

            migrate(connection)
    if revision is not None and engine.dialect.name == "sqlite":
        _write_anew(engine)


def _stop_writers(connection: Connection, *, is_new: bool) -> None:
    """Wait until no desk of the version before is within an act; none begins one meanwhile."""
    take_global_lock(connection)
    connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
    if not is_new:
        connection.exec_driver_sql("SELECT code FROM office FOR UPDATE")


def _write_anew(engine: Engine) -> None:
    """Write the file anew after an upgrade: versions before left what was erased in free pages."""
    # Somebody may have the store open, or the disk is full: the nightly purge does it.
    with closing(engine.raw_connection()) as raw, contextlib.suppress(sqlite3.OperationalError):
        raw.cursor().execute("VACUUM")
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


def require_current(connection: Connection, place: str) -> None:
    """Raise StoreError `store_too_new` when the store is no longer of this version's schema."""
    require_head(_revision(connection, place), place)


def require_head(revision: str | None, place: str) -> None:
    """Raise StoreError `store_too_new` when `revision` is not this version's."""
    if revision != HEAD:
        raise refusals.too_new(place)


def _revision(connection: Connection, place: str) -> str | None:
    """Return the schema's revision, None for an empty store; refuse a stranger or a newer one."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    if "alembic_version" not in tables or "appointment" not in tables:
        raise refusals.not_a_store(place)
    revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if revision not in KNOWN:
        raise refusals.too_new(place)
    return str(revision)


def _require_unreplaced(file: StoreFile) -> None:
    if file.is_replaced():
        raise _ReplacedError


def _keep_wal(engine: Engine) -> None:
    """Turn a copy that somebody put there by hand to write-ahead logging, as every store is.

    Without it a reader would stop who writes, and an idle desk would hold no lock that tells a
    restore of it. Who has it open just now may go on; whoever opens it next turns it.
    """
    with closing(engine.raw_connection()) as raw:
        driver: Any = raw.driver_connection
        if driver.execute("PRAGMA journal_mode").fetchone() != ("wal",):
            with contextlib.suppress(sqlite3.OperationalError):
                driver.execute("PRAGMA journal_mode = WAL").fetchone()


def _switch_to_wal(engine: Engine, limit_s: float) -> None:
    """Turn the file to write-ahead logging; SQLite does not wait for others here, so we do."""
    deadline = time.monotonic() + limit_s
    while True:
        connection = engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if sqlite_code(error) != sqlite3.SQLITE_BUSY or time.monotonic() >= deadline:
                raise OperationalError("PRAGMA journal_mode", None, error) from error
            time.sleep(random.uniform(0.0005, 0.003))  # noqa: S311 - jitter, not a secret
        else:
            return
        finally:
            connection.close()
