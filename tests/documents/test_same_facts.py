"""Each language says what the French page says of this person, no fact less and none more."""

import re
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rdv_tui.documents.letter import render_letter
from rdv_tui.documents.letter_contents import Letter
from rdv_tui.domain.birth_date import BirthDate
from rdv_tui.locales.delivery.letter_languages import LANGUAGES
from rdv_tui.locales.delivery.letter_words import LetterWords
from tests.documents import readback
from tests.documents.samples import letter

# What the French page says, in words that stand in no other fact, and the translation's sentence.
FACTS = {
    "présenter personnellement": "in_person",
    "est mineure": "minor",
    "Votre titre expire le": "expires_before",
    "Votre titre a expiré": "expired",
    "180 €": "late_fee",
    "si un retard a des suites": "lateness_unclear",
    "Apportez les preuves de vos tentatives": "proofs",
    "preuves de vos recherches": "keep_proofs",
    "justifie votre séjour jusqu'au": "covered",
    "ce titre seul ne justifie": "cover_over",
    "fixés par arrêté": "by_department",
    "L. 433-3 ne cite pas": "not_named",
    "pas certaine pour ce titre": "cover_unclear",
    "être redemandées": "entry",
    "voyez le superviseur": "long_term",
    "montre que vous avez réservé": "booked_on",
    "Le rendez-vous est gratuit": "free",
    "gardez ce rendez-vous": "keep",
    "Si vous ne pouvez pas venir": "cannot_come",
}
PEOPLE: dict[str, dict[str, Any]] = {
    "valid": {"permit_expires": date(2027, 1, 15)},
    "minor": {"permit_expires": date(2027, 1, 15), "birth_date": BirthDate(2009, 6, 1)},
    "expires_before": {"permit_kind": "CST", "permit_expires": date(2026, 11, 30)},
    "covered": {"permit_kind": "CR", "permit_expires": date(2026, 11, 1)},
    "cover_ends_before": {"permit_kind": "CR", "permit_expires": date(2026, 8, 31)},
    "cover_over": {"permit_kind": "CSP-4ANS", "permit_expires": date(2026, 8, 1)},
    "short_card_over": {"permit_kind": "CST", "permit_expires": date(2026, 8, 1)},
    "short_card_ends_before": {"permit_kind": "CSP", "permit_expires": date(2026, 8, 31)},
    "algerian_over": {
        "situation": "CRA1_VPF",
        "permit_kind": "CRA1",
        "permit_expires": date(2026, 8, 1),
    },
    "unclear": {"permit_kind": "CS-RETRAITE", "permit_expires": date(2026, 11, 1)},
    "not_named": {"permit_kind": "VLS-TS", "permit_expires": date(2026, 11, 1)},
    "six_months": {"permit_kind": "CST", "permit_expires": date(2026, 5, 31)},
    "long_term": {"permit_kind": "CR", "permit_expires": date(2026, 5, 31)},
    "brexit": {
        "situation": "BREXIT",
        "permit_kind": "AR-5ANS",
        "permit_expires": date(2026, 11, 25),
    },
    "substitution": {
        "situation": "SUBSTITUTION_ANEF",
        "permit_kind": "CST",
        "permit_expires": date(2026, 11, 25),
    },
}


LAM_ALEF = re.compile("[\u0627\u0644]")


def bare(text: str) -> str:
    """Leave letters and digits alone: lines, marks and forms are the typesetter's."""
    text = unicodedata.normalize("NFKC", text).replace("’", "'")
    return "".join(sign for sign in text if sign.isalnum()).casefold()


def is_said(words: LetterWords, field: str, text: str) -> bool:
    """Tell whether a sentence stands in `text`, but for its values and its French terms."""
    gaps = r"\{\w+\}|\([^)]*\)|[A-Za-z]\S*" if words.backwards else r"\{\w+\}"
    stretches = [bare(one) for one in re.split(gaps, getattr(words, field))]
    if words.backwards:  # lam and alef are one sign, of which a reader sees a half at a line's end
        text, stretches = LAM_ALEF.sub("", text), [LAM_ALEF.sub("", one) for one in stretches]
    return all(stretch in text for stretch in stretches)


def read(folder: Path, one: Letter) -> str:
    path = folder / "lettre.pdf"
    path.write_bytes(render_letter(one))
    return readback.prose(path)


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_each_fact_of_the_french_page_is_said(language: str, person: str, tmp_path: Path) -> None:
    words = LANGUAGES[language]
    text = bare(read(tmp_path, letter(language=language, **PEOPLE[person])))
    french = {field for says, field in FACTS.items() if bare(says) in text}
    translated = {field for field in FACTS.values() if is_said(words, field, text)}
    assert len(french) >= 4
    assert translated == french


def test_the_people_bring_every_fact_up(tmp_path: Path) -> None:
    texts = [bare(read(tmp_path, letter(**one))) for one in PEOPLE.values()]
    said = {field for says, field in FACTS.items() if any(bare(says) in text for text in texts)}
    assert said == set(FACTS.values())
