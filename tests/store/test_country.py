"""What docs/country.md rests on: every key of the store contains its office."""

from pathlib import Path

import pytest
from sqlalchemy import Table, UniqueConstraint
from sqlmodel import SQLModel

from tests.factories import ALL_TABLES

PAGE = Path(__file__).parents[2] / "docs" / "country.md"
TABLES = [table for name, table in SQLModel.metadata.tables.items() if name != "office"]
EXCEPTIONS = {("message", "message_id")}
"""Keys that the page names as what would have to change."""


@pytest.mark.parametrize("table", TABLES, ids=[table.name for table in TABLES])
def test_every_key_of_a_table_contains_its_office(table: Table) -> None:
    assert ALL_TABLES
    assert next(iter(table.primary_key.columns)).name == "office"
    unique = [key.columns for key in table.constraints if isinstance(key, UniqueConstraint)]
    unique += [index.columns for index in table.indexes if index.unique]
    for columns in unique:
        names = tuple(column.name for column in columns)
        assert "office" in names or (table.name, *names) in EXCEPTIONS, names
    for key in table.foreign_key_constraints:
        assert "office" in key.column_keys


def test_the_page_names_every_key_that_does_not() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert all(f"`{table}.{column}`" in page for table, column in EXCEPTIONS)
