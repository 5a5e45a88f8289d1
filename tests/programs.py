"""What a test that runs the program gives it: a copy of the sample, and nothing of the tester's."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOW = "2026-11-23T10:15"
"""The sample's own day and hour."""

SAMPLE = Path(__file__).parents[1] / "data" / "sample.db"
"""What the program builds, byte for byte (test_sample.py); no test may change it."""


def sample_copy(folder: Path) -> Path:
    """Copy the sample store into `folder`; return the copy."""
    return Path(shutil.copy(SAMPLE, folder / "store.db"))


def without_the_tester(folder: Path) -> dict[str, str]:
    """Return an environment whose home is in `folder`, without any setting of whoever tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RDV_")}
    home = folder / "home"
    folders = {f"XDG_{name}_HOME": str(home / name) for name in ("DATA", "CONFIG", "STATE")}
    who = {"RDV_AGENT": "superviseur", "RDV_PASSWORD": "demonstration"}
    return {**kept, **folders, "HOME": str(home), **who}


@contextmanager
def beside(code: str, *words: str) -> Iterator["subprocess.Popen[str]"]:
    """Run a program of ours beside the test, killed at the end of the block."""
    started = subprocess.Popen(
        [sys.executable, "-c", code, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield started
    finally:
        started.kill()
        started.communicate()
