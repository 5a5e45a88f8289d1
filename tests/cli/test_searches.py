"""`certificate` and `searches`: a proof when nothing is free, and how many were given."""

import io
import json
import sqlite3
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.cli.conftest import Run, contents
from tests.programs import NOW

KEYS = [
    "number",
    "searched_at",
    "situation",
    "first",
    "last",
    "holder",
    "foreign_resident_number",
    "fact",
]
NAMED = ("--family-name", "Benali", "--given-names", "Samira")


@pytest.fixture
def full(store: Path) -> Path:
    """The sample with every free place to come taken out of the calendar."""
    with sqlite3.connect(store) as connection:
        connection.execute(
            "DELETE FROM place WHERE start > '2026-11-23' AND NOT EXISTS (SELECT 1 FROM appointment"
            " WHERE appointment.start = place.start AND appointment.number = place.number)"
        )
        connection.execute(
            "DELETE FROM place WHERE start > '2026-11-23' AND EXISTS (SELECT 1 FROM appointment"
            " WHERE appointment.start = place.start AND appointment.number = place.number"
            " AND appointment.status IN ('cancelled', 'held', 'released', 'lapsed'))"
        )
    connection.close()
    return store


@pytest.mark.usefixtures("full")
def test_a_certificate_is_written_and_written_again_the_same(at_desk: Run, tmp_path: Path) -> None:
    result = at_desk(
        "certificate", "--situation", "salarie", *NAMED, "-o", "une.pdf", "--json"
    ).answer
    assert result == {"number": "2026-000001", "file": "une.pdf"}
    again = at_desk("certificate", "2026-000001")
    assert again.out == "Attestation 2026-000001 écrite : attestation-2026-000001.pdf\n"
    first, second = tmp_path / "une.pdf", tmp_path / "attestation-2026-000001.pdf"
    assert first.read_bytes() == second.read_bytes()
    assert "Salarié en contrat" in PdfReader(io.BytesIO(first.read_bytes())).pages[0].extract_text()


@pytest.mark.usefixtures("full")
def test_they_are_listed_for_programs_and_counted_for_people(at_desk: Run) -> None:
    for code in ("SALARIE", "STAGIAIRE"):
        assert at_desk("certificate", "--situation", code, *NAMED).code == 0
    found = at_desk("searches", "--json").answer
    assert isinstance(found, list)
    assert [list(one) for one in found] == [KEYS, KEYS]
    assert [one["number"] for one in found] == ["2026-000001", "2026-000002"]
    assert found[0]["searched_at"].startswith("2026-11-23T09:15:")
    assert (found[0]["first"], found[0]["holder"]) == (NOW[:10], "BENALI Samira")
    lines = at_desk("searches", "--days", "8").out.splitlines()
    assert lines[0] == "2026-000001 : lun. 23 nov. 10:15, SALARIE, BENALI Samira"
    assert lines[2:] == ["Par semaine, à partir du lundi :", "16/11/2026 : 0", "23/11/2026 : 2"]
    assert "Aucune recherche" in at_desk("searches", "--from", "2026-11-24", "--days", "7").out


@pytest.mark.parametrize(
    ("words", "code", "error"),
    [
        (("--situation", "SALARIE"), 3, "slots_exist"),
        (("--situation", "ETUDIANT"), 3, "not_eligible"),
        (("--situation", "SOINS"), 3, "not_eligible"),
        (("--situation", "INCONNU"), 2, "invalid_fields"),
        (("2026-000001",), 3, "unknown_search"),
        ((), 2, "wrong_usage"),
        (("2026-000001", "--situation", "SALARIE"), 2, "wrong_usage"),
        (("--situation", "SALARIE", "-o", "-"), 2, "wrong_usage"),
    ],
)
def test_refusals_change_nothing(
    at_desk: Run, store: Path, words: tuple[str, ...], code: int, error: str
) -> None:
    before = contents(store)
    result = at_desk("certificate", *words, "--json")
    assert (result.code, result.refusal["error"]) == (code, error)
    assert contents(store) == before


def test_a_refusal_names_the_first_free_slot(at_desk: Run) -> None:
    slots = json.loads(at_desk("slots", "--json").out)
    message = at_desk("certificate", "--situation", "SALARIE").err
    hour, minute = slots[0]["start"][11:].split(":")
    assert f"{int(hour)} h {minute}".removesuffix(" 00") in message.replace("\xa0", " ")
    assert "Proposez cette plage" in message


@pytest.mark.usefixtures("full")
def test_a_person_is_named_and_found_again_under_the_name_and_the_number(at_desk: Run) -> None:
    nobody = at_desk("certificate", "--situation", "SALARIE", "--json")
    assert (nobody.code, nobody.refusal["error"]) == (2, "invalid_fields")
    assert "Nom de famille" in str(nobody.refusal["message"])
    number = ("--resident-number", "84 1234 5678")
    assert at_desk("certificate", "--situation", "SALARIE", *NAMED, *number).code == 0
    for text in ("benali", "8412345678", "Samira Benali"):
        of_them = at_desk("searches", text, "--json").answer
        assert isinstance(of_them, list)
        (found,) = of_them
        assert (found["holder"], found["fact"]) == ("BENALI Samira", "all_taken")
    assert at_desk("searches", "zahraouy", "--json").answer == []
