"""How the waiting list looks, in pictures. After a wanted change: `pytest --snapshot-update`."""

import random
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from textual.pilot import Pilot

from rdv_tui.app import RdvApp
from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.waiting import Wish
from rdv_tui.screens.waiting.waiting_form import WaitingFormScreen
from rdv_tui.services.booking import changes
from rdv_tui.services.desk import Desk
from rdv_tui.services.waiting import waiting_list
from rdv_tui.setup import Setup, StoreReady
from tests.factories import StillClock
from tests.screens.counter import LARGE, SMALL, Counter
from tests.screens.waiting.test_waiting_list import opened
from tests.services.waiting.asking import fill_up, wait_for

MORNINGS = Wish(date(2026, 11, 30), date(2026, 12, 24), frozenset({1, 3}), time(9), time(9, 30))
NAMES = (
    ("Benali", "Samira"),
    ("[b]Diallo[/x]", "Aïssatou"),
    ("Nguyễn-Łukaszewska de la Villardière", "Wendlassida Marie-Thérèse"),
    ("El Amrani", "Youssef"),
)


async def empty(counter: Counter) -> None:
    """Show the list without anybody."""
    await opened(counter)
    await counter.until_shown("Personne n'attend")


async def waited_for(counter: Counter) -> None:
    """Show people of every state, one of them called in vain."""
    desk = counter.desk
    full = fill_up(desk)
    for rank, (family, given) in enumerate(NAMES, start=1):
        wish = {"wish": MORNINGS} if rank == 2 else {}
        expires = f"{8 + 3 * rank:02d}/01/2027"
        wait_for(desk, rank, family_name=family, given_names=given, expires=expires, **wish)
    for reference in full[-2:]:
        changes.cancel(desk, reference, CancelReason.APPLICANT)
    waiting_list.record_call(desk, 1, reached=False)
    await opened(counter)
    await counter.until_shown("4 attendent", "◔ BENALI")


async def details(counter: Counter) -> None:
    """Show all that is noted of somebody."""
    await waited_for(counter)
    await counter.press("i" if counter.app.size.height < 32 else "down")
    await counter.until_shown("proposition" if counter.app.size.height < 32 else "attend une place")


async def form(counter: Counter) -> None:
    """Show the form with wrong fields."""
    await counter.to_slots()
    await counter.press("l")
    await counter.until_on(WaitingFormScreen)
    await counter.write("Şükrü")
    counter.field("weekdays").input.value = "demain"
    await counter.press("f10")
    await counter.until_message("champs à corriger")


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x36"])
@pytest.mark.parametrize("view", [empty, waited_for, details, form])
def test_it_looks_as_it_did(
    desk: Desk,
    clock: StillClock,
    monkeypatch: pytest.MonkeyPatch,
    snap_compare: Callable[..., bool],
    view: Callable[[Counter], Awaitable[None]],
    size: tuple[int, int],
) -> None:
    monkeypatch.setattr(secrets, "choice", random.Random(84).choice)
    sitting = replace(desk, letters=Path("convocations"))
    setup = Setup(desk.office, clock, desk.agent, lambda: StoreReady(sitting))
    app = RdvApp(setup)

    async def go(pilot: Pilot[None]) -> None:
        await view(Counter(app, pilot, desk, clock))
        await pilot.pause()

    assert snap_compare(app, run_before=go, terminal_size=size)
