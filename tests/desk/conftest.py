"""A sample store, a home of its own, and terminals on both; nothing of the tester's is touched."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.desk.kiosk import Kiosk, enrol
from tests.desk.terminal import Terminal
from tests.programs import NOW, sample_copy, without_the_tester

Open = Callable[[], Terminal]
Enter = Callable[..., Kiosk]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """This test's own copy of the sample store."""
    return sample_copy(tmp_path)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An environment without settings, printers or folders of the person who runs the tests."""
    (tmp_path / "bin").mkdir()
    desk = {"RDV_LETTERS": str(tmp_path / "letters"), "PATH": str(tmp_path / "bin")}
    return without_the_tester(tmp_path) | desk


@pytest.fixture
def open_desk(environment: dict[str, str], store: Path, tmp_path: Path) -> Iterator[Open]:
    """Open the desk in a terminal, as often as wanted; all are ended with the test."""
    with ExitStack() as terminals:

        def start() -> Terminal:
            words = ("--store", str(store), "--now", NOW)
            return terminals.enter_context(Terminal(words, environment, tmp_path))

        yield start


@pytest.fixture
def enter(environment: dict[str, str], store: Path, tmp_path: Path) -> Iterator[Enter]:
    """Open an enrolled kiosk, as often as wanted."""
    enrol(environment, store, tmp_path)
    with ExitStack() as kiosks:

        def start(code: str = "", **more: str) -> Kiosk:
            kiosk = Kiosk(environment | more, store, tmp_path, code=code)
            return kiosks.enter_context(kiosk)

        yield start
