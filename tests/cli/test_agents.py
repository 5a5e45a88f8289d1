"""Accounts on the command line: who may do what, exit 5, a French sentence, nothing changed."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run, contents, person
from tests.programs import NOW

PASSWORD = "une tarte aux pommes"
UNKNOWN = "2H85-HA52"
START = "2026-11-30T09:00"
CLOSE = ("closures", "add", "--first", "2026-12-07", "--last", "2026-12-07", "--reason", "essai")

BOOKS = {"agent", "superviseur"}
BOSS = {"superviseur"}
ALL = {"agent", "accueil", "superviseur"}
COMMANDS: dict[tuple[str, ...], set[str]] = {
    ("book", "--slot", START, "--applicant", "-"): BOOKS,
    ("move", UNKNOWN, "--slot", START): BOOKS,
    ("cancel", UNKNOWN, "--reason", "office"): BOOKS,
    CLOSE: BOSS,
    ("agents", "list"): BOSS,
    ("agents", "add", "nouveau"): BOSS,
    ("agents", "disable", "accueil"): BOSS,
    ("agents", "reset", "accueil"): BOSS,
    ("agents", "role", "accueil", "agent"): BOSS,
    ("kiosk", "enrol", "Borne 9"): BOSS,
    ("export", "--personal", "-o", "noms.csv"): BOSS,
    ("slots", "--days", "1"): ALL,
    ("find", "benali"): ALL,
    ("day",): ALL,
    ("closures", "list"): ALL,
}


@pytest.mark.parametrize("who", ["agent", "accueil", None])
def test_each_command_obeys_the_table(who: str | None, rdv: Run, store: Path) -> None:
    signed = {"RDV_AGENT": who or "superviseur", "RDV_PASSWORD": "demonstration" if who else ""}
    for words, allowed in COMMANDS.items():
        # Whoever owns the store's file may give a password back: the way in when all are lost.
        if who in allowed or (who is None and words[:2] == ("agents", "reset")):
            continue
        before = contents(store)
        line = ("--store", str(store), "--now", NOW, *words, "--json")
        done = rdv(*line, given=person(), **signed)
        assert done.code == 5, (words, done)
        assert done.refusal["error"] == ("not_allowed" if who else "not_signed_in"), words
        assert contents(store) == before, words


def test_a_role_does_what_it_may(rdv: Run, store: Path) -> None:
    for who, words in (("agent", ("closures", "list")), ("accueil", ("find", "benali"))):
        done = rdv("--store", str(store), "--now", NOW, *words, RDV_AGENT=who)
        assert done.code == 0, done


def test_a_password_may_stand_in_a_file(rdv: Run, store: Path, tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("demonstration\n", encoding="utf-8")
    line = ("--store", str(store), "--now", NOW, "closures", "list")
    done = rdv(*line, RDV_PASSWORD="", RDV_PASSWORD_FILE=str(file))
    assert done.code == 0
    assert rdv(*line, RDV_PASSWORD="", RDV_PASSWORD_FILE=str(file) + "x").code == 2
    wrong = rdv(*line, RDV_PASSWORD="faux")
    assert wrong.code == 5
    assert "refusé" in wrong.err
    assert "faux" not in wrong.err


def test_the_first_supervisor_and_the_way_back_in(rdv: Run, tmp_path: Path) -> None:
    line = ("--store", str(tmp_path / "neuf.db"))
    nobody = {"RDV_AGENT": "", "RDV_PASSWORD": ""}
    assert rdv(*line, "store", "init", **nobody).code == 0
    checked = rdv(*line, "store", "check", "--json", **nobody)
    assert checked.code == 0
    assert "Aucun compte" in json.loads(checked.out)["notes"][0]
    assert rdv(*line, "agents", "add", "a.morel", **nobody).code == 3
    made = rdv(*line, "agents", "add", "chef", "--role", "supervisor", RDV_PASSWORD=PASSWORD)
    assert made.code == 0
    assert PASSWORD not in made.out + made.err
    assert rdv(*line, "agents", "add", "intrus", "--role", "supervisor", **nobody).code == 5
    boss = {"RDV_AGENT": "chef", "RDV_PASSWORD": PASSWORD}
    answer = json.loads(rdv(*line, "agents", "add", "a.morel", "--json", **boss).out)
    agent = {"RDV_AGENT": "a.morel", "RDV_PASSWORD": answer["password"]}
    assert rdv(*line, "closures", "list", **agent).code == 0
    assert rdv(*line, "agents", "disable", "chef", **boss).code == 3
    assert rdv(*line, "agents", "disable", "a.morel", **boss).code == 0
    assert rdv(*line, "closures", "list", **agent).code == 5
    reset = rdv(*line, "agents", "reset", "chef", RDV_PASSWORD="", RDV_NEW_PASSWORD=PASSWORD + "!")
    assert reset.code == 0  # who owns the file
    assert rdv(*line, "agents", "list", **boss).code == 5
    listed = rdv(*line, "agents", "list", "--json", **boss | {"RDV_PASSWORD": PASSWORD + "!"})
    assert [(one["login"], one["active"]) for one in json.loads(listed.out)] == [
        ("a.morel", False),
        ("chef", True),
    ]


def test_failures_wait_also_for_a_program_started_anew(rdv: Run, store: Path) -> None:
    line = ("--store", str(store), "--now", NOW, "closures", "list", "--json")
    told = [rdv(*line, RDV_PASSWORD="faux").refusal["error"] for _ in range(5)]
    assert told == ["wrong_password"] * 4 + ["too_many_failures"]
    right = rdv(*line)
    assert right.code == 5
    assert right.refusal["error"] == "too_many_failures"
