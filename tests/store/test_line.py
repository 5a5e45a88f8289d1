"""The line of those who want to write: in order, freed by whoever dies, and never a gate."""

import fcntl
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from rdv_tui.services.hours import schedule
from rdv_tui.store.engine import open_store
from rdv_tui.store.line import turn
from tests.engines import sqlite_only
from tests.factories import desk_on
from tests.store.test_store_file import book

pytestmark = sqlite_only

PATIENCE_S = 60
"""Longer than any machine is slow; nothing below waits for it."""
STANDING = """
import sys
from pathlib import Path
from rdv_tui.store.line import turn
with turn(Path(sys.argv[1]), 60) as is_first:
    print("first" if is_first else "in vain", flush=True)
    sys.stdin.readline()
"""


class Standing:
    """A program in the line of a folder, until it is told to go."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", STANDING, str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def heard(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def go(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()


@contextmanager
def standing(folder: Path) -> Iterator[Standing]:
    one = Standing(folder)
    try:
        yield one
    finally:
        one.process.kill()
        one.process.wait()
        for pipe in (one.process.stdin, one.process.stdout):
            assert pipe is not None
            pipe.close()


def count_standing(folder: Path) -> int:
    """Return how many have the lock of `folder` or wait for it, as the system knows them."""
    inode = f":{folder.stat().st_ino} "
    locks = Path("/proc/locks").read_text(encoding="ascii").splitlines()
    return sum("FLOCK" in line and inode in line for line in locks)


def count_opened() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def test_who_came_first_goes_first(tmp_path: Path) -> None:
    with ExitStack() as stack:
        line = []
        for rank in range(6):
            line.append(stack.enter_context(standing(tmp_path)))
            until(lambda rank=rank: count_standing(tmp_path) == rank + 1)  # type: ignore[misc]
        for rank, one in enumerate(line):
            assert one.heard() == "first"
            assert count_standing(tmp_path) == len(line) - rank
            one.go()


def test_a_killed_one_frees_the_turn_and_its_place_in_the_line(tmp_path: Path) -> None:
    with standing(tmp_path) as has_it, standing(tmp_path) as waits:
        until(lambda: count_standing(tmp_path) == 2)
        with standing(tmp_path) as last:
            until(lambda: count_standing(tmp_path) == 3)
            for one in (waits, has_it):
                one.process.send_signal(signal.SIGKILL)
            assert last.heard() == "first"


def test_threads_of_one_program_stand_apart(tmp_path: Path) -> None:
    came: list[str] = []

    def stand() -> None:
        with turn(tmp_path, PATIENCE_S) as is_first:
            came.append("second" if is_first else "in vain")

    other = threading.Thread(target=stand)
    with turn(tmp_path) as is_first:
        assert is_first
        other.start()
        until(lambda: count_standing(tmp_path) == 2)
        came.append("first")
    other.join()
    assert came == ["first", "second"]


def test_who_waited_in_vain_leaves_nothing_behind(tmp_path: Path) -> None:
    opened = count_opened()
    with standing(tmp_path) as stranger:
        assert stranger.heard() == "first"
        before = count_opened()
        with turn(tmp_path, 0.01) as is_first:
            assert not is_first
        stranger.go()
        until(lambda: count_standing(tmp_path) == 0)
        until(lambda: count_opened() == before)  # whose turn came then has let go
        with turn(tmp_path, PATIENCE_S) as is_first:
            assert is_first
    until(lambda: count_opened() == opened)


def test_a_line_that_does_not_move_is_waited_for_once(tmp_path: Path) -> None:
    opened, threads = count_opened(), threading.active_count()
    with standing(tmp_path) as stranger:
        assert stranger.heard() == "first"
        with turn(tmp_path, 0.01) as is_first:
            assert not is_first
        for _ in range(20):
            with turn(tmp_path, PATIENCE_S) as is_first:  # nothing like that is waited here
                assert not is_first
        assert count_standing(tmp_path) == 2
        assert threading.active_count() == threads + 1
        stranger.go()
        until(lambda: count_standing(tmp_path) == 0)
    until(lambda: count_opened() == opened)
    with turn(tmp_path, PATIENCE_S) as is_first:
        assert is_first


def test_nobody_who_keeps_the_turn_keeps_others_from_booking(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "rdv.db"), 0.05) as store:
        desk = desk_on(store)
        start = schedule.next_free(desk, desk.clock.local(), 1)[0].start
        with standing(tmp_path) as stranger:
            assert stranger.heard() == "first"
            assert book(desk, start, 8400000001).start == start


def test_without_a_thread_to_wait_everybody_asks_and_nothing_stays_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    opened = count_opened()
    with turn(tmp_path):
        monkeypatch.setattr(threading.Thread, "start", refuse)
        with turn(tmp_path) as is_first:
            assert not is_first
    assert count_opened() == opened


@pytest.mark.parametrize("error", [PermissionError(13, "denied"), OSError(95, "not supported")])
def test_where_there_is_no_line_everybody_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(fcntl, "flock", refuse)
    with turn(tmp_path) as is_first:
        assert not is_first
    monkeypatch.undo()
    with turn(tmp_path / "missing") as is_first:
        assert not is_first
