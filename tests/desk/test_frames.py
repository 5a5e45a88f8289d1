"""From one step to the next nothing flashes, and little goes over the line."""

import re

from tests.desk.conftest import Open
from tests.desk.terminal import Terminal
from tests.desk.test_booking import NUMBER, to_step_two

BYTES = 8_000
"""What a step may send at 80x24; without care it is 20 to 30 thousand."""
FRAMES = 1
"""How often the whole screen may be sent: what the store answers then comes into its own place."""
_CONTROL = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")


def assert_calm(desk: Terminal, title: str) -> None:
    """Check the frames since the last key: `title` names the step that they lead to."""
    frames = [(frame, _CONTROL.sub("", frame)) for frame in desk.take_frames()]
    whole = [text for _, text in frames if len(text) > 1200]
    assert all(text.strip() for text in whole), f"an empty frame before {title}"
    first = next(rank for rank, (_, text) in enumerate(frames) if title in text)
    here = [text for text in whole if title in text]
    assert len(here) <= FRAMES, f"{len(here)} frames of the whole screen at {title}"
    assert sum(len(frame.encode()) for frame, _ in frames[first:]) <= BYTES, title


def test_a_step_comes_without_an_empty_frame_and_in_few_bytes(open_desk: Open) -> None:
    desk = open_desk()
    desk.paint_in_frames()
    to_step_two(desk)
    for key, title, words in (
        ("", "Choix d'une plage", "3e plage"),
        ("enter", "Contrôle de sécurité", "Contrôles automatiques"),
        ("escape", "Choix d'une plage", "3e plage"),
        ("enter", "Contrôle de sécurité", "Contrôles automatiques"),
    ):
        desk.press(*filter(None, [key]))
        desk.until_shown(title, words)
        assert_calm(desk, title)
    desk.fill(NUMBER)
    desk.until_shown("✓ Rendez-vous à venir aucun")
    desk.press("d")
    desk.until_shown("Nom de famille")
    assert_calm(desk, "Coordonnées personnelles")
    desk.press("f5")
    desk.until_shown("Journée des guichets", "en cours")
    assert_calm(desk, "Journée des guichets")
