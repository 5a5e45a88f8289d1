"""The migrations make exactly the schema that the tables declare."""

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlmodel import SQLModel

from rdv_tui.store.engine import Store
from rdv_tui.store.migrating import configuration
from rdv_tui.store.schema import HEAD, KNOWN
from tests.engines import sqlite_only


def test_migrated_schema_is_the_declared_one(store: Store) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


@sqlite_only
def test_checks_and_partial_indexes_are_the_declared_ones(store: Store, tmp_path: Path) -> None:
    """Alembic compares neither; the statements that SQLite keeps tell."""
    from sqlalchemy import create_engine

    declared = create_engine(f"sqlite:///{tmp_path}/declared.db")
    SQLModel.metadata.create_all(declared)
    query = text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")

    def parts(sql: str) -> list[str]:
        """Return what stands between the outer brackets; a column added later stands last."""
        head, _, body = sql.partition("(")
        body, _, tail = body.rpartition(")")
        found, depth = [""], 0
        for letter in body:
            depth += {"(": 1, ")": -1}.get(letter, 0)
            if letter == "," and depth == 0:
                found.append("")
            else:
                found[-1] += letter
        return sorted(" ".join(part.split()) for part in (head, *found, tail))

    def statements(engine: object) -> dict[str, list[str]]:
        from sqlalchemy import Engine

        assert isinstance(engine, Engine)
        with engine.connect() as connection:
            return {
                name: parts(sql)
                for name, sql in connection.execute(query)
                if name != "alembic_version"
            }

    found = statements(store.engine)
    assert found == statements(declared)
    assert "uq_appointment_place" in found
    declared.dispose()


def test_known_revisions_are_those_of_the_folder() -> None:
    scripts = ScriptDirectory.from_config(configuration())
    revisions = [script.revision for script in scripts.walk_revisions()]
    assert tuple(reversed(revisions)) == KNOWN
    assert scripts.get_current_head() == HEAD
