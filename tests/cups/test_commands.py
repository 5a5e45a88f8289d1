"""`printers`, `letter --print` and `prints` on a real CUPS, as a person types them."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from shutil import copy

import pytest

from tests.cups.conftest import PATIENCE_S, Queue
from tests.programs import NOW

pytestmark = [pytest.mark.cups, pytest.mark.xdist_group("cups")]

SAMPLE = Path(__file__).parents[2] / "data" / "sample.db"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return Path(copy(SAMPLE, tmp_path / "store.db"))


def run(folder: Path, *words: str) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RDV_")}
    homes = {f"XDG_{name}_HOME": str(folder / name) for name in ("DATA", "CONFIG", "STATE")}
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "rdv_tui",
            "--store",
            str(folder / "store.db"),
            "--now",
            NOW,
            *words,
        ],
        env={**kept, **homes, "RDV_AGENT": "superviseur", "RDV_PASSWORD": "demonstration"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout


def booked(store: Path) -> str:
    with sqlite3.connect(store) as connection:
        asked = "SELECT reference FROM appointment WHERE status = 'booked' ORDER BY start, number"
        return str(connection.execute(asked).fetchone()[0])


def test_printers_and_prints_follow_the_queue(queue: Queue, store: Path, tmp_path: Path) -> None:
    subprocess.run(["cupsdisable", queue.name], check=True)
    (printer,) = json.loads(run(tmp_path, "printers", "--json"))
    assert printer["name"] == queue.name
    assert printer["used_here"]
    assert (printer["state"], printer["reasons"]) == ("stopped", ["paused"])
    assert run(tmp_path, "printers") == f"✓ {queue.name} : en pause\n"
    reference = booked(store)
    assert run(tmp_path, "prints", reference) == "Rien n'a été imprimé pour ce rendez-vous.\n"
    job = json.loads(run(tmp_path, "letter", reference, "--print", "--json"))["job"]
    (result,) = json.loads(run(tmp_path, "prints", reference, "--json"))
    assert (result["job"], result["state"], result["detail"]) == (job, "held", "paused")
    assert "file en pause" in run(tmp_path, "prints", reference)
    subprocess.run(["cupsenable", queue.name], check=True)
    deadline = time.monotonic() + PATIENCE_S
    while "imprimée" not in run(tmp_path, "prints", reference):
        assert time.monotonic() < deadline
    assert queue.found().read_bytes().startswith(b"%PDF")


def test_no_printer_is_an_answer_too(spooler: Path, store: Path, tmp_path: Path) -> None:
    assert json.loads(run(tmp_path, "printers", "--json")) == []
    assert "Aucune imprimante sur ce poste" in run(tmp_path, "printers")
