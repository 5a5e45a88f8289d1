"""Drivers' errors, turned at the edge of the store into the one family of errors."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import msgspec
from sqlalchemy import Index
from sqlalchemy.exc import (
    DBAPIError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    TimeoutError as PoolTimeout,
)

from rdv_tui.domain.problems import InvalidFields, WrongValue
from rdv_tui.errors import RdvError, StoreError
from rdv_tui.locales import refusals
from rdv_tui.store.server_errors import server_error
from rdv_tui.store.tables import AppointmentRow

_EXISTS = "fk_appointment_place"
_REFUSALS: dict[str | None, Callable[[], RdvError]] = {
    "uq_appointment_place": refusals.slot_taken,
    "uq_appointment_person": refusals.already_booked,
    _EXISTS: refusals.no_such_slot,
}
_RIGHTS = frozenset({"42501", "25006"})
"""Codes of a server that lets us not write: the role lacks a right, the server follows another."""

UNREADABLE = (ValueError, TypeError, msgspec.MsgspecError)
"""What reading a value raises that no version of ours can have written."""


@contextmanager
def translate_errors(place: str, limit_s: float) -> Iterator[None]:
    """Raise a driver's error as a StoreError or a Refusal; `place` names the store for people."""
    try:
        yield
    except IntegrityError as error:
        refusal = _REFUSALS.get(violated_constraint(error))
        if refusal is None:
            raise
        raise refusal() from error
    except sqlite3.OperationalError as error:  # from our own BEGIN IMMEDIATE
        raise store_error(error, place, limit_s) from error
    except PoolTimeout as error:
        raise refusals.busy(limit_s) from error
    except DBAPIError as error:
        if not _is_of_the_store(error):
            raise
        raise store_error(error.orig, place, limit_s) from error
    except (InvalidFields, WrongValue):
        raise  # what somebody typed
    except UNREADABLE as error:
        raise refusals.value_unreadable(place) from error


def _is_of_the_store(error: DBAPIError) -> bool:
    """Say whether an error tells of the store, and not of a mistake in a statement."""
    if isinstance(error, OperationalError | InterfaceError) or error.connection_invalidated:
        return True
    if isinstance(error.orig, sqlite3.DatabaseError):
        return bool(sqlite_code(error.orig))  # a damaged page is a plain DatabaseError
    return getattr(error.orig, "sqlstate", None) in _RIGHTS


def violated_constraint(error: IntegrityError) -> str | None:
    """Return the name of the constraint that refused, None when the driver does not tell it."""
    name = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
    if isinstance(name, str):
        return name
    text = str(error.orig)
    if text.startswith("CHECK constraint failed: "):
        return text.removeprefix("CHECK constraint failed: ")
    if text.startswith("FOREIGN KEY"):
        return _EXISTS  # SQLite names none; only an appointment's place can be missing
    columns = text.removeprefix("UNIQUE constraint failed: ").split(", ")
    for index in AppointmentRow.__table__.indexes:  # type: ignore[attr-defined]
        if isinstance(index, Index) and index.unique:
            named = [f"{index.table.name}.{column.name}" for column in index.columns]  # type: ignore[union-attr]
            if named == columns:
                return str(index.name)
    return None


def sqlite_code(error: BaseException | None) -> int:
    """Return SQLite's primary result code, 0 when there is none."""
    return _full_code(error) & 0xFF


def _full_code(error: BaseException | None) -> int:
    return getattr(error, "sqlite_errorcode", 0)


def store_error(error: BaseException | None, place: str, limit_s: float) -> StoreError:
    """Return what people are told about a driver's error."""
    code = sqlite_code(error)
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return refusals.busy(limit_s)
    if _full_code(error) == sqlite3.SQLITE_IOERR_SHMSIZE:
        # A full disk cannot even be read: the file that all readers share does not get its room.
        return refusals.disk_full(place)
    if code in _FILE_TROUBLES:
        return _FILE_TROUBLES[code](place)
    if error is not None and not isinstance(error, sqlite3.Error):
        return server_error(error, place, limit_s)
    return refusals.sqlite_refuses(place, code)


_FILE_TROUBLES: dict[int, Callable[[str], StoreError]] = {
    sqlite3.SQLITE_READONLY: refusals.read_only,
    sqlite3.SQLITE_CORRUPT: refusals.damaged,
    sqlite3.SQLITE_NOTADB: refusals.damaged,
    sqlite3.SQLITE_FULL: refusals.disk_full,
    sqlite3.SQLITE_CANTOPEN: refusals.not_openable,
    sqlite3.SQLITE_IOERR: refusals.disk_fails,
}
