"""A store of every schema that anybody may have, with its people in it, opens with this version."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rdv_tui.store.schema import HEAD, KNOWN
from tests.engines import sqlite_only
from tests.store import lived_in

pytestmark = sqlite_only

OLDEST = "r0005"
"""The first revision that a version was cut with (0.2.0)."""

KEPT = KNOWN[KNOWN.index(OLDEST) :]


def tables(file: Path) -> dict[str, int]:
    """Return how many rows each table holds."""
    with closing(sqlite3.connect(file)) as connection:
        names = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        ]
        return {
            name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
            for name in names
        }


def test_every_revision_has_a_store_that_is_kept() -> None:
    """After a new revision: `python tools/keep_store.py`, and commit what it writes."""
    assert {file.stem for file in lived_in.FIXTURES.glob("*.sql")} == set(KEPT)
    assert {file.stem for file in lived_in.FIXTURES.glob("*.json")} == set(KEPT)


@pytest.mark.parametrize("revision", KEPT)
def test_everybody_is_found_after_the_upgrade(revision: str, tmp_path: Path) -> None:
    kept = lived_in.FIXTURES / f"{revision}.sql"
    file = lived_in.load(kept.read_text(encoding="utf-8"), tmp_path / "rdv.db")
    assert all(tables(file).values()), "a table of the kept store is empty"
    expected = json.loads(kept.with_suffix(".json").read_text(encoding="utf-8"))
    assert lived_in.read(file) == expected
    assert expected["problems"] == []
    assert all(one["found"] for one in expected["people"].values())
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (HEAD,)


def test_a_store_made_today_fills_every_table(tmp_path: Path) -> None:
    file = tmp_path / "rdv.db"
    lived_in.live(file)
    assert [name for name, rows in tables(file).items() if not rows] == []
