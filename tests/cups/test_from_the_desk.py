"""From the first key to the paper: a booking at the desk, its letter on a real CUPS queue."""

import os
import re
import shutil
from pathlib import Path

import pytest

from tests.cups.conftest import Queue
from tests.desk.terminal import Terminal
from tests.desk.test_booking import to_step_four
from tests.documents import readback
from tests.programs import NOW

pytestmark = [pytest.mark.cups, pytest.mark.xdist_group("cups")]

SAMPLE = Path(__file__).parents[2] / "data" / "sample.db"


def test_the_letter_comes_out_of_the_printer(queue: Queue, tmp_path: Path) -> None:
    store = Path(shutil.copy(SAMPLE, tmp_path / "store.db"))
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RDV_")}
    homes = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("DATA", "CONFIG", "STATE")}
    environment = {**kept, **homes, "RDV_AGENT": "superviseur", "RDV_PASSWORD": "demonstration"}
    with Terminal(("--store", str(store), "--now", NOW), environment, tmp_path) as desk:
        to_step_four(desk)
        desk.fill("Lefèvre-Benaïssa", "Chloé", "17/4/88", "turquie")
        desk.press("f10")
        desk.until_shown("Entrée réserve ce rendez-vous")
        desk.press("enter")
        desk.until_shown("Rendez-vous enregistré", "✓ imprimée")
        message = re.sub(r"\s+", " ", desk.screen)
    reference = re.search(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}\b", message)
    job = re.search(rf"imprimante {queue.name}, travail (\S+)", message)
    assert reference
    assert job
    paper = queue.wait_for(job[1])
    text = readback.prose(paper)
    assert reference[0] in text
    assert "LEFÈVRE-BENAÏSSA Chloé" in text
    assert readback.codes(paper, tmp_path) == [reference[0]]
