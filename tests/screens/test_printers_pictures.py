"""How « Imprimantes » looks, as pictures. After a wanted change: `pytest --snapshot-update`."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from rdv_tui.app import Opening, RdvApp, Setup
from rdv_tui.domain.printing import Printer
from rdv_tui.outputs import spooler
from rdv_tui.screens.printers import PrintersScreen
from rdv_tui.services.desk import Desk
from tests.factories import StillClock
from tests.screens.counter import LARGE, SMALL, Counter
from tests.screens.test_printers import FOUND

LONG = Printer("Imprimante-du-couloir-du-deuxième-étage", reasons=("media-jam", "toner-empty"))


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x36"])
@pytest.mark.parametrize("found", [(*FOUND, LONG), ()], ids=["some", "none"])
def test_it_looks_as_it_did(
    desk: Desk,
    clock: StillClock,
    monkeypatch: pytest.MonkeyPatch,
    snap_compare: Callable[..., bool],
    found: tuple[Printer, ...],
    size: tuple[int, int],
) -> None:
    monkeypatch.setattr(spooler, "survey", lambda: found)
    setup = Setup(desk.office, clock, desk.agent, Path("convocations"), lambda: Opening(desk))
    app = RdvApp(setup)

    async def go(pilot: Pilot[None]) -> None:
        counter = Counter(app, pilot, desk, clock)
        await counter.until(lambda: app.is_open)
        await counter.press("ctrl+n")
        await counter.until_on(PrintersScreen)
        await counter.until_shown("État" if found else "Aucune imprimante")
        await counter.press("down", "b", "v")
        await pilot.pause()

    assert snap_compare(app, run_before=go, terminal_size=size)
