"""Keys, pastes, mice, sizes and signals without sense, and one visitor after the other."""

import fcntl
import os
import random
import signal
import struct
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rdv_tui.terminal.strict import IGNORED
from tests.desk.kiosk import ENTER, ESCAPE, LEFT, Kiosk, enrol
from tests.desk.test_hostile_terminal import HOSTILE, LIMIT_BYTES, memory

SECONDS = float(os.environ.get("RDV_FUZZ_S", "12"))
SEED = int(os.environ.get("RDV_FUZZ_SEED", "7"))
VISITORS = int(os.environ.get("RDV_FUZZ_VISITORS", "4"))
SIZES = [(80, 24), (1, 1), (1, 36), (36, 1), (2000, 2000), (0, 0), (120, 36)]
KEYS = ["1", "2", "3", "0", ENTER, LEFT, "\t", "\x1b[Z", "\x1b[A", "\x1b[B", "84", "a", "é", "\x7f"]
KEYS += ["\x03", "\x11", "\x1a", "\x1c", "\x10", "\x16", "\x1b[24~", "\x1bOP", "\x1b[1;2Q"]
MICE = ["\x1b[<0;{x};{y}M", "\x1b[<0;{x};{y}m", "\x1b[<35;{x};{y}M", "\x1b[<64;{x};{y}M"]


@pytest.fixture
def kiosk(environment: dict[str, str], store: Path, tmp_path: Path) -> Iterator[Kiosk]:
    enrol(environment, store, tmp_path)
    with Kiosk(environment, store, tmp_path) as kiosk:
        kiosk.start()
        yield kiosk


def resize(kiosk: Kiosk, width: int, height: int) -> None:
    fcntl.ioctl(kiosk.terminal._main, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
    kiosk.terminal.signal(signal.SIGWINCH)


def test_nothing_without_sense_ends_it_or_leads_out(
    kiosk: Kiosk, record_property: Callable[[str, object], None]
) -> None:
    chance = random.Random(SEED)
    acts = ["key"] * 12 + ["mouse"] * 3 + ["paste", "hostile", "resize", "signal"]
    until = time.monotonic() + SECONDS
    typed = []
    while time.monotonic() < until:
        match chance.choice(acts):
            case "key":
                data = chance.choice(KEYS).encode()
            case "mouse":
                at = {"x": chance.randint(1, 90), "y": chance.randint(1, 30)}
                data = chance.choice(MICE).format(**at).encode()
            case "paste":
                data = b"\x1b[200~" + os.urandom(40).hex().encode() * 20 + b"\x1b[201~"
            case "hostile":
                data = chance.choice(list(HOSTILE.values()))
            case "resize":
                resize(kiosk, *chance.choice(SIZES))
                continue
            case _:
                kiosk.terminal.signal(signal.Signals[chance.choice(IGNORED)])
                continue
        typed.append(data)
        kiosk.terminal.write_bytes(data)
        kiosk.terminal.read()
        assert kiosk.terminal.program.poll() is None, typed[-20:]
    resize(kiosk, 80, 24)
    written = kiosk.terminal._written.decode("utf-8", "replace")
    assert "Traceback" not in written
    assert "\x1b]52" not in written
    record_property("acts, and bytes of memory", (len(typed), memory(kiosk.terminal)))
    assert memory(kiosk.terminal) < LIMIT_BYTES
    kiosk.terminal.write_bytes(b"x\x1b[200~\x1b[201~")  # ends what a sequence or a paste left open
    while "Türkçe" not in kiosk.screen:
        kiosk.terminal.read()
        kiosk.press(ESCAPE)
        time.sleep(0.8)  # five in three seconds would leave
        kiosk.terminal.read()
        kiosk.press("1")
        assert kiosk.terminal.program.poll() is None
    assert time.monotonic() - until < 60, "the first question never came again"


def test_a_kiosk_takes_no_more_room_after_many_visitors_than_after_one(
    kiosk: Kiosk, record_property: Callable[[str, object], None]
) -> None:
    taken = []
    for _ in range(VISITORS):
        kiosk.choose_language("en")
        kiosk.press("1")
        kiosk.until_said(lambda words: words.ask_permit)
        taken.append(memory(kiosk.terminal))
        kiosk.press(ESCAPE)
        kiosk.until_said(lambda words: words.ask_erase)
        kiosk.press("1")
        kiosk.terminal.until(lambda screen: "Türkçe" in screen, "the next visitor's question")
    record_property("visitors", len(taken))
    record_property("bytes_after_the_first_and_the_last", (taken[0], taken[-1]))
    assert max(taken) < 1.1 * min(taken), taken
