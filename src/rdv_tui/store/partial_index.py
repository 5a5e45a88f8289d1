"""Indexes of some rows alone, by a condition that both engines read in the same words."""

from typing import Any

from sqlalchemy import Index
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import CreateIndex

_WHERE = "where"


def partial_index(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """Return an index of the rows of which the SQL condition `where` is true.

    SQLAlchemy's own options name an engine each, and load both engines' dialects as soon as a
    table is declared: a tenth of the time in which a desk on a file opens.
    """
    return Index(name, *columns, unique=unique, info={_WHERE: where})


@compiles(CreateIndex)
def _create(element: CreateIndex, compiler: Any, **options: Any) -> str:  # noqa: ANN401 - any dialect's
    made = str(compiler.visit_create_index(element, **options))
    where = element.element.info.get(_WHERE)
    return f"{made} WHERE {where}" if where else made
