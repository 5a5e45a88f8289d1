"""How programs speak with a PostgreSQL server: within time limits, by the server's clock."""

import time
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, create_engine, event, text
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection, ExceptionContext
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

from rdv_tui.clock import Drift
from rdv_tui.locales.office import servers as servers_fr
from rdv_tui.store.server_address import name_of, require_understood
from rdv_tui.store.silence import Watchdog, Watched

WAITS, PATIENT = "rdv_waits", "rdv_patient"
"""Execution options: a statement that waits for a lock; one that takes as long as it must."""

CONNECT_LIMIT_S = 5
SILENCE_LIMIT_S = 6.0
"""How long a statement may stay without an answer, in seconds."""
_PING_LIMIT_S = 2.0
_PATIENCE_S = 3600.0
_FRESH_S = 0.05
"""A connection that was used so recently, in one run of acts, is taken for alive."""
_IDLE_LIMIT = "15s"
"""How long a program that stopped in the middle of a transaction may keep the office's lock."""
_WATCHED, _USED = "rdv_watched", "rdv_used"

_DEFAULTS = {
    "application_name": "rdv-tui",
    "connect_timeout": str(CONNECT_LIMIT_S),
    # Firewalls forget connections on which nothing passes, often after five minutes.
    "keepalives_idle": "60",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "10000",
}
_LIMITS = (
    "SELECT set_config('statement_timeout', %s, false), set_config('lock_timeout', %s, false),"
    " set_config('idle_in_transaction_session_timeout', %s, false), clock_timestamp()"
)
_TIME = "SELECT clock_timestamp()"
_TIME_AND_REVISION = text("SELECT clock_timestamp(), version_num FROM alembic_version")


class Server:
    """The engine of a store on a server, what watches over it, and how far ahead its clock is."""

    def __init__(self, url: URL, limit_s: float) -> None:
        """Make the engine, which connects at its first use. Raises ImportError, StoreError."""
        self.limit_s = limit_s
        self.watchdog = Watchdog()
        self.drift = Drift()
        self._measured_at = 0.0
        require_understood(url)
        self.engine = create_engine(
            with_defaults(url),
            pool_size=1,
            max_overflow=7,
            pool_timeout=limit_s,
            use_native_hstore=False,  # which costs a question for each connection
        )
        for name, listener in (
            ("connect", self._connected),
            ("checkout", self._checked_out),
            ("checkin", self._checked_in),
            ("close", self._closed),
            ("before_cursor_execute", self._asked),
            ("after_cursor_execute", self._answered),
            ("commit", self._ending),
            ("rollback", self._ending),
            ("handle_error", self._failed),
        ):
            event.listen(self.engine, name, listener)
        # Before SQLAlchemy asks anything, whose own questions fail in some encodings.
        event.listen(self.engine, "connect", self._require_utf8, insert=True)

    def look(self, connection: Connection) -> str:
        """Measure how far the server's clock is ahead of this machine's; return its revision."""
        at, revision = connection.execute(_TIME_AND_REVISION).one()
        self._measure(at)
        return str(revision)

    def _measure(self, at: datetime) -> None:
        self.drift.ahead = at - datetime.now(at.tzinfo)
        self._measured_at = time.monotonic()

    # -- the pool's connections
    def _require_utf8(self, connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
        driver: Any = connection
        encoding = driver.info.parameter_status("server_encoding")
        if encoding != "UTF8":
            driver.close()
            raise servers_fr.other_encoding(name_of(self.engine.url), encoding or "?")

    def _connected(self, connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
        driver: Any = connection
        watched = self.watchdog.watch(driver.fileno())
        record.info[_WATCHED] = watched
        milliseconds = int(self.limit_s * 1000)
        limits = (str(milliseconds + 1000), str(milliseconds), _IDLE_LIMIT)
        with self.watchdog.expecting(watched, SILENCE_LIMIT_S):
            driver.autocommit = True
            self._measure(driver.execute(_LIMITS, limits).fetchone()[3])
            driver.autocommit = False
        record.info[_USED] = time.monotonic()

    def _checked_out(
        self, connection: DBAPIConnection, record: ConnectionPoolEntry, _proxy: object
    ) -> None:
        """Ask a connection that nobody used for a while whether it lives, and what time it is."""
        now, driver = time.monotonic(), connection
        is_fresh = now - record.info.get(_USED, 0.0) < _FRESH_S
        if is_fresh and now - self._measured_at < SILENCE_LIMIT_S:
            return
        try:
            with self.watchdog.expecting(record.info[_WATCHED], _PING_LIMIT_S):
                cursor = driver.cursor()
                cursor.execute(_TIME)
                self._measure(cursor.fetchone()[0])  # type: ignore[index]  # it has one row
                driver.rollback()
        except self.engine.dialect.loaded_dbapi.Error as error:
            raise DisconnectionError from error  # the pool connects anew

    def _checked_in(self, _connection: object, record: ConnectionPoolEntry) -> None:
        record.info[_USED] = time.monotonic()
        if _WATCHED in record.info:
            self.watchdog.answered(record.info[_WATCHED])

    def _closed(self, _connection: object, record: ConnectionPoolEntry) -> None:
        if (watched := record.info.pop(_WATCHED, None)) is not None:
            self.watchdog.answered(watched)
            watched.line.close()

    # -- statements
    def _asked(self, connection: Connection, *about: Any) -> None:  # noqa: ANN401 - SQLAlchemy's
        options = about[3].execution_options if about[3] is not None else {}
        within = SILENCE_LIMIT_S
        if options.get(WAITS):
            within += self.limit_s
        if options.get(PATIENT):
            within = _PATIENCE_S
        if (watched := _of(connection)) is not None:
            self.watchdog.expect(watched, within)

    def _answered(self, connection: Connection, *_about: object) -> None:
        if (watched := _of(connection)) is not None:
            self.watchdog.answered(watched)

    def _ending(self, connection: Connection) -> None:
        # Giving the connection back to the pool ends the wait.
        if (watched := _of(connection)) is not None:
            self.watchdog.expect(watched, SILENCE_LIMIT_S)

    def _failed(self, context: ExceptionContext) -> None:
        watched = _of(context.connection) if context.connection is not None else None
        if watched is not None:
            self.watchdog.answered(watched)
            if watched.is_cut:
                context.original_exception.rdv_is_silence = True  # type: ignore[attr-defined]


def with_defaults(url: URL) -> URL:
    """Return `url` with our time limits where it has none of its own."""
    query = dict(url.query)
    hosts = query.get("host", url.host or "")
    if isinstance(hosts, tuple) or "," in hosts:
        query.setdefault("target_session_attrs", "read-write")  # never a standby
    return url.set(query={**_DEFAULTS, **query})


def _of(connection: Connection) -> Watched | None:
    if connection.invalidated or connection.closed:
        return None
    found: Watched | None = connection.connection.info.get(_WATCHED)
    return found
