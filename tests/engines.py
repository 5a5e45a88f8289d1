"""Where a test's store lives: a file, or a schema of its own on a PostgreSQL server.

Set RDV_TEST_POSTGRESQL to a SQLAlchemy URL (`postgresql+psycopg://…`) to run the tests of the
store and of the services on that server instead of SQLite.
"""

import os
import uuid
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url
from sqlalchemy.schema import CreateSchema

SERVER = os.environ.get("RDV_TEST_POSTGRESQL", "")

sqlite_only = pytest.mark.skipif(bool(SERVER), reason="tells how SQLite does it")


def fresh_target(folder: Path) -> str:
    """Return the address of a store that does not exist yet."""
    if not SERVER:
        return str(folder / "rdv.db")
    schema = f"t_{uuid.uuid4().hex}"
    engine = create_engine(SERVER)
    with engine.begin() as connection:
        connection.execute(CreateSchema(schema))
    engine.dispose()
    url = make_url(SERVER).update_query_dict({"options": f"-csearch_path={schema}"})
    return url.render_as_string(hide_password=False)
