"""What leaves the day for paper and files: sheets, tables, figures."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from rdv_tui.errors import OutputError
from rdv_tui.outputs import printers
from rdv_tui.outputs.printers import PrintJob
from rdv_tui.screens.day.day_screen import DayScreen
from rdv_tui.screens.day.figures import FiguresScreen
from rdv_tui.services.day import arrivals
from rdv_tui.services.delivery.print_choice import PrintSettings
from rdv_tui.services.desk import Desk
from tests.screens.counter import SMALL, Counter, sitting_at
from tests.screens.day.opening import book, open_day, until_status


@pytest.fixture
async def counter(desk: Desk, tmp_path: Path) -> AsyncIterator[Counter]:
    async with sitting_at(desk, tmp_path, size=SMALL) as sitting:
        yield sitting


@pytest.mark.parametrize("works", [True, False], ids=["printed", "not printed"])
async def test_a_ticket_is_printed_at_arrival_and_said_in_any_case(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, works: bool
) -> None:
    titles: list[str] = []

    def submit(_: bytes, title: str, printer: str | None, **__: object) -> PrintJob:
        if not works:
            raise OutputError("printer_failed", "Plus de papier.")
        titles.append(f"{title} : {printer}")
        return PrintJob("rouleau", "rouleau-1")

    monkeypatch.setattr(printers, "submit", submit)
    with_roll = replace(desk, printing=PrintSettings(tickets="rouleau"))
    async with sitting_at(with_roll, tmp_path, size=SMALL) as counter:
        one = book(counter.desk, 1, "Benali")
        await open_day(counter)
        await counter.press("a")
        if works:
            await counter.until_message("arrivée notée pour 09:00, ticket A ")
            await counter.until(lambda: titles)
            assert re.fullmatch(r"Ticket A \d{3} : rouleau", titles[0])
        else:
            await counter.until_message("Ticket A ", "non imprimé", "Plus de papier.")
        await until_status(counter, one, "arrived")


class TestLeaving:
    async def test_sheets_of_the_day_and_of_the_next_open_one(
        self, counter: Counter, tmp_path: Path
    ) -> None:
        book(counter.desk, 1, "Benali")
        await open_day(counter)
        await counter.press("d")
        await counter.until_message("feuilles-2026-11-30.pdf")
        await counter.press("D")
        await counter.until_message("feuilles-2026-12-01.pdf")
        names = {path.name for path in (tmp_path / "letters").iterdir()}
        assert names == {"feuilles-2026-11-30.pdf", "feuilles-2026-12-01.pdf"}

    async def test_what_is_missing_goes_with_the_person(
        self, counter: Counter, tmp_path: Path
    ) -> None:
        one = book(counter.desk, 1, "Benali")
        arrivals.check_in(counter.desk, one.reference)
        arrivals.call_next(counter.desk, 1)
        await open_day(counter)
        await counter.press("j")  # nothing is missing yet
        await counter.press("i")
        await counter.until_shown("Ce qui manque au dossier")
        other = book(counter.desk, 2, "Kaya")
        arrivals.arrive(counter.desk, other.reference)
        await counter.press("space", "enter")
        await counter.until_message("1 pièce à fournir")
        await counter.press("j")
        file = f"pieces-manquantes-{one.reference}.pdf"
        await counter.until_message(file)
        assert [path.name for path in (tmp_path / "letters").iterdir()] == [file]
        await counter.press("enter")
        await counter.until_shown("Pièces manquantes")
        (tmp_path / "letters" / file).unlink()
        await counter.press("j")
        await counter.until_message(file)

    async def test_the_list_for_the_door(self, counter: Counter, tmp_path: Path) -> None:
        book(counter.desk, 1, "Benali")
        await open_day(counter)
        await counter.press("l")
        await counter.until_message("liste-2026-11-30.pdf")
        assert (tmp_path / "letters" / "liste-2026-11-30.pdf").read_bytes().startswith(b"%PDF")

    async def test_tables_without_names_unless_asked(
        self, counter: Counter, tmp_path: Path
    ) -> None:
        book(counter.desk, 1, "Benali")
        await open_day(counter)
        await counter.press("e")
        await counter.until_shown("sans données personnelles", "agenda (ICS) du guichet 1")
        await counter.press("1")
        await counter.until_message("journee-2026-11-30.csv")
        assert "BENALI" not in (tmp_path / "letters" / "journee-2026-11-30.csv").read_text()
        await counter.press("e", "down", "enter")
        await counter.until_message("journee-2026-11-30-nominatif.csv")
        named = tmp_path / "letters" / "journee-2026-11-30-nominatif.csv"
        assert "BENALI" in named.read_text()

    async def test_the_weeks_in_figures(self, counter: Counter) -> None:
        book(counter.desk, 1, "Benali")
        await open_day(counter)
        await counter.press("b")
        await counter.until_on(FiguresScreen)
        await counter.until_shown("30 nov. 1", "première plage libre lun. 30 nov. 09:00")
        await counter.press("e")
        await counter.until_message("bilan-2026-11-30.csv")
        await counter.press("escape")
        await counter.until_on(DayScreen)
