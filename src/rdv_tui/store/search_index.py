"""Statements on the words that find appointments: written with the appointment, asked in bulk."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, Executable, Select, bindparam, func
from sqlalchemy.orm import aliased
from sqlmodel import col

from rdv_tui.domain.birth_date import BirthDate
from rdv_tui.domain.search_words import (
    MARKS,
    SOUND,
    index_words,
    indexed_names,
    indexed_sounds,
    narrowing,
)
from rdv_tui.store.search_tables import WordRow
from rdv_tui.store.tables import AppointmentRow
from rdv_tui.store.unit import Snapshot

INDEXED_COLUMNS = (
    "start",
    "family_name",
    "given_names",
    "birth_date",
    "birth_precision",
    "common_name",
    "foreign_resident_number",
    "email",
    "phone",
)
"""The appointment's columns that make its words."""

_AFTER_ANY_WORD = "\U0010ffff"

FEW_WORDS = 200
"""Words of one beginning up to which each is asked for its nearest."""


_ADD = sa.insert(WordRow)
"""Put together once, as what every booking asks."""


def reindex(
    unit: Snapshot, row: AppointmentRow, changed: Iterable[str], *, had_person: bool = True
) -> None:
    """Write the words of `row` again when one of its `changed` columns makes them.

    A row without a person has none, and so is never found; `had_person` says whether it had one
    before.
    """
    if not any(name in INDEXED_COLUMNS for name in changed):
        return
    unit.session.flush()
    connection = unit.session.connection()
    if had_person:
        connection.execute(
            sa.delete(WordRow).where(
                col(WordRow.office) == row.office, col(WordRow.reference) == row.reference
            )
        )
    words_of_row = ("office", "reference", *INDEXED_COLUMNS)
    add_words(connection, [{name: getattr(row, name) for name in words_of_row}])


def add_words(connection: Connection, appointments: Iterable[Mapping[str, Any]]) -> None:
    """Add the words of appointments, given by their columns, that have none yet."""
    words = [word for columns in appointments for word in _words(columns)]
    if words:
        connection.execute(_ADD, words)


def words_of(columns: Mapping[str, Any]) -> set[tuple[str, str]]:
    """Return the words, each with the names beside it, of an appointment given by its columns."""
    return {(str(word["word"]), str(word["names"])) for word in _words(columns)}


def matching(
    unit: Snapshot,
    beginning: str,
    others: Sequence[str],
    *,
    beside: Sequence[str] = (),
    edge: datetime,
    is_past: bool,
    count: int,
) -> dict[str, datetime]:
    """Return references with a word that begins so and names that begin as `others`, with starts.

    Of those from `edge` on the soonest, or of those before it (`is_past`) the latest: at least
    `count` of them where there are as many. `beside` keeps those who have, too, a word that
    begins as one of these.
    """
    asking = _statements(len(others), len(beside), is_past=is_past)
    given = {
        "office": unit.office,
        "edge": edge,
        **_span("word", beginning),
        **{f"other_{rank}": f" {other}" for rank, other in enumerate(others)},
    }
    for rank, one in enumerate(beside):
        given |= _span(f"beside_{rank}", one)
    connection = unit.session.connection()
    words = connection.execute(asking.words, {**given, "most": FEW_WORDS + 1}).all()
    query = asking.word_by_word if len(words) <= FEW_WORDS else asking.in_one_stretch
    most = count
    while True:
        # A person whose names begin alike stands there several times.
        rows = connection.execute(query, {**given, "most": most, "before": most - 1}).all()
        found: dict[str, datetime] = {row.reference: row.start for row in rows}
        if len(rows) < most or len(found) >= count:
            return found
        most *= 2


def _span(name: str, beginning: str) -> dict[str, object]:
    return {name: beginning, f"{name}_end": beginning + _AFTER_ANY_WORD}


@dataclass(frozen=True, slots=True)
class _Statements:
    """The statements of one kind of search, nearest to `edge` first."""

    words: Executable
    """The `most` words that begin so, each found by one step in the index."""

    word_by_word: Executable
    """The nearest `most` of the nearest `most` of each word: years behind them are not read."""

    in_one_stretch: Executable
    """The nearest `most` of all that begins so, read whole: for a beginning of very many words."""


@cache  # putting them together takes longer than the store's answer
def _statements(others: int, beside: int, *, is_past: bool) -> _Statements:
    """Make the statements that ask for so many other names, and for one of so many words beside."""

    def order(row: type[WordRow]) -> ColumnElement[Any]:
        return col(row.start).desc() if is_past else col(row.start).asc()

    def conditions(row: type[WordRow]) -> Iterator[ColumnElement[bool]]:
        start = cast("ColumnElement[Any]", col(row.start))
        yield col(row.office) == bindparam("office")
        yield start < bindparam("edge") if is_past else start >= bindparam("edge")
        for rank in range(others):
            yield col(row.names).contains(bindparam(f"other_{rank}"))
        if beside:
            yield _has_word(row, beside)

    def nearest(row: type[WordRow]) -> Select[Any]:
        found: Any = sa.select(col(row.reference), col(row.start))
        asked: Select[Any] = found.where(*conditions(row)).order_by(order(row))
        return asked.limit(bindparam("most"))

    each, row, nth = _each_word(), aliased(WordRow), aliased(WordRow)
    last = (
        sa.select(col(nth.start))
        .where(col(nth.word) == each.c.word, *conditions(nth))
        .order_by(order(nth))
        .limit(1)
        .offset(bindparam("before"))
        .scalar_subquery()
    )
    beyond = datetime.combine(date.min if is_past else date.max, time())
    end = func.coalesce(last, sa.literal(beyond, sa.DateTime()))
    start = cast("ColumnElement[Any]", col(row.start))
    return _Statements(
        words=sa.select(each.c.word).limit(bindparam("most")),
        word_by_word=nearest(row)
        .join(each, col(row.word) == each.c.word)
        .where(start >= end if is_past else start <= end),
        in_one_stretch=nearest(WordRow).where(_begins(WordRow, "word")),
    )


def _begins(row: type[WordRow], name: str) -> ColumnElement[bool]:
    word = cast("ColumnElement[Any]", col(row.word))
    return sa.and_(word >= bindparam(name), word <= bindparam(f"{name}_end"))


def _each_word() -> sa.CTE:
    first, after = aliased(WordRow), aliased(WordRow)
    each = (
        sa.select(func.min(col(first.word)).label("word"))
        .where(col(first.office) == bindparam("office"), _begins(first, "word"))
        .cte("each_word", recursive=True)
    )
    following = (
        sa.select(func.min(col(after.word)))
        .where(
            col(after.office) == bindparam("office"),
            col(after.word) > each.c.word,
            _begins(after, "word"),
        )
        .scalar_subquery()
    )
    return each.union_all(sa.select(following).where(each.c.word.is_not(None)))


def _has_word(row: type[WordRow], beginnings: int) -> ColumnElement[bool]:
    """Say that the appointment has, beside the word asked for, one of those that begin so."""
    other = aliased(WordRow)
    return (
        sa.select(sa.literal(1))
        .where(
            col(other.office) == col(row.office),
            col(other.reference) == col(row.reference),
            sa.or_(*(_begins(other, f"beside_{rank}") for rank in range(beginnings))),
        )
        .exists()
    )


def _words(columns: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    if columns["family_name"] is None:
        return
    # The words of an older schema are made where nobody had a common name yet.
    used = columns.get("common_name")
    family = f"{columns['family_name']} {used}" if used else str(columns["family_name"])
    given = str(columns["given_names"] or "")
    key = {
        "office": columns["office"],
        "start": columns["start"],
        "reference": columns["reference"],
    }
    first_day = columns["birth_date"]
    assert isinstance(first_day, date)  # by ck_appointment_person
    # The words of an older schema are made where nobody had a precision yet.
    born = BirthDate.on(first_day, columns.get("birth_precision"))
    names = indexed_names(family, given)
    sounds = indexed_sounds(names)
    names += narrowing(born, str(columns["foreign_resident_number"]))
    for word in sorted(
        index_words(
            str(columns["reference"]),
            family_name=family,
            given_names=given,
            birth_date=born,
            number=str(columns["foreign_resident_number"]),
            email=columns["email"],
            phone=columns["phone"],
        )
    ):
        beside = "" if word[0] in MARKS else sounds if word[0] == SOUND else names
        yield {**key, "word": word, "names": beside}
