"""Looking for what no program of ours does: a store that was changed by hand.

Values that cannot be read, a schema without its guarantees, appointments whose history does not
lead to what they are, words of the search that do not fit their persons. Nothing is read by way
of the tables' own types: they fail on the very values that are looked for.
"""

# ruff: noqa: S608 - every part of these statements is a constant of this package

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Column, Connection, Table, inspect, text

from rdv_tui.domain.appointment import Channel, Identification, Status, may_move
from rdv_tui.locales.office import store_problems
from rdv_tui.store import account_check, audit_check, search_index
from rdv_tui.store.all_tables import all_tables
from rdv_tui.store.tables import ANONYMOUS, AppointmentRow, sql_literals

_NAMED_AT_MOST = 20
"""How many rows of one kind are named; a store may be full of them."""

_VALUES: dict[tuple[str, str], tuple[str, ...]] = {
    ("appointment", "channel"): tuple(Channel),
    ("appointment", "identification"): tuple(Identification),
    ("place", "kept_for"): tuple(Channel),
}
_READABLE = {
    sa.DateTime: "{0} LIKE '____-__-__ __:__:__%' AND datetime({0}) IS NOT NULL",
    sa.Date: "date({0}) = {0}",
    sa.Time: "time({0}) IS NOT NULL",
}
_JSON = {
    ("appointment", "missing"),
    ("appointment", "draft"),
    ("audit", "before"),
    ("audit", "after"),
    ("audit_person", "content"),
    ("office", "profile"),
    ("message", "facts"),
}


def check(connection: Connection) -> list[str]:
    """Return a French sentence for each thing that was changed by hand, as far as it shows.

    Histories and words are looked at when all that they stand on can be read.
    """
    seen = [*_schema(connection), *_values(connection), *_gaps(connection)]
    if seen:
        return seen
    return [
        *audit_check.problems(connection),
        *account_check.problems(connection),
        *_histories(connection),
        *_words(connection),
    ]


# -- the schema
def _schema(connection: Connection) -> Iterator[str]:
    inspector = inspect(connection)
    for table in all_tables():
        if not inspector.has_table(table.name):
            yield store_problems.NO_TABLE.format(table.name)
            continue
        columns = {column["name"] for column in inspector.get_columns(table.name)}
        for column in table.columns:
            if column.name not in columns:
                yield store_problems.NO_COLUMN.format(table.name, column.name)
        found = {index["name"]: index for index in inspector.get_indexes(table.name)}
        for index in table.indexes:
            kept = found.get(index.name)
            unique = bool(kept and kept["unique"])
            named = kept["column_names"] if kept else []
            if unique != bool(index.unique) or named != [one.name for one in index.columns]:
                problem = store_problems.NO_GUARD if index.unique else store_problems.NO_INDEX
                yield problem.format(index.name)


# -- values
def _values(connection: Connection) -> Iterator[str]:
    if connection.dialect.name != "sqlite":
        return  # PostgreSQL lets no other value in
    for table in all_tables():
        known = {row[1] for row in connection.execute(text(f"PRAGMA table_info({table.name})"))}
        for column in table.columns:
            if column.name in known:
                yield from _unreadable(connection, table, column)


def _unreadable(connection: Connection, table: Table, column: "Column[Any]") -> Iterator[str]:
    name = f'"{column.name}"'
    wrong = _wrong(table.name, column)
    key = " || ' ' || ".join(f'"{one.name}"' for one in table.primary_key if one.name != "office")
    found = connection.execute(
        text(
            f"SELECT {key or 'office'} FROM {table.name} WHERE {name} IS NOT NULL AND ({wrong})"
            f" LIMIT {_NAMED_AT_MOST}"
        )
    )
    for row in found:
        yield store_problems.UNREADABLE.format(table.name, _shown(row[0]), column.name)


def _wrong(table: str, column: "Column[Any]") -> str:
    """Return the condition: the value of `column` is none of its kind."""
    name, kind = f'"{column.name}"', column.type
    if isinstance(kind, sa.types.TypeDecorator):
        kind = kind.impl_instance
    if isinstance(kind, sa.Integer | sa.Boolean):
        values = " OR {name} NOT IN (0, 1)" if isinstance(kind, sa.Boolean) else ""
        return f"typeof({name}) <> 'integer'{values.format(name=name)}"
    wrong = f"typeof({name}) <> 'text'"
    for one, readable in _READABLE.items():
        if isinstance(kind, one):
            return f"{wrong} OR NOT ifnull({readable.format(name)}, 0)"
    if (table, column.name) in _JSON:
        return f"{wrong} OR NOT json_valid({name})"
    if values := ", ".join(f"'{one}'" for one in _VALUES.get((table, column.name), ())):
        return f"{wrong} OR {name} NOT IN ({values})"
    return wrong


def _shown(key: object) -> str:
    return key.decode("utf-8", "replace") if isinstance(key, bytes) else str(key)


# -- the audit
def _gaps(connection: Connection) -> Iterator[str]:
    """Look for lines that were taken out of the audit: its numbers run without gaps."""
    counted = connection.execute(
        text("SELECT office, count(*), max(id) FROM audit GROUP BY office ORDER BY office")
    )
    for _office, count, last in counted:
        if count != last:
            yield store_problems.AUDIT_GAPS.format(last - count)


def _histories(connection: Connection) -> Iterator[str]:
    """Follow each appointment from its first line in the audit to what it is."""
    key = "office, reference"
    rows = connection.execute(
        text(f"SELECT {key}, status, start, number FROM appointment ORDER BY {key}")
    )
    lines = connection.execute(
        text(
            f"SELECT {key}, {_json(connection, 'before', 'status')},"
            f" {_json(connection, 'after', 'status')}, {_json(connection, 'after', 'start')},"
            f" {_json(connection, 'after', 'number')}"
            f" FROM audit WHERE reference IS NOT NULL ORDER BY {key}, id"
        )
    )
    told = {one: list(acts) for one, acts in groupby(lines, lambda line: tuple(line[:2]))}
    for row in rows:
        acts = told.get(tuple(row[:2]), [])
        status, start, number, is_legal = _led_to(acts)
        if not is_legal:
            yield store_problems.NO_LEGAL_WAY.format(row[1])
        elif (status, start, number) != (row[2], _minute(row[3]), str(row[4])):
            yield store_problems.OTHER_THAN_AUDIT.format(row[1])


def _json(connection: Connection, column: str, field: str) -> str:
    if connection.dialect.name == "postgresql":
        return f"{column}::json ->> '{field}'"
    return f"json_extract({column}, '$.{field}')"


def _led_to(acts: Iterable[Any]) -> tuple[str | None, str | None, str | None, bool]:
    """Return status, start and number after `acts`, and whether each move was a legal one."""
    now: str | None = None
    start = number = None
    for _office, _reference, before, after, to_start, to_number in acts:
        if after is not None:
            legal = before is None if now is None else before == now and _may(before, after)
            if not legal:
                return None, None, None, False
            now = after
        start = _minute(to_start) if to_start is not None else start
        number = str(to_number) if to_number is not None else number
    return now, start, number, True


def _may(before: str, after: str) -> bool:
    try:
        return may_move(Status(before), Status(after))
    except ValueError:
        return False


def _minute(start: object) -> str:
    return str(start)[:16].replace("T", " ")


# -- the search
def _words(connection: Connection) -> Iterator[str]:
    """Look for persons who would not be found, or would be by what is not theirs."""
    columns = ("office", "reference", *search_index.INDEXED_COLUMNS)
    rows = connection.execute(
        sa.select(*(AppointmentRow.__table__.c[name] for name in columns))  # type: ignore[attr-defined]
        .where(text(f"status NOT IN ({sql_literals(ANONYMOUS)})"))
        .order_by(text("office, reference"))
    )
    words = connection.execute(
        text("SELECT office, reference, word, names FROM search_word ORDER BY office, reference")
    )
    kept = {
        one: {(line[2], line[3]) for line in lines}
        for one, lines in groupby(words, lambda line: tuple(line[:2]))
    }
    for row in rows:
        expected = search_index.words_of(dict(row._mapping))
        if kept.get((row[0], row[1]), set()) != expected:
            yield store_problems.NOT_FOUND.format(row[1])
