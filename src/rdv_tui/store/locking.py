"""How units of work begin on each engine: writers take the write lock first."""

import random
import sqlite3
import time
from typing import Any

from sqlalchemy import Connection, Engine, event, text

from rdv_tui.store.server import WAITS
from rdv_tui.store.store_file import StoreFile

WRITE_OPTION = "rdv_writes"
"""Execution option of the connections that are about to write."""


_GLOBAL_LOCK_KEY = 0x52445654  # any fixed number on which all programs agree


def take_global_lock(connection: Connection) -> None:
    """Make PostgreSQL let one transaction at a time make offices or migrate, until its end."""
    statement = text("SELECT pg_advisory_xact_lock(:key)").execution_options(**{WAITS: True})
    connection.execute(statement, {"key": _GLOBAL_LOCK_KEY})


def configure_sqlite(engine: Engine, limit_s: float, file: StoreFile) -> None:
    """Make every connection of `engine` durable, strict on foreign keys, and begin by our rules."""
    wait_ms = int(limit_s * 1000)

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: Any) -> None:  # noqa: ANN401 - the driver's own type
        file.connections.append(connection)
        connection.isolation_level = None  # the driver must not emit BEGIN behind our back
        connection.execute(f"PRAGMA busy_timeout = {wait_ms}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")  # what is erased leaves no bytes

    @event.listens_for(engine, "close")
    def _closed(connection: Any, _record: Any) -> None:  # noqa: ANN401 - the driver's own type
        if connection in file.connections:
            file.connections.remove(connection)

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        if connection.get_execution_options().get(WRITE_OPTION):
            driver = connection.connection.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            _begin_immediate(driver, limit_s, wait_ms)
        else:
            connection.exec_driver_sql("BEGIN")


def _begin_immediate(driver: sqlite3.Connection, limit_s: float, wait_ms: int) -> None:
    """Take the write lock, trying again at random within `limit_s` seconds.

    Who stands first in line (store/line.py) asks alone, but for writers that know no line. SQLite's
    own busy wait is unfair: under sixteen writers one of them starves. Raises the driver's
    OperationalError when the time is up.
    """
    deadline = time.monotonic() + limit_s
    driver.execute("PRAGMA busy_timeout = 0")
    try:
        while True:
            try:
                driver.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
                if not busy or time.monotonic() >= deadline:
                    raise
                time.sleep(random.uniform(0.0005, 0.003))  # noqa: S311 - jitter, not a secret
            else:
                return
    finally:
        driver.execute(f"PRAGMA busy_timeout = {wait_ms}")
