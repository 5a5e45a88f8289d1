"""Opening a store: is it a place where one can be, is it ours, is it of our version."""

import os
import random
import sqlite3
import time
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, inspect, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError

from rdv_tui.locales import refusals
from rdv_tui.store import network
from rdv_tui.store.driver_errors import sqlite_code, translate_errors
from rdv_tui.store.locking import WRITE_OPTION, configure_sqlite, take_global_lock
from rdv_tui.store.schema import HEAD, KNOWN


def connect(target: str, limit_s: float) -> tuple[Engine, str]:
    """Return an engine whose schema is this version's, and the store's name for people."""
    url = _url(target)
    place = url.database or target if _is_file(url) else url.render_as_string(hide_password=True)
    if _is_file(url) and not str(url.database).startswith("file:"):
        _check_file(Path(str(url.database)))
    try:
        engine = create_engine(url)
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise refusals.driver_missing(place) from error
    if url.get_backend_name() == "sqlite":
        configure_sqlite(engine, limit_s)
    try:
        with translate_errors(place, limit_s):
            _migrate_if_needed(engine, place, limit_s)
    except BaseException:
        engine.dispose()
        raise
    return engine, place


def _url(target: str) -> URL:
    if "://" not in target:
        return URL.create("sqlite", database=str(Path(target).expanduser().absolute()))
    try:
        return make_url(target)
    except ArgumentError as error:
        raise refusals.bad_target(target) from error


def _is_file(url: URL) -> bool:
    return url.get_backend_name() == "sqlite" and url.database not in {None, "", ":memory:"}


def _check_file(path: Path) -> None:
    """Refuse what SQLite would only notice later, or never."""
    if path.is_dir():
        raise refusals.not_a_store(str(path))
    kind = network.network_kind(path.resolve(), network.mount_table())
    if kind is not None:
        raise refusals.on_network(str(path), kind)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except PermissionError as error:
        raise refusals.read_only(str(path)) from error
    except OSError as error:
        raise refusals.unreachable(str(path), error.strerror or type(error).__name__) from error
    # SQLite falls back to reading silently; the effective user counts, not the one logged in.
    effective = os.access in os.supports_effective_ids
    for needed in (path.parent, path):
        if needed.exists() and not os.access(needed, os.W_OK, effective_ids=effective):
            raise refusals.read_only(str(path))


def _migrate_if_needed(engine: Engine, place: str, limit_s: float) -> None:
    with engine.connect() as connection:
        if _revision(connection, place) == HEAD:
            return
    if engine.dialect.name == "sqlite":
        _switch_to_wal(engine, limit_s)
    with engine.execution_options(**{WRITE_OPTION: True}).begin() as connection:
        if engine.dialect.name == "postgresql":
            take_global_lock(connection)
        if _revision(connection, place) != HEAD:  # another program may have been quicker
            from rdv_tui.store.migrating import migrate  # noqa: PLC0415 - Alembic costs 0.3 s

            migrate(connection)


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
