"""Step 1: the verdict comes while one types, and nobody fills a form in vain."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from textual.content import Content

from rdv_tui.domain.draft import BookingDraft
from rdv_tui.locales import screens as screen_fr
from rdv_tui.screens.booking.lead_times import LeadTimesScreen
from rdv_tui.screens.booking.steps.notice import NoticeScreen
from rdv_tui.screens.booking.steps.notice_reader import NoticeReader, notice_text
from rdv_tui.screens.booking.steps.slot import SlotScreen
from rdv_tui.screens.dialogs import AskScreen
from rdv_tui.services.desk import Desk
from rdv_tui.services.office.office_record import change_office
from rdv_tui.setup import StoreReady
from tests.factories import small_office
from tests.screens.counter import FRAMES, LARGE, LIMIT_S, SMALL, Counter, other_desk, sitting_at


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (("indet", "CST", "10/1/27", "84000"), "jusqu'au 10 juillet 2027 inclus"),
        (("indet", "CST", "1er mars 2027", "84000"), "Trop tôt"),
        (("indet", "CST", "29/5/26", "84000"), "Trop tard"),
        (("indet", "CSP 4", "10/1/27", "84000"), "jusqu'au 10 avril 2027 au plus tard"),
    ],
)
async def test_the_verdict_to_the_day(
    counter: Counter, answers: tuple[str, ...], words: str
) -> None:
    await counter.fill(*answers)
    await counter.until_shown(words)


async def test_the_first_and_the_last_day_of_the_window(counter: Counter) -> None:
    await counter.fill("indet", "CST", "28/2/27", "84000")
    await counter.until_shown("Rendez-vous possible")
    await counter.press("shift+tab", "shift+tab", *(["backspace"] * 7))
    await counter.fill("30052026")
    await counter.until_shown("30 mai 2026", "jusqu'au 30 novembre 2026 inclus")


async def test_a_situation_alone_may_decide(counter: Counter) -> None:
    await counter.fill("etudiant")
    await counter.until_shown("en ligne (ANEF)")


async def test_another_department_alone_decides(counter: Counter) -> None:
    await counter.press("tab", "tab", "tab", *"13001")
    await counter.until_shown("le code postal 13001 n'est pas dans le département")


async def test_the_verdict_changes_with_the_answers(counter: Counter) -> None:
    await counter.press("tab", "tab", "tab", *"13001")
    await counter.until_shown("13001 n'est pas")
    await counter.press(*(["backspace"] * 5), *"84000", *(["shift+tab"] * 3))
    await counter.fill("etudiant")
    await counter.until_shown("ANEF")


async def test_who_may_not_book_does_not_go_on(counter: Counter) -> None:
    await counter.fill("etudiant", "CST", "10/1/27", "84000")
    await counter.press("enter", "f10")
    await counter.until_message(screen_fr.NOT_BOOKABLE)
    assert isinstance(counter.app.screen, NoticeScreen)
    assert counter.in_field == "situation"


async def test_conditions_must_be_ticked(counter: Counter) -> None:
    await counter.fill("indet", "CST", "10/1/27", "84000")
    await counter.press("f10")
    await counter.until_message("Cochez d'abord les conditions")
    assert counter.app.focused is not None
    assert counter.app.focused.id == "accept"
    await counter.press("space", "f10")
    await counter.until_on(SlotScreen)


async def test_going_on_names_what_is_missing_and_goes_there(counter: Counter) -> None:
    await counter.fill("indet", "CST")
    await counter.press("f10")
    await counter.until_message("expire le, code postal")
    assert counter.in_field == "permit_expires"
    await counter.fill("10/1/27")
    await counter.press("f10")
    await counter.until(lambda: counter.in_field == "postal_code")
    assert "expire" not in counter.message


async def test_a_situation_that_matches_nothing_is_named(counter: Counter) -> None:
    await counter.write("xyz")
    await counter.press("tab", "tab")
    await counter.fill("10/1/27", "84000")
    await counter.press("f10")
    await counter.until_message("situation")
    assert counter.in_field == "situation"


async def test_a_date_that_is_none_is_not_taken(counter: Counter) -> None:
    await counter.fill("indet", "CST", "31/2/27", "84000")
    await counter.until_shown("date non comprise")
    await counter.press("f10")
    await counter.until_message("Répondez d'abord à", "expire le")
    assert counter.in_field == "permit_expires"


@pytest.mark.parametrize("typed", ["3/2/27", "03022027", "2027-02-03", "3 février 2027"])
async def test_dates_are_shown_back_in_words(counter: Counter, typed: str) -> None:
    await counter.press("tab", "tab", *("space" if s == " " else s for s in typed))
    await counter.until_shown("3 février 2027 3 février 2027" if " " in typed else "3 février 2027")


async def test_the_situation_is_found_without_its_accents(counter: Counter) -> None:
    await counter.write("ne en france")
    await counter.until_shown("Vie privée et familiale, né en France")
    await counter.press("enter")
    assert counter.draft.typed["situation"] == "VPF_NE_EN_FRANCE"


async def test_arrows_choose_in_the_list_and_escape_closes_it(counter: Counter) -> None:
    await counter.write("algerien")
    await counter.until_shown("Certificat de résidence algérien d'un an, salarié")
    await counter.press("down", "enter")
    assert counter.draft.typed["situation"] == "CRA1_COMMERCANT"
    await counter.press("shift+tab", "shift+tab", "down")
    await counter.until(lambda: counter.field("situation").has_class("-open"))
    await counter.press("escape")
    await counter.until(lambda: not counter.field("situation").has_class("-open"))
    assert isinstance(counter.app.screen, NoticeScreen)
    assert counter.draft.typed["situation"] == "CRA1_COMMERCANT"


async def test_kinds_follow_the_situation(counter: Counter) -> None:
    await counter.fill("algerien commercant")
    await counter.until(lambda: counter.draft.typed["permit_kind"] == "CRA1")
    await counter.press("shift+tab", "shift+tab")
    await counter.fill("jeune au pair")
    await counter.until(lambda: counter.in_field == "permit_kind")
    await counter.press("down")
    await counter.until_shown("visa long séjour", "carte de séjour temporaire")
    assert "algérien" not in counter.picture
    assert counter.draft.typed["permit_kind"] == ""


async def test_escape_asks_before_it_loses_what_was_typed(counter: Counter) -> None:
    await counter.fill("indet", "CST")
    await counter.press("escape")
    await counter.until(lambda: isinstance(counter.app.screen, AskScreen))
    await counter.until_shown("Abandonner cette demande ?")
    await counter.press("n")
    await counter.until_on(NoticeScreen)
    assert counter.draft.typed["situation"] == "SALARIE"
    await counter.press("escape", "o")
    await counter.until(lambda: counter.draft.typed.get("situation") == "")


async def test_escape_on_an_untouched_notice_does_nothing(counter: Counter) -> None:
    before = counter.app.screen
    await counter.press("escape")
    assert counter.app.screen is before
    assert not any(counter.draft.typed.values())


async def test_letters_asked_twice_open_one_question(counter: Counter) -> None:
    await counter.fill("indet")
    await counter.press("escape", "f8", "f8")
    await counter.until(lambda: isinstance(counter.app.screen, AskScreen))
    await counter.press("n")
    await counter.until_on(NoticeScreen)


FACTS = {
    "S1": ("rendez-vous en ligne pour une demande de titre de séjour", "immigration et de l'asile"),
    "S2": ("ne coûte rien", "Aucune société n'est agréée", "accès privilégié"),
    "S3": ("Délais", "L'étape 2 donne la première plage libre"),
    "S4": ("rares", "seules qui existent", "lointaine", "revenir voir"),
    "S5": (
        "Prolongation de 3 mois (L. 433-3)",
        "fixés par arrêté",
    ),
    "S6": ("titre de séjour", "visa de long séjour valant", "domicilié en Vaucluse"),
    "S7": ("« Ma démarche en fonction de ma situation »",),
    "S8": ("ANEF", "il ne faut pas prendre de rendez-vous"),
    "S9": ("numéro étranger (dix chiffres)", "date de fin de validité"),
    "S10": (
        "expirent dans les 3 mois",
        "depuis moins de 6 mois",
        "Compte le jour de la réservation",
    ),
    "S11": ("Imprimer et remplir le dossier de sa situation",),
    "S12": ("Accepter les conditions",),
    "S13": ("choisir une date",),
    "S14": ("donner ses coordonnées", "valider"),
    "S15": ("convocation est imprimée ici, ou reçue par courriel", "l'imprimer, avec les pièces"),
    "S16": ("Venir soi-même, à l'heure et à la date", "dossier complet"),
    "S17": ("Je n'arrive pas à effectuer la démarche", "0 806 001 620", "accueil numérique"),
}


def in_prose(text: Content) -> str:
    """Return the text with one plain space between its words."""
    return " ".join(text.plain.split())


@pytest.mark.parametrize("row", FACTS)
def test_the_notice_says_every_fact_of_the_public_page(row: str) -> None:
    text = in_prose(notice_text(small_office()))
    for fact in FACTS[row]:
        assert fact in text


def test_the_notice_tells_this_office_s_lengths() -> None:
    office = small_office()
    rules = replace(office.rules, opens_months_before=4, cover_months_after=2)
    text = in_prose(notice_text(replace(office, rules=rules, help_phone="01 02 03 04 05")))
    assert "expirent dans les 4 mois" in text
    assert "Prolongation de 2 mois" in text
    assert "01 02 03 04 05" in text


async def test_the_store_s_record_counts_and_not_the_desk_s_own_file(
    desk: Desk, tmp_path: Path
) -> None:
    rules = replace(desk.office.rules, opens_months_before=1)
    file = replace(desk.office, prefecture="Préfecture du Gard", department="Gard", rules=rules)
    at_start = replace(desk, office=file)
    opened = threading.Event()

    def ready() -> StoreReady:
        assert opened.wait(LIMIT_S)
        return StoreReady(desk)

    async with sitting_at(at_start, tmp_path, size=LARGE, ready=ready) as counter:
        await counter.fill("indet", "CST", "10/1/27", "84000")
        await counter.until_shown("Trop tôt", "Préfecture du Gard", "domicilié en Gard")
        opened.set()
        await counter.until_shown("Rendez-vous possible")
        await counter.until_shown("Préfecture de Vaucluse", "domicilié en Vaucluse")
        assert "Gard" not in counter.prose


async def test_a_change_of_the_record_counts_from_the_next_screen_on(
    desk: Desk, counter: Counter
) -> None:
    await counter.to_slots()
    rules = replace(desk.office.rules, opens_months_before=1)
    change_office(other_desk(desk), replace(desk.office, rules=rules))
    await counter.press("f7")
    await counter.until_on(LeadTimesScreen)
    await counter.press("escape", "escape")
    await counter.until_on(NoticeScreen)
    await counter.until_shown("Trop tôt")
    await counter.press("f10")
    await counter.until_message(screen_fr.NOT_BOOKABLE)


async def test_the_whole_notice_can_be_read_on_a_small_screen(counter: Counter) -> None:
    await counter.press("f2")
    await counter.until(lambda: isinstance(counter.app.screen, NoticeReader))
    read: set[str] = set()
    for _ in range(12):
        read |= {line.strip(FRAMES) for line in counter.picture.splitlines()}
        await counter.press("pagedown")
    all_read = " ".join(sorted(read))
    for heading in ("Gratuit", "Pour qui", "Le jour venu", "Je n'arrive pas à effectuer"):
        assert heading in all_read
    assert "substitution sur invitation." in all_read
    await counter.press("escape")
    await counter.until_on(NoticeScreen)


@pytest.mark.parametrize(("size", "beside"), [(SMALL, False), (LARGE, True)])
async def test_the_notice_stands_beside_the_questions_where_there_is_room(
    desk: Desk, tmp_path: Path, size: tuple[int, int], beside: bool
) -> None:
    async with sitting_at(desk, tmp_path, size=size) as counter:
        await counter.until(lambda: counter.app.is_open)
        await counter.until(lambda: ("Aucune société" in counter.picture) is beside)
        assert counter.draft.typed.get("situation") == BookingDraft().typed.get("situation", "")
