"""How the day looks, kept as pictures. After a wanted change: `pytest --snapshot-update`."""

import itertools
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from rdv_tui.app import RdvApp
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.reference import ALPHABET
from rdv_tui.screens.day.figures import FiguresScreen
from rdv_tui.services.booking import holds
from rdv_tui.services.day import arrivals
from rdv_tui.services.desk import Desk
from rdv_tui.setup import Setup, StoreReady
from tests.factories import StillClock
from tests.screens.counter import LARGE, SMALL, Counter
from tests.screens.day.opening import book, open_day

NINE = datetime.fromisoformat("2026-11-30T09:00")
QUARTER = timedelta(minutes=15)
WIDEST = (200, 60)
Way = Callable[[Counter], Awaitable[None]]


def live_a_morning(desk: Desk, clock: StillClock) -> None:
    """Bring people of every kind to the counters, until 9 h 37."""
    names = ("Łukaszewski", "Kaya", "Diallo", "El Amrani", "Nguyễn", "Şahin " + "A" * 60)
    people = [book(desk, rank, name, NINE + rank // 2 * QUARTER) for rank, name in enumerate(names)]
    holds.hold(desk, NINE + 3 * QUARTER, BookingDraft())
    for one in people[:2]:
        arrivals.check_in(desk, one.reference)
    clock.forward(timedelta(hours=1))
    for counter in (1, 2):
        arrivals.call_next(desk, counter)
    clock.forward(timedelta(minutes=25))
    arrivals.mark_received(desk, people[0].reference)
    arrivals.mark_incomplete(desk, people[1].reference, arrivals.checklist("SALARIE")[1:2])
    arrivals.mark_no_show(desk, people[2].reference)
    for one in people[3:5]:
        arrivals.check_in(desk, one.reference)
    arrivals.call_next(desk, 1)
    clock.forward(timedelta(minutes=12))
    holds.hold(desk, NINE + 3 * QUARTER, BookingDraft())


async def day(counter: Counter) -> None:
    await open_day(counter)
    await counter.until_shown("DIALLO")


async def empty_day(counter: Counter) -> None:
    await open_day(counter)
    await counter.press("g")
    await counter.write("25/12/2026")
    await counter.press("enter")
    await counter.until_shown("Fermé : Noël.")


async def what_is_missing(counter: Counter) -> None:
    await open_day(counter)
    await counter.press("slash")
    await counter.write("amrani")
    await counter.press("enter", "i")
    await counter.until_shown("Ce qui manque au dossier")
    await counter.press("down", "space")


async def figures(counter: Counter) -> None:
    await open_day(counter)
    await counter.press("b")
    await counter.until_on(FiguresScreen)
    await counter.until_shown("30 nov.", "reçus")


@pytest.fixture
def same_references(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let references follow one another in place of chance: the pictures show them."""
    symbols = itertools.cycle(ALPHABET)
    monkeypatch.setattr(secrets, "choice", lambda _: next(symbols))


@pytest.mark.usefixtures("same_references")
@pytest.mark.parametrize("size", [SMALL, LARGE, WIDEST], ids=["80x24", "120x36", "200x60"])
@pytest.mark.parametrize(
    "way", [day, empty_day, what_is_missing, figures], ids=lambda way: way.__name__
)
def test_it_looks_as_it_did(
    desk: Desk,
    clock: StillClock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    snap_compare: Callable[..., bool],
    way: Way,
    size: tuple[int, int],
) -> None:
    monkeypatch.chdir(tmp_path)
    live_a_morning(desk, clock)
    ready = StoreReady(replace(desk, letters=Path("convocations")))
    app = RdvApp(Setup(desk.office, clock, desk.agent, lambda: ready))

    async def go(pilot: Pilot[None]) -> None:
        counter = Counter(app, pilot, desk, clock)
        await counter.until(lambda: app.is_open)
        await way(counter)
        for field in app.screen.query(Input):
            field.cursor_blink = False
        await pilot.pause()

    assert snap_compare(app, run_before=go, terminal_size=size)
