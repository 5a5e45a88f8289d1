"""The footer and the help tell the keys that work, on every screen and at both sizes."""

from pathlib import Path

import pytest

from rdv_tui.screens.booking.steps.booked import BookedScreen
from rdv_tui.screens.booking.steps.confirmation import ConfirmationScreen
from rdv_tui.screens.booking.steps.details import DetailsScreen
from rdv_tui.screens.booking.steps.notice import NoticeScreen
from rdv_tui.screens.booking.steps.security import SecurityScreen
from rdv_tui.screens.booking.steps.slot import SlotScreen
from rdv_tui.screens.frame import DeskScreen
from rdv_tui.services.desk import Desk
from tests.screens.counter import LARGE, NUMBER, SMALL, Counter, sitting_at
from tests.screens.keys import check_footer, check_help, is_helping

MAIN_KEY = {
    NoticeScreen: "F2 Notice",
    SlotScreen: "Entrée Retenir",
    SecurityScreen: "F4 Prolonger",
    DetailsScreen: "F10 Continuer",
    ConfirmationScreen: "Entrée Réserver",
    BookedScreen: "Entrée Nouveau rendez-vous",
}


async def check_keys(counter: Counter) -> None:
    screen = counter.app.screen
    assert isinstance(screen, DeskScreen)
    assert MAIN_KEY[type(screen)] in " ".join(counter.footer.split())
    check_footer(counter)
    await check_help(counter)


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_footer_and_help_tell_the_keys_of_every_step(
    desk: Desk, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with sitting_at(desk, tmp_path, size=size) as counter:
        await counter.until(lambda: counter.app.is_open)
        await check_keys(counter)
        await counter.to_slots()
        await check_keys(counter)
        await counter.press("enter")
        await counter.until_on(SecurityScreen)
        await check_keys(counter)
        await counter.fill(NUMBER)
        await counter.press("d")
        await counter.until_on(DetailsScreen)
        await check_keys(counter)
        await counter.fill("Dupont", "Anne", "3/7/85", "TR")
        await counter.press("f10")
        await counter.until_on(ConfirmationScreen)
        await check_keys(counter)
        await counter.press("enter")
        await counter.until_on(BookedScreen)
        await counter.until_shown("Enregistrée dans")
        await check_keys(counter)


async def test_letters_typed_in_a_field_are_text_not_commands(counter: Counter) -> None:
    await counter.to_details()
    await counter.write("ndt")
    await counter.until(lambda: counter.field("family_name").text == "ndt", "not typed")
    assert isinstance(counter.app.screen, DetailsScreen)
    assert "Document vu" not in counter.footer


async def test_f9_changes_the_colours_and_nothing_else(counter: Counter) -> None:
    await counter.until(lambda: counter.app.is_open)
    await counter.fill("indet")
    await counter.until(lambda: counter.in_field == "permit_kind", "not chosen")
    before, typed = counter.app.theme, dict(counter.draft.typed)
    seen = {before}
    for _ in range(3):
        await counter.press("f9")
        seen.add(counter.app.theme)
    assert len(seen) == 3
    assert counter.app.theme == before
    assert dict(counter.draft.typed) == typed


async def test_a_key_read_in_the_help_acts_at_once_but_none_that_closes_it_books(
    counter: Counter,
) -> None:
    await counter.to_summary()
    summary = counter.app.screen
    for closing in ("escape", "f1", "enter", "space"):
        await counter.press("f1")
        await counter.until(lambda: is_helping(counter))
        await counter.press(closing)
        await counter.until(lambda: not is_helping(counter))
        assert counter.app.screen is summary
        assert counter.draft.hold is not None
    await counter.press("f1")
    await counter.until(lambda: is_helping(counter))
    await counter.press("4")
    await counter.until_on(DetailsScreen)


async def test_help_over_a_field_leaves_it_as_it_was(counter: Counter) -> None:
    await counter.to_security()
    await counter.write("849")
    field = counter.app.focused
    await counter.press("f1")
    await counter.until(lambda: is_helping(counter))
    assert counter.app.focused is field
    assert "10 chiffres" not in counter.prose
    await counter.write("9")
    await counter.until(lambda: not is_helping(counter))
    assert counter.field("foreign_resident_number").text == "8499"
