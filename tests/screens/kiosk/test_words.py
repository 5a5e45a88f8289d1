"""What the kiosk says: short sentences, the same ones in each language, what is filled in too."""

import re
from datetime import date, datetime

import pytest

from rdv_tui.domain.fields import LANGUAGES as SPOKEN
from rdv_tui.domain.kiosk import LANGUAGES
from rdv_tui.locales.kiosk import languages
from rdv_tui.locales.kiosk.french import FRENCH
from rdv_tui.locales.kiosk.help_calls import FRENCH_NAMES
from rdv_tui.locales.kiosk.languages import WORDS
from rdv_tui.locales.kiosk.words import Words
from tests.words import said_at_the_kiosk

MOST_WORDS = 12
everywhere = pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)


@everywhere
def test_no_sentence_has_more_than_twelve_words(words: Words) -> None:
    for text in said_at_the_kiosk(words):
        for sentence in re.split(r"(?<=[.?!؟])\s", text):
            said = [word for word in sentence.split() if any(sign.isalnum() for sign in word)]
            assert len(said) <= MOST_WORDS, sentence


@everywhere
def test_every_language_says_all_that_french_says_and_fills_in_the_same(words: Words) -> None:
    for name in Words.__slots__:
        own, french = getattr(words, name), getattr(FRENCH, name)
        if isinstance(french, str):
            assert own.strip()
            if name not in {"code", "locale", "name"}:
                assert set(re.findall(r"\{\w+\}", own)) == set(re.findall(r"\{\w+\}", french))
        elif isinstance(french, tuple):
            assert len(own) == len(french)
        else:
            assert own.keys() == french.keys()
    assert sum(not text.strip() for text in said_at_the_kiosk(words)) == 0


def test_the_languages_are_those_of_the_letter_and_have_a_name_for_agents() -> None:
    assert set(WORDS) == set(LANGUAGES) == set(FRENCH_NAMES)
    assert set(LANGUAGES) <= set(SPOKEN)


def test_the_kiosk_says_that_it_is_free_and_whom_to_ask_before_anything_else() -> None:
    assert "gratuit" in FRENCH.notice[0]
    assert any("agent" in sentence for sentence in FRENCH.notice)


@pytest.mark.parametrize(
    ("code", "day", "full", "moment"),
    [
        ("fr", "mardi 5 février", "mardi 5 février 2030", "mardi 5 février à 9 h 30"),
        (
            "ar",
            "الثلاثاء، 5 فبراير (05/02)",
            "الثلاثاء، 5 فبراير 2030 (05/02/2030)",
            "الثلاثاء، 5 فبراير (05/02) الساعة 09:30",
        ),
        ("en", "Tuesday, 5 February", "Tuesday, 5 February 2030", "Tuesday, 5 February at 09:30"),
        ("tr", "5 Şubat Salı", "5 Şubat 2030 Salı", "5 Şubat Salı, saat 09:30"),
        (
            "es",
            "martes, 5 de febrero",
            "martes, 5 de febrero de 2030",
            "martes, 5 de febrero a las 9:30",
        ),
        (
            "pt",
            "terça-feira, 5 de fevereiro",
            "terça-feira, 5 de fevereiro de 2030",
            "terça-feira, 5 de fevereiro às 09:30",
        ),
    ],
)
def test_days_and_hours_are_said_as_each_language_says_them(
    code: str, day: str, full: str, moment: str
) -> None:
    words, at = WORDS[code], datetime(2030, 2, 5, 9, 30)
    assert languages.say_day(words, at.date()) == day
    assert languages.say_day(words, at.date(), with_year=True) == full
    assert languages.say_moment(words, at) == moment


def test_french_says_the_first_of_a_month_and_no_other_day_so() -> None:
    assert languages.say_day(FRENCH, date(2026, 12, 1), with_year=True) == "mardi 1er décembre 2026"
    assert languages.say_day(FRENCH, date(2026, 12, 21), with_year=True) == "lundi 21 décembre 2026"
    assert (
        languages.say_day(WORDS["es"], date(2026, 12, 1), with_year=True)
        == "martes, 1 de diciembre de 2026"
    )
