"""From one step to the next nothing flashes, and little goes over the line."""

import re

from tests.desk.conftest import Open
from tests.desk.terminal import Terminal
from tests.desk.test_booking import NUMBER, to_step_two

BYTES = 10_000
"""What a step may send at 80x24; without care it is 20 to 30 thousand."""
FRAMES = 3
"""A frame of the whole screen: the step as it stands, as it stands once the store has answered."""
_CONTROL = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")


def assert_calm(desk: Terminal, step: str) -> None:
    frames = desk.take_frames()
    whole = [_CONTROL.sub("", frame) for frame in frames if len(_CONTROL.sub("", frame)) > 1200]
    assert whole, step
    assert all(frame.strip() for frame in whole), f"an empty frame before {step}"
    assert len(whole) <= FRAMES, f"{len(whole)} frames of the whole screen at {step}"
    assert sum(len(frame.encode()) for frame in frames) <= BYTES, step


def test_a_step_comes_without_an_empty_frame_and_in_few_bytes(open_desk: Open) -> None:
    desk = open_desk()
    desk.paint_in_frames()
    to_step_two(desk)
    desk.take_frames()
    for key, words in (
        ("enter", "Contrôles automatiques"),
        ("escape", "Première plage libre"),
        ("enter", "Contrôles automatiques"),
    ):
        desk.press(key)
        desk.until_shown(words)
        assert_calm(desk, words)
    desk.fill(NUMBER)
    desk.until_shown("✓ Rendez-vous à venir aucun")
    desk.take_frames()
    desk.press("d")
    desk.until_shown("Nom de famille")
    assert_calm(desk, "step 4")
    desk.press("f5")
    desk.until_shown("Journée des guichets", "en cours")
    assert all(_CONTROL.sub("", frame).strip() for frame in desk.take_frames())
