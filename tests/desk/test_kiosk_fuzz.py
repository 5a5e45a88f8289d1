"""Keys, pastes, mice, sizes and signals without sense, and one visitor after the other."""

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rdv_tui.terminal.strict import IGNORED
from tests.desk.kiosk import ENTER, ESCAPE, LEFT, Kiosk, enrol
from tests.desk.test_hostile_terminal import HOSTILE, LIMIT_BYTES, memory
from tests.desk.vocabulary import strangers

SECONDS = float(os.environ.get("RDV_FUZZ_S", "12"))
SEED = int(os.environ.get("RDV_FUZZ_SEED", "7"))
VISITORS = int(os.environ.get("RDV_FUZZ_VISITORS", "4"))
SIZES = [(80, 24), (1, 1), (1, 36), (36, 1), (2000, 2000), (0, 0), (120, 36)]
KEYS = ["1", "2", "3", "0", ENTER, LEFT, "\t", "\x1b[Z", "\x1b[A", "\x1b[B", "84", "a", "é", "\x7f"]
KEYS += [ESCAPE, "\x03", "\x11", "\x1a", "\x1c", "\x10", "\x16", "\x1b[24~", "\x1bOP", "\x1b[1;2Q"]
TYPED = "aécafx"
"""The letters that may stand in a field."""
MICE = ["\x1b[<0;{x};{y}M", "\x1b[<0;{x};{y}m", "\x1b[<35;{x};{y}M", "\x1b[<64;{x};{y}M"]


@pytest.fixture
def kiosk(environment: dict[str, str], store: Path, tmp_path: Path) -> Iterator[Kiosk]:
    enrol(environment, store, tmp_path)
    with Kiosk(environment, store, tmp_path) as kiosk:
        kiosk.start()
        yield kiosk


class Watch:
    """Looks at each frame: it holds no word but the kiosk's own, and what was typed."""

    def __init__(self, kiosk: Kiosk) -> None:
        self._terminal, self.frames = kiosk.terminal, 0
        self._blind_for, self._is_wide = 0, True

    def look(self) -> None:
        """Take in what the program has sent by now."""
        self._terminal.read()
        if self._blind_for:
            self._blind_for -= 1
            if not self._blind_for:
                self._terminal.settle()
        written = self._terminal.written
        for never in ("Traceback", "\x1b]52", "\x1b]8"):
            assert never not in written
        if "\x1b[?2026$p" in written:  # a new program asks whether it may paint whole frames
            self._terminal.paint_in_frames()
        if written.rfind("\x1b[?2026l") <= written.rfind("\x1b[?2026h"):
            return
        self._terminal.forget_written()
        if self._is_wide and not self._blind_for:
            self.frames += 1
            foreign = strangers(" ".join(self._terminal.lines), TYPED)
            assert foreign == set(), "\n".join(self._terminal.lines)

    def resize(self, width: int, height: int) -> None:
        """Become another size. Frames that may be meant for the one before are not read."""
        self._terminal.resize(width, height)
        self._blind_for, self._is_wide = 5, width >= 80 or not width  # else words are broken


def test_nothing_without_sense_ends_it_or_leads_out(
    kiosk: Kiosk, record_property: Callable[[str, object], None]
) -> None:
    chance, watch = random.Random(SEED), Watch(kiosk)
    acts = ["key"] * 24 + ["mouse"] * 6 + ["paste", "hostile", "signal"] * 2 + ["resize"]
    until = time.monotonic() + SECONDS
    sent = []
    while time.monotonic() < until:
        match chance.choice(acts):
            case "key":
                data = chance.choice(KEYS).encode()
            case "mouse":
                at = {"x": chance.randint(1, 90), "y": chance.randint(1, 30)}
                data = chance.choice(MICE).format(**at).encode()
            case "paste":
                data = b"\x1b[200~" + chance.randbytes(40).hex().encode() * 20 + b"\x1b[201~"
            case "hostile":
                data = chance.choice(list(HOSTILE.values()))
            case "resize":
                watch.resize(*chance.choice(SIZES))
                continue
            case _:
                kiosk.terminal.signal(signal.Signals[chance.choice(IGNORED)])
                continue
        sent.append(data)
        kiosk.terminal.write_bytes(data)
        watch.look()
        assert kiosk.terminal.program.poll() is None, sent[-20:]
    watch.resize(80, 24)
    record_property(
        "acts, frames, bytes of memory", (len(sent), watch.frames, memory(kiosk.terminal))
    )
    assert watch.frames
    assert memory(kiosk.terminal) < LIMIT_BYTES
    kiosk.terminal.write_bytes(b"x\x1b[200~\x1b[201~")  # ends what a sequence or a paste left open
    while "Türkçe" not in kiosk.screen:
        watch.look()
        kiosk.press(ESCAPE)
        time.sleep(0.8)  # five in three seconds would leave
        watch.look()
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
