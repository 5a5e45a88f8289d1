"""Who reads many people by a command leaves a line; a question about few does not."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.mark.parametrize(
    ("words", "action"),
    [
        (("find", "ben", "--json"), "list_people"),
        (("day", "2026-11-24"), "list_people"),
        (("day",), None),
        (("find", "zzzzzz"), None),
        (("show", "REF"), "open_card"),
        (("letter", "REF", "-o", "lettre.pdf"), "open_card"),
        (("find", "84 9862 4693"), "find_number"),
        (("day", "-o", "feuilles.pdf"), "print_day_sheet"),
        (("export", "--personal"), "export_people"),
        (("export",), None),
        (("searches", "84", "9862", "4693"), "list_searches"),
        (("searches",), None),
    ],
)
def test_who_reads_many_is_written_down(
    words: tuple[str, ...], action: str | None, at_desk: Run, store: Path
) -> None:
    with closing(sqlite3.connect(store)) as raw:
        (reference,) = raw.execute(
            "SELECT reference FROM appointment WHERE status = 'booked' ORDER BY start DESC"
        ).fetchone()
        (before,) = raw.execute("SELECT max(id) FROM audit").fetchone()
        assert at_desk(*(reference if word == "REF" else word for word in words)).code == 0
        told = raw.execute("SELECT action, agent FROM audit WHERE id > ?", (before,)).fetchall()
    assert told == ([(action, "superviseur")] if action else [])
