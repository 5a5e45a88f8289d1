"""Accounts on the command line: who may do what, exit 5, a French sentence, nothing changed."""

import io
import json
import os
import pty
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from rdv_tui import catalogue
from rdv_tui.cli import line
from rdv_tui.cli.entry import run_line
from rdv_tui.locales import cli as cli_fr
from rdv_tui.locales.office import accounts as accounts_fr
from tests.cli.conftest import Run, contents, person
from tests.programs import NOW

PASSWORD = "une tarte aux pommes"
NUMBER = "8412345670"
OPEN = (
    "openings",
    "add",
    "--counter",
    "1",
    "--weekdays",
    "lun",
    "--from",
    "18:00",
    "--to",
    "19:00",
)
START = "2026-11-30T09:00"
BOOKS = {"agent", "superviseur"}
BOSS = {"superviseur"}
ALL = {"agent", "accueil", "superviseur"}
ANYBODY = {*ALL, None}
"""None is nobody: no password was given."""

COMMANDS: dict[tuple[str, ...], set[str] | set[str | None]] = {
    ("slots", "--days", "1"): ALL,
    ("check", "--situation", "SALARIE", "--expires", "2027-01-10"): ANYBODY,
    ("guide", "passeport"): ANYBODY,
    ("book", "--slot", START, "--applicant", "-"): BOOKS,
    ("show", "REF"): ALL,
    ("find", "benali"): ALL,
    ("move", "REF", "--slot", START): BOOKS,
    ("cancel", "REF", "--reason", "office"): BOOKS,
    ("letter", "REF", "-o", "lettre.pdf"): ALL,
    ("printers",): ANYBODY,
    ("prints", "REF"): ALL,
    ("day",): ALL,
    ("arrive", "REF"): ALL,
    ("queue",): ALL,
    ("call", "REF", "--counter", "1"): ALL,
    ("finish", "REF", "--outcome", "received"): ALL,
    ("walk-in", "list"): ALL,
    ("walk-in", "add", "Traoré Fatou", "--reason", "récépissé perdu"): ALL,
    ("walk-in", "call", "A001", "--counter", "1"): ALL,
    ("walk-in", "finish", "A001", "--outcome", "received"): ALL,
    ("walk-in", "elsewhere", "online"): ALL,
    ("figures",): ALL,
    ("export", "--personal", "-o", "noms.csv"): BOSS,
    ("certificate", "--situation", "SALARIE", "-o", "attestation.pdf"): BOOKS,
    ("searches",): ALL,
    ("waiting", "list"): ALL,
    ("waiting", "add", "--applicant", "-", "--first", "2026-11-30", "--last", "2026-12-11"): BOOKS,
    ("waiting", "accept", "1", "--applicant", "-"): BOOKS,
    ("waiting", "refuse", "1"): BOOKS,
    ("waiting", "remove", "1"): BOOKS,
    ("lead-times",): ALL,
    ("lead-times", "--all-offices"): BOSS,
    ("offices", "list"): BOSS,
    ("offices", "add", "gard.toml"): BOSS,
    ("outbox", "list"): ALL,
    ("outbox", "send"): ALL,
    ("outbox", "retry", "REF"): BOOKS,
    ("outbox", "cancel", "REF"): BOOKS,
    ("openings", "list"): ALL,
    (*OPEN, "--first", "2026-12-07"): BOSS,
    ("openings", "end", "--counter", "1", "--last", "2026-12-07"): BOSS,
    ("openings", "slots", "--minutes", "20", "--first", "2026-12-07"): BOSS,
    ("openings", "take-back"): BOSS,
    ("closures", "list"): ALL,
    ("closures", "add", "--first", "2026-12-07", "--reason", "essai"): BOSS,
    ("closures", "remove", "--first", "2026-12-24"): BOSS,
    ("counters",): ALL,
    ("kiosk", "enrol", "Borne 9"): BOSS,
    ("kiosk", "disable", "Borne 9"): BOSS,
    ("kiosk", "list"): ALL,
    ("kiosk", "doctor"): ANYBODY,
    ("agents", "list"): BOSS,
    ("agents", "add", "nouveau"): BOSS,
    ("agents", "disable", "accueil"): BOSS,
    # Whoever owns the store's file may give a password back: the way in when all are lost.
    ("agents", "reset", "accueil"): {*BOSS, None},
    ("agents", "role", "accueil", "agent"): BOSS,
    ("agents", "known-by", "os"): BOSS,
    ("store", "check"): ANYBODY,
    ("store", "repair"): BOOKS,
    ("store", "office", "bureau.toml"): BOSS,
    ("audit", "show"): BOSS,
    ("audit", "verify"): ANYBODY,
    ("audit", "head"): ANYBODY,
    ("privacy", "purge"): BOSS,
    ("privacy", "export", NUMBER): BOSS,
    ("privacy", "erase", NUMBER, "--reason", "essai"): BOSS,
    ("privacy", "oppose", NUMBER, "--reason", "essai"): BOSS,
}
NOTHING_TO_DO = [["openings", "take-back"], ["closures", "remove"]]
OF_FILES = {"store init", "store backup", "store restore", "store sample", "store copy"}
OF_FILES |= {"display", "broker", "serve"}
"""What asks the operating system, or a device's own key, whose it is."""


def declared() -> set[str]:
    """Return every command of the line by its words."""
    found = set()
    for name in line.COMMANDS:
        group = line.imported(name)
        below = getattr(group, "commands", {})
        alone = not below or set(below) == {name}
        found |= {name} if alone else {f"{name} {each}" for each in below}
    return found


def test_every_command_stands_in_the_table() -> None:
    said = {" ".join(words) for words in COMMANDS}
    for command in declared() - OF_FILES:
        assert any(one == command or one.startswith(f"{command} ") for one in said), command


@pytest.mark.parametrize("who", ["agent", "accueil", None])
def test_each_command_obeys_the_table(
    who: str | None,
    store: Path,
    tmp_path: Path,
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """In this process: some fifty programs a role would take minutes to start."""
    signed = {"RDV_AGENT": who or "superviseur", "RDV_PASSWORD": "demonstration" if who else ""}
    for name, value in (environment | signed).items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    fields = person(phone="0639981234").encode()
    office = Path(catalogue.__file__).with_name("office.toml").read_text(encoding="utf-8")
    changed = re.sub(r"(?m)^phone = .*", 'phone = "04 90 00 00 01"', office)
    Path("bureau.toml").write_text(changed, encoding="utf-8")
    gard = re.sub(r"(?m)^code = .*", 'code = "gard"', office)
    Path("gard.toml").write_text(gard, encoding="utf-8")
    with closing(sqlite3.connect(store)) as raw:
        (reference,) = raw.execute(
            "SELECT reference FROM appointment WHERE status = 'booked' ORDER BY start DESC"
        ).fetchone()
        for command, allowed in COMMANDS.items():
            if who in allowed:
                continue
            words = [reference if word == "REF" else word for word in command]
            before = raw.execute("PRAGMA data_version").fetchone()
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(fields)))
            code = run_line(["--store", str(store), "--now", NOW, *words, "--json"])
            told = capsys.readouterr()
            assert raw.execute("PRAGMA data_version").fetchone() == before, words
            if words[:2] in NOTHING_TO_DO and who:
                assert code == 3, words  # there is nothing of the kind: nobody is asked
                continue
            assert (code, told.out) == (5, ""), (words, told)
            refusal = json.loads(told.err)
            assert refusal["error"] == ("not_allowed" if who else "not_signed_in"), words
            assert ("Le rôle" if who else "Personne n'est connecté") in refusal["message"]


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


@pytest.mark.parametrize("words", [("add", "b.neuf"), ("reset", "superviseur")])
def test_an_empty_password_file_is_refused_and_nobody_gets_one_that_nobody_knows(
    rdv: Run, store: Path, tmp_path: Path, words: tuple[str, str]
) -> None:
    secret, before = tmp_path / "secret", contents(store)
    secret.write_text("\n", encoding="utf-8")
    done = rdv("--store", str(store), "agents", *words, RDV_NEW_PASSWORD_FILE=str(secret))
    assert done.code != 0
    assert accounts_fr.NONE_GIVEN in done.err
    assert contents(store) == before


@pytest.mark.parametrize("group", ["agents", "closures", "offices", "openings", "outbox"])
def test_a_group_that_lists_has_its_help_in_french(rdv: Run, group: str) -> None:
    told = " ".join(rdv(group, "--help").out.split())
    assert cli_fr.COMMANDS[group].rstrip(".") in told
    assert "List when" not in told


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
    told = [rdv(*line, RDV_PASSWORD="faux").refusal["error"] for _ in range(10)]
    assert told == ["wrong_password"] * 4 + ["too_many_failures"] * 6
    assert rdv(*line, RDV_AGENT="agent").code == 0  # nobody else is shut out
    right = rdv(*line)
    assert right.code == 5
    assert right.refusal["error"] == "too_many_failures"


CLOSE = ("closures", "add", "--first", "2026-12-07", "--reason", "essai", "--authorised-by")


@pytest.mark.parametrize(
    ("login", "typed", "code"),
    [("superviseur", "demonstration", 0), ("superviseur", "faux", 5), ("accueil", None, 5)],
)
def test_a_supervisor_allows_a_change_at_the_terminal(
    login: str, typed: str | None, code: int, environment: dict[str, str], store: Path
) -> None:
    before = [row for row in contents(store) if "closure" in row]
    words = ("--store", str(store), "--now", NOW, *CLOSE, login)
    mine = {"RDV_AGENT": "agent", "RDV_PASSWORD": "demonstration"}
    ended, shown = at_terminal(words, environment | mine, f"{typed or 'demonstration'}\n")
    assert ended == code, shown
    assert "demonstration" not in shown
    closures = [row for row in contents(store) if "closure" in row]
    assert (closures == before) is (code != 0)
    with closing(sqlite3.connect(store)) as raw:
        acts = raw.execute(
            "SELECT agent, authorised_by FROM audit WHERE action = 'change_hours'"
        ).fetchall()
    assert (("agent", "superviseur") in acts) is (code == 0)


def test_a_supervisors_password_is_taken_from_a_terminal_alone(rdv: Run, store: Path) -> None:
    before = contents(store)
    line = ("--store", str(store), "--now", NOW, *CLOSE, "superviseur", "--json")
    done = rdv(*line, given="demonstration\n", RDV_AGENT="agent")
    assert (done.code, done.refusal["error"]) == (5, "not_allowed")
    assert contents(store) == before


def at_terminal(words: tuple[str, ...], environment: dict[str, str], typed: str) -> tuple[int, str]:
    """Run a command at a terminal of its own, type there once it asks; return code and screen."""
    hands, terminal = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "rdv_tui", *words],
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        env=environment,
        start_new_session=True,
    ) as program:
        os.close(terminal)
        shown = b""
        try:
            while part := os.read(hands, 4096):
                shown += part
                if typed and b" : " in shown:
                    os.write(hands, typed.encode())
                    typed = ""
        except OSError:
            pass  # the program ended
        code = program.wait(60)
    os.close(hands)
    return code, shown.decode(errors="replace")
