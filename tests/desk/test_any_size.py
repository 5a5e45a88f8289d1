"""Whatever size a terminal says it has, the desk, the kiosk and the call display draw on."""

import re
from pathlib import Path

import pytest

from tests.desk.kiosk import enrol
from tests.desk.terminal import Terminal
from tests.desk.test_hostile_terminal import HOSTILE, LIMIT_BYTES, memory
from tests.programs import NOW

SIZES = [(1, 1), (0, 0), (1, 36), (36, 1), (2000, 2000)]
PROGRAMS = {
    "desk": ((), "✓ en ordre"),
    "kiosk": (("kiosk",), "Türkçe"),
    "display": (("display",), "En attente : 4"),
}
HOUR = re.compile(r"\d\d:\d\d")


@pytest.mark.parametrize("program", PROGRAMS)
def test_after_any_size_the_usual_one_is_drawn_as_before(
    environment: dict[str, str], store: Path, tmp_path: Path, program: str
) -> None:
    if program == "kiosk":
        enrol(environment, store, tmp_path)
    words, shown = PROGRAMS[program]
    line = ("--store", str(store), "--now", NOW, *words)
    with Terminal(line, environment, tmp_path) as one:
        one.until_shown(shown)
        one.settle()
        before = picture(one)
        for width, height in SIZES:
            one.forget_written()
            one.resize(width, height)
            one.write_bytes(HOSTILE["an absurd size"])
            one.until(lambda _: one.written, f"something drawn at {width}x{height}")
            assert memory(one) < LIMIT_BYTES
        one.resize(80, 24)
        one.until(lambda _: picture(one) == before, "\n".join(before))
        assert memory(one) < LIMIT_BYTES


def picture(terminal: Terminal) -> list[str]:
    """Return what is drawn, but for the hour."""
    return [HOUR.sub("", line) for line in terminal.lines]
