"""Statements on the words that find appointments: written with the appointment, asked in bulk."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection
from sqlalchemy.orm import aliased
from sqlmodel import col, select

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

_WORD = cast("ColumnElement[str]", col(WordRow.word))
_START = cast("ColumnElement[datetime]", col(WordRow.start))
_NAMES = cast("ColumnElement[str]", col(WordRow.names))


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
    add_words(
        connection, [{"office": row.office, "reference": row.reference, **_indexed_values(row)}]
    )


def add_words(connection: Connection, appointments: Iterable[Mapping[str, Any]]) -> None:
    """Add the words of appointments, given by their columns, that have none yet."""
    words = [word for columns in appointments for word in _words(columns)]
    if words:
        connection.execute(sa.insert(WordRow), words)


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
    order = _START.desc() if is_past else _START
    query = (
        select(WordRow.reference, WordRow.start)
        .where(
            col(WordRow.office) == unit.office,
            beginning <= _WORD,
            beginning + _AFTER_ANY_WORD >= _WORD,
        )
        .where(*([_has_word(beside)] if beside else []))
        .where(edge > _START if is_past else edge <= _START)
        .where(*(_NAMES.contains(f" {other}") for other in others))
        .order_by(order)
    )
    most = count
    while True:
        # A person whose names begin alike stands there several times.
        found = unit.session.exec(query.limit(most)).all()
        if len(found) < most or len(dict(found)) >= count:
            return dict(found)
        most *= 2


def _has_word(beginnings: Sequence[str]) -> ColumnElement[bool]:
    """Say that the appointment has, beside the word asked for, one that begins so."""
    other = aliased(WordRow)
    word = cast("ColumnElement[str]", col(other.word))
    begins = [(one <= word) & (one + _AFTER_ANY_WORD >= word) for one in beginnings]
    return (
        sa.select(sa.literal(1))
        .where(
            col(other.office) == col(WordRow.office),
            col(other.reference) == col(WordRow.reference),
            sa.or_(*begins),
        )
        .exists()
    )


def _indexed_values(row: AppointmentRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in INDEXED_COLUMNS}


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
