"""Printing where there is no CUPS, or one that misbehaves: programs of ours stand in for `lp`."""

import sys
from pathlib import Path

import pytest

from rdv_tui.errors import OutputError
from rdv_tui.outputs import printers
from rdv_tui.outputs.printers import Printers, PrintJob, list_printers, one_line, submit

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows prints by its own verb")

LPSTAT = """case "$1" in
-e) echo PDF; echo Accueil;;
-d) echo "system default destination: PDF";;
esac"""


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is the whole PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def program(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def refusal(printer: str | None = None) -> OutputError:
    with pytest.raises(OutputError) as caught:
        submit(b"%PDF-1.4", "titre", printer)
    return caught.value


def test_no_cups_at_all(programs: Path) -> None:
    error = refusal()
    assert error.code == "no_printer"
    assert "Aucune imprimante" in error.message
    assert "plus tard" in error.hint
    assert list_printers() == Printers((), None)


def test_what_lp_is_given(programs: Path, tmp_path: Path) -> None:
    program(
        programs,
        "lp",
        f'for a in "$@"; do echo "[$a]"; done > {tmp_path}/args\n'
        f'echo "$LC_ALL" >> {tmp_path}/args\n/bin/cat > {tmp_path}/in\n'
        'echo "request id is Guichet-2-12 (1 file(s))"',
    )
    assert submit(b"%PDF \x00\xff", "-x; $(id)\n\x1b[1m") == PrintJob("Guichet-2", "Guichet-2-12")
    assert (tmp_path / "in").read_bytes() == b"%PDF \x00\xff"
    given = (tmp_path / "args").read_text().splitlines()
    assert given == ["[-o]", "[pdftops-renderer=pdftocairo]", "[-t]", "[-x; $(id) [1m]", "[-]", "C"]
    assert submit(b"%PDF", "t", "Accueil").printer == "Accueil"
    assert (tmp_path / "args").read_text().splitlines()[:2] == ["[-d]", "[Accueil]"]


def test_lp_that_fails_says_why(programs: Path) -> None:
    program(programs, "lpstat", LPSTAT)
    program(programs, "lp", 'echo "lp: plus de\n papier" >&2; exit 1')
    error = refusal("Accueil")
    assert error.code == "printer_failed"
    assert "« Accueil » a refusé la lettre (lp: plus de papier)" in error.message


def test_lp_that_hangs_is_given_up(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printers, "TIME_LIMIT_S", 0.2)
    program(programs, "lp", "exec /bin/sleep 60")
    error = refusal()
    assert error.code == "printer_failed"
    assert "ne répond pas" in error.message


def test_lp_that_cannot_be_started(programs: Path) -> None:
    (programs / "lp").write_bytes(b"\x00not a program")
    (programs / "lp").chmod(0o755)
    assert refusal().code == "printer_failed"


def test_printers_without_a_default(programs: Path) -> None:
    program(programs, "lpstat", '[ "$1" = -e ] && echo PDF || echo "no system default destination"')
    program(programs, "lp", "exit 1")
    error = refusal()
    assert error.code == "no_printer"
    assert "par défaut" in error.message
    assert "PDF" in error.hint


def test_title_is_one_line_without_control_characters() -> None:
    assert one_line("a\nb\x00c\u202ed" + "x" * 500) == "a b c d" + "x" * 113
