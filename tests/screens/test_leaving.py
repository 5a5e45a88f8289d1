"""Giving up, quitting, and a store that does not open."""

import asyncio
import signal
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from rdv_tui.errors import StoreError
from rdv_tui.locales import refusals
from rdv_tui.screens.booking.steps.notice import NoticeScreen
from rdv_tui.screens.booking.steps.security import SecurityScreen
from rdv_tui.screens.booking.steps.slot import SlotScreen
from rdv_tui.screens.dialogs import AskScreen
from rdv_tui.services.desk import Desk
from rdv_tui.setup import StoreReady
from tests.screens.counter import Counter, free_at, rows, sitting_at

NINE = datetime(2026, 11, 30, 9)


async def test_f8_asks_gives_the_place_back_and_starts_empty(counter: Counter) -> None:
    await counter.to_security()
    await counter.press("f8")
    await counter.until_shown("Abandonner cette demande ?")
    await counter.press("n")
    await counter.until_on(SecurityScreen)
    assert free_at(counter.desk, NINE) == 1
    await counter.press("f8", "o")
    await counter.until_on(NoticeScreen)
    await counter.until(lambda: free_at(counter.desk, NINE) == 2)
    (row,) = rows(counter.desk)
    assert (row.status, row.draft) == ("released", None)
    assert not any(counter.draft.typed.values())


async def test_quitting_with_a_place_asks_then_gives_it_back(counter: Counter) -> None:
    await counter.to_security()
    await counter.press("ctrl+q", "ctrl+q")
    await counter.until(lambda: isinstance(counter.app.screen, AskScreen))
    await counter.press("n")
    await counter.until_on(SecurityScreen)
    assert free_at(counter.desk, NINE) == 1
    await counter.press("ctrl+q")
    await counter.until_shown("Quitter le guichet ?")
    await counter.press("o")
    await counter.until(lambda: free_at(counter.desk, NINE) == 2)
    await counter.until(lambda: counter.app.return_code == 0)


async def test_quitting_an_untouched_desk_asks_nothing(counter: Counter) -> None:
    await counter.until(lambda: counter.app.is_open)
    await counter.press("ctrl+q")
    await counter.until(lambda: counter.app.return_code == 0)


@pytest.mark.parametrize("turns", range(0, 32, 3))
async def test_a_signal_while_a_screen_is_being_built_ends_the_desk_in_order(
    counter: Counter, turns: int
) -> None:
    await counter.until(lambda: counter.app.is_open)
    app = counter.app
    app.push_screen(NoticeScreen(app.office, app.clock, app.agent, app.draft))
    for _ in range(turns):
        await asyncio.sleep(0)
    app.post_message(app.Signalled(signal.SIGTERM))
    await counter.until(lambda: not app.is_running)
    assert app.return_code == 128 + signal.SIGTERM


@pytest.fixture
def gate(desk: Desk) -> tuple[Callable[[], StoreReady], list[StoreError]]:
    """A way to open the store that fails with the errors of the list, one after the other."""
    troubles = [refusals.unreachable("/srv/[/b]rdv.db", "disque absent")]

    def ready() -> StoreReady:
        if troubles:
            raise troubles.pop(0)
        return StoreReady(desk)

    return ready, troubles


async def test_a_store_that_does_not_open_is_said_and_f5_tries_again(
    desk: Desk, tmp_path: Path, gate: tuple[Callable[[], StoreReady], list[StoreError]]
) -> None:
    async with sitting_at(desk, tmp_path, ready=gate[0]) as counter:
        await counter.until_message("« /srv/[/b]rdv.db » ne répond pas (disque absent)", "Maj+F5")
        await counter.fill("indet", "CST", "10/1/27", "84000")
        await counter.until_shown("jusqu'au 10 juillet 2027 inclus")
        await counter.press("shift+f5")
        await counter.until(lambda: counter.app.is_open)
        await counter.press("enter", "enter")
        await counter.until_on(SlotScreen)


async def test_quitting_without_a_store_is_exit_code_four(
    desk: Desk, tmp_path: Path, gate: tuple[Callable[[], StoreReady], list[StoreError]]
) -> None:
    async with sitting_at(desk, tmp_path, ready=gate[0]) as counter:
        await counter.until_message("ne répond pas")
        await counter.press("ctrl+q")
        await counter.until(lambda: counter.app.return_code == StoreError.exit_code == 4)


async def test_going_on_without_a_store_keeps_the_answers_in_sight(
    desk: Desk, tmp_path: Path, gate: tuple[Callable[[], StoreReady], list[StoreError]]
) -> None:
    async with sitting_at(desk, tmp_path, ready=gate[0]) as counter:
        await counter.until_message("ne répond pas")
        await counter.fill("indet", "CST", "10/1/27", "84000")
        await counter.press("enter", "enter")
        await counter.until_shown(
            "Rendez-vous possible", "aucune plage à montrer. Maj+F5 : réessayer"
        )
        await counter.press("shift+f5")
        await counter.until(lambda: counter.app.is_open)
        await counter.press("f10")
        await counter.until_on(SlotScreen)
