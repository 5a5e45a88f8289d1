"""All that a visitor must understand stands in their language, over the whole catalogue."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from rdv_tui import catalogue
from rdv_tui.domain.guide import GuideAnswers, Topic, narrow, next_question
from rdv_tui.domain.permits import Verdict, VerdictCode
from rdv_tui.domain.situations import Route, Situation
from rdv_tui.locales.kiosk import languages
from rdv_tui.locales.kiosk.french import FRENCH
from rdv_tui.locales.kiosk.languages import WORDS
from rdv_tui.locales.kiosk.places import BY_SITUATION, where_to_go
from rdv_tui.locales.kiosk.words import Words
from rdv_tui.screens.kiosk.person import find_countries
from rdv_tui.terminal.arabic import has_arabic
from tests.words import said_at_the_kiosk

OFFICE = catalogue.default_office()
GUIDE = catalogue.situations()
OPENS = date(2027, 3, 5)
ROUTES = {
    Route.IN_PERSON: (VerdictCode.TOO_EARLY, VerdictCode.TOO_LATE, VerdictCode.ELSEWHERE),
    Route.ONLINE: (VerdictCode.ONLINE,),
    Route.BY_POST: (VerdictCode.BY_POST,),
    Route.ELSEWHERE: (VerdictCode.ELSEWHERE,),
}
SAME_IN_ALL = re.compile(
    r"[A-Z]{2,}(-[A-Z]{2,})?|Brexit|talent|au pair|Entrée|\bSituation\b"
    r"|récépissé|préfecture|département|résident"
)
"""Legal words that stay French, and names that no language changes."""
MOST_CELLS = 68
"""So much room an answer has beside its digit, with the French one below."""
abroad = pytest.mark.parametrize(
    "words", [one for one in WORDS.values() if one is not FRENCH], ids=[*WORDS][1:]
)
everywhere = pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)


def verdicts() -> Iterator[tuple[Situation, Verdict]]:
    """Return every way to be turned away, with each situation that it goes with."""
    for situation in GUIDE.situations:
        for code in ROUTES[situation.route]:
            yield situation, Verdict(code, opens=OPENS)


def turned_away(words: Words) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    home = catalogue.home_department("30000")
    return [where_to_go(words, one, OFFICE, entry, home) for entry, one in verdicts()]


def reached(answers: dict[Topic, str] | None = None) -> set[str]:
    """Return the situations that the guide's questions lead to at a kiosk."""
    known: GuideAnswers = answers or {}
    question = next_question(GUIDE, known, expiry_known=True)
    if question is None:
        return {narrow(GUIDE, known)[0].code}
    ways = ({**known, question.topic: answer.code} for answer in question.answers)
    return set().union(*map(reached, ways))


def foreign(text: str) -> str:
    """Return a text without what stays French, or is no word."""
    return re.sub(r"[\W\d]+", " ", SAME_IN_ALL.sub("", re.sub(r"\{\w+\}", "", text))).strip()


def by_name(words: Words) -> dict[str, str]:
    found = {}
    for name in Words.__slots__:
        value = getattr(words, name)
        if name in {"code", "locale", "name"}:
            continue
        if isinstance(value, str):
            found[name] = value
        elif isinstance(value, tuple):
            found |= {f"{name}.{rank}": text for rank, text in enumerate(value)}
        else:
            found |= {f"{name}.{key}": text for key, text in value.items()}
    return found


@everywhere
def test_each_situation_and_permit_of_the_catalogue_has_its_own_words(words: Words) -> None:
    assert {one.code for one in GUIDE.situations} == words.situations.keys()
    assert {one.code for one in GUIDE.permit_kinds} == words.kinds.keys()
    assert reached() <= words.situations.keys()
    names = [*words.situations.values(), *words.kinds.values()]
    names += [*words.permits.values(), *words.grounds.values()]
    assert all(len(name) <= MOST_CELLS for name in names)
    assert len(set(words.situations.values())) == len(words.situations)


@everywhere
def test_each_country_has_a_name(words: Words) -> None:
    assert all(languages.say_country(words, one.code) for one in catalogue.countries())


@abroad
def test_no_text_is_the_french_one(words: Words) -> None:
    french = {foreign(text) for text in by_name(FRENCH).values()}
    for name, text in by_name(words).items():
        if rest := foreign(text):
            assert rest not in french, name
            assert has_arabic(rest) == (words.code == "ar"), name
    for own, beside in turned_away(words):
        assert own
        assert beside
        assert not set(own) & set(beside)
        assert not any(foreign(line) in french for line in own if not is_place(line))


def is_place(line: str) -> bool:
    """Say whether a line is an address, which is the same in every language."""
    return line == "Nîmes (Gard)" or line.endswith(".gouv.fr")


@everywhere
def test_who_is_turned_away_learns_where_to_go_in_short_sentences(words: Words) -> None:
    for own, _ in turned_away(words):
        for line in own:
            assert "{" not in line
            for sentence in re.split(r"(?<=[.?!؟])\s", line):
                assert len(sentence.split()) <= 12, sentence


@everywhere
def test_no_visitor_reads_what_the_office_has_not_confirmed(words: Words) -> None:
    said = [*by_name(words).values(), *(line for own, _ in turned_away(words) for line in own)]
    assert not any("confirm" in text and "bureau" in text for text in said)
    assert not any("à confirmer" in text.lower() for text in said)


def test_each_situation_dealt_with_elsewhere_has_a_place_and_no_place_is_idle() -> None:
    elsewhere = {one.code for one in GUIDE.situations if one.route is Route.ELSEWHERE}
    assert elsewhere - {"TROP_TOT"} == BY_SITUATION.keys()
    assert "TROP_TOT" not in reached()
    assert {*BY_SITUATION.values(), "post", "agent"} == FRENCH.places.keys()


def test_who_is_too_early_comes_back_on_a_day_on_which_the_office_is_open() -> None:
    sunday = Verdict(VerdictCode.TOO_EARLY, opens=date(2027, 3, 7))
    own, _ = where_to_go(FRENCH, sunday, OFFICE, GUIDE.situation("SALARIE"), None)
    assert own == ("C'est trop tôt. Revenez le lundi 8 mars 2027.",)


def test_an_office_that_names_another_site_sends_people_there() -> None:
    entry = replace(GUIDE.situation("DUPLICATA"), site="https://example.gouv.fr")
    own, beside = where_to_go(WORDS["en"], Verdict(VerdictCode.ONLINE), OFFICE, entry, None)
    assert own == (
        "This request is made on the internet.",
        "Go to this website:",
        "example.gouv.fr",
    )
    assert beside == ("Cette demande se fait sur internet.", "Allez sur ce site :")


def test_a_situation_of_the_office_s_own_sends_to_an_agent() -> None:
    entry = replace(GUIDE.situation("ICT"), code="OWN")
    own, _ = where_to_go(FRENCH, Verdict(VerdictCode.ELSEWHERE), OFFICE, entry, None)
    assert own == ("Un agent vous dit où aller.",)


@everywhere
def test_each_language_sets_its_signs_as_it_does(words: Words) -> None:
    for name, text in by_name(words).items():
        space = r"[^ ][?!:;]" if words is FRENCH else r"\s[?!:;؟؛]"
        assert not re.search(space, text), name
        if words.code == "es":
            assert text.count("¿") == text.count("?"), name
            assert text.count("¡") == text.count("!"), name
        if words.code == "ar":
            assert not set(text) & set("?;,"), name
            assert not re.search(r"[٠-٩۰-۹]", text), name
        assert not re.search(r"  |\s$|^\s", text), name


@everywhere
def test_the_same_digits_stand_in_each_language(words: Words) -> None:
    french = by_name(FRENCH)
    for name, text in by_name(words).items():
        if any(part in name for part in ("hint", "situations")):
            assert re.findall(r"\d+", text) == re.findall(r"\d+", french[name]), name


@pytest.mark.parametrize(("typed", "code"), [("jazair", "DZ"), ("maghrib", "MA"), ("misr", "EG")])
def test_who_reads_arabic_needs_no_french_to_tell_their_nationality(typed: str, code: str) -> None:
    words = WORDS["ar"]
    assert find_countries(words, typed)[0].code == code
    assert "بالحروف اللاتينية" in words.country_hint
    assert not any("بالفرنسية" in text for text in said_at_the_kiosk(words))
