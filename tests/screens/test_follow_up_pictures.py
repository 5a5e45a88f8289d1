"""How « Suites » looks, kept as pictures. After a wanted change: `pytest --snapshot-update`."""

import itertools
import secrets
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from rdv_tui.app import Opening, RdvApp, Setup
from rdv_tui.domain.reference import ALPHABET
from rdv_tui.services.desk import Desk
from tests.factories import StillClock
from tests.screens.counter import LARGE, SMALL, Counter
from tests.screens.test_follow_up import failed, in_trouble, moved, opened


def busy(desk: Desk) -> None:
    """Leave something of everything to do."""
    moved(desk, 1)
    failed(desk, 2, "Nguyễn-Łukaszewska de la Villardière")
    in_trouble(desk, 3)


def quiet(desk: Desk) -> None:
    """Leave nothing to do."""


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x36"])
@pytest.mark.parametrize("day", [busy, quiet], ids=["busy", "quiet"])
def test_it_looks_as_it_did(
    desk: Desk,
    clock: StillClock,
    monkeypatch: pytest.MonkeyPatch,
    snap_compare: Callable[..., bool],
    day: Callable[[Desk], None],
    size: tuple[int, int],
) -> None:
    symbols = itertools.cycle(ALPHABET)
    monkeypatch.setattr(secrets, "choice", lambda _: next(symbols))
    day(desk)
    setup = Setup(desk.office, clock, desk.agent, Path("convocations"), lambda: Opening(desk))
    app = RdvApp(setup)

    async def go(pilot: Pilot[None]) -> None:
        counter = Counter(app, pilot, desk, clock)
        await opened(counter)
        await counter.press("down")
        await pilot.pause()

    assert snap_compare(app, run_before=go, terminal_size=size)
