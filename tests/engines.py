"""Where a test's store lives: a file, or a database of its own on a PostgreSQL server.

Set RDV_TEST_POSTGRESQL to a SQLAlchemy URL (`postgresql+psycopg://…`) to run the tests of the
store and of the services on that server instead of SQLite.
"""

import atexit
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import Connection, NullPool, create_engine, make_url, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.schema import CreateSchema, DropSchema
from sqlmodel import SQLModel

from rdv_tui.store.engine import open_store

Shape = tuple[int, ...]

SERVER = os.environ.get("RDV_TEST_POSTGRESQL", "")

sqlite_only = pytest.mark.skipif(bool(SERVER), reason="tells how SQLite does it")
postgresql_only = pytest.mark.skipif(not SERVER, reason="needs a PostgreSQL server")


_SHAPE = text(
    "SELECT count(*), sum(c.relnatts), sum(c.relchecks), count(i.indexrelid)"
    " FROM pg_class c LEFT JOIN pg_index i ON i.indexrelid = c.oid"
    " WHERE c.relnamespace = to_regnamespace(:schema)"
)
_unused: list[tuple[str, Shape]] = []
"""Schemas on the server that are as good as new: making one takes longer than most tests."""


@contextmanager
def new_store(folder: Path) -> Iterator[str]:
    """Yield the address of a new store, in `folder` if it is a file; gone or empty afterwards."""
    if not SERVER:
        file = folder / "rdv.db"
        shutil.copyfile(Path(_blank_file().name) / "rdv.db", file)
        yield str(file)
        return
    schema, shape = _unused.pop() if _unused else _new_schema()
    yield _address(schema)
    if _emptied(schema, shape):
        _unused.append((schema, shape))


@cache
def _blank_file() -> TemporaryDirectory[str]:
    folder = TemporaryDirectory(prefix="rdv-tui-blank-", ignore_cleanup_errors=True)
    atexit.register(folder.cleanup)
    open_store(str(Path(folder.name) / "rdv.db")).close()
    return folder


# -- on a server
@contextmanager
def empty_schema() -> Iterator[str]:
    """Yield the address of a place on the server where there is nothing; gone afterwards."""
    schema = f"t_{uuid.uuid4().hex}"
    with _server() as connection:
        connection.execute(CreateSchema(schema))
    yield _address(schema)
    with _server() as connection:
        connection.execute(DropSchema(schema, cascade=True))


def _new_schema() -> tuple[str, Shape]:
    schema = f"t_{uuid.uuid4().hex}"
    with _server() as connection:
        connection.execute(CreateSchema(schema))
    open_store(_address(schema)).close()
    with _server() as connection:
        return schema, _shape(connection, schema)


def _emptied(schema: str, shape: Shape) -> bool:
    """Empty the tables, so that another test may have them; False if a test changed what they are.

    A process that was killed may keep its lock for a while: then nobody has them again.
    """
    tables = reversed(SQLModel.metadata.sorted_tables)
    try:
        with _server() as connection:
            if _shape(connection, schema) != shape:
                return False
            connection.execute(text("SET LOCAL lock_timeout = '1s'"))
            connection.execute(text(f"SET LOCAL search_path = {schema}"))
            for table in tables:
                connection.execute(table.delete())
    except OperationalError:
        return False
    return True


def _shape(connection: Connection, schema: str) -> Shape:
    return tuple(connection.execute(_SHAPE, {"schema": schema}).one())


def _address(schema: str) -> str:
    url = make_url(SERVER).update_query_dict({"options": f"-csearch_path={schema}"})
    return url.render_as_string(hide_password=False)


@contextmanager
def _server() -> Iterator[Connection]:
    engine = create_engine(SERVER, poolclass=NullPool)
    with engine.begin() as connection:
        yield connection
