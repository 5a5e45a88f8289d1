"""The letter can be read wherever it matters: before it is printed, after, and from the card."""

from pathlib import Path

import pytest

from rdv_tui.screens.booking.card import CardScreen
from rdv_tui.screens.booking.steps.confirmation import ConfirmationScreen
from rdv_tui.services.desk import Desk
from tests.screens.counter import LARGE, SMALL, sitting_at

HUGE = (200, 60)


@pytest.mark.parametrize("size", [LARGE, HUGE], ids=["120x36", "200x60"])
async def test_the_review_shows_the_letter_beside_it(
    desk: Desk, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with sitting_at(desk, tmp_path, size=size) as counter:
        await counter.to_summary("Łukaszewska", "Bożena")
        await counter.until_shown("Convocation, page 1 sur 2", "Objet : convocation pour")
        screen = counter.app.screen
        assert isinstance(screen, ConfirmationScreen)
        hold = screen.draft.hold
        assert hold is not None
        assert hold.reference in counter.picture, (
            "the reference is the one that the paper will have"
        )
        await counter.press("v")
        assert screen.paper.is_on_screen
        assert screen.query_one("#summary").is_on_screen


async def test_on_a_small_screen_the_letter_takes_the_place_of_the_rest_and_gives_it_back(
    desk: Desk, tmp_path: Path
) -> None:
    async with sitting_at(desk, tmp_path, size=SMALL) as counter:
        await counter.to_summary()
        assert "République française" not in counter.picture
        await counter.press("v")
        await counter.until_shown("Convocation, page 1 sur 2", "République française")
        screen = counter.app.screen
        assert isinstance(screen, ConfirmationScreen)
        seen = ""
        for _ in range(20):
            seen += counter.picture
            await counter.press("v")
            if not screen.paper.is_on_screen:
                break
        assert "page 2 sur 2" in seen
        assert "Documents à apporter" in seen
        await counter.until_shown("Date et heure")
        await counter.press("enter")
        await counter.until_shown("Rendez-vous enregistré")


async def test_a_card_shows_its_letter(desk: Desk, tmp_path: Path) -> None:
    async with sitting_at(desk, tmp_path, size=SMALL) as counter:
        booked = await counter.to_booked()
        await counter.press("escape")
        counter.app.push_screen(CardScreen(counter.desk, booked.reference))
        await counter.until_on(CardScreen)
        await counter.until_shown("Historique")
        await counter.press("v")
        await counter.until_shown("République française", booked.reference)
