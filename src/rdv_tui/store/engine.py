"""The store: opened from a path or an address, used in short units of reading or writing."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from sqlalchemy import Engine, text
from sqlmodel import Session

from rdv_tui.store import connect
from rdv_tui.store.driver_errors import translate_errors
from rdv_tui.store.locking import WRITE_OPTION, take_global_lock

__all__ = ["Session", "Store", "open_store"]

_LOCK_OFFICE = text("SELECT code FROM office WHERE code = :office FOR UPDATE")


class Store:
    """An open store. Safe to share between threads; each unit has its own connection."""

    def __init__(self, engine: Engine, place: str, limit_s: float) -> None:
        """Wrap an engine whose schema is up to date; `limit_s` is how long a writer may wait."""
        self.place = place
        self.limit_s = limit_s
        self._engine = engine
        self._writer = engine.execution_options(**{WRITE_OPTION: True})
        # SQLite's readers see one state as they are; PostgreSQL's must ask for it.
        self._reader = (
            engine.execution_options(isolation_level="REPEATABLE READ")
            if engine.dialect.name == "postgresql"
            else engine
        )

    @property
    def engine(self) -> Engine:
        """The engine itself, for the store's own room (checks, backups, tests)."""
        return self._engine

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
    def write(self, office: str | None = None) -> Iterator[Session]:
        """Open a unit that holds the write lock from its first moment, and commit it at the end.

        SQLite locks the store, PostgreSQL the row of `office` (None, while the office is being
        made, waits for all who do the same). An exception rolls everything back. Raises
        StoreError (`store_busy` after the time limit) and Refusal when a constraint says no.
        """
        with (
            translate_errors(self.place, self.limit_s),
            Session(self._writer, expire_on_commit=False) as session,
        ):
            connection = session.connection()
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(self.limit_s * 1000)}")
                if office is None:
                    take_global_lock(connection)
                else:
                    connection.execute(_LOCK_OFFICE, {"office": office})
            yield session
            session.commit()

    def close(self) -> None:
        """Close every connection; the store may not be used afterwards."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_store(target: str, limit_s: float = 10.0) -> Store:
    """Open the store at `target`, a file's path or a SQLAlchemy URL; make or migrate it if need be.

    Raises StoreError: `store_read_only`, `store_on_network`, `store_damaged`, `not_a_store`,
    `store_too_new`, `store_busy`, `store_unreachable`, `driver_missing`.
    """
    engine, place = connect.connect(target, limit_s)
    return Store(engine, place, limit_s)
