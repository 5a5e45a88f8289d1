"""`kiosk`: who looks after the devices of the hall; the kiosk itself is under tests/desk."""

import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Run, contents


def secret_of(home: Path) -> Path:
    (file,) = home.glob("**/device-secret")
    return file


def test_a_kiosk_is_enrolled_listed_and_disabled(at_desk: Run, store: Path, tmp_path: Path) -> None:
    done = at_desk("kiosk", "enrol", "Borne 1", "--json").answer
    assert isinstance(done, dict)
    assert (done["device"], done["kind"]) == ("Borne 1", "kiosk")
    secret = secret_of(tmp_path)
    assert str(secret) == done["file"]
    assert secret.stat().st_mode & 0o777 == 0o600
    with sqlite3.connect(store) as connection:
        everything = "\n".join(connection.iterdump())
    assert secret.read_text(encoding="ascii") not in everything
    at_desk("kiosk", "enrol", "Écran", "--display", "--json")
    listed = at_desk("kiosk", "list", "--json").answer
    assert isinstance(listed, list)
    assert [(one["name"], one["kind"], one["enabled"]) for one in listed] == [
        ("Borne 1", "kiosk", True),
        ("Écran", "display", True),
    ]
    assert at_desk("kiosk", "disable", "Borne 1").code == 0
    assert "exclue" in at_desk("kiosk", "list").out


def test_a_device_that_nobody_enrolled_cannot_be_disabled(at_desk: Run, store: Path) -> None:
    before = contents(store)
    refused = at_desk("kiosk", "disable", "Borne 9", "--json")
    assert (refused.code, refused.refusal["error"]) == (3, "unknown_device")
    assert contents(store) == before


@pytest.mark.parametrize("name", ["", "  ", "x" * 25])
def test_a_name_that_cannot_be_shown_is_refused(at_desk: Run, store: Path, name: str) -> None:
    before = contents(store)
    assert at_desk("kiosk", "enrol", name, "--json").code == 2
    assert contents(store) == before


def test_without_a_terminal_no_kiosk_opens(at_desk: Run) -> None:
    refused = at_desk("kiosk")
    assert refused.code == 2
    assert "terminal" in refused.err


def test_the_doctor_exits_by_the_worst_line(at_desk: Run) -> None:
    found = at_desk("kiosk", "doctor", "--json")
    assert found.code == 1
    answer = found.answer
    assert isinstance(answer, dict)
    assert answer["ok"] is False
    assert {line["state"] for line in answer["lines"]} <= {"ok", "warning", "wrong"}
    wrong = next(line for line in answer["lines"] if line["what"] == "enrolled")
    assert (wrong["state"], bool(wrong["remedy"])) == ("wrong", True)


def test_the_secret_of_a_device_without_a_store_goes_where_it_is_told(
    at_desk: Run, tmp_path: Path
) -> None:
    file = tmp_path / "given" / "secret"
    done = at_desk("kiosk", "enrol", "Borne 1", "--secret", str(file), "--json").answer
    assert isinstance(done, dict)
    assert done["file"] == str(file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.glob("**/device-secret")) == []
    refused = at_desk("kiosk", "enrol", "Borne 1", "--secret", str(tmp_path), "--json")
    assert refused.code == 3
    assert refused.refusal["error"] == "file_failed"


@pytest.mark.parametrize("command", ["kiosk", "display"])
def test_a_broker_and_a_store_do_not_go_together(at_desk: Run, command: str) -> None:
    refused = at_desk(command, "--broker", "/run/rdv-broker/broker.sock")
    assert refused.code == 2
    assert "--broker ne va pas avec --store" in refused.err
