"""One French: every string that people read is spelt and spaced in one way."""

import re

import pytest

from rdv_tui.locales.numbers import counted
from tests.words import sentences

RULES = {
    "L. 433-3, never L.433-3": r"\b[LRD]\.\d",
    "35 × 45, never 35 x 45": r"\d x \d",
    "one space between words": r"\w {2,}\w",
    "a space before a high sign": r"[^\W\d_][;!?»]|[^\W\d_]:(?=\s)",
    "a space within guillemets": r"«\S|\S»",
    "Ofii and Ofpra": r"\bOFII\b|\bOFPRA\b",
    "the bureau, not the Office of this law": r"\b[Ll]'office\b|\bde l'office\b",
    "an answer, not a court's word": r"\b[Vv]erdict",
    "no legal decision at the desk": r"non éligible|non recevable",
    "a dossier is received, not dealt with": r"\b[Tt]raité(?!e|s|\w)",
    "agreement is avoided": r"(?<!\bN)(?<!\bn)é\(e\)",
}
SPARED = {
    "a space before a high sign": {
        "Usage: ",  # the library's own, to be translated
        "Please listen: you will be called by an agent.",
    },
    "an answer, not a court's word": {"this verdict carries its windows"},
    "a dossier is received, not dealt with": {
        "Courriel traité",
        "Cet appel n'est plus à faire : quelqu'un d'autre l'a traité.",
    },
}
ADDRESS = re.compile(r"https?://\S+")


@pytest.mark.parametrize("rule", RULES)
def test_every_string_keeps_to_it(rule: str) -> None:
    wrong = [
        (place, text)
        for place, text in sentences()
        if re.search(RULES[rule], ADDRESS.sub("", text)) and text not in SPARED.get(rule, set())
    ]
    assert not wrong


@pytest.mark.parametrize(
    ("count", "words", "text"),
    [
        (0, "appel", "0 appel"),
        (1, "place libre", "1 place libre"),
        (2, "place libre", "2 places libres"),
        (12, "rendez-vous", "12 rendez-vous"),
    ],
)
def test_french_has_a_plural_from_two_on(count: int, words: str, text: str) -> None:
    assert counted(count, words) == text
