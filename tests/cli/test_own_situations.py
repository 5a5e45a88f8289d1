"""An office's own situations on the command line, and the warning when they are broken."""

import io
import json
from pathlib import Path

import pytest

from rdv_tui import catalogue
from rdv_tui.cli.options import Options, open_the_desk
from tests.cli.conftest import Run
from tests.programs import NOW

ASKED = ("--now", NOW, "check", "--situation", "ETUDIANT", "--expires", "2026-12-20")
SHIPPED = Path(catalogue.__file__).parent / "situations.json"


def test_an_office_brings_a_procedure_back_to_the_desk(rdv: Run, tmp_path: Path) -> None:
    content = json.loads(SHIPPED.read_bytes())
    student = next(one for one in content["situations"] if one["code"] == "ETUDIANT")
    student |= {"route": "in_person", "permit_kinds": ["CST"]}
    file = tmp_path / "les nôtres.json"
    file.write_text(json.dumps({"as_of": "2026-11-01", "situations": [student]}))
    result = rdv(*ASKED, "--json", RDV_SITUATIONS=str(file)).answer
    assert isinstance(result, dict)
    assert result["verdict"] == "bookable"
    shipped = rdv(*ASKED, "--json").answer
    assert isinstance(shipped, dict)
    assert shipped["verdict"] == "online"


def test_a_broken_file_is_told_and_the_shipped_one_used(rdv: Run, tmp_path: Path) -> None:
    file = tmp_path / "situations.json"
    file.write_text('{"as_of": "2026-11-01", "situations": [{"code": "ETUDIANT"}]}')
    for_people = rdv(*ASKED, RDV_SITUATIONS=str(file))
    assert (for_people.code, for_people.err.count("\n")) == (0, 1)
    for part in (str(file), "ETUDIANT", "« label »", "livrées avec le programme"):
        assert part in for_people.err
    for_programs = rdv(*ASKED, "--json", RDV_SITUATIONS=str(file))
    assert json.loads(for_programs.out)["verdict"] == "online"
    assert list(json.loads(for_programs.err)) == ["warning"]


def test_a_refusal_stays_one_object_beside_the_warning(rdv: Run, tmp_path: Path) -> None:
    missing = str(tmp_path / "absent.json")
    words = ("--now", NOW, "check", "--situation", "ROSE", "--expires", "2026-12-20")
    refusal = rdv(*words, "--json", RDV_SITUATIONS=missing).refusal
    assert (refusal["error"], "absent.json" in str(refusal["warning"])) == ("invalid_fields", True)
    lines = rdv(*words, RDV_SITUATIONS=missing).err.splitlines()
    assert "absent.json" in lines[0]
    assert "situation" in lines[1]


def test_the_help_reads_no_file_of_the_office(rdv: Run, tmp_path: Path) -> None:
    assert rdv("--help", RDV_SITUATIONS=str(tmp_path / "absent.json")).err == ""


def test_the_desk_too_starts_with_the_office_s_situations(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str | None] = []

    def run(*_: object, **__: object) -> int:
        seen.append(catalogue.override_problem())
        return 0

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("rdv_tui.launch.run", run)
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("sys.stdout", Terminal())
    for name, value in {"TEXTUAL_FPS": "60", "ESCDELAY": "100"}.items():
        monkeypatch.setenv(name, value)  # set here, so that what the desk sets ends with the test
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("RDV_SITUATIONS", str(tmp_path / "absent.json"))
    try:
        assert open_the_desk(Options()) == 0
        monkeypatch.delenv("RDV_SITUATIONS")
        assert open_the_desk(Options()) == 0
    finally:
        catalogue.override_situations(None)
    assert "absent.json" in str(seen[0])
    assert seen[1] is None
