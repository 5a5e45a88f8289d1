"""How « Imprimantes » looks, as pictures. After a wanted change: `pytest --snapshot-update`."""

import pytest

from rdv_tui.domain.printing import Printer
from rdv_tui.outputs import spooler
from rdv_tui.screens.delivery.printers import PrintersScreen
from tests.screens.conftest import LooksAsItDid
from tests.screens.counter import LARGE, SMALL, Counter
from tests.screens.delivery.test_printers import FOUND

LONG = Printer("Imprimante-du-couloir-du-deuxième-étage", reasons=("media-jam", "toner-empty"))


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x36"])
@pytest.mark.parametrize("found", [(*FOUND, LONG), ()], ids=["some", "none"])
def test_it_looks_as_it_did(
    looks_as_it_did: LooksAsItDid,
    monkeypatch: pytest.MonkeyPatch,
    found: tuple[Printer, ...],
    size: tuple[int, int],
) -> None:
    monkeypatch.setattr(spooler, "get_printers", lambda: found)

    async def chosen(counter: Counter) -> None:
        await counter.press("ctrl+n")
        await counter.until_on(PrintersScreen)
        await counter.until_shown("État" if found else "Aucune imprimante")
        await counter.press("down", "b", "v")

    assert looks_as_it_did(chosen, size)
