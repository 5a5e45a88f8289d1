"""The ticket on paper: printed where the desk has a printer for tickets, and nowhere else."""

from dataclasses import replace
from datetime import datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from rdv_tui.errors import OutputError
from rdv_tui.outputs import printers
from rdv_tui.outputs.printers import PrintJob
from rdv_tui.services.delivery import printing
from rdv_tui.services.delivery.print_choice import PrintSettings
from rdv_tui.services.desk import Desk

NINE = datetime.fromisoformat("2026-11-30T09:00")


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str | None, bytes]]:
    """What a print system without a machine was handed."""
    found: list[tuple[str, str | None, bytes]] = []

    def submit(document: bytes, title: str, printer: str | None, **_: object) -> PrintJob:
        found.append((title, printer, document))
        return PrintJob(printer or "", "rouleau-1")

    monkeypatch.setattr(printers, "submit", submit)
    return found


def with_roll(desk: Desk) -> Desk:
    return replace(desk, printing=PrintSettings(tickets="rouleau"))


@pytest.mark.parametrize(
    ("start", "words"), [(NINE, "Rendez-vous de 09:00"), (None, "Sans rendez-vous")]
)
def test_a_ticket_says_its_number_and_names_nobody(
    desk: Desk, start: datetime | None, words: str
) -> None:
    (page,) = PdfReader(BytesIO(printing.ticket_pdf(desk, "B 042", start))).pages
    text = page.extract_text()
    assert "B 042" in text
    assert words in " ".join(text.split())
    assert float(page.mediabox.width) == pytest.approx(80 * 72 / 25.4, abs=1)


def test_it_goes_to_the_printer_of_tickets(
    desk: Desk, printed: list[tuple[str, str | None, bytes]]
) -> None:
    assert printing.print_ticket(desk, "A 001", NINE) is None
    assert printed == []
    assert printing.print_ticket(with_roll(desk), "", NINE) is None
    job = printing.print_ticket(with_roll(desk), "A 001", NINE)
    assert job is not None
    ((title, printer, document),) = printed
    assert (title, printer) == ("Ticket A 001", "rouleau")
    assert document.startswith(b"%PDF")


def test_a_printer_that_is_not_there_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> PrintJob:
        raise OutputError("no_printer", "aucune imprimante")

    monkeypatch.setattr(printers, "submit", refuse)
    with pytest.raises(OutputError):
        printing.print_ticket(with_roll(desk), "A 001", NINE)
