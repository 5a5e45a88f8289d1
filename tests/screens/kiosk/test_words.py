"""What the kiosk says: short sentences, the same ones in each language, what is filled in too."""

import re

import pytest

from rdv_tui.domain.fields import LANGUAGES as SPOKEN
from rdv_tui.domain.kiosk import LANGUAGES
from rdv_tui.locales.kiosk.french import FRENCH
from rdv_tui.locales.kiosk.languages import FRENCH_NAMES, WORDS
from rdv_tui.locales.kiosk.words import Words

MOST_WORDS = 12
everywhere = pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)


@everywhere
def test_no_sentence_has_more_than_twelve_words(words: Words) -> None:
    for text in words.sentences():
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
    assert sum(not text.strip() for text in words.sentences()) == 0


def test_the_languages_are_those_of_the_letter_and_have_a_name_for_agents() -> None:
    assert set(WORDS) == set(LANGUAGES) == set(FRENCH_NAMES)
    assert set(LANGUAGES) <= set(SPOKEN)


def test_the_kiosk_says_that_it_is_free_and_whom_to_ask_before_anything_else() -> None:
    assert "gratuit" in FRENCH.notice[0]
    assert any("agent" in sentence for sentence in FRENCH.notice)
