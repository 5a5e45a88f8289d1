"""Step 3: the number, what the store knows of it, and the one key that goes on."""

from pathlib import Path

import pytest

from rdv_tui.domain.appointment import Channel, Identification
from rdv_tui.screens.booking.card import CardScreen
from rdv_tui.screens.booking.steps.booked import BookedScreen
from rdv_tui.screens.booking.steps.confirmation import ConfirmationScreen
from rdv_tui.screens.booking.steps.details import DetailsScreen
from rdv_tui.screens.booking.steps.security import SecurityScreen
from rdv_tui.screens.dialogs import AskScreen
from rdv_tui.services.booking import booking
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours.schedule import next_free
from tests.factories import person
from tests.screens.counter import LARGE, NUMBER, SMALL, Counter, rows, sitting_at


async def test_nine_digits_are_asked_about(counter: Counter) -> None:
    await counter.to_security()
    await counter.fill("841234567")
    await counter.until(lambda: isinstance(counter.app.screen, AskScreen))
    await counter.until_shown("Est-ce bien 08 4123 4567", "neuf chiffres.")
    await counter.press("n")
    await counter.until_on(SecurityScreen)
    await counter.until(lambda: counter.in_field == "foreign_resident_number")
    assert counter.field("foreign_resident_number").text == "841234567"
    await counter.press("enter", "o")
    await counter.until_on(SecurityScreen)
    await counter.until(lambda: counter.field("foreign_resident_number").text == "0841234567")


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("84AB345678", "il ne contient que des chiffres"),
        ("8412", "recopiez-le depuis le titre"),
        ("84123456789", "recopiez-le depuis le titre"),
        ("7777777777", "dix chiffres identiques"),
    ],
)
async def test_a_wrong_number_is_refused_with_a_sentence(
    counter: Counter, typed: str, why: str
) -> None:
    await counter.to_security()
    await counter.paste(typed)
    await counter.press("enter")
    await counter.until_shown("✗ Numéro étranger", why)
    assert counter.in_field == "foreign_resident_number"
    assert counter.field("foreign_resident_number").text == typed


@pytest.mark.parametrize("typed", ["84 1234 5678", "84.1234.5678", "84-12-34-56-78"])
async def test_spaces_dots_and_dashes_are_forgiven(counter: Counter, typed: str) -> None:
    await counter.to_details(typed)
    assert counter.draft.typed["foreign_resident_number"] == NUMBER


async def test_an_odd_beginning_is_warned_about_never_refused(counter: Counter) -> None:
    await counter.to_security()
    await counter.write("9612345678")
    await counter.until_message("ne commence ni par un département ni par 99")
    await counter.press("enter")
    await counter.press("d")
    await counter.until_on(DetailsScreen)


async def test_who_has_an_appointment_is_shown_it_and_refused(counter: Counter) -> None:
    slot = next_free(counter.desk, counter.clock.local(), 1)[0]
    known = booking.book_at(counter.desk, slot.start, person(1), channel=Channel.DESK)
    await counter.to_security()
    await counter.fill(known.applicant.foreign_resident_number)
    await counter.until_message(
        "Cette personne a déjà un rendez-vous le lundi 30 novembre 2026 à 9 h", known.reference
    )
    await counter.until_shown(
        f"✗ Rendez-vous à venir le lun. 30 nov. 09:00 ({known.reference}) · o : sa fiche",
        "aucun autre ne peut être pris. o : sa fiche.",
    )
    assert counter.app.screen.query_one("#checks").size.height == 4, "a check takes two lines"
    assert counter.in_field == "foreign_resident_number"
    await counter.press("tab", "d")
    await counter.until_message("déjà un rendez-vous")
    assert isinstance(counter.app.screen, SecurityScreen)
    await counter.press(*(["backspace"] * 10))
    await counter.fill(NUMBER)
    await counter.until_shown("✓ Rendez-vous à venir aucun")
    await counter.press("d")
    await counter.until_on(DetailsScreen)


@pytest.mark.parametrize(
    ("key", "channel", "identification"),
    [
        ("d", Channel.DESK, Identification.DOCUMENT),
        ("t", Channel.PHONE, Identification.PHONE),
    ],
)
async def test_one_key_says_how_the_person_was_identified(
    counter: Counter, key: str, channel: Channel, identification: Identification
) -> None:
    await counter.to_security()
    await counter.fill(NUMBER)
    await counter.press(key)
    await counter.until_on(DetailsScreen)
    await counter.fill("Dupont", "Anne", "3/7/85", "TR")
    await counter.press("f10")
    if channel is Channel.PHONE:  # who calls is asked for a way to be reached
        await counter.until(lambda: isinstance(counter.app.screen, AskScreen), "not asked")
        await counter.press("o")
    await counter.until_on(ConfirmationScreen)
    await counter.press("enter")
    await counter.until_on(BookedScreen)
    (row,) = rows(counter.desk)
    assert (row.channel, row.identification) == (channel, identification)


async def test_a_search_is_claimed_only_while_one_runs(counter: Counter) -> None:
    await counter.to_security()
    for typed in ("8", "41234567"):
        await counter.write(typed)
        await counter.until_shown("Rendez-vous à venir contrôlé avec le numéro")
        assert "recherche…" not in counter.picture
    await counter.write("8")
    await counter.until_shown("✓ Rendez-vous à venir aucun")
    await counter.press("tab")
    await counter.until_shown("✓ Rendez-vous à venir aucun")


async def test_n_leads_back_to_the_number(counter: Counter) -> None:
    await counter.to_security()
    await counter.fill(NUMBER)
    await counter.until_shown("✓ Rendez-vous à venir aucun")
    await counter.press("n")
    await counter.until(lambda: counter.in_field == "foreign_resident_number")
    assert counter.field("foreign_resident_number").text == NUMBER


async def test_an_address_used_for_many_is_warned_about(counter: Counter) -> None:
    for rank, slot in enumerate(next_free(counter.desk, counter.clock.local(), 3), start=1):
        buyer = person(rank, email="achat@exemple.fr")
        booking.book_at(counter.desk, slot.start, buyer, channel=Channel.DESK)
    await counter.to_details()
    await counter.fill("Dupont", "Anne", "3/7/85", "TR")
    while counter.in_field != "email":
        await counter.press("tab")
    await counter.fill("achat@exemple.fr")
    await counter.press("f10")
    await counter.until_on(ConfirmationScreen)
    await counter.until_shown("utilisé pour 3 autres personnes", "revendeur")
    await counter.press("3")
    await counter.until_on(SecurityScreen)
    await counter.until_shown("▲ Adresse de courriel utilisé pour 3 autres personnes")


async def test_the_appointment_that_exists_opens_with_one_key_and_is_asked_again(
    counter: Counter,
) -> None:
    first, second = next_free(counter.desk, counter.clock.local(), 2)
    known = booking.book_at(counter.desk, first.start, person(1), channel=Channel.DESK)
    await counter.to_security()
    await counter.fill(known.applicant.foreign_resident_number)
    await counter.until_message("déjà un rendez-vous", "sa fiche")
    await counter.press("o")
    await counter.until_on(CardScreen)
    await counter.until_shown(known.reference, "Déplacer")
    await counter.press("d", "n", "enter", "enter")
    await counter.until_message("Déplacé au")
    await counter.press("escape")
    await counter.until_on(SecurityScreen)
    (moved,) = rows(counter.desk, "booked")
    assert moved.start != first.start
    await counter.until_message("déjà un rendez-vous")
    await counter.until_shown(f"{moved.start:%H:%M} ({moved.reference})")
    assert second.start > first.start


async def test_once_it_is_cancelled_the_booking_goes_on(counter: Counter) -> None:
    slot = next_free(counter.desk, counter.clock.local(), 1)[0]
    known = booking.book_at(counter.desk, slot.start, person(1), channel=Channel.DESK)
    await counter.to_security()
    await counter.fill(known.applicant.foreign_resident_number)
    await counter.until_message("déjà un rendez-vous")
    await counter.press("o")
    await counter.until_on(CardScreen)
    await counter.until_shown("Annuler")
    await counter.press("a", "p", "enter")
    await counter.until_message("Annulé")
    await counter.press("escape")
    await counter.until_on(SecurityScreen)
    await counter.until_message("n'a plus de rendez-vous à venir")
    await counter.press("d")
    await counter.until_on(DetailsScreen)


async def test_a_refusal_goes_when_another_number_is_typed(counter: Counter) -> None:
    slot = next_free(counter.desk, counter.clock.local(), 1)[0]
    known = booking.book_at(counter.desk, slot.start, person(1), channel=Channel.DESK)
    await counter.to_security()
    await counter.press("o")
    assert "Sa fiche" not in counter.footer
    await counter.press("ctrl+u")
    await counter.fill(known.applicant.foreign_resident_number)
    await counter.until_message("déjà un rendez-vous")
    await counter.press("backspace")
    await counter.until(lambda: "déjà un rendez-vous" not in counter.message, "a stale refusal")
    assert "Sa fiche" not in counter.footer


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_where_the_number_stands_is_told_until_it_is_typed(
    desk: Desk, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with sitting_at(desk, tmp_path, size=size) as counter:
        await counter.to_security()
        where = counter.app.screen.query_one("#where")
        for words in ("· Où il figure", "· Ce n'est pas le numéro du document", "· Inconnu : F3"):
            await counter.until_shown(words)
        assert where.region.bottom <= counter.app.screen.query_one("#body").region.bottom
        await counter.write(NUMBER)
        await counter.until(lambda: "· Où il figure" not in counter.prose, "still told")
