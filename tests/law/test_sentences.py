"""What is said of the law: each sentence has its sources, and nothing else states law."""

import ast
import re
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from rdv_tui import catalogue, locales
from rdv_tui.domain.permits import filing_window
from rdv_tui.domain.situations import FeeProfile, Route
from rdv_tui.locales import law
from rdv_tui.locales.booking import certificate, notice
from rdv_tui.locales.delivery import letter
from rdv_tui.locales.delivery.letter_languages import LANGUAGES
from rdv_tui.locales.delivery.letter_words import LetterWords
from rdv_tui.locales.fees import fee
from rdv_tui.locales.law_sentence import Law, Sure
from rdv_tui.services.booking.eligibility import evaluate
from tests.words import FOREIGN

GUIDE, OFFICE = catalogue.situations(), catalogue.default_office()
SENTENCES = {name: one for name, one in vars(law).items() if isinstance(one, Law)}
LOCALES = Path(next(iter(locales.__path__)))
LAW = re.compile(
    r"\b[LRD]\. ?\d{3}-\d|CESEDA|RGPD|CRPA|\d €|force majeure|délai légal|[Dd]écret|"
    r"conditions d'entrée|droit au travail|référés|\bjustifi(?:e|era)\b|exonér|consulat|"
    r"représentant légal|autorise|[Tt]axe|Ofpra|Ofii|[Rr]écépissé|non demandé|obligatoire"
)
"""Words that speak of law: an article, an amount, what a paper is worth, who owes what."""
OPTION = re.compile(r"[(;] ?obligatoire[^.)]*")
"""What the command line says of an option that must be given."""
NOT_LAW = {
    "[obligatoire]",
    " » ne peut pas l'autoriser : il faut un superviseur.",
    "Un superviseur peut autoriser ceci, une fois : ",
    "Autre : visiteur, au pair, carte de dix ans, retrait, récépissé",
    "Cette attestation n'est ni une convocation, ni un récépissé, ni un titre de séjour.",
    "Mon récépissé finit ou est perdu",
}
PAPERS_OF_ROWS = {
    (50,): {"C06"},
    (52,): {"C02F", "C02S"},
    (53,): {"C03D"},
    (56,): {"C03", "C03H1", "C03H2", "C03H3", "C03O", "C04"},
}
ROWS = {
    "minor": 49,
    "late_fee": 7,
    "lateness_unclear": 13,
    "proofs": 14,
    "covered": 16,
    "cover_over": 21,
    "by_department": 18,
    "not_named": 19,
    "cover_unclear": 20,
    "entry": 22,
    "long_term": 24,
    "no_permit": 17,
    "receipt": 25,
    "fee": 30,
    "fee_free": 36,
    "fee_unknown": 38,
    "nothing_before": 30,
    "privacy": 60,
    "objection": 60,
}
"""What a translation says that is law, with the row of the office's table that it rests on."""
PLAIN_FIELDS = {
    "name",
    "locale",
    "title",
    "binding",
    "person",
    "number",
    "reference",
    "counter",
    "reception",
    "ten_minutes",
    "in_person",
    "expires_before",
    "expired",
    "keep_proofs",
    "booked_on",
    "free",
    "keep",
    "cannot_come",
    "cancel_by",
    "cancel_soon",
    "documents",
    "documents_lead",
    "other_documents",
    "lodged",
    "moment",
    "backwards",
}
"""What a translation says that is no law: who, when, where, how to cancel."""


@pytest.mark.parametrize("name", SENTENCES)
def test_every_sentence_has_its_row_and_known_sources(name: str) -> None:
    one = SENTENCES[name]
    assert 1 <= one.row <= 60
    assert one.sources
    assert set(one.sources) <= {source.id for source in GUIDE.sources}


@pytest.mark.parametrize("name", [n for n, one in SENTENCES.items() if one.sure is Sure.OFFICE])
def test_what_the_office_must_confirm_names_the_office(name: str) -> None:
    message = SENTENCES[name].text
    assert "bureau" in message or "{here}" in message or name.endswith("IN_GENERAL")


def _within_marked(tree: ast.Module) -> set[int]:
    """Return the ids of what stands inside functions marked with `states`."""
    return {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and any(ast.unparse(one).startswith("states(") for one in node.decorator_list)
        for inner in ast.walk(node)
    }


def _unmarked(source: str) -> list[str]:
    """Return the strings of a module that speak of law without a row of the table."""
    tree = ast.parse(source)
    spared = _within_marked(tree)
    spared |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in spared
        and LAW.search(OPTION.sub("", node.value))
        and node.value not in NOT_LAW
    ]


def test_no_other_words_state_law() -> None:
    paths = [one for one in sorted(LOCALES.rglob("*.py")) if one.name not in {"law.py", *FOREIGN}]
    assert len(paths) > 40
    found = {path.name: _unmarked(path.read_text(encoding="utf-8")) for path in paths}
    assert {name: texts for name, texts in found.items() if texts} == {}


def test_a_sentence_without_its_row_is_found() -> None:
    stray = "La carte se renouvelle dans les deux mois (R. 431-5)."
    assert _unmarked(f"A = {stray!r}") == [stray]
    assert _unmarked(f"@states(1)\ndef a():\n    return {stray!r}") == []
    assert _unmarked(f"def a():\n    {stray!r}\n    return 'rien'") == []


def test_what_is_marked_rests_on_rows_of_the_table() -> None:
    writers = (letter.privacy, certificate.privacy, notice.data_notice, notice.phone_script)
    assert {writer.__dict__["rows"] for writer in writers} == {(60,)}


def test_every_entry_of_the_guide_that_states_law_has_its_rows() -> None:
    stated = {
        one.code: [text for text in (one.note, one.advice, one.fee_note) if LAW.search(text)]
        for one in GUIDE.situations
        if not one.law
    }
    unsure = {
        code: [text for text in texts if "confirmer" not in text] for code, texts in stated.items()
    }
    assert {code: texts for code, texts in unsure.items() if texts} == {}


def test_every_paper_to_bring_says_where_it_is_asked() -> None:
    assert [one.id for one in GUIDE.common_documents if not one.sources] == []
    asked = {one for situation in GUIDE.situations for one in situation.common_documents}
    for rows, ids in PAPERS_OF_ROWS.items():
        for id_ in ids & asked:
            paper = next(one for one in GUIDE.common_documents if one.id == id_)
            assert set(rows) <= set(paper.law), id_


def test_every_row_named_is_one_of_the_table() -> None:
    rows = {row for one in GUIDE.situations for row in one.law}
    rows |= {row for one in GUIDE.common_documents for row in one.law}
    assert rows <= set(range(1, 61))
    # The channel that a desk serves, and every fee, are facts of the table.
    for situation in GUIDE.situations:
        if situation.route is Route.IN_PERSON or situation.fee_profile is not FeeProfile.NONE:
            assert situation.law, situation.code


def test_every_row_of_the_table_is_said_or_kept_to_somewhere() -> None:
    rows = {one.row for one in SENTENCES.values()} | set(ROWS.values()) | {60}
    rows |= set(letter.followed_by.__dict__["rows"])
    rows |= {row for one in GUIDE.situations for row in one.law}
    rows |= {row for one in GUIDE.common_documents for row in one.law}
    assert rows == set(range(1, 61))


def test_the_channels_that_no_text_names_are_the_office_s_to_confirm() -> None:
    unread = [one for one in GUIDE.situations if 57 in one.law]
    assert len(unread) == 14
    assert [one.code for one in unread if one.verified] == []


def test_every_field_of_a_translation_states_law_or_does_not() -> None:
    names = {field.name for field in fields(LetterWords)}
    assert set(ROWS) <= names
    assert set(ROWS.values()) <= set(range(1, 61))
    assert names - set(ROWS) == PLAIN_FIELDS
    # What names an article, an amount or a paper of the law is no plain field.
    for words in LANGUAGES.values():
        plain = [getattr(words, name) for name in PLAIN_FIELDS]
        assert not [text for text in plain if "{amount}" in str(text) or "{receipt}" in str(text)]


def test_every_fee_is_said() -> None:
    for situation in GUIDE.situations:
        message = fee(situation, OFFICE.rules)
        assert bool(message) == (situation.fee_profile is not FeeProfile.NONE), situation.code
        assert "{" not in message


NO_LATE_FEE = ("PROTECTION_VICTIME", "CITOYEN_UE", "BREXIT", "SUBSTITUTION_ANEF", "RECE", "DCEM")


@pytest.mark.parametrize("code", NO_LATE_FEE)
def test_who_never_pays_for_lateness_never_reads_of_it(code: str) -> None:
    expires = date(2027, 1, 15)
    for today in (date(2026, 12, 1), date(2027, 1, 20), date(2028, 1, 1)):
        found = evaluate(OFFICE, today, situation=code, expires=expires, slot=date(2027, 2, 1))
        assert found is not None
        assert "180" not in found.message
        assert not [message for _, message in found.warnings if "180" in message]


@pytest.mark.parametrize(
    ("code", "kind", "first", "last"),
    [
        ("SALARIE", "CST", date(2026, 11, 15), date(2027, 1, 15)),
        ("ETUDIANT", "CST", date(2026, 9, 17), date(2026, 11, 16)),
        ("SUBSTITUTION_ANEF", "CST", date(2026, 9, 17), date(2026, 11, 16)),
        ("CR_PREMIERE", "CSP-4ANS", None, date(2027, 1, 15)),
        ("CR_PREMIERE", "CST", date(2026, 11, 15), date(2027, 1, 15)),
        ("VLSTS_VALIDATION", "VLS-TS", None, None),
        ("FAMILLE_UE", "CS-FUE", None, None),
        ("BREXIT", "AR-5ANS", None, None),
    ],
)
def test_the_law_s_delay_follows_the_permit(
    code: str, kind: str, first: date | None, last: date | None
) -> None:
    held = GUIDE.permit_kind(kind)
    found = filing_window(GUIDE.situation(code), held, date(2027, 1, 15), OFFICE.rules)
    assert found == (first, last)
