"""Whatever is drawn can be read: measured on every screen's cells, in every theme (WCAG 2.2).

Text needs 4.5 to 1 (1.4.3), what only marks an edge or a share 3 to 1 (1.4.11).
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from textual.theme import Theme
from tools.look import drawn

from rdv_tui.screens.booking.steps.security import SecurityScreen
from rdv_tui.screens.themes import THEMES
from rdv_tui.screens.windows import WINDOWS, Window
from rdv_tui.services.desk import Desk
from tests.factories import StillClock
from tests.screens.counter import LARGE, SMALL, Counter, sitting_at
from tests.screens.day.opening import NINE, QUARTER, book
from tests.services.waiting.asking import wait_for


def weak(counter: Counter) -> set[str]:
    """Return what stands on the screen and is too faint, with its colours and contrast."""
    return {
        f"{one.text[:30]!r} {one.ink} on {one.ground}: {one.contrast:.2f}"
        for one in drawn(counter.app.screen)
        if one.is_weak
    }


def named(seen: tuple[Theme, tuple[int, int]]) -> str:
    theme, (columns, lines) = seen
    return f"{theme.name}-{columns}x{lines}"


BOTH = [(theme, size) for theme in THEMES for size in (SMALL, LARGE)]


@pytest.fixture(params=[(theme, LARGE) for theme in THEMES], ids=named)
async def sitting(
    desk: Desk, clock: StillClock, tmp_path: Path, request: pytest.FixtureRequest
) -> AsyncIterator[Counter]:
    for rank in range(3):
        book(desk, rank, "Benali", NINE + rank * QUARTER)
    wait_for(desk, 9)
    seen: tuple[Theme, tuple[int, int]] = request.param
    theme, size = seen
    async with sitting_at(desk, tmp_path, size=size, theme=theme.name) as counter:
        await counter.until(lambda: counter.app.is_open)
        yield counter


@pytest.mark.parametrize("window", WINDOWS.values(), ids=WINDOWS)
async def test_every_window(sitting: Counter, window: Window) -> None:
    await sitting.press(window.command.keys.split(",")[0])
    await sitting.until_on(window.load())
    await sitting.until_settled()
    assert weak(sitting) == set()


@pytest.mark.parametrize("sitting", BOTH, indirect=True, ids=named)
async def test_every_step_its_errors_and_a_question(sitting: Counter) -> None:
    found = weak(sitting)
    await sitting.to_slots()
    found |= weak(sitting)
    await sitting.press("enter")
    await sitting.until_on(SecurityScreen)
    found |= weak(sitting)
    await sitting.fill("8412345999")
    await sitting.until_shown("aucun")
    await sitting.press("d")
    await sitting.until(lambda: sitting.in_field == "family_name")
    found |= weak(sitting)
    await sitting.press("f10")
    await sitting.until_message("Nom")
    found |= weak(sitting)
    await sitting.press("f1")
    await sitting.until_settled()
    found |= weak(sitting)
    await sitting.press("escape")
    await sitting.press("f8")
    await sitting.until_shown("Oui")
    assert found | weak(sitting) == set()
