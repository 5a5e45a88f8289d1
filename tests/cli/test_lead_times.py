"""`lead-times`, for people and for programs."""

from pathlib import Path

from tests.cli.conftest import Run, contents
from tests.programs import NOW

KEYS = [
    "group",
    "label",
    "first",
    "wait_days",
    "third",
    "third_wait_days",
    "weeks",
    "computed_at",
]


def test_one_object_a_group_and_one_for_all(at_desk: Run) -> None:
    rows = at_desk("lead-times", "--json").answer
    assert isinstance(rows, list)
    assert all(list(row) == KEYS for row in rows)
    assert rows[0]["group"] is None
    assert {row["group"] for row in rows[1:]} >= {"travail", "Algérie"}
    slots = at_desk("slots", "--json").answer
    assert isinstance(slots, list)
    assert rows[0]["first"] == slots[0]["start"]
    assert rows[0]["first"] > NOW
    assert rows[0]["wait_days"] >= 0
    assert all(0 <= week["free"] <= week["capacity"] for week in rows[0]["weeks"])


def test_people_read_plain_lines(at_desk: Run) -> None:
    result = at_desk("lead-times")
    rows = at_desk("lead-times", "--json").answer
    assert isinstance(rows, list)
    lines = result.out.splitlines()
    assert result.code == 0
    assert lines[1].startswith("toutes situations : première plage ")
    assert f"(attente {rows[0]['third_wait_days']} j)" in lines[1]
    # The sample's horizon is eight weeks from Monday 23 November; the 19th of January is a Tuesday.
    assert lines[-1].startswith("prochaine ouverture de plages : mar. 24 nov.")
    assert "mar. 19 janv." in lines[-1]


def test_asking_changes_nothing_in_the_store(at_desk: Run, store: Path) -> None:
    before = contents(store)
    assert at_desk("lead-times", "--json").code == 0
    assert contents(store) == before
