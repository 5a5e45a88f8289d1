"""What people type is text: it never colours, clicks or stops anything, on paper neither."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from rdv_tui.screens.booking.steps.booked import BookedScreen
from rdv_tui.screens.booking.steps.confirmation import ConfirmationScreen
from rdv_tui.screens.booking.steps.details import DetailsScreen
from rdv_tui.screens.booking.steps.notice import NoticeScreen
from rdv_tui.screens.booking.steps.security import SecurityScreen
from rdv_tui.screens.dialogs import AskScreen
from rdv_tui.services.desk import Desk
from tests.screens.counter import LARGE, NUMBER, SMALL, rows, sitting_at

NAME = "[/b] [Dupont] [@click=app.quit]x\\"


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_a_hostile_name_goes_through_every_screen_and_the_letter(
    desk: Desk, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with sitting_at(desk, tmp_path, size=size) as counter:
        await counter.until_on(NoticeScreen)
        await counter.write(NAME)
        await counter.until_shown("[/b] [Dupont]")
        await counter.press("f10")
        await counter.until(lambda: counter.in_field == "situation")
        await counter.press("end", *(["backspace"] * len(NAME)))
        await counter.to_security()
        await counter.fill(NAME)
        await counter.until_shown("✗ Numéro étranger")
        await counter.press(*(["backspace"] * len(NAME)))
        await counter.fill(NUMBER)
        await counter.press("d")
        await counter.until_on(DetailsScreen)
        await counter.fill(NAME, NAME, "3/7/85", NAME)
        await counter.press("f10")
        await counter.until_message("Nationalité")
        await counter.press(*(["backspace"] * len(NAME)))
        await counter.fill("TR")
        await counter.press("f10")
        await counter.until(lambda: isinstance(counter.app.screen, AskScreen), "brackets in a name")
        await counter.press("o")
        await counter.until_on(ConfirmationScreen)
        await counter.until_shown(f"Nom, prénoms {NAME.upper()}"[:38])
        await counter.press("3")
        await counter.until_on(SecurityScreen)
        await counter.until_shown("✓ Rendez-vous à venir aucun")
        await counter.press("d")
        await counter.until_on(ConfirmationScreen)
        await counter.press("enter")
        await counter.until_on(BookedScreen)
        await counter.until_shown(NAME.upper(), "Enregistrée dans")
        (row,) = rows(desk)
        assert (row.family_name, row.given_names) == (NAME, NAME)
        letter = tmp_path / "letters" / f"convocation-{row.reference}.pdf"
        text = " ".join(PdfReader(letter).pages[0].extract_text().split())
        assert NAME in text
        assert counter.app.is_running
        await counter.press("enter")
        await counter.until_on(NoticeScreen)
