"""`closures`: what is closed to come; closing, seen first, and whom it concerns."""

import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Run, contents

TUESDAY = ("--first", "2026-11-24", "--counter", "3", "--reason", "Formation")


def test_those_to_come_are_listed(at_desk: Run) -> None:
    result = at_desk("closures", "--json").answer
    assert isinstance(result, list)
    (known,) = result
    assert list(known) == ["first", "last", "counter", "from", "to", "reason"]
    assert known["reason"] == "Formation des agents"
    assert "tous les guichets, toute la journée : Formation des agents" in at_desk("closures").out


def test_what_it_would_change_is_told_and_nothing_written(at_desk: Run, store: Path) -> None:
    before = contents(store)
    result = at_desk("closures", "add", *TUESDAY, "--dry-run", "--json").answer
    assert isinstance(result, dict)
    assert (result["appear"], result["go"], result["holds"]) == (0, 12, 0)
    assert len(result["concerned"]) == 12
    assert not any(one["moved"] for one in result["concerned"])
    assert contents(store) == before


def test_closing_with_move_leaves_nobody_behind(at_desk: Run, store: Path) -> None:
    done = at_desk("closures", "add", *TUESDAY, "--move", "--json").answer
    assert isinstance(done, dict)
    assert all(one["moved"] for one in done["concerned"])
    with sqlite3.connect(store) as connection:
        starts = connection.execute("SELECT reference, start FROM appointment")
        start_of = {reference: start.replace(" ", "T")[:16] for reference, start in starts}
        for one in done["concerned"]:
            assert start_of[one["reference"]] == one["proposed"]
        query = "SELECT count(*) FROM appointment WHERE counter = 3 AND status = 'booked'"
        left = connection.execute(f"{query} AND date(start) = '2026-11-24'").fetchone()
    assert left == (0,)
    assert at_desk("store", "check", "--json").answer == {"ok": True, "problems": []}


def test_people_read_who_is_concerned(at_desk: Run) -> None:
    lines = at_desk(
        "closures", "add", *TUESDAY, "--from", "10:00", "--to", "10:30"
    ).out.splitlines()
    assert lines[0] == "Fermeture : mar. 24 nov., guichet 3, 10:00–10:30 : Formation"
    assert lines[1] == "2 places disparaissent, 2 personnes concernées"
    assert all("mar. 24 nov. 10:" in line and "→" in line for line in lines[2:])


@pytest.mark.parametrize(
    ("line", "option"),
    [
        (("--first", "24/11", "--reason", "x"), "--first"),
        (("--first", "2026-11-24"), "--reason"),
        (("--first", "2026-11-24", "--reason", "x", "--from", "9h"), "--from"),
        (("--first", "2026-11-24", "--reason", "x", "--counter", "deux"), "--counter"),
    ],
)
def test_a_malformed_value_is_named(at_desk: Run, line: tuple[str, ...], option: str) -> None:
    refused = at_desk("closures", "add", *line)
    assert refused.code == 2
    assert option in refused.err


def test_nonsense_is_refused_with_its_fields(at_desk: Run, store: Path) -> None:
    before = contents(store)
    line = ("--first", "2026-11-20", "--counter", "9", "--reason", "x")
    refused = at_desk("closures", "add", *line, "--json")
    assert refused.code == 2
    assert set(refused.refusal["fields"]) == {"first", "counter"}  # type: ignore[call-overload]
    assert contents(store) == before
