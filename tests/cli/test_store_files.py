"""What an operator names by mistake is told in a sentence, and nothing else is written."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.store import lived_in

LONG = "x" * 300


@pytest.mark.parametrize(
    ("words", "code", "error"),
    [
        (("store", "backup", LONG), 2, "unwritable_file"),
        (("store", "restore", LONG), 2, "not_a_backup"),
        (("store", "copy", "{store}", LONG), 4, "store_unreachable"),
        (("--store", LONG, "store", "init"), 4, "store_unreachable"),
        (("--store", "x" * 252, "store", "init"), 4, "store_unreachable"),
        (("--store", LONG, "store", "backup", "n.db"), 4, "store_unreachable"),
        (("store", "backup", ""), 2, "wrong_usage"),
        (("store", "restore", ""), 2, "wrong_usage"),
        (("store", "sample", ""), 2, "wrong_usage"),
        (("store", "copy", "", "x.db"), 2, "wrong_usage"),
        (("store", "restore", "{store}"), 2, "not_a_backup"),
        (("store", "backup", "{store}"), 2, "not_a_backup"),
    ],
    ids=lambda one: "" if isinstance(one, int) else None,
)
def test_a_name_that_cannot_be_is_a_sentence(
    words: tuple[str, ...], code: int, error: str, rdv: Run, store: Path, tmp_path: Path
) -> None:
    (tmp_path / "home").mkdir()
    before = sorted(one.name for one in tmp_path.iterdir())
    line = [word.format(store=store) for word in words]
    at = () if "--store" in line else ("--store", str(store))
    result = rdv(*at, *line, "--json")
    assert (result.code, result.refusal["error"]) == (code, error)
    assert sorted(one.name for one in tmp_path.iterdir()) == before


def test_a_store_s_name_that_cannot_be_is_told_by_a_restore(rdv: Run, tmp_path: Path) -> None:
    made = tmp_path / "made.db"
    assert rdv("--store", str(made), "store", "init").code == 0
    result = rdv("--store", LONG, "store", "restore", str(made), "--json")
    assert (result.code, result.refusal["error"]) == (2, "unwritable_file")


def test_a_backup_s_name_may_be_long(rdv: Run, store: Path, tmp_path: Path) -> None:
    name = "x" * 245
    assert rdv("--store", str(store), "store", "backup", str(tmp_path / name)).code == 0


def test_a_tilde_is_the_home(rdv: Run, store: Path, environment: dict[str, str]) -> None:
    Path(environment["HOME"]).mkdir()
    assert rdv("--store", str(store), "store", "backup", "~/nuit.db").code == 0
    assert (Path(environment["HOME"]) / "nuit.db").is_file()


def test_what_lies_beside_the_name_is_named(rdv: Run, store: Path, tmp_path: Path) -> None:
    (tmp_path / "nuit.db-wal").write_bytes(b"x")
    result = rdv("--store", str(store), "store", "backup", str(tmp_path / "nuit.db"), "--json")
    assert "nuit.db-wal, qui va avec une base" in str(result.refusal["message"])


def test_a_sample_waits_for_no_pipe_and_wipes_no_remains(rdv: Run, tmp_path: Path) -> None:
    pipe = tmp_path / "tube"
    os.mkfifo(pipe)
    assert rdv("store", "sample", str(pipe), "--json").refusal["error"] == "not_a_sample"
    left = tmp_path / "rdv.db-wal"
    left.write_bytes(b"somebody's appointments")
    result = rdv("store", "sample", str(tmp_path / "rdv.db"), "--json")
    assert (result.code, result.refusal["error"]) == (4, "store_missing")
    assert left.read_bytes() == b"somebody's appointments"


def test_an_older_store_is_not_changed_by_a_copy_onto_it(
    rdv: Run, store: Path, tmp_path: Path
) -> None:
    old = lived_in.load((lived_in.FIXTURES / "r0012.sql").read_text("utf-8"), tmp_path / "old.db")
    before = old.read_bytes()
    result = rdv("store", "copy", str(store), str(old), "--json")
    assert (result.code, result.refusal["error"]) == (4, "store_too_old")
    assert old.read_bytes() == before


def test_a_damaged_source_of_a_copy_is_named(rdv: Run, store: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(store)) as raw:
        page = raw.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'audit'").fetchone()[0]
        size = raw.execute("PRAGMA page_size").fetchone()[0]
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    with store.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    result = rdv("store", "copy", str(store), str(tmp_path / "new.db"), "--json")
    assert (result.code, result.refusal["error"]) == (4, "store_damaged")
    assert str(store) in str(result.refusal["message"])


def test_an_older_backup_says_what_is_to_be_done_next(
    rdv: Run, store: Path, tmp_path: Path
) -> None:
    old = lived_in.load((lived_in.FIXTURES / "r0012.sql").read_text("utf-8"), tmp_path / "old.db")
    at = tmp_path / "bureau" / "rdv.db"
    at.parent.mkdir()
    result = rdv("--store", str(at), "store", "restore", str(old))
    assert result.code == 0
    assert "rdv-tui store init" in result.err
    assert store.exists()


def test_a_second_name_of_the_store_is_told_by_check(rdv: Run, store: Path, tmp_path: Path) -> None:
    os.link(store, tmp_path / "autre.db")
    answer = rdv("--store", str(store), "--now", "2026-11-23T10:15", "store", "check", "--json")
    assert "lien dur" in json.dumps(answer.answer, ensure_ascii=False)


def test_a_fault_that_nobody_foresaw_leaves_stderr_to_the_answer(
    environment: dict[str, str], tmp_path: Path
) -> None:
    code = "from rdv_tui.terminal import crash; print(crash.as_error(ValueError('x')).code)"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("internal_error\n", "")
