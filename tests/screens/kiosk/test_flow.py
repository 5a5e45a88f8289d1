"""Back and forth through a visit: every page leads back, and what was typed stays."""

from collections.abc import Awaitable, Callable

import pytest

from rdv_tui.locales.kiosk.french import FRENCH
from rdv_tui.screens.kiosk.lines import AnswerLine, KeyHint
from rdv_tui.services.desk import Desk
from rdv_tui.services.kiosk import help_calls
from tests.screens.kiosk.visitor import Visitor, calls, visitor


async def test_the_left_arrow_goes_back_from_every_page_and_keeps_what_was_typed(
    desk: Desk,
) -> None:
    async with visitor(desk) as one:
        await one.to_review()
        seen = [one.question]
        while "langue" not in one.question:
            before = one.page
            assert any("←" in str(hint.render()) for hint in before.query(KeyHint)), one.picture
            if before.page.entry is not None and not before.page.entry.may_be_empty:
                assert before.typed_text, one.question
            await one.press("left")
            await one.turned(before)
            seen.append(one.question)
    said = [FRENCH.check, FRENCH.ask_phone, FRENCH.ask_number, FRENCH.ask_country]
    said += [FRENCH.ask_birth_date, FRENCH.ask_given_names, FRENCH.ask_family_name]
    said += [FRENCH.ask_hour, FRENCH.ask_slot, FRENCH.ask_postal_code, FRENCH.ask_expiry]
    said += [FRENCH.ask_situation, FRENCH.ask_ground, FRENCH.ask_permit, FRENCH.notice_title]
    assert seen[:-1] == said


async def test_half_a_word_is_kept_when_somebody_goes_back_and_comes_again(desk: Desk) -> None:
    async with visitor(desk) as one:
        await one.to_name()
        await one.fill("Yilmaz")
        await one.asked("prénom")
        await one.type("An")
        await one.press("left")
        await one.asked("nom de famille")
        await one.press("enter")
        await one.asked("prénom")
        assert one.page.typed_text == "An"
        await one.press("escape")
        await one.asked("Tout effacer")
        await one.press("left")
        await one.asked("prénom")
        await one.type("ne")
        assert one.page.typed_text == "Anne"


async def test_a_field_that_one_comes_back_to_is_replaced_by_what_is_typed(desk: Desk) -> None:
    async with visitor(desk) as one:
        await one.to_days()
        await one.press("left")
        await one.asked("code postal")
        assert one.page.typed_text == "84000"
        await one.type("84100")
        assert one.page.typed_text == "84100"
        await one.press("left")
        await one.asked("Quand finit")
        await one.press("backspace")
        assert one.page.typed_text == "20/12/202"


async def test_each_arrow_from_a_refusal_leads_to_the_question_before(desk: Desk) -> None:
    pages = [FRENCH.ask_permit, FRENCH.ask_ground, FRENCH.ask_situation, FRENCH.not_here]
    async with visitor(desk) as one:
        await one.to_permit()
        for question in pages[1:]:
            await one.press("2")  # a card of one year, studies, a student: on the internet
            await one.asked(question)
        for question in reversed(pages[:-1]):
            await one.press("left")
            await one.asked(question)


async def test_one_arrow_from_a_refusal_by_postal_code_asks_for_the_code(desk: Desk) -> None:
    async with visitor(desk) as one:
        await one.to_days()
        await one.press("left")
        await one.asked("code postal")
        assert FRENCH.postal_hint in one.picture
        await one.fill("13001")
        await one.asked(FRENCH.not_here)
        assert "Code postal : 13001" in one.picture  # a slip of a digit is seen
        await one.press("left")
        await one.asked("code postal")
        assert one.page.typed_text == "13001"


@pytest.mark.parametrize(
    ("expiry", "said"),
    [
        ("20/12/2028", "Fin du titre : mercredi 20 décembre 2028"),
        ("20/12/2025", "Fin du titre : samedi 20 décembre 2025"),
    ],
)
async def test_a_refusal_by_date_repeats_the_date_that_was_typed(
    desk: Desk, expiry: str, said: str
) -> None:
    async with visitor(desk) as one:
        await one.to_days()
        await one.press("left")
        await one.asked("code postal")
        await one.press("left")
        await one.asked("Quand finit")
        await one.fill(expiry)
        await one.asked("code postal")
        await one.fill("84000")
        await one.asked(FRENCH.not_here)
        assert said in one.picture


# -- an agent
async def at_birth(one: Visitor) -> None:
    await one.to_name()
    for typed, question in (("Yilmaz", "prénom"), ("Anne", "naissance")):
        await one.fill(typed)
        await one.asked(question)


async def test_an_agent_is_called_from_a_filled_field_of_digits_by_the_key_that_is_shown(
    desk: Desk,
) -> None:
    async with visitor(desk) as one:
        await at_birth(one)
        await one.type("00051980")
        assert "→ Appeler un agent" in one.picture
        assert calls(desk) == []  # zeros belong to the date
        await one.press("right")
        await one.until(lambda: calls(desk) == [("details", "asked")], "the call")
        assert one.page.typed_text == "00051980"
        assert FRENCH.agent_called in one.picture


async def test_a_finger_on_each_key_that_is_shown_is_as_good(desk: Desk) -> None:
    async with visitor(desk) as one:
        await at_birth(one)
        await one.type("17041988")
        agent, back, _ = one.page.query("#keys KeyHint")
        await one._pilot.click(agent)
        await one.until(lambda: calls(desk), "the call")
        await one._pilot.click(back)
        await one.asked("prénom")


@pytest.mark.parametrize(
    ("reach", "question"),
    [
        (Visitor.to_permit, "ask_permit"),
        (Visitor.to_days, "ask_slot"),
    ],
    ids=["permit", "days"],
)
async def test_who_finds_no_answer_in_a_list_calls_an_agent(
    desk: Desk, reach: Callable[[Visitor], Awaitable[None]], question: str
) -> None:
    async with visitor(desk) as one:
        await reach(one)
        assert FRENCH.none_of_these in one.picture
        while not (one.page.focused and one.page.focused.has_class("-none")):
            await one.press("down")
        await one.press("enter")
        await one.until(lambda: len(calls(desk)) == 1, "the call")
        assert one.question == getattr(FRENCH, question)


# -- the nationality
async def test_a_country_is_taken_once_it_was_seen_and_confirmed(desk: Desk) -> None:
    async with visitor(desk) as one:
        await at_birth(one)
        await one.fill("17/04/1988")
        await one.asked("nationalité")
        await one.type("turqui")
        await one.until(lambda: len(one.page.choices) == 1, "one country")
        await one.press("enter")
        assert one.question == FRENCH.ask_country
        assert isinstance(one.page.focused, AnswerLine)
        assert FRENCH.press_again in one.picture
        assert "▶ 1 Turquie" in one.picture
        await one.press("enter")
        await one.asked("numéro étranger")


async def test_a_list_that_is_longer_than_the_page_says_so_and_none_is_taken(desk: Desk) -> None:
    async with visitor(desk) as one:
        await at_birth(one)
        await one.fill("17/04/1988")
        await one.asked("nationalité")
        await one.type("c")
        await one.until(lambda: len(one.page.choices) == 6, "countries")
        assert FRENCH.more_letters in one.picture
        await one.press("enter", "enter")
        assert one.question == FRENCH.ask_country
        await one.type("zz")
        await one.until(lambda: not one.page.choices, "no country")
        await one.press("enter")
        assert FRENCH.wrong["nationality"] in one.picture
        assert FRENCH.none_of_these in one.picture


# -- dates and digits
async def test_a_date_says_how_it_is_understood_and_what_is_wrong_with_it(desk: Desk) -> None:
    async with visitor(desk) as one:
        await at_birth(one)
        await one.type("17041988")
        assert "Compris : dimanche 17 avril 1988" in one.picture
        for _ in range(8):
            await one.press("backspace")
        await one.fill("31/02/1988")
        for said in ("jour 31, mois 02, année 1988", FRENCH.wrong["birth_date"], "24 05 1980"):
            assert said in one.picture
        assert "Jour ou mois inconnu : tapez 00." in one.picture
        await one.press("x")
        assert FRENCH.only_digits in one.picture


async def test_a_wrong_copy_says_how_many_tries_are_left_and_the_third_calls_an_agent(
    desk: Desk,
) -> None:
    async with visitor(desk) as one:
        await one.to_security()
        await one.press("enter")
        for left in (2, 1):
            former = one.page
            await one.fill("9999")
            await one.turned(former)
            assert FRENCH.wrong_code in one.picture
            assert FRENCH.tries_left.format(count=left) in one.picture
        assert calls(desk) == []
        await one.press("0")
        await one.until(lambda: calls(desk) == [("security", "asked")], "zero is no digit here")
        await one.fill("9999")
        await one.asked(FRENCH.wait_code)
        await one.until(lambda: calls(desk) == [("security", "security")], "the call")
        code = help_calls.list_open(desk)[0].code
        await one.fill(code)
        await one.asked("nom de famille")


# -- corrections
async def to_correction(one: Visitor, *digits: str) -> None:
    """Tell everything, then ask to correct what these digits lead to."""
    await one.to_review()
    await one.press("2")
    await one.asked(FRENCH.correct_what)
    for digit in digits:
        before = one.page
        await one.press(digit)
        await one.turned(before)


@pytest.mark.parametrize(
    ("key", "question", "typed", "shown"),
    [
        ("2", "nom de famille", "Aydin", "Nom : AYDIN Anne"),
        ("3", "prénom", "Zoe", "Nom : YILMAZ Zoe"),
        ("4", "naissance", "18/05/1990", "Naissance : 18/05/1990"),
        ("61", "numéro étranger", "8411223344", "84 1122 3344"),
        ("62", "téléphone", "0612345678", "Téléphone : 06 12 34 56 78"),
        ("65", "Quand finit", "10/12/2026", "Fin du titre : jeudi 10 décembre 2026"),
    ],
)
async def test_one_thing_is_corrected_and_the_review_comes_back(
    desk: Desk, key: str, question: str, typed: str, shown: str
) -> None:
    async with visitor(desk) as one:
        await to_correction(one, *key)
        await one.asked(question)
        await one.fill(typed)
        await one.asked("Tout est juste")
        assert shown in one.picture


async def test_the_situation_is_seen_and_corrected_with_the_permit_that_goes_with_it(
    desk: Desk,
) -> None:
    async with visitor(desk) as one:
        await to_correction(one, *"64")
        for key, question in (
            ("3", FRENCH.ask_permit),
            ("1", FRENCH.ask_ground),
            ("2", FRENCH.ask_situation),
            ("1", FRENCH.ask_kind),
        ):
            await one.asked(question)
            if question == FRENCH.ask_situation:
                chosen = one.page.choices[1].code
            await one.press(key)
        await one.asked("Tout est juste")
        assert f"Situation : {FRENCH.situations[chosen]}" in one.picture
        assert f"Titre : {FRENCH.kinds['CSP']}" in one.picture


async def test_who_goes_back_from_a_correction_of_the_situation_changes_nothing(desk: Desk) -> None:
    async with visitor(desk) as one:
        await to_correction(one, *"64")
        await one.asked(FRENCH.ask_permit)
        await one.press("3")
        await one.asked(FRENCH.ask_ground)
        await one.press("left")
        await one.asked(FRENCH.ask_permit)
        await one.press("backspace")
        await one.asked("Tout est juste")
        assert f"Situation : {FRENCH.situations['SALARIE']}" in one.picture
        assert f"Titre : {FRENCH.kinds['CST']}" in one.picture


async def test_day_nationality_and_place_are_corrected_alone(desk: Desk) -> None:
    async with visitor(desk) as one:
        await one.to_review()
        await one.press("2")
        await one.asked(FRENCH.correct_what)
        await one.press("1")
        await one.asked("Quelle date")
        await one.press("2")
        await one.asked("Quelle heure")
        await one.press("2")
        await one.asked("Tout est juste")
        assert "9 h 15" in one.picture
        await one.press("2")
        await one.asked(FRENCH.correct_what)
        await one.press("5")
        await one.asked("nationalité")
        await one.choose_country("algér")
        await one.asked("Tout est juste")
        assert "Nationalité : Algérie" in one.picture
        await one.press("2")
        await one.asked(FRENCH.correct_what)
        await one.press("6", "3")
        await one.asked("code postal")
        await one.fill("84200")
        await one.until(lambda: "Tout est juste" in one.question or "commune" in one.question, "?")
        if "commune" in one.question:
            await one.press("1")
        await one.asked("Tout est juste")
        assert "Code postal : 84200" in one.picture
        await one.press("1")
        await one.asked(FRENCH.booked)


async def test_a_correction_that_is_left_changes_nothing(desk: Desk) -> None:
    async with visitor(desk) as one:
        await one.to_review()
        await one.press("2")
        await one.asked(FRENCH.correct_what)
        await one.press("6", "3")
        await one.asked("code postal")
        await one.fill("13001")
        await one.asked(FRENCH.not_here)
        await one.press("left")
        await one.asked("code postal")
        await one.press("left")
        await one.asked("Tout est juste")
        assert "Code postal : 84000 Avignon" in one.picture
        await one.press("2")
        await one.asked(FRENCH.correct_what)
        await one.press("left")
        await one.asked("Tout est juste")
