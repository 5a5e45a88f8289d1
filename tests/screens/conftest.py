"""Every screen is tested on its own store, with a clock that stands still and without printer."""

import itertools
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot
from textual.widgets import Input

from rdv_tui.app import RdvApp
from rdv_tui.domain.reference import ALPHABET
from rdv_tui.screens.booking.steps import choosing
from rdv_tui.services.desk import Desk
from rdv_tui.setup import Setup, StoreReady
from tests.factories import StillClock
from tests.screens.counter import Counter, sitting_at

Way = Callable[[Counter], Awaitable[None]]
LooksAsItDid = Callable[[Way, tuple[int, int]], bool]


@pytest.fixture(scope="session", autouse=True)
def styles_parsed_once() -> Iterator[None]:
    """Let all programs of a test run share what they read in the same styles and colours."""
    parse = Stylesheet._parse_rules
    parsed: dict[object, list[RuleSet]] = {}

    def parse_once(self: Stylesheet, *source: Any, **more: Any) -> list[RuleSet]:  # noqa: ANN401
        key = (frozenset(self._variables.items()), source, frozenset(more.items()))
        if key not in parsed:
            parsed[key] = parse(self, *source, **more)
        return parsed[key]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Stylesheet, "_parse_rules", parse_once)
        yield


@pytest.fixture(autouse=True)
def no_printer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the print system of the machine: no test prints on anybody's printer."""
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.fixture
async def counter(desk: Desk, tmp_path: Path) -> AsyncIterator[Counter]:
    """A desk at 80x24 on the small office, before its first person."""
    async with sitting_at(desk, tmp_path) as sitting:
        yield sitting


@pytest.fixture
def same_references(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let references follow one another in place of chance: the pictures show them."""
    symbols = itertools.cycle(ALPHABET)
    monkeypatch.setattr(secrets, "choice", lambda _: next(symbols))


@pytest.fixture
def looks_as_it_did(
    desk: Desk,
    clock: StillClock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    snap_compare: Callable[..., bool],
) -> LooksAsItDid:
    """Go a way at a counter of some size, and compare what stands there then with its picture.

    After a wanted change: `pytest --snapshot-update`.
    """
    monkeypatch.chdir(tmp_path)  # the screens tell where letters are saved
    monkeypatch.setattr(choosing, "REFRESH_S", 3600)  # what others take is seen when a key asks

    def look(way: Way, size: tuple[int, int]) -> bool:
        sitting = replace(desk, letters=Path("convocations"))
        app = RdvApp(Setup(desk.office, clock, desk.agent, lambda: StoreReady(sitting)))

        async def go(pilot: Pilot[None]) -> None:
            counter = Counter(app, pilot, desk, clock)
            await counter.until(lambda: app.is_open)
            await way(counter)
            for field in app.screen.query(Input):
                field.cursor_blink = False
            await pilot.pause()

        return snap_compare(app, run_before=go, terminal_size=size)

    return look
