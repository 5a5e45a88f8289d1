"""Situation and permit at step 1: the guide's words, nothing taken unseen, nothing left unsaid."""

import pytest

from rdv_tui import catalogue
from rdv_tui.locales import screens as screen_fr
from rdv_tui.locales.booking import guide as guide_fr
from rdv_tui.screens.booking.choices import (
    country_choices,
    find_countries,
    find_kinds,
    kind_choices,
)
from rdv_tui.widgets.pick import PickField
from tests.screens.counter import Counter

KINDS = kind_choices(catalogue.situations(), "")


def field(counter: Counter, name: str) -> PickField:
    found = counter.field(name)
    assert isinstance(found, PickField)
    return found


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("cdi", "SALARIE"),
        ("cdd", "TRAVAILLEUR_TEMPORAIRE"),
        ("pacs", "VPF_LIENS"),
        ("conjointe", "FAMILLE_FRANCAIS"),
        ("étudiante", "ETUDIANT"),
        ("SALARIE", "SALARIE"),
    ],
)
async def test_the_words_of_the_guide_choose_the_situation(
    counter: Counter, typed: str, code: str
) -> None:
    await counter.write(typed)
    await counter.press("enter")
    await counter.until(lambda: field(counter, "situation").code == code, "not chosen")
    assert counter.in_field == "permit_kind"


async def test_words_that_no_situation_has_are_said_and_keep_the_cursor(counter: Counter) -> None:
    await counter.write("zorglub")
    await counter.press("enter")
    await counter.until_shown("Mot inconnu : « zorglub »", guide_fr.SEE_GUIDE)
    assert counter.in_field == "situation"
    assert field(counter, "situation").text == "zorglub"


async def test_a_misspelt_word_is_asked_about_and_taken_with_the_arrow(counter: Counter) -> None:
    await counter.write("etudient")
    await counter.until_shown("« etudient » : vouliez-vous dire « étudiant »")
    await counter.press("enter")
    assert field(counter, "situation").code == ""
    assert counter.in_field == "situation"
    await counter.press("down")
    await counter.press("enter")
    await counter.until(lambda: field(counter, "situation").code == "ETUDIANT", "not chosen")


async def test_leaving_by_tab_says_what_was_not_chosen(counter: Counter) -> None:
    await counter.write("zorglub")
    await counter.press("tab")
    await counter.until_shown("Mot inconnu : « zorglub »")


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("1 an", {"CST", "CRA1"}),
        ("un an", {"CST", "CRA1"}),
        ("10 ans", {"CR", "CRA10", "AR-10ANS"}),
        ("10", {"CR", "CRA10", "AR-10ANS"}),
        ("dix ans", {"CR", "CRA10", "AR-10ANS"}),
        ("2 ans", {"CSP"}),
        ("3 ans", {"CSP"}),
        ("quatre ans", {"CSP-4ANS"}),
        ("5 ans", {"AR-5ANS"}),
        ("algérien", {"CRA1", "CRA10"}),
        ("algérien 1 an", {"CRA1"}),
        ("carte de résident", {"CR"}),
        ("visa", {"VLS-TS"}),
        ("cst", {"CST"}),
        ("cra10", {"CRA10"}),
        ("pluriannuelle", {"CSP", "CSP-4ANS"}),
        ("zorglub", set()),
    ],
)
def test_a_permit_is_found_by_its_length_and_by_no_other(typed: str, codes: set[str]) -> None:
    assert {choice.code for choice in find_kinds(KINDS, typed).choices} == codes


def test_ten_years_are_first_those_of_a_resident() -> None:
    assert find_kinds(KINDS, "10").choices[0].code == "CR"
    assert find_kinds(KINDS, "10 ans").choices[0].code == "CR"


async def test_a_permit_that_the_situation_does_not_have_is_said(counter: Counter) -> None:
    await counter.write("cdi")
    await counter.press("enter")
    await counter.until(lambda: counter.in_field == "permit_kind", "not chosen")
    await counter.write("algérien")
    await counter.press("enter")
    await counter.until_shown(screen_fr.NO_PERMIT)
    assert counter.in_field == "permit_kind"


async def test_what_the_list_has_no_room_for_is_read_beneath_it(counter: Counter) -> None:
    await counter.write("vie pri")
    await counter.until_shown("Vie privée et familiale, liens personnels et familiaux…")
    for _ in range(3):
        shown = field(counter, "situation")._list
        assert shown is not None
        assert shown.highlighted is not None
        whole = shown.lines[shown.highlighted].plain
        begun = next(line for line in counter.picture.splitlines() if whole[:30] in line)
        room = shown.size.width - 3
        assert whole in begun or f" …{whole[room - 1 :]}" in counter.picture
        await counter.press("down")
        await counter.until_settled()


COUNTRIES = country_choices()


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("maroc", "MA"),
        ("MA", "MA"),
        ("marocaine", "MA"),
        ("algérien", "DZ"),
        ("turque", "TR"),
        ("Türkiye", "TR"),
        ("chinoise", "CN"),
        ("indienne", "IN"),
        ("ivoirienne", "CI"),
        ("cote divoire", "CI"),
        ("syriens", "SY"),
        ("nigériane", "NG"),
        ("nigérienne", "NE"),
        ("anglaise", "GB"),
        ("ZAÏRE", "CD"),
        ("rdc", "CD"),
        ("birmane", "MM"),
        ("kosovare", "XK"),
        ("apatride", "XXA"),
        ("XXB", "XXB"),
        ("yougoslave", "YUCS"),
        ("urss", "SUHH"),
        ("sri lankaise", "LK"),
        ("palestinienne", "PS"),
        ("emir ara", "AE"),
    ],
)
def test_a_country_is_chosen_by_its_name_its_code_or_its_people(typed: str, code: str) -> None:
    found = find_countries(COUNTRIES, typed)
    assert found.choices[0].code == code
    assert found.is_sure


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("marok", "MA"),
        ("algerei", "DZ"),
        ("tuniise", "TN"),
        ("kameroun", "CM"),
        ("philipine", "PH"),
        ("sénégalaize", "SN"),
        ("afganistant", "AF"),
    ],
)
def test_a_misspelt_country_is_asked_about_and_never_taken_unseen(typed: str, code: str) -> None:
    found = find_countries(COUNTRIES, typed)
    assert found.choices[0].code == code
    assert typed in found.remark
    assert not found.is_sure


@pytest.mark.parametrize("typed", ["zorglub", "xq", "<>", "(", "12", "\u202e"])
def test_what_is_no_country_finds_none_but_what_it_begins(typed: str) -> None:
    found = find_countries(COUNTRIES, typed)
    assert not found.choices or len(found.choices) == len(COUNTRIES)


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("congolaise", {"CG", "CD"}),
        ("coréenne", {"KR", "KP"}),
        ("soudanaise", {"SD", "SS"}),
        ("guinéenne", {"GN", "GQ", "GW"}),
    ],
)
def test_a_people_of_several_countries_lists_them_all(typed: str, codes: set[str]) -> None:
    assert {one.code for one in find_countries(COUNTRIES, typed).choices} == codes


def test_nothing_typed_lists_all_countries() -> None:
    assert find_countries(COUNTRIES, " ").choices == tuple(COUNTRIES)
