"""The guide at the counter: a few keys from the words that people say to where they must go."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Event

import pytest

from rdv_tui.catalogue import situations
from rdv_tui.domain.situations import Route, Situation
from rdv_tui.locales.booking import guide as guide_fr
from rdv_tui.outputs import printers
from rdv_tui.outputs.printers import PrintJob
from rdv_tui.screens.booking.guide import GuideScreen
from rdv_tui.screens.booking.guide_card import PersonFacts, card
from rdv_tui.screens.booking.steps.notice import NoticeScreen
from rdv_tui.screens.booking.steps.slot import SlotScreen
from rdv_tui.services.desk import Desk
from rdv_tui.setup import StoreReady
from tests.factories import small_office
from tests.screens.counter import LARGE, SMALL, Counter, sitting_at

KNOWN = situations()
TODAY = date(2026, 11, 30)


async def open_guide(counter: Counter) -> None:
    await counter.press("f6")
    await counter.until_on(GuideScreen)


async def one_by_one(counter: Counter, *keys: str) -> None:
    """Press keys as people do, who look at the screen between two of them."""
    for key in keys:
        await counter.press(key)


def shown(counter: Counter) -> str:
    """Return the code of the situation that the guide answers with, or an empty text."""
    screen = counter.app.screen
    found = screen.situation if isinstance(screen, GuideScreen) else None
    return found.code if found else ""


async def until_answered(counter: Counter, code: str) -> None:
    await counter.until(lambda: shown(counter) == code, f"not led to {code}")
    await counter.pilot.pause()


@pytest.mark.parametrize("size", [SMALL, LARGE])
@pytest.mark.parametrize(
    ("typed", "code", "text"),
    [
        ("conjointe de Français, carte d'un an", "FAMILLE_FRANCAIS", "En ligne, sur l'ANEF"),
        ("récépissé étudiant", "ETUDIANT", "En ligne, sur l'ANEF"),
        ("algérien salarié", "CRA1_SALARIE", "Au guichet, sur rendez-vous"),
    ],
)
async def test_from_step_one_to_the_channel_in_under_ten_keys(
    desk: Desk, tmp_path: Path, size: tuple[int, int], typed: str, code: str, text: str
) -> None:
    async with sitting_at(desk, tmp_path, size=size) as counter:
        await counter.until_on(NoticeScreen)
        beside_the_words = ["f6", "enter"]
        await counter.press(beside_the_words[0])
        await counter.until_on(GuideScreen)
        await counter.write(typed)
        await counter.press(beside_the_words[1])
        await until_answered(counter, code)
        await counter.until_shown(text, "À dire « Votre demande se")
        assert len(beside_the_words) < 10


async def test_results_come_while_one_types(counter: Counter) -> None:
    await open_guide(counter)
    await counter.write("alg")
    await counter.until_shown("9 situations", "GUICHET", "EN LIGNE")
    await counter.write("érien comm")
    await counter.until_shown("1 situation", "commerçant")


async def test_the_arrows_choose_among_what_was_found(counter: Counter) -> None:
    await open_guide(counter)
    await counter.write("master")
    await one_by_one(counter, "down", "enter")
    await until_answered(counter, "RECE")
    await counter.until_shown(guide_fr.TO_CONFIRM)
    await counter.press("escape")
    await counter.until_shown("2 situations")
    assert counter.in_field == "search"
    await one_by_one(counter, "down", "up", "enter")
    await until_answered(counter, "ETUDIANT")


async def test_words_that_nothing_has_say_so_and_choose_nothing(counter: Counter) -> None:
    await open_guide(counter)
    await counter.write("zorglub")
    await counter.until_shown(guide_fr.FOUND_NONE)
    await one_by_one(counter, "enter", "down", "enter")
    assert shown(counter) == ""
    assert isinstance(counter.app.screen, GuideScreen)


async def test_markup_is_only_text(counter: Counter) -> None:
    await open_guide(counter)
    await counter.paste("[/xyz] [@zorglub=]étudiant\n")
    await counter.until_shown("Étudiant", "Mots inconnus : « xyz », « zorglub »")
    await one_by_one(counter, "enter", "enter")  # the first only looks: a word was unknown
    await until_answered(counter, "ETUDIANT")


async def test_words_that_go_with_any_situation_say_so_and_leave_the_questions(
    counter: Counter,
) -> None:
    await open_guide(counter)
    await counter.write("titre expiré")
    await counter.until_shown(guide_fr.VAGUE, "Quel titre la personne")
    await one_by_one(counter, "enter", "2")
    await counter.until_shown("Sur quoi repose son séjour")


async def test_a_misspelt_word_is_asked_about(counter: Counter) -> None:
    await open_guide(counter)
    await counter.write("regrupement")
    await counter.until_shown("vouliez-vous dire « regroupement »")
    await one_by_one(counter, "down", "enter")
    await until_answered(counter, "REGROUPEMENT_FAMILIAL")


async def test_questions_lead_there_with_one_key_each(counter: Counter) -> None:
    await open_guide(counter)
    await one_by_one(counter, "down", "2")
    await counter.until_shown("Sur quoi repose son séjour", "Carte de séjour d'un an au plus")
    await counter.press("1")
    await counter.until_shown("Laquelle de ces situations", "Entrepreneur")
    await counter.press("1")
    await counter.until_shown("Quand son titre expire-t-il", "Dans plus de 3 mois")
    await counter.press("1")
    await until_answered(counter, "SALARIE")
    await counter.until_shown("expirent dans les 3 mois", "L. 421-1", "250 €")


async def test_enter_on_an_empty_search_goes_to_the_questions(counter: Counter) -> None:
    await open_guide(counter)
    assert "Répondre" not in counter.footer
    await counter.press("enter")
    await counter.until(lambda: "1-9 Répondre" in counter.footer, "no answers to give")
    await one_by_one(counter, "down", "down", "enter")
    await counter.until_shown("Sur quoi repose son séjour", "Carte pluriannuelle")


async def test_a_nationality_that_the_law_knows_is_asked(counter: Counter) -> None:
    await open_guide(counter)
    await one_by_one(counter, "tab", "6")
    await counter.until_shown("Quelle est sa nationalité", "britannique")
    await counter.press("1")
    await until_answered(counter, "CITOYEN_UE")


async def test_back_undoes_one_answer_at_a_time(counter: Counter) -> None:
    await open_guide(counter)
    await one_by_one(counter, "down", "2", "4")
    await until_answered(counter, "FAMILLE_FRANCAIS")
    await counter.press("escape")
    await counter.until_shown("Sur quoi repose son séjour")
    await counter.press("escape")
    await counter.until_shown("Quel titre la personne détient-elle")
    await counter.press("escape")
    await counter.until_on(NoticeScreen)


async def test_letters_typed_on_the_questions_go_to_the_search(counter: Counter) -> None:
    await open_guide(counter)
    await one_by_one(counter, "down", *"fac")
    await counter.until_shown("Étudiant")
    assert counter.field("search").text == "fac"
    await counter.press("enter")
    await until_answered(counter, "ETUDIANT")


async def test_booking_from_the_guide_fills_step_one_and_keeps_the_rest(counter: Counter) -> None:
    await counter.press("tab", "tab", *"10/1/27", "tab", *"84000")
    await open_guide(counter)
    await counter.write("cdi")
    await counter.press("enter")
    await until_answered(counter, "SALARIE")
    await counter.press("enter")
    await counter.until_on(NoticeScreen)
    await counter.until(lambda: counter.draft.typed["situation"] == "SALARIE", "not filled")
    assert counter.draft.typed["permit_expires"] == "10/1/27"
    assert counter.draft.typed["postal_code"] == "84000"


async def test_leaving_the_guide_keeps_the_draft_and_the_place(counter: Counter) -> None:
    await counter.to_security()
    before = counter.draft
    assert before.hold is not None
    await open_guide(counter)
    await counter.write("malade")
    await counter.press("enter")
    await until_answered(counter, "SOINS")
    await one_by_one(counter, "escape", "escape")
    await counter.until(lambda: not isinstance(counter.app.screen, GuideScreen), "still there")
    assert counter.draft == before


async def test_the_window_is_computed_for_the_expiry_typed_at_step_one(counter: Counter) -> None:
    await counter.press("tab", "tab", *"1/3/27", "tab", *"84000")
    await open_guide(counter)
    await one_by_one(counter, "down", "2", "1", "1")
    await until_answered(counter, "SALARIE")  # expiry is known: it is not asked for
    await counter.until_shown(
        "Trop tôt", "Du 1er décembre 2026 au 1er septembre 2027 inclus", "1er janvier 2027"
    )


async def test_who_must_go_elsewhere_cannot_book(counter: Counter) -> None:
    await open_guide(counter)
    await counter.write("étudiant")
    await counter.press("enter")
    await until_answered(counter, "ETUDIANT")
    await counter.until_message(guide_fr.NOT_HERE)
    assert "Réserver" not in counter.footer
    await counter.press("enter", "f10")
    assert shown(counter) == "ETUDIANT"


async def test_the_guide_opens_before_the_store_and_says_why_it_cannot_print(
    desk: Desk, tmp_path: Path
) -> None:
    gate = Event()

    def slowly() -> StoreReady:
        gate.wait(10)
        return StoreReady(desk)

    async with sitting_at(desk, tmp_path, ready=slowly) as counter:
        await counter.until_on(NoticeScreen)
        await open_guide(counter)
        await counter.write("cdi")
        await counter.press("enter")
        await until_answered(counter, "SALARIE")
        await counter.press("i")
        await counter.until_message(guide_fr.STORE_NOT_OPEN)
        gate.set()
        await counter.until(lambda: counter.app.is_open, "no store")
        await counter.press("i")
        await counter.until_message("enregistrée dans")


async def test_wide_screens_show_beside_the_list_where_it_leads(desk: Desk, tmp_path: Path) -> None:
    async with sitting_at(desk, tmp_path, size=LARGE) as counter:
        await counter.until_on(NoticeScreen)
        await open_guide(counter)
        await counter.write("cra10")
        await counter.until_shown("En ligne, sur l'ANEF", "7 bis et 7 ter")
        await one_by_one(counter, *(["backspace"] * 5), "down", "6")
        await counter.until_shown("Mène à", "carte facultative")


@pytest.mark.parametrize("situation", KNOWN.situations, ids=lambda one: one.code)
def test_each_answer_says_where_why_and_how_sure_it_is(situation: Situation) -> None:
    office = small_office()
    text = card(office, KNOWN, situation, PersonFacts(TODAY)).plain
    assert guide_fr.CHANNELS[situation.route] in text
    assert situation.label in text
    assert situation.legal_basis in text
    assert (guide_fr.TO_CONFIRM in text.splitlines()[0]) == (not situation.verified)
    for document in KNOWN.documents_for(situation):
        assert document.label in text
    in_person = situation.route is Route.IN_PERSON
    assert ("expirent dans les 3 mois" in text) == (
        in_person or situation.code in ("TROP_TOT", "HORS_DELAI_6_MOIS")
    )
    if situation.advice:
        assert situation.advice in text


def test_lengths_and_amounts_are_the_office_s() -> None:
    office = small_office()
    rules = replace(office.rules, opens_months_before=4, fee_normal_eur=333)
    employee = KNOWN.situation("SALARIE")
    text = card(replace(office, rules=rules), KNOWN, employee, PersonFacts(TODAY)).plain
    assert "dans les 4 mois" in text
    assert "333 €" in text


async def test_from_another_step_the_guide_goes_back_to_step_one(counter: Counter) -> None:
    await counter.to_slots()
    assert isinstance(counter.app.screen, SlotScreen)
    await open_guide(counter)
    await counter.write("intérim")
    await counter.press("enter")
    await until_answered(counter, "TRAVAILLEUR_TEMPORAIRE")
    await counter.press("enter")
    await counter.until_on(NoticeScreen)
    assert counter.draft.typed["situation"] == "TRAVAILLEUR_TEMPORAIRE"


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_the_arrows_show_the_papers_to_their_end(
    desk: Desk, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with sitting_at(desk, tmp_path, size=size) as counter:
        await counter.until_on(NoticeScreen)
        await open_guide(counter)
        await counter.write("cdd")
        await counter.press("enter")
        await until_answered(counter, "TRAVAILLEUR_TEMPORAIRE")
        await counter.until_shown(guide_fr.BRING)
        assert guide_fr.LIST_TO_CONFIRM not in counter.prose
        await one_by_one(counter, *(["pagedown"] * 5))
        await counter.until_shown(guide_fr.LIST_TO_CONFIRM)


@pytest.mark.parametrize(
    ("typed", "code", "name", "title"),
    [
        ("cdi", "SALARIE", guide_fr.CHECKLIST_FILE, guide_fr.CHECKLIST),
        ("étudiant", "ETUDIANT", guide_fr.ROUTING_FILE, guide_fr.ROUTING),
        ("malade", "SOINS", guide_fr.ROUTING_FILE, guide_fr.ROUTING),
        ("faire venir", "REGROUPEMENT_DEMANDE", guide_fr.ROUTING_FILE, guide_fr.ROUTING),
    ],
)
async def test_without_a_printer_the_paper_is_saved_and_the_line_says_where_and_why(
    counter: Counter, tmp_path: Path, typed: str, code: str, name: str, title: str
) -> None:
    await counter.until(lambda: counter.app.is_open, "no store")
    await open_guide(counter)
    await counter.write(typed)
    await counter.press("enter")
    await until_answered(counter, code)
    await counter.press("i")
    await counter.until_message(f"{title} : enregistrée dans", name)
    assert [path.name for path in (tmp_path / "letters").iterdir()] == [name]
    assert (tmp_path / "letters" / name).read_bytes().startswith(b"%PDF")


async def test_a_printed_paper_names_its_printer_and_job(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[bytes] = []

    def submit(
        document: bytes, _title: str, _printer: str | None, *, tray: str | None, sides: str | None
    ) -> PrintJob:
        assert (tray, sides) == (None, None)
        printed.append(document)
        return PrintJob("guichet", "guichet-7")

    monkeypatch.setattr(printers, "submit", submit)
    await counter.until(lambda: counter.app.is_open, "no store")
    await open_guide(counter)
    await counter.write("cdi")
    await counter.press("enter")
    await until_answered(counter, "SALARIE")
    await counter.press("i")
    await counter.until_message(guide_fr.CHECKLIST, "imprimante guichet", "travail guichet-7")
    assert [document[:4] for document in printed] == [b"%PDF"]
