"""How hours and closures look, kept as pictures. After a wanted change: `--snapshot-update`."""

import itertools
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from rdv_tui.app import RdvApp
from rdv_tui.domain.office import Closure
from rdv_tui.domain.opening_hours import HoursChange
from rdv_tui.domain.reference import ALPHABET
from rdv_tui.screens.hours.closure_form import ClosureForm
from rdv_tui.screens.hours.opening_form import EndForm, OpeningForm
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import opening_hours
from rdv_tui.setup import Setup, StoreReady
from tests.factories import StillClock
from tests.screens.counter import LARGE, SMALL, Counter
from tests.screens.hours.test_opening_hours import NINE, book, to_hours, to_preview

CHRISTMAS = Closure(date(2026, 12, 24), date(2026, 12, 31), "Effectif réduit", counter=2)


async def hours(counter: Counter) -> None:
    await to_hours(counter)
    await counter.press("down")


async def crossing(counter: Counter) -> None:
    await to_hours(counter)
    await counter.press("n")
    await counter.until_on(OpeningForm)
    await counter.fill("1", "lun-mer", "9h30", "11h", "", "", "")
    await counter.until_message("à corriger")


async def closing(counter: Counter) -> None:
    await to_hours(counter)
    await counter.press("f")
    await counter.until_on(ClosureForm)
    await counter.fill("mardi", "", "2")


async def preview(counter: Counter) -> None:
    await to_preview(counter, "Réunion de service", "")
    await counter.press("enter", "s")


async def moved(counter: Counter) -> None:
    await preview(counter)
    await counter.press("a", "f10")
    await counter.until_message("déplacées")


async def new_counter(counter: Counter) -> None:
    await to_hours(counter)
    await counter.press("g")
    await counter.until_on(OpeningForm)
    await counter.until_shown("existants")


async def end_of_a_counter(counter: Counter) -> None:
    await to_hours(counter)
    await counter.press("t")
    await counter.until_on(EndForm)
    await counter.fill("30/11")
    await counter.until_shown("2 personnes concernées")


WAYS = [hours, crossing, closing, preview, moved, new_counter, end_of_a_counter]


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x36"])
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_it_looks_as_it_did(
    desk: Desk,
    clock: StillClock,
    monkeypatch: pytest.MonkeyPatch,
    snap_compare: Callable[..., bool],
    way: Callable[[Counter], Awaitable[None]],
    size: tuple[int, int],
) -> None:
    symbols = itertools.cycle(ALPHABET)
    monkeypatch.setattr(secrets, "choice", lambda _: next(symbols))
    opening_hours.write_change(desk, HoursChange(added=(CHRISTMAS,)))
    longest = "Andrianantenaina-Łukaszewska de la Villardière"
    book(desk, 1, family_name=longest, email="andrianantenaina@example.org")
    book(desk, 2, family_name="Nguyễn", given_names="Thị Ánh", phone="+33612345678")
    book(desk, 3, NINE + timedelta(minutes=30), family_name="[b]Sène[/x]")
    sitting = replace(desk, letters=Path("convocations"))
    setup = Setup(desk.office, clock, desk.agent, lambda: StoreReady(sitting))
    app = RdvApp(setup)

    async def go(pilot: Pilot[None]) -> None:
        counter = Counter(app, pilot, desk, clock)
        await way(counter)
        await pilot.pause()

    assert snap_compare(app, run_before=go, terminal_size=size)
