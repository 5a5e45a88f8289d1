"""`offices`, and every command in a store of several."""

from pathlib import Path
from typing import Any

import pytest

from rdv_tui import catalogue
from tests.cli.conftest import Outcome, Run, contents, person
from tests.programs import NOW

GARD = {"RDV_OFFICE_CODE": "gard"}


@pytest.fixture
def gard(tmp_path: Path) -> str:
    """The file of an office of another department."""
    text = Path(catalogue.__file__).with_name("office.toml").read_text(encoding="utf-8")
    for old, new in {
        'code = "vaucluse"': 'code = "gard"',
        'prefecture = "Préfecture de Vaucluse"': 'prefecture = "Préfecture du Gard"',
        'city = "Avignon"': 'city = "Nîmes"',
    }.items():
        assert old in text
        text = text.replace(old, new, 1)
    (tmp_path / "gard.toml").write_text(text, encoding="utf-8")
    return "gard.toml"


def listed(outcome: Outcome) -> list[dict[str, Any]]:
    found = outcome.answer
    assert isinstance(found, list)
    return found


@pytest.fixture
def there(rdv: Run, store: Path, at_desk: Run, gard: str) -> Run:
    """Run `rdv-tui` in the other office of this test's store."""
    assert at_desk("offices", "add", gard).code == 0

    def run(*words: str, given: str | bytes = b"") -> Outcome:
        return rdv("--store", str(store), "--now", NOW, *words, given=given, **GARD)

    return run


def test_an_office_is_added_and_chosen_by_its_code(there: Run, at_desk: Run) -> None:
    here, gone = listed(at_desk("offices", "--json")), listed(there("offices", "--json"))
    assert [(one["code"], one["here"]) for one in here] == [("gard", False), ("vaucluse", True)]
    assert [(one["code"], one["here"]) for one in gone] == [("gard", True), ("vaucluse", False)]
    assert 'city = "Nîmes"' in there("store", "office").out
    assert there("find", "zahraouy", "--json").answer == []  # of the sample, which is here
    assert at_desk("find", "zahraouy", "--json").answer
    assert there("slots", "--json").answer


def test_an_office_that_is_unknown_is_refused_with_those_there_are(
    rdv: Run, store: Path, there: Run
) -> None:
    before = contents(store)
    told = rdv("--store", str(store), "--now", NOW, "day", RDV_OFFICE_CODE="herault")
    assert told.code == 4
    assert "« herault »" in told.err
    assert "gard, vaucluse" in told.err
    assert contents(store) == before


def test_a_file_of_an_office_that_is_not_there_makes_none(rdv: Run, store: Path, gard: str) -> None:
    before = contents(store)
    told = rdv("--store", str(store), "--now", NOW, "slots", RDV_OFFICE=gard)
    assert told.code == 4
    assert "vaucluse" in told.err
    assert "rdv-tui offices add" in told.err
    assert contents(store) == before


def test_who_is_expected_elsewhere_is_booked_with_a_warning(
    there: Run, at_desk: Run, free_start: str
) -> None:
    booked = there("book", "--slot", free_start, "--applicant", "-", given=person())
    assert booked.code == 0
    assert "Un autre bureau" not in booked.err
    again = at_desk("book", "--slot", free_start, "--applicant", "-", given=person())
    assert again.code == 0
    assert "Un autre bureau (Préfecture du Gard, Nîmes) attend cette personne" in again.err
    assert str(booked.out.split()[-1]) not in again.err


def test_lead_times_side_by_side(there: Run, at_desk: Run) -> None:
    found = listed(at_desk("lead-times", "--all-offices", "--json"))
    assert [one["office"] for one in found] == ["gard", "vaucluse"]
    assert found[1]["lead_times"] == at_desk("lead-times", "--json").answer
    lines = at_desk("lead-times", "--all-offices").out.splitlines()
    assert [line.split(" :")[0] for line in lines] == ["gard (Nîmes)", "vaucluse (Avignon)"]
    assert at_desk("lead-times", "--all-offices", "--html", "x.html").code == 2


def test_a_code_alone_makes_no_store_and_the_record_does(
    rdv: Run, gard: str, tmp_path: Path
) -> None:
    words = ("--store", str(tmp_path / "new.db"), "store", "init")
    told = rdv(*words, **GARD)
    assert told.code == 4
    assert "Le code « gard » ne suffit pas" in told.err
    assert "RDV_OFFICE=FICHIER" in told.err
    assert rdv(*words, **GARD, RDV_OFFICE=gard).code == 0
    assert rdv(*words, **GARD).code == 0
