"""`show` and `letter`: one appointment, on the screen, in a file, on paper."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run, contents
from tests.programs import NOW


@pytest.fixture
def reference(store: Path) -> str:
    """An appointment of the sample that is still to come."""
    with sqlite3.connect(store) as connection:
        asked = "SELECT reference FROM appointment WHERE status = 'booked' ORDER BY start, number"
        return str(connection.execute(asked).fetchone()[0])


def test_show_forgives_how_a_reference_is_written(at_desk: Run, reference: str) -> None:
    shown = at_desk("show", reference, "--json").answer
    for written in (reference.lower(), reference.replace("-", " "), reference.replace("-", "")):
        assert at_desk("show", written, "--json").answer == shown


@pytest.mark.parametrize("command", ["show", "letter"])
@pytest.mark.parametrize("text", ["7777-7777", "", "[/b]", "x" * 5000])
def test_an_unknown_reference(command: str, text: str, at_desk: Run, store: Path) -> None:
    before = contents(store)
    result = at_desk(command, text, "--json")
    assert (result.code, result.refusal["error"]) == (3, "unknown_reference")
    assert contents(store) == before


def test_a_letter_goes_where_it_is_told(at_desk: Run, reference: str, tmp_path: Path) -> None:
    file = tmp_path / "lettres" / "a.pdf"
    result = at_desk("letter", reference, "-o", str(file), "--json")
    assert result.answer == {"file": str(file)}
    assert file.read_bytes().startswith(b"%PDF-")


def test_a_letter_is_named_after_its_reference(
    at_desk: Run, reference: str, tmp_path: Path
) -> None:
    result = at_desk("letter", reference.lower(), "--json")
    assert result.answer == {"file": f"convocation-{reference}.pdf"}
    assert (tmp_path / f"convocation-{reference}.pdf").exists()


def test_a_letter_may_go_to_standard_output(
    environment: dict[str, str], store: Path, at_desk: Run, reference: str, tmp_path: Path
) -> None:
    at_desk("letter", reference)
    words = ["--store", str(store), "--now", NOW, "letter", reference, "-o", "-"]
    streamed = subprocess.run(
        [sys.executable, "-m", "rdv_tui", *words],
        capture_output=True,
        env=environment,
        cwd=tmp_path,
        timeout=60,
        check=True,
    )
    assert streamed.stdout == (tmp_path / f"convocation-{reference}.pdf").read_bytes()


def test_json_and_a_document_do_not_share_standard_output(at_desk: Run, reference: str) -> None:
    result = at_desk("letter", reference, "-o", "-", "--json")
    assert (result.code, result.refusal["error"]) == (2, "wrong_usage")


def test_a_letter_that_cannot_be_written(at_desk: Run, reference: str, tmp_path: Path) -> None:
    blocked = tmp_path / "plein"
    blocked.write_text("", encoding="utf-8")
    result = at_desk("letter", reference, "-o", str(blocked / "a.pdf"), "--json")
    assert (result.code, result.refusal["error"]) == (3, "file_failed")


def test_no_printer_is_told_and_nothing_else_happens(
    rdv: Run, store: Path, reference: str, tmp_path: Path
) -> None:
    words = ("--store", str(store), "letter", reference, "--print", "Absente", "--json")
    result = rdv(*words, CUPS_SERVER="localhost:1")
    assert result.code == 3
    assert result.refusal["error"] in {"no_printer", "printer_failed"}
    assert list(tmp_path.glob("*.pdf")) == []


@pytest.fixture
def spooler(tmp_path: Path, environment: dict[str, str]) -> Path:
    """A stand-in for `lp`: it keeps what it is given, and its words, in the folder returned."""
    folder = tmp_path / "spooler"
    folder.mkdir()
    program = folder / "lp"
    program.write_text(
        f'#!/bin/sh\necho "$@" > {folder}/words\ncat > {folder}/paper\n'
        'echo "request id is Guichet-12 (1 file(s))"\n',
        encoding="utf-8",
    )
    program.chmod(0o755)
    environment["PATH"] = f"{folder}:{environment['PATH']}"
    return folder


PRINTERS = {
    "the usual one": (["--print"], {}, None),
    "a named one": (["--print", "Bureau"], {}, "-d Bureau"),
    "the one of the settings": (["--print"], {"RDV_PRINTER": "Accueil"}, "-d Accueil"),
    "a named one before the settings": (
        ["--print", "Bureau"],
        {"RDV_PRINTER": "Accueil"},
        "-d Bureau",
    ),
}


@pytest.mark.parametrize(("more", "variables", "named"), PRINTERS.values(), ids=list(PRINTERS))
def test_a_letter_on_paper(
    more: list[str],
    variables: dict[str, str],
    named: str | None,
    rdv: Run,
    store: Path,
    reference: str,
    spooler: Path,
) -> None:
    words = ("--store", str(store), "--now", NOW, "letter", reference, *more, "--json")
    result = rdv(*words, **variables)
    assert result.answer == {"job": "Guichet-12"}
    assert (spooler / "paper").read_bytes().startswith(b"%PDF-")
    message = (spooler / "words").read_text()
    assert (named in message) if named else ("-d " not in message)
    assert list(store.parent.glob("*.pdf")) == []


def test_a_letter_on_paper_and_in_a_file(
    at_desk: Run, reference: str, spooler: Path, tmp_path: Path
) -> None:
    file = tmp_path / "a.pdf"
    result = at_desk("letter", reference, "-o", str(file), "--print", "Bureau", "--json")
    assert result.answer == {"file": str(file), "job": "Guichet-12"}
    assert file.read_bytes() == (spooler / "paper").read_bytes()
    lines = at_desk("letter", reference, "-o", str(file), "--print", "Bureau").out.splitlines()
    assert lines == [
        f"Convocation écrite : {file}",
        "Convocation envoyée à l'imprimante Bureau, travail Guichet-12.",
    ]


def test_a_letter_in_large_print_or_for_the_archive(
    at_desk: Run, reference: str, tmp_path: Path
) -> None:
    made = {}
    for option in ("", "--large-print", "--archive"):
        file = tmp_path / f"lettre{option}.pdf"
        words = ["letter", reference, "-o", str(file), *([option] if option else [])]
        assert at_desk(*words, "--json").answer == {"file": str(file)}
        made[option] = file.read_bytes()
        at_desk(*words)
        assert file.read_bytes() == made[option]
    assert len(set(made.values())) == 3
    assert b"pdfaid:part>2<" in made["--archive"]
    assert b"pdfaid" not in made[""]


def test_an_option_is_no_printer(rdv: Run, store: Path, reference: str, spooler: Path) -> None:
    words = ("--store", str(store), "--now", NOW, "letter", reference, "--print", "--large-print")
    assert rdv(*words, "--json").answer == {"job": "Guichet-12"}
    assert "-d" not in (spooler / "words").read_text().split()
    plain = (spooler / "paper").read_bytes()
    assert rdv(*words[:-1], "--json").answer == {"job": "Guichet-12"}
    assert (spooler / "paper").read_bytes() != plain


def test_what_is_printed_is_kept(rdv: Run, store: Path, reference: str, spooler: Path) -> None:
    rdv("--store", str(store), "--now", NOW, "letter", reference, "--print", "Bureau", "--json")
    with sqlite3.connect(store) as connection:
        kept = connection.execute("SELECT reference, printer, job, state FROM print_job").fetchall()
    assert kept == [(reference, "Bureau", "Guichet-12", "handed")]
