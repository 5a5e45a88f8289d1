"""The program among others: poor locales, readers that leave, interruptions, demonstrations."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run, person
from tests.programs import NOW


@pytest.mark.parametrize("locale", ["C", "POSIX", "fr_FR.ISO-8859-1"])
def test_names_are_written_in_utf8_everywhere(locale: str, rdv: Run, store: Path) -> None:
    words = ("--store", str(store), "--now", NOW, "book", "--slot", "2027-01-18T09:00")
    result = rdv(
        *words, "--applicant", "-", given=person(), LC_ALL=locale, PYTHONIOENCODING="ascii"
    )
    assert result.code == 0
    assert "Nom : YILMAZ\nPrénoms : Şükrü\n" in result.out


def test_a_reader_that_leaves_is_no_error(
    environment: dict[str, str], store: Path, tmp_path: Path
) -> None:
    words = [sys.executable, "-m", "rdv_tui", "--store", str(store), "--now", NOW, "slots"]
    read_end, write_end = os.pipe()
    os.close(read_end)
    done = subprocess.run(
        words,
        stdin=subprocess.DEVNULL,
        stdout=write_end,
        stderr=subprocess.PIPE,
        env=environment,
        timeout=60,
        check=False,
    )
    os.close(write_end)
    assert (done.returncode, done.stderr) == (141, b"")


def test_an_interruption_ends_quietly(environment: dict[str, str], store: Path) -> None:
    # Who runs the tests in the background may ignore the signal, and the program would inherit it.
    words = ["env", "--default-signal=INT", sys.executable, "-m", "rdv_tui", "--store", str(store)]
    words += ["--now", NOW, "book", "--slot", "2027-01-18T09:00", "--applicant", "/dev/stdin"]
    with subprocess.Popen(
        words,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    ) as running:
        assert running.stdin is not None
        # More than a pipe holds: once this is written, the program is reading.
        running.stdin.write(b" " * 150_000)
        running.stdin.flush()
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)
    assert (running.returncode, out, err) == (130, b"", b"")


def test_a_demonstration_is_about_today_and_leaves_nothing(rdv: Run, tmp_path: Path) -> None:
    result = rdv("--demo", "--now", "2027-03-10T11:00", "slots", "--days", "1", "--json")
    assert isinstance(result.answer, list)
    assert all(slot["start"] > "2027-03-10T11:00" for slot in result.answer)
    assert rdv("--demo", "store", "check", "--json").answer == {"ok": True, "problems": []}
    assert list(tmp_path.glob("rdv-tui-demo-*")) == []


@pytest.mark.parametrize(
    ("closed", "first"),
    [
        ("2026-11-28T16:00", "2026-11-30"),  # a Saturday
        ("2026-12-25T10:00", "2026-12-28"),  # Christmas, a Friday
    ],
)
def test_a_demonstration_on_a_closed_day_is_the_next_open_one(
    closed: str, first: str, rdv: Run
) -> None:
    result = rdv("--demo", "--now", closed, "slots", "--days", "14", "--json")
    assert isinstance(result.answer, list)
    assert result.answer[0]["start"] >= f"{first}T10:15"
    refused = rdv(
        "--demo", "--now", closed, "book", "--slot", f"{first}T09:00",
        "--applicant", "-", "--json", given=person(),
    )  # fmt: skip
    assert refused.refusal["error"] == "slot_past"


def test_a_demonstration_that_is_refused_leaves_nothing(rdv: Run, tmp_path: Path) -> None:
    assert rdv("--demo", "show", "7777-7777").code == 3
    assert list(tmp_path.glob("rdv-tui-demo-*")) == []


def test_the_persons_own_store_is_not_touched_by_a_demonstration(
    rdv: Run, environment: dict[str, str]
) -> None:
    assert rdv("--demo", "slots").code == 0
    assert not Path(environment["XDG_DATA_HOME"]).exists()


def test_control_characters_never_reach_the_terminal(rdv: Run) -> None:
    result = rdv("--store", "x.db", "slots", "--from", "\x1b[2J\u202edemain\nfaux")
    assert result.code == 2
    assert "\x1b" not in result.err
    assert "\u202e" not in result.err
    assert result.err.count("\n") == 2


FULL = Path("/dev/full")
full_disk = pytest.mark.skipif(not FULL.exists(), reason="there is no full device here")


@full_disk
@pytest.mark.parametrize("words", [["slots"], ["slots", "--json"], ["--version"], ["--help"]])
def test_an_answer_on_a_full_disk_is_a_sentence(
    words: list[str], environment: dict[str, str], store: Path
) -> None:
    with FULL.open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "rdv_tui", "--store", str(store), "--now", NOW, *words],
            stdin=subprocess.DEVNULL,
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment,
            timeout=60,
            check=False,
        )
    assert done.returncode == 3
    assert "sortie standard" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
    assert "Exception ignored" not in done.stderr.decode()
