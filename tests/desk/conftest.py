"""A sample store, a home of its own, and terminals on both; nothing of the tester's is touched."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import pytest

from rdv_tui import catalogue
from rdv_tui.services.sample import build_sample
from tests.desk.terminal import Terminal

NOW = "2026-11-23T10:15"

Open = Callable[[], Terminal]


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample store that no test may change."""
    file = tmp_path_factory.mktemp("sample") / "sample.db"
    build_sample(file, catalogue.default_office(), datetime.fromisoformat(NOW))
    return file


@pytest.fixture
def store(sample_file: Path, tmp_path: Path) -> Path:
    """This test's own copy of the sample store."""
    return Path(shutil.copy(sample_file, tmp_path / "store.db"))


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An environment without settings, printers or folders of the person who runs the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RDV_")}
    home = tmp_path / "home"
    folders = {f"XDG_{name}_HOME": str(home / name) for name in ("DATA", "CONFIG", "STATE")}
    desk = {"RDV_AGENT": "essai", "RDV_LETTERS": str(tmp_path / "letters")}
    (tmp_path / "bin").mkdir()
    return {**kept, **folders, **desk, "HOME": str(home), "PATH": str(tmp_path / "bin")}


@pytest.fixture
def open_desk(environment: dict[str, str], store: Path, tmp_path: Path) -> Iterator[Open]:
    """Open the desk in a terminal, as often as wanted; all are ended with the test."""
    with ExitStack() as terminals:

        def start() -> Terminal:
            words = ("--store", str(store), "--now", NOW)
            return terminals.enter_context(Terminal(words, environment, tmp_path))

        yield start
