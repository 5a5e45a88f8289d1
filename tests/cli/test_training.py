"""`--now`: on stores for training alone, or on a copy; a clock that jumped writes nothing."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Run, contents, person
from tests.programs import NOW

AHEAD = "2031-01-07T09:00"
COMMANDS = {
    "a question": ["slots", "--days", "5"],
    "the check": ["store", "check"],
    "the post": ["outbox", "send"],
    "an export": ["day"],
    "init": ["store", "init"],
    "repair": ["store", "repair"],
}


@pytest.fixture
def real(rdv: Run, tmp_path: Path) -> Path:
    """The office's own store."""
    file = tmp_path / "real.db"
    assert rdv("--store", str(file), "store", "init").code == 0
    return file


@pytest.mark.parametrize("words", COMMANDS.values(), ids=list(COMMANDS))
def test_a_chosen_clock_never_reaches_a_real_store(words: list[str], rdv: Run, real: Path) -> None:
    before = contents(real)
    for clock in ({"RDV_NOW": AHEAD}, {"RDV_NOW": "2020-03-02T09:00"}):
        result = rdv("--store", str(real), *words, "--json", **clock)
        assert (result.code, result.refusal["error"]) == (2, "real_store")
        assert "--training" in str(result.refusal["hint"])
    assert contents(real) == before
    trained = rdv("--store", str(real), "--now", AHEAD, "--training", *words)
    assert trained.code in {0, 4}  # the check finds that the store is of years ago
    assert "copie" in trained.err
    assert contents(real) == before


@pytest.mark.parametrize("words", [("backup", "copie.db"), ("restore", "{sample}")])
def test_no_file_of_a_real_store_is_copied_or_replaced_for_training(
    words: tuple[str, str], rdv: Run, real: Path, store: Path, tmp_path: Path
) -> None:
    before = contents(real)
    given = [word.format(sample=store) for word in words]
    for options, code in ((("--training",), "wrong_usage"), (("--now", AHEAD), "real_store")):
        result = rdv("--store", str(real), *options, "store", *given, "--json")
        assert (result.code, result.refusal["error"]) == (2, code)
    assert contents(real) == before
    assert not (tmp_path / "copie.db").exists()


def test_a_sample_takes_no_real_store_s_place(rdv: Run, real: Path, store: Path) -> None:
    before = contents(real)
    result = rdv("--store", str(real), "store", "restore", str(store), "--json")
    assert (result.code, result.refusal["error"]) == (2, "not_a_backup")
    assert contents(real) == before


def test_a_training_booking_is_in_no_store(rdv: Run, real: Path, tmp_path: Path) -> None:
    words = ("--store", str(real), "--training", "--now", AHEAD)
    assert rdv(*words, "store", "repair").code == 0
    assert list(tmp_path.glob("rdv-tui-training-*")) == []


def test_a_store_made_under_a_chosen_clock_is_for_training(rdv: Run, tmp_path: Path) -> None:
    words = ("--store", str(tmp_path / "cours.db"))
    assert rdv(*words, "--now", NOW, "store", "init").code == 0
    for clock in (NOW, AHEAD, "2026-11-30T09:00"):
        assert rdv(*words, "--now", clock, "slots", "--days", "1").code == 0
    assert rdv(*words, "--training", "slots").code == 0


def test_a_chosen_clock_makes_no_usual_store(rdv: Run, environment: dict[str, str]) -> None:
    assert rdv("--now", NOW, "slots", "--json").refusal["error"] == "store_missing"
    assert not Path(environment["XDG_DATA_HOME"], "rdv-tui", "rdv-tui.db").exists()


@pytest.mark.parametrize("written", ["2019-01-07 09:00:00", "2041-01-07 09:00:00"])
def test_a_clock_that_jumped_is_confirmed_before_it_writes(
    written: str, rdv: Run, real: Path
) -> None:
    with closing(sqlite3.connect(real)) as raw, raw:
        raw.execute("UPDATE audit SET at = ?", (f"{written}.000000",))
    before = contents(real)
    words = ("--store", str(real))
    asked = rdv(*words, "slots", "--days", "1")
    assert asked.code == 0
    assert written[:4] in asked.err
    refused = rdv(
        *words,
        "book",
        "--slot",
        "2031-01-07T09:00",
        "--applicant",
        "-",
        "--json",
        given=person(permit_expires="2031-02-01"),
    )
    assert refused.code == 3
    assert contents(real) == before
    assert rdv(*words, "store", "repair").code == 0
    after = rdv(*words, "slots", "--days", "1")
    assert (after.code, after.err) == (0, "")


def test_what_a_clock_ahead_left_is_seen_and_repaired(rdv: Run, store: Path) -> None:
    words = ("--store", str(store), "--now", NOW)
    assert rdv("--store", str(store), "--now", AHEAD, "slots").code == 0
    seen = rdv(*words, "store", "check", "--json")
    assert seen.code == 4
    assert "horloge en avance" in str(seen.answer)
    assert "store repair" in rdv(*words, "store", "check").out
    assert "horloge en avance" in str(rdv(*words, "store", "repair", "--json").answer)
    assert rdv(*words, "store", "check", "--json").answer == {"ok": True, "problems": []}
