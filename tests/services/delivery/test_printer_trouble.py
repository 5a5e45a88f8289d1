"""Why nothing comes out of a desk's printer, in the words of line 1; nothing while it prints."""

from dataclasses import replace

import pytest

from rdv_tui.domain.printing import PrintChoice, Printer, PrinterState
from rdv_tui.errors import PrinterFailed
from rdv_tui.outputs import spooler
from rdv_tui.services.background import BackgroundWorker
from rdv_tui.services.delivery.print_choice import PrintSettings
from rdv_tui.services.delivery.printing import printer_trouble
from rdv_tui.services.desk import Desk

IDLE = Printer("accueil", True, PrinterState.IDLE)
UPSTAIRS = Printer("étage", False, PrinterState.STOPPED, True, ("paused",))


def choosing(desk: Desk, printer: str | None) -> Desk:
    return replace(desk, printing=PrintSettings(default=PrintChoice(printer)))


@pytest.mark.parametrize(
    ("chosen", "printers", "said"),
    [
        (None, (), ""),
        (None, (IDLE, UPSTAIRS), ""),
        ("accueil", (UPSTAIRS, IDLE), ""),
        ("étage", (IDLE, UPSTAIRS), "file en pause"),
        ("parti", (IDLE,), "introuvable"),
        (None, (replace(IDLE, reasons=("media-empty",)),), "plus de papier"),
        (None, (replace(IDLE, reasons=("toner-low",)),), ""),
        (None, (replace(IDLE, state=PrinterState.PRINTING, accepting=False),), "refuse tout"),
        ("accueil", (Printer("accueil"),), ""),
    ],
)
def test_only_this_desks_printer_counts_and_only_what_somebody_must_mend(
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    chosen: str | None,
    printers: tuple[Printer, ...],
    said: str,
) -> None:
    monkeypatch.setattr(spooler, "get_printers", lambda: printers)
    assert printer_trouble(choosing(desk, chosen)) == said


def test_the_open_desk_looks_in_its_rounds(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def silent() -> tuple[Printer, ...]:
        raise PrinterFailed("muette")

    monkeypatch.setattr(spooler, "get_printers", silent)
    worker = BackgroundWorker(desk, None)
    worker.run_once()
    assert worker.printer_trouble == "ne répond pas"
