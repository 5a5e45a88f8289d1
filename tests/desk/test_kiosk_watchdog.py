"""A kiosk that hears no keys is begun anew: systemd is told that it does, and then no more."""

import contextlib
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.conftest import Enter
from tests.desk.kiosk import ESCAPE


class Systemd:
    """What the program says to systemd."""

    def __init__(self, folder: Path) -> None:
        self.address = str(folder / "notify")
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(self.address)
        self._socket.setblocking(False)

    def close(self) -> None:
        """Listen no more."""
        self._socket.close()

    def heard(self) -> int:
        """Return how often it was told since the last question."""
        count = 0
        with contextlib.suppress(BlockingIOError):
            while self._socket.recv(64) == b"WATCHDOG=1":
                count += 1
        return count


@pytest.fixture
def systemd(tmp_path: Path) -> Iterator[Systemd]:
    """A listener."""
    listener = Systemd(tmp_path)
    yield listener
    listener.close()


DEAF = """
import threading
from rdv_tui.cli import main
from rdv_tui.terminal.strict import StrictDriver
read = StrictDriver._run_input_thread
def deaf(self):
    StrictDriver._run_input_thread = read
StrictDriver._run_input_thread = deaf
raise SystemExit(main())
"""


def test_systemd_is_told_that_keys_are_heard_by_each_visits_program(
    enter: Enter, systemd: Systemd
) -> None:
    kiosk = enter(NOTIFY_SOCKET=systemd.address, WATCHDOG_USEC="1500000")
    for _ in range(2):
        kiosk.choose_language("fr")
        kiosk.terminal.until(lambda _: systemd.heard(), "a beat")
        kiosk.press(ESCAPE)
        kiosk.terminal.until_shown("Tout effacer ?")
        kiosk.press("1")
        systemd.heard()


def test_systemd_is_told_nothing_by_a_kiosk_that_is_deaf(enter: Enter, systemd: Systemd) -> None:
    kiosk = enter(DEAF, NOTIFY_SOCKET=systemd.address, WATCHDOG_USEC="600000")
    kiosk.start()
    assert systemd.heard() == 1  # when it began
    for _ in range(8):
        time.sleep(0.2)
        kiosk.terminal.read()
    assert "English" in kiosk.screen
    assert systemd.heard() == 0
