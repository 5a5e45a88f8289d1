"""The terminal that the tests look at draws what a real one would."""

from pathlib import Path

import pytest

from tests.desk.terminal import Terminal


@pytest.mark.parametrize("pause", [0, 0.05])
def test_a_sequence_that_gives_the_keyboard_back_is_no_text(tmp_path: Path, pause: float) -> None:
    code = f"""
import sys, time
for part in "GRATUIT", "\\r\\x1b[", "<", "u", "\\x1b[<1", "u", " fin":
    print(part, end="", flush=True)
    time.sleep({pause})
"""
    with Terminal((), {}, tmp_path, start=("-c", code)) as terminal:
        terminal.until_shown("fin")
        assert terminal.lines[0].rstrip() == " finUIT"
