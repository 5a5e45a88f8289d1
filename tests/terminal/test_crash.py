"""A fault's report says where, never with which values, and is nobody else's to read."""

import stat
from pathlib import Path

import pytest

from rdv_tui.terminal import crash

PERSON = "BENALI"


def fail() -> None:
    name = PERSON
    try:
        raise FileNotFoundError(2, name, f"/tmp/{name}")
    except OSError as error:
        raise ValueError(name) from error


def fault() -> Exception:
    with pytest.raises(ValueError, match=PERSON) as caught:
        fail()
    return caught.value


def test_a_report_is_private_and_holds_no_value(tmp_path: Path) -> None:
    path = crash.write_report(fault(), tmp_path / "state" / "crashes")
    text = path.read_text(encoding="utf-8")
    assert PERSON not in text
    assert "ValueError" in text
    assert "FileNotFoundError ENOENT" in text
    assert "test_crash.py:" in text
    assert str(tmp_path) not in text
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_only_the_newest_reports_are_kept(tmp_path: Path) -> None:
    written = [crash.write_report(fault(), tmp_path) for _ in range(crash.KEPT + 3)]
    assert sorted(tmp_path.iterdir()) == sorted(written)[3:]


def test_what_people_are_told_names_the_report_and_a_folder_that_cannot_be_made_is_no_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    told = crash.as_error(fault())
    (report,) = (tmp_path / "rdv-tui" / "crashes").iterdir()
    assert (told.exit_code, str(report) in told.hint) == (1, True)
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    told = crash.as_error(fault())
    assert PERSON not in told.message + told.hint
    assert "prévenez" in told.hint
