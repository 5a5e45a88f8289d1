"""A whole store copied to another, on whichever engine: one state of it, all of it or nothing."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager

from sqlalchemy import Connection, RowMapping, Table, func, insert, select
from sqlalchemy.exc import IntegrityError

from rdv_tui.errors import UsageError
from rdv_tui.locales.office import copies as copies_fr
from rdv_tui.store import integrity, training
from rdv_tui.store.all_tables import METADATA, all_tables
from rdv_tui.store.driver_errors import translate_errors
from rdv_tui.store.engine import Store, open_store
from rdv_tui.store.locking import WRITE_OPTION, take_global_lock
from rdv_tui.store.server import PATIENT

BATCH = 2_000
Progress = Callable[[int, int], None]
"""Told now and then how many rows are copied, and how many there are."""


def copy_store(
    source: Store, target: str, progress: Progress = lambda _done, _total: None
) -> dict[str, int]:
    """Copy `source` as it is now to the store `target`, which is made, or empty; count the rows.

    All rows arrive in one transaction: a copy that is cut off leaves an empty store, and is simply
    begun again. What is written to the source meanwhile is not in it. Raises UsageError
    `copy_refused` when something stands there already, or when the copy breaks a rule, StoreError
    `store_too_old` for a target of an older version, which stays as it is.
    """
    with open_store(target, upgrade=False) as made:
        with (
            _told_of(source),
            source.engine.connect() as reading,
            _told_of(made),
            made.engine.execution_options(**{WRITE_OPTION: True, PATIENT: True}).begin() as writing,
        ):
            _be_patient(reading)
            _be_patient(writing)
            if writing.dialect.name == "postgresql":
                take_global_lock(writing)
            _require_empty(writing, made.place)
            counts = _copy_rows(source, reading, writing, progress)
            training.write_mark(writing, training.read_mark(reading))
        problems = integrity.check(made)
        if problems:
            with made.engine.begin() as connection:
                empty(connection)
            raise UsageError(
                "copy_refused", copies_fr.broken(source.place, problems), copies_fr.REPAIR_FIRST
            )
    return counts


def empty(connection: Connection) -> None:
    """Delete every row of every table of ours."""
    for table in reversed(all_tables()):
        connection.execute(table.delete())


def is_empty(connection: Connection) -> bool:
    """Say whether no table has any row."""
    return not any(connection.execute(select(table).limit(1)).first() for table in all_tables())


def holds_nothing(store: Store) -> bool:
    """Say whether `store` was made, and nothing else."""
    with store.read() as session:
        return is_empty(session.connection())


def _require_empty(connection: Connection, place: str) -> None:
    if not is_empty(connection):
        raise UsageError("copy_refused", copies_fr.not_empty(place), copies_fr.OTHER_TARGET)


def _be_patient(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        connection.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")


def _told_of(store: Store) -> AbstractContextManager[None]:
    """Tell of `store` what its driver raises."""
    return translate_errors(store.place, store.limit_s)


def _batches(source: Store, reading: Connection, table: Table) -> Iterator[Sequence[RowMapping]]:
    """Yield the rows of a table; what is wrong with them is told of their store."""
    patient = reading.execution_options(yield_per=BATCH, **{PATIENT: True})
    with _told_of(source):
        batches = patient.execute(select(table)).mappings().partitions()
    while True:
        with _told_of(source):
            batch = next(batches, None)
        if batch is None:
            return
        yield batch


def _copy_rows(
    source: Store, reading: Connection, writing: Connection, progress: Progress
) -> dict[str, int]:
    with _told_of(source):
        counts = {table.name: _count(reading, table) for table in all_tables()}
    total, done = sum(counts.values()), 0
    for table in all_tables():
        for batch in _batches(source, reading, table):
            try:
                writing.execute(insert(table), [dict(row) for row in batch])
            except IntegrityError as error:
                told = copies_fr.against_a_constraint(table.name)
                raise UsageError("copy_refused", told, copies_fr.REPAIR_FIRST) from error
            done += len(batch)
            progress(done, total)
        if _count(writing, table) != counts[table.name]:
            raise UsageError("copy_refused", copies_fr.not_all(table.name), copies_fr.OTHER_TARGET)
    return counts


def count_acts(store: Store) -> int:
    """Return how many acts the audit tells of."""
    with store.read() as session:
        return _count(session.connection(), METADATA.tables["audit"])


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())
