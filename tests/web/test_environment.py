"""A session's program gets the operator's settings, and nothing of the server's own."""

from pathlib import Path

import pytest

from rdv_tui.web.environment import at_desk, environment_of

GIVEN = {
    "RDV_AGENT": "superviseur",
    "RDV_PASSWORD": "demonstration",
    "RDV_PASSWORD_FILE": "/etc/secret",
    "RDV_COUNTER": "3",
    "RDV_PRINTER": "Bureau",
    "RDV_OFFICE_CODE": "84",
    "RDV_SMTP_HOST": "mail.example",
    "RDV_OFFICE": "office.toml",
    "TEXTUAL_DEBUG": "1",
    "PYTHONPATH": "/tmp",
    "LD_PRELOAD": "/tmp/x.so",
    "DISPLAY": ":0",
    "HOME": "/var/lib/rdvweb",
}


def test_only_the_operators_settings_go_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = environment_of(GIVEN, "rdv.db")
    kept = {"RDV_PRINTER", "RDV_OFFICE_CODE", "RDV_SMTP_HOST", "RDV_OFFICE", "HOME"}
    assert found.keys() & GIVEN.keys() == kept
    assert found["RDV_OFFICE"] == str(tmp_path / "office.toml")
    assert found["RDV_STORE"] == str(tmp_path / "rdv.db")


@pytest.mark.parametrize(
    ("store", "whole"),
    [
        ("/srv/rdv/rdv.db", "/srv/rdv/rdv.db"),
        ("sqlite:////srv/rdv/rdv.db", "sqlite:////srv/rdv/rdv.db"),
        ("sqlite:///rdv.db", "sqlite:///{here}/rdv.db"),
        ("postgresql+psycopg://rdv@pg/rdv?sslmode=require",) * 2,
    ],
)
def test_a_store_is_found_from_any_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, store: str, whole: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert environment_of({}, store)["RDV_STORE"] == whole.format(here=tmp_path)


def test_what_one_keeps_is_nobody_else_s(tmp_path: Path) -> None:
    mine, theirs = at_desk(tmp_path, "agent"), at_desk(tmp_path, "../superviseur")
    assert mine["XDG_STATE_HOME"] != theirs["XDG_STATE_HOME"]
    assert Path(theirs["XDG_STATE_HOME"]).resolve().parent == (tmp_path / "web").resolve()
