"""A disk that takes no more, wherever the command meets it: a sentence, and nothing half done."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run, contents, person
from tests.programs import NOW

NO_ROOM, A_PAGE, SOME_PAGES = 1_000, 33_000, 50_000
"""How large any file may become: less than what readers share, a page more, a start of a unit."""

START = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
os.execv(sys.executable, [sys.executable, "-m", "rdv_tui", *sys.argv[2:]])
"""


def on_small_disk(
    limit: int, environment: dict[str, str], folder: Path, *words: str
) -> subprocess.CompletedProcess[str]:
    """Run the program where no file may grow beyond `limit` bytes."""
    return subprocess.run(
        [sys.executable, "-c", START, str(limit), *words],
        env=environment,
        cwd=folder,
        input=person(),
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_store_that_has_no_room_cannot_even_be_read(
    environment: dict[str, str], store: Path, tmp_path: Path
) -> None:
    words = ("--store", str(store), "--now", NOW, "day", "--json")
    refused = on_small_disk(NO_ROOM, environment, tmp_path, *words)
    assert (refused.returncode, refused.stdout) == (4, "")
    assert json.loads(refused.stderr)["error"] == "store_full"


@pytest.mark.parametrize("limit", [NO_ROOM, A_PAGE, SOME_PAGES])
def test_a_booking_that_the_disk_refuses_is_none(
    limit: int,
    environment: dict[str, str],
    store: Path,
    tmp_path: Path,
    free_start: str,
    at_desk: Run,
) -> None:
    words = ("book", "--slot", free_start, "--applicant", "-", "--json")
    before = contents(store)
    of_store = ("--store", str(store), "--now", NOW)
    refused = on_small_disk(limit, environment, tmp_path, *of_store, *words)
    assert (refused.returncode, refused.stdout) == (4, "")
    told = json.loads(refused.stderr)
    assert told["error"] == "store_unreachable"
    assert "refuse de lire ou d'écrire" in told["message"]
    assert contents(store) == before
    assert at_desk(*words, given=person()).code == 0
    assert at_desk("store", "check").code == 0
