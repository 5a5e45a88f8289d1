"""Step 5: everything on one screen, correction one key away, one key books."""

from datetime import datetime
from pathlib import Path
from unittest.mock import Mock

import pytest

from rdv_tui.domain.appointment import Channel
from rdv_tui.screens.booking.steps.booked import BookedScreen
from rdv_tui.screens.booking.steps.confirmation import ConfirmationScreen
from rdv_tui.screens.booking.steps.details import DetailsScreen
from rdv_tui.screens.booking.steps.notice import NoticeScreen
from rdv_tui.screens.booking.steps.security import SecurityScreen
from rdv_tui.screens.booking.steps.slot import SlotScreen
from rdv_tui.screens.booking.steps.step import StepScreen
from rdv_tui.services.booking import booking
from rdv_tui.services.desk import Desk
from tests.factories import person
from tests.screens.counter import LARGE, NUMBER, SMALL, Counter, other_desk, rows, sitting_at

NINE = datetime(2026, 11, 30, 9)


async def test_everything_is_on_the_screen(counter: Counter) -> None:
    await counter.to_summary("Łukaszewska", "Bożena Maria")
    await counter.until_shown(
        "lundi 30 novembre 2026 à 9 h",
        "2 avenue de la Folie, 84000 Avignon",
        "Salarié en contrat à durée indéterminée",
        "carte de séjour temporaire (un an au plus)",
        "10 janvier 2027",
        "84 1234 5678",
        "document vu",
        "ŁUKASZEWSKA Bożena Maria",
        "3 juillet 1985 · Turquie",
        "84000 Avignon",
        "français",
    )


async def test_who_comes_with_a_minor_is_to_be_asked(counter: Counter) -> None:
    await counter.to_details()
    await counter.fill("Dupont", "Anne", "3/7/2010", "TR")
    await counter.press("f10")
    await counter.until_on(ConfirmationScreen)
    await counter.until_shown("Avant 18 ans", "Demandez qui accompagne la personne")


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x36"])
async def test_a_slot_after_the_expiry_is_warned_about(
    desk: Desk, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with sitting_at(desk, tmp_path, size=size) as counter:
        await counter.to_slots(expires="29/11/26")
        await counter.press("enter")
        await counter.until_on(SecurityScreen)
        await counter.fill(NUMBER)
        await counter.press("d")
        await counter.until_on(DetailsScreen)
        await counter.fill("Dupont", "Anne", "3/7/85", "TR")
        await counter.press("f10")
        await counter.until_on(ConfirmationScreen)
        await counter.until_shown(
            "▲ Ce rendez-vous est après la fin de votre titre",
            "▲ Pour ce titre, la prolongation de trois mois",
        )


async def correct(counter: Counter, key: str) -> None:
    """Correct something on the step under `key` and go on."""
    if key == "1":
        await counter.press(*(["shift+tab"] * 3), "tab", "tab")
        while counter.in_field != "permit_expires":
            await counter.press("shift+tab")
        await counter.press("end", *(["backspace"] * 7))
        await counter.fill("20/1/27")
        await counter.press("f10")
    elif key == "2":
        await counter.until(lambda: "lun." in counter.picture)
        await counter.press("j", "enter")
    elif key == "3":
        await counter.until_shown("✓ Rendez-vous à venir aucun")
        await counter.press("t")
    else:
        while counter.in_field != "given_names":
            await counter.press("tab")
        await counter.press("end", *"-Lise", "f10")


@pytest.mark.parametrize(
    ("key", "screen", "then"),
    [
        ("1", NoticeScreen, "Expire le 20 janvier 2027"),
        ("2", SlotScreen, "lundi 30 novembre 2026 à 9 h 15"),
        ("3", SecurityScreen, "numéro lu au téléphone"),
        ("4", DetailsScreen, "DUPONT Anne-Lise"),
    ],
)
async def test_one_key_leads_to_the_correction_and_back(
    counter: Counter, key: str, screen: type[StepScreen], then: str
) -> None:
    await counter.to_summary()
    await counter.press(key)
    await counter.until_on(screen)
    await correct(counter, key)
    await counter.until_on(ConfirmationScreen)
    await counter.until_shown(then)
    await counter.press("enter")
    await counter.until_on(BookedScreen)
    assert len(rows(counter.desk)) == 1


async def test_back_leads_to_the_form(counter: Counter) -> None:
    await counter.to_summary()
    await counter.press("escape")
    await counter.until_on(DetailsScreen)
    assert counter.draft.typed["family_name"] == "Dupont"


async def test_one_enter_books_and_two_quick_ones_book_once(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = Mock(wraps=booking.book)
    monkeypatch.setattr(booking, "book", counted)
    await counter.to_summary()
    await counter.app.run_action("screen.book")
    await counter.app.run_action("screen.book")
    await counter.until_on(BookedScreen)
    assert counted.call_count == 1
    (row,) = rows(counter.desk)
    assert (row.status, row.start, row.family_name) == ("booked", NINE, "Dupont")


async def test_a_refused_booking_keeps_everything(counter: Counter) -> None:
    await counter.to_summary()
    other = person(1, foreign_resident_number=NUMBER)
    made = booking.book_at(
        other_desk(counter.desk), NINE.replace(minute=30), other, channel=Channel.DESK
    )
    await counter.press("enter")
    await counter.until_message("Cette personne a déjà un rendez-vous à venir", made.reference)
    assert isinstance(counter.app.screen, ConfirmationScreen)
    await counter.until_shown("DUPONT Anne")
    assert [row.family_name for row in rows(counter.desk, "held", "booked")].count("Dupont") == 0
    await counter.press("4")
    await counter.until_on(DetailsScreen)
    assert counter.draft.typed["family_name"] == "Dupont"
    await counter.press("escape")
    await counter.until_on(SecurityScreen)
    await counter.until_shown(made.reference)


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_a_long_name_is_read_in_full_before_booking(
    desk: Desk, tmp_path: Path, size: tuple[int, int]
) -> None:
    family = "Bartholomäus-Maximilian von und zu Hohenlohe-Langenburg-Weikersheim"
    given = "Maria Magdalena Josephine Katharina Elisabeth Theresia Antonia"
    async with sitting_at(desk, tmp_path, size=size) as counter:
        await counter.to_details()
        await counter.fill(family, given)
        await counter.until_shown("Bartholomäus-Maximilian von", "Maria Magdalena Josephine")
        await counter.fill("3/7/85", "TR")
        await counter.press("f10")
        await counter.until_on(ConfirmationScreen)

        def shown() -> str:
            return " ".join(line.split("│")[0].strip() for line in counter.picture.splitlines())

        await counter.until(lambda: f"{family.upper()} {given}" in shown(), "no whole name")
