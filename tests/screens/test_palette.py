"""The palette: every command by its name, a synonym or a verb, wherever it works; and people."""

import pytest
from textual.binding import Binding
from textual.screen import Screen

from rdv_tui.domain.appointment import Channel
from rdv_tui.locales import commands, palette as palette_fr
from rdv_tui.locales.command import Command
from rdv_tui.screens.booking.card import CardScreen
from rdv_tui.screens.booking.find import FindScreen
from rdv_tui.screens.booking.guide import GuideScreen
from rdv_tui.screens.booking.steps.notice import NoticeScreen
from rdv_tui.screens.day.day_screen import DayScreen
from rdv_tui.screens.day.evening import EveningScreen
from rdv_tui.screens.day.hall import HallScreen
from rdv_tui.screens.palette import PaletteScreen
from rdv_tui.services.booking import booking
from rdv_tui.services.hours.schedule import next_free
from tests.factories import person
from tests.screens.counter import Counter


async def to_palette(counter: Counter) -> None:
    await counter.until_on(NoticeScreen)
    await counter.until(lambda: counter.app.is_open)
    await counter.press("ctrl+p")
    await counter.until(lambda: isinstance(counter.app.screen, PaletteScreen))


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("annuler", "Annuler"),
        ("supprimer", "Annuler"),
        ("déplacer", "Déplacer"),
        ("reporter", "Déplacer"),
        ("imprimer", "Imprimer"),
        ("bilan", "Bilan"),
        ("statistiques", "Bilan"),
        ("mail", "Courriel"),
        ("e-mail", "Courriel"),
        ("anef", "Situation"),
        ("absent", "Absent"),
        ("vacances", "Horaires"),
        ("famille", "Aucune commande"),
        ("telephone", "Corriger"),
        ("planning", "Journée"),
        ("recto", "Recto verso"),
        ("cerfa", "Dossier"),
        ("mot de passe", "Verrouiller"),
    ],
)
async def test_a_command_is_found_by_what_people_call_it(
    counter: Counter, typed: str, label: str
) -> None:
    await to_palette(counter)
    await counter.write(typed)
    await counter.until_shown(label)


async def test_what_a_command_does_stands_apart_from_its_name(counter: Counter) -> None:
    await to_palette(counter)
    await counter.write("noms")
    await counter.until(lambda: "Masquer les noms       Masquer les" in counter.picture)


async def test_a_command_of_another_screen_leads_there_and_says_the_key(counter: Counter) -> None:
    await to_palette(counter)
    await counter.write("absent")
    await counter.press("enter")
    await counter.until_on(DayScreen)
    await counter.until_message("« Absent » : x")


async def test_a_command_behind_a_key_of_the_day_says_the_way(counter: Counter) -> None:
    await to_palette(counter)
    await counter.write("visiteur")
    await counter.press("enter")
    await counter.until_on(DayScreen)
    await counter.until_message("« Sans RDV » : w, puis m.")


async def test_a_command_of_a_card_leads_to_the_search(counter: Counter) -> None:
    await to_palette(counter)
    await counter.write("supprimer")
    await counter.press("enter")
    await counter.until_on(FindScreen)
    await counter.until_message("« Annuler » : a, sur la fiche")


async def test_what_works_here_comes_first(counter: Counter) -> None:
    await to_palette(counter)
    await counter.write("anef")
    await counter.press("enter")
    await counter.until_on(GuideScreen)


async def test_three_letters_of_a_name_list_the_person(counter: Counter) -> None:
    start = next_free(counter.desk, counter.clock.local(), 1)[0].start
    one = booking.book_at(
        counter.desk, start, person(1, family_name="Benkaddour"), channel=Channel.DESK
    )
    await to_palette(counter)
    await counter.write("ben")
    await counter.until_shown("BENKADDOUR")
    await counter.press("enter")
    await counter.until_on(CardScreen)
    await counter.until_shown(one.reference)
    await counter.press("escape")
    await counter.until_on(NoticeScreen)


async def test_a_name_typed_in_one_burst_opens_the_card(counter: Counter) -> None:
    start = next_free(counter.desk, counter.clock.local(), 1)[0].start
    booking.book_at(counter.desk, start, person(1, family_name="Benkaddour"), channel=Channel.DESK)
    await counter.until_on(NoticeScreen)
    await counter.until(lambda: counter.app.is_open)
    await counter.press("ctrl+p", *"benkad", "enter")
    await counter.until_on(CardScreen)


MOVES = {
    "next_found",
    "previous_found",
    "day_after",
    "day_before",
    "cell_down",
    "cell_up",
    "cell_left",
    "cell_right",
    "cell_page_down",
    "cell_page_up",
    "day_start",
    "day_end",
}
"""They move a cursor: nobody looks for them by a name."""


@pytest.mark.parametrize("screen", [CardScreen, DayScreen])
def test_every_command_of_a_screen_is_told_where_it_works(screen: type[Screen[None]]) -> None:
    told = {one.id for others in palette_fr.ELSEWHERE.values() for one in others}
    own = {one.id for one in screen.BINDINGS if isinstance(one, Binding) and one.id}
    assert own - told - MOVES <= {"close", "filter", "day_card"}


@pytest.mark.parametrize("screen", [HallScreen, EveningScreen])
def test_every_command_behind_the_day_is_told_by_its_name(screen: type[Screen[None]]) -> None:
    everywhere = (*palette_fr.ELSEWHERE.values(), *palette_fr.BEHIND.values())
    told = {one.label for others in everywhere for one in others}
    own = {one.description for one in screen.BINDINGS if isinstance(one, Binding) and one.id}
    assert own - told <= {"Fermer", "Filtrer"}


def test_synonyms_are_of_commands_that_exist() -> None:
    known = {one.id for one in vars(commands).values() if isinstance(one, Command)}
    for others in (*palette_fr.ELSEWHERE.values(), *palette_fr.BEHIND.values()):
        known |= {one.id for one in others}
    assert set(palette_fr.SYNONYMS) <= known
