"""The store: opened from a path or an address, used in short units of reading or writing."""

import random
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError, TimeoutError as PoolTimeout
from sqlmodel import Session

from rdv_tui.clock import Clock
from rdv_tui.errors import RdvError
from rdv_tui.locales.office import servers as servers_fr
from rdv_tui.store import connect, training
from rdv_tui.store.acts import LAST_ACT, ActKey
from rdv_tui.store.driver_errors import translate_errors
from rdv_tui.store.line import PATIENCE_S, turn
from rdv_tui.store.listening import NOTIFY, ChangeFeed
from rdv_tui.store.locking import WRITE_OPTION, take_global_lock
from rdv_tui.store.server import WAITS, Server
from rdv_tui.store.server_errors import is_silence

__all__ = ["Session", "Store", "open_store"]

OUTCOME_LIMIT_S = 4.0
"""How long to ask what became of an act whose answer was lost, in seconds."""

_LOCK_OFFICE = text("SELECT code FROM office WHERE code = :office FOR UPDATE").execution_options(
    **{WAITS: True}
)


class Store:
    """An open store. Safe to share between threads; each unit has its own connection."""

    def __init__(self, opened: connect.Opened, limit_s: float) -> None:
        """Take an opened store whose schema is up to date; a writer waits `limit_s` at most."""
        engine = opened.engine
        self.place = opened.place
        self.limit_s = limit_s
        self._file = opened.file
        self._schema: int | None = None
        self.is_training = opened.is_training
        self._server = opened.server
        self.feed: ChangeFeed | None = None
        self.last_acts: dict[str, ActKey] = {}
        """What this program wrote last, by office: it must be there when it writes again."""
        self.doubt: RdvError | None = None
        """Why nothing may be written for the moment: nobody knows whether the clock is right."""
        self.engine = engine
        """The engine itself, for the store's own room (checks, backups, tests)."""
        self._writer = engine.execution_options(**{WRITE_OPTION: True})
        # SQLite's readers see one state as they are; PostgreSQL's must ask for it.
        self._reader = (
            engine.execution_options(isolation_level="REPEATABLE READ")
            if engine.dialect.name == "postgresql"
            else engine
        )

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a unit that sees one state of the store and changes nothing.

        Raises StoreError when the store is out of reach.
        """
        with (
            translate_errors(self.place, self.limit_s),
            Session(self._reader, expire_on_commit=False) as session,
        ):
            yield session

    @contextmanager
    def write(self, office: str | None = None, *, despite_doubt: bool = False) -> Iterator[Session]:
        """Open a unit that holds the write lock from its first moment, and commit it at the end.

        SQLite locks the store, PostgreSQL the row of `office` (None, while the office is being
        made, waits for all who do the same). An exception rolls everything back. Raises
        StoreError (`store_busy` after the time limit) and Refusal when a constraint says no, or
        while there is a `doubt` (who signs in does so `despite_doubt`).
        """
        if self.doubt is not None and not despite_doubt:
            raise self.doubt
        with (
            translate_errors(self.place, self.limit_s),
            self._turn(),
            Session(self._writer, expire_on_commit=False) as session,
        ):
            if self._server is None:
                self._require_schema(session.connection())
            else:
                self._lock(self._server, session, office)
            self.require_same()
            yield session
            if self._server is not None and office is not None and LAST_ACT in session.info:
                session.connection().execute(NOTIFY, {"office": office})
            try:
                session.commit()
            except DBAPIError as error:
                if self._server is None or not error.connection_invalidated:
                    raise
                self._settle(self._server, session.info.get(LAST_ACT))
            if LAST_ACT in session.info:
                act: ActKey = session.info[LAST_ACT]
                self.last_acts[act.office] = act
            self.require_same()  # what was written meanwhile into a lost file is not written

    def _turn(self) -> AbstractContextManager[object]:
        """Return what stands in line before the file's lock; a server has its own line."""
        if self._file is None:
            return nullcontext()
        return turn(self._file.path.parent, min(PATIENCE_S, self.limit_s))

    def _lock(self, server: Server, session: Session, office: str | None) -> None:
        """Take the office's lock, on another connection if this one was lost meanwhile."""
        for is_last in (False, True):
            try:
                connection = session.connection()
                if office is None:
                    take_global_lock(connection)
                else:
                    connection.execute(_LOCK_OFFICE, {"office": office})
                # Asked behind the lock: an upgrade that was waited for has been seen.
                connect.require_head(server.look(connection), self.place)
            except DBAPIError as error:
                if is_last or not error.connection_invalidated or is_silence(error.orig):
                    raise
                session.rollback()  # nothing is written yet
            else:
                return

    def _settle(self, server: Server, act: ActKey | None) -> None:
        """Find out what became of a transaction whose commit had no answer; return if it is kept.

        Its last act is looked up under the office's lock, which it holds itself as long as it is
        not decided. Raises StoreError `store_unreachable` when nothing was written, or nothing that
        the audit would tell of (drafts, leases), and `outcome_unknown` when nobody can be asked.
        """
        if act is None:
            raise servers_fr.connection_lost(self.place)
        deadline = time.monotonic() + OUTCOME_LIMIT_S
        while True:
            try:
                with Session(self._writer) as session:
                    self._lock(server, session, act.office)
                    is_kept = act.is_kept(session)
            except (DBAPIError, PoolTimeout) as error:
                if time.monotonic() >= deadline:
                    raise servers_fr.outcome_unknown(self.place) from error
                time.sleep(random.uniform(0.1, 0.6))  # noqa: S311 - jitter, not a secret
            else:
                if not is_kept:
                    raise servers_fr.connection_lost(self.place)
                return

    def follow(self, clock: Clock) -> None:
        """Let `clock` run by the server's, when the store is on one."""
        if self._server is not None:
            clock.drift.ahead = self._server.drift.ahead
            self._server.drift = clock.drift

    def listen(self) -> None:
        """Hear of changes from now on, when the store is on a server."""
        if self._server is not None and self.feed is None:
            self.feed = ChangeFeed(self._server, self.place)

    def require_there(self) -> None:
        """Raise StoreError when the store is another, or its server does not answer; ask nobody."""
        self.require_same()
        if self.feed is not None and self.feed.error is not None:
            raise self.feed.error

    def hang_up(self) -> None:
        """Wait for no answer of a server any more: the program ends."""
        if self._server is not None:
            self._server.watchdog.cut_all()

    @property
    def path(self) -> Path | None:
        """The store's file, None for a database of a server."""
        return self._file.path if self._file else None

    def require_same(self) -> None:
        """Raise StoreError `store_moved` when the store is no longer the one that was opened."""
        if self._file is not None:
            self._file.require_same()

    def _require_schema(self, connection: Connection) -> None:
        """Refuse to write once another program has brought the store to another version."""
        schema = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
        if self._schema is None:
            connect.require_current(connection, self.place)
            self._schema = schema
        elif schema != self._schema:
            self._schema = None
            self._require_schema(connection)

    def scrub(self, *, compact: bool) -> bool:
        """Leave nothing of what was erased in the store's files; say whether that was done.

        Erased rows are overwritten at once; the write-ahead log holds them until it is emptied,
        which a reader may prevent. `compact` writes the store anew. Raises StoreError.
        """
        with (
            translate_errors(self.place, self.limit_s),
            closing(self.engine.raw_connection()) as raw,
        ):
            driver: Any = raw.driver_connection
            if self.engine.dialect.name == "postgresql":
                driver.autocommit = True
                driver.execute("VACUUM")
                driver.autocommit = False
                return True
            if compact:
                driver.execute("VACUUM")
            busy = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        return not busy

    def mark_training(self) -> None:
        """Let this store know that it is for training, where the clock may be chosen."""
        with self._writer.connect() as connection:
            training.write_mark(connection, training.TRAINING_MARK)
            connection.commit()
        self.is_training = True

    def close(self) -> None:
        """Close every connection; the store may not be used afterwards."""
        if self.feed is not None:
            self.feed.close()
        if self._file is not None and self._file.is_torn():
            self._file.abandon()
        else:
            self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_store(
    target: str, limit_s: float = 10.0, *, make: bool = True, upgrade: bool = True
) -> Store:
    """Open the store at `target`, a file's path or a SQLAlchemy URL.

    Make it if need be (`make`), and bring it to this version's schema (`upgrade`). Raises
    StoreError: `store_missing`, `store_read_only`, `store_on_network`, `store_damaged`,
    `not_a_store`, `store_too_new`, `store_too_old`, `store_moved`, `store_busy`,
    `store_unreachable`, `driver_missing`.
    """
    return Store(connect.connect(target, limit_s, make=make, upgrade=upgrade), limit_s)
