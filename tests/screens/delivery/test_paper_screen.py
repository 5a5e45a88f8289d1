"""A paper is read as it will be printed wherever it is offered, and printed from there or not."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from rdv_tui.locales.booking import guide as guide_fr
from rdv_tui.locales.delivery import papers as paper_fr
from rdv_tui.locales.office import help_desk as help_desk_fr
from rdv_tui.screens.booking.guide import GuideScreen
from rdv_tui.screens.delivery.paper_screen import PaperScreen
from rdv_tui.screens.office.help_desk import HelpDeskScreen
from rdv_tui.services.day import arrivals
from tests.screens.counter import Counter
from tests.screens.day.opening import book, open_day


async def read(counter: Counter, key: str, title: str, *words: str) -> None:
    """Read a paper, leave it, read it again and have it printed."""
    await counter.press(key)
    await until_read(counter, title, words)
    await counter.press("escape")
    await counter.until_message(guide_fr.READ_ONLY.format(paper=title))
    await counter.press(key)
    await until_read(counter, title, words)
    await counter.press("enter")
    await counter.until_message(f"{title} : enregistrée dans")


async def until_read(counter: Counter, title: str, words: Sequence[str]) -> None:
    await counter.until(lambda: isinstance(counter.app.screen, PaperScreen), "nothing to read")
    await counter.until_shown(f"{title}, page 1 sur", *words)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "letters").glob("*"))


@pytest.mark.parametrize(
    ("typed", "title", "words", "file"),
    [
        ("indet", guide_fr.CHECKLIST, paper_fr.CHECKLIST, guide_fr.CHECKLIST_FILE),
        ("récépissé étudiant", guide_fr.ROUTING, "Sur le site", guide_fr.ROUTING_FILE),
    ],
)
async def test_the_sheets_of_the_guide(
    counter: Counter, tmp_path: Path, typed: str, title: str, words: str, file: str
) -> None:
    await counter.until(lambda: counter.app.is_open)
    await counter.press("f6")
    await counter.until_on(GuideScreen)
    await counter.write(typed)
    await counter.press("enter")
    await counter.until(lambda: counter.app.screen.has_class("-answered"))
    await read(counter, "v", title, words)
    assert files(tmp_path) == [file]


async def test_the_help_sheet(counter: Counter, tmp_path: Path) -> None:
    await counter.until(lambda: counter.app.is_open)
    await counter.press("f12")
    await counter.until_on(HelpDeskScreen)
    await read(counter, "v", help_desk_fr.SHEET, "Je n'arrive pas")
    assert files(tmp_path) == [help_desk_fr.FILE_NAME]


async def test_a_paper_is_printed_when_the_next_key_leaves_at_once(
    counter: Counter, tmp_path: Path
) -> None:
    await counter.until(lambda: counter.app.is_open)
    await counter.press("f12")
    await counter.until_on(HelpDeskScreen)
    await counter.press("v")
    await until_read(counter, help_desk_fr.SHEET, [])
    await counter.press("enter", "escape", "f5")
    await counter.until(lambda: files(tmp_path) == [help_desk_fr.FILE_NAME])


async def test_the_sheet_of_who_is_turned_away(counter: Counter, tmp_path: Path) -> None:
    await counter.until(lambda: counter.app.is_open)
    await counter.fill("indet", "cst", "10/1/27", "30000")
    await read(counter, "shift+f4", guide_fr.ROUTING, "Gard")
    (file,) = files(tmp_path)
    assert file.startswith("fiche-orientation-")


async def test_what_a_file_lacks(counter: Counter, tmp_path: Path) -> None:
    one = book(counter.desk, 1, "Benali")
    arrivals.check_in(counter.desk, one.reference)
    arrivals.call_next(counter.desk, 1)
    await open_day(counter)
    await counter.press("i")
    await counter.until_shown("Ce qui manque au dossier")
    await counter.press("space", "enter")
    await counter.until_message("1 pièce à fournir")
    await read(counter, "J", paper_fr.MISSING, "Titre de séjour")
    assert files(tmp_path) == [paper_fr.MISSING_FILE.format(reference=one.reference)]
