"""What each situation is asked for, told, and sent to: nothing that harms who is in it."""

from datetime import date, timedelta

import pytest

from rdv_tui import catalogue
from rdv_tui.domain.guide_search import GuideIndex
from rdv_tui.domain.permit_kinds import Cover
from rdv_tui.domain.permits import add_months, cover_ends
from rdv_tui.domain.situations import FeeProfile, Route, Situation
from rdv_tui.locales import law
from rdv_tui.locales.delivery.papers import routing_sections
from rdv_tui.locales.spacing import spaced
from rdv_tui.services.booking.eligibility import evaluate

GUIDE, OFFICE = catalogue.situations(), catalogue.default_office()
AWAY = [one for one in GUIDE.situations if one.route is not Route.IN_PERSON]
PASSPORTS = {"C02", "C02S"}
EXPIRES = date(2027, 4, 30)
ENDS = cover_ends(EXPIRES, OFFICE.rules)
DAY = timedelta(days=1)


def ids(situation: Situation) -> set[str]:
    return {one.id for one in GUIDE.documents_for(situation)}


@pytest.mark.parametrize("code", ["PROTECTION_INTERNATIONALE", "CR_APATRIDE", "DOCUMENTS_ANNEXES"])
def test_nobody_under_protection_is_asked_for_a_passport(code: str) -> None:
    assert not ids(GUIDE.situation(code)) & PASSPORTS


@pytest.mark.parametrize("code", ["SUBSTITUTION_ANEF", "DUPLICATA", "CHANGEMENT_ADRESSE"])
def test_where_anybody_may_come_the_protected_are_kept_from_their_consulate(code: str) -> None:
    assert ids(GUIDE.situation(code)) & PASSPORTS == {"C02S"}
    label = next(one.label for one in GUIDE.common_documents if one.id == "C02S")
    assert "Ofpra" in label
    assert "n'allez pas à votre consulat" in label


def test_who_pays_nothing_brings_no_proof_of_payment() -> None:
    free = {FeeProfile.EXEMPT, FeeProfile.FREE, FeeProfile.UNION}
    paying = [one.code for one in GUIDE.situations if one.fee_profile in free and "C05" in ids(one)]
    assert paying == []


def test_what_is_not_at_hand_is_not_asked() -> None:
    # A lost permit, a visa that waits for its validation, a passport where a card is enough.
    assert "C01" not in ids(GUIDE.situation("DUPLICATA"))
    assert ids(GUIDE.situation("VLSTS_VALIDATION")).isdisjoint({"C01V", "C04E", "C06"})
    assert not ids(GUIDE.situation("CITOYEN_UE")) & PASSPORTS


@pytest.mark.parametrize("situation", AWAY, ids=lambda one: one.code)
def test_a_sheet_says_where_to_go_and_never_two_things(situation: Situation) -> None:
    sections = dict(routing_sections(situation, OFFICE))
    where = " ".join(sections["Où faire la démarche"])
    assert where != "Pas à ce guichet."
    assert not ("Pas à ce guichet" in where and "À ce guichet" in where)
    assert "{" not in where
    if "écrivez au bureau" in where:
        assert ", ".join(OFFICE.postal_address) in where
        assert "à confirmer par le bureau" in where


def test_a_private_sheet_names_no_ground() -> None:
    for situation in AWAY:
        if situation.unnamed:
            lines = [line for _, lines in routing_sections(situation, OFFICE) for line in lines]
            text = " ".join(lines).lower()
            assert "asile" not in text, situation.code
            assert "r. 431-15-3" not in text, situation.code


def test_papers_while_one_waits() -> None:
    receipt = dict(routing_sections(GUIDE.situation("RECEPISSE"), OFFICE))
    assert law.RECEIPT_WORK.say() in receipt["Ce que valent vos papiers"]
    protected = dict(routing_sections(GUIDE.situation("PROTECTION_INTERNATIONALE"), OFFICE))
    assert law.PROTECTED_AT_ONCE.say() in protected["Ce que valent vos papiers"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("femme battue", "PROTECTION_VICTIME"),
        ("mon mari me bat", "PROTECTION_VICTIME"),
        ("mariage forcé", "PROTECTION_VICTIME"),
        ("excision", "PROTECTION_VICTIME"),
        ("irtf", "REFUS_OQTF"),
        ("interdiction de retour", "REFUS_OQTF"),
        ("assignée à résidence", "REFUS_OQTF"),
        ("imam", "RENTE_ANCIEN_COMBATTANT"),
    ],
)
def test_who_is_in_danger_is_sent_where_it_is_known(words: str, code: str) -> None:
    assert [one.code for one in GuideIndex(GUIDE).search(words).situations][:1] == [code]


def told(code: str, kind: str, today: date, slot: date | None = None) -> str:
    found = evaluate(OFFICE, today, situation=code, permit_kind=kind, expires=EXPIRES, slot=slot)
    assert found is not None
    return " ".join((found.message, *(text for _, text in found.warnings)))


SHORT = [
    (one.code, kind.code)
    for one in GUIDE.situations
    if one.route is Route.IN_PERSON
    for kind in GUIDE.kinds_for(one)
    if kind.cover in {Cover.BY_DEPARTMENT, Cover.NO, Cover.UNCLEAR}
]


@pytest.mark.parametrize(("code", "kind"), SHORT)
def test_three_months_that_are_over_are_not_spoken_of(code: str, kind: str) -> None:
    by_department = spaced(law.COVER_BY_DEPARTMENT.text.split(" {")[0])
    open_question = (by_department, law.COVER_UNCLEAR.say())
    before, after = told(code, kind, ENDS, ENDS), told(code, kind, ENDS + DAY, ENDS + DAY)
    assert [one in before for one in open_question].count(True) == 1
    assert "ce titre seul ne justifie" not in before
    assert not any(one in after for one in open_question)
    assert law.COVER_OVER.say(since=ENDS + DAY) in after


LONG_TERM = [
    (one.code, kind.code)
    for one in GUIDE.situations
    for kind in GUIDE.kinds_for(one)
    if kind.long_term
]


@pytest.mark.parametrize(("code", "kind"), LONG_TERM)
def test_a_delay_said_of_a_resident_card_leaves_the_long_term_resident_out(
    code: str, kind: str
) -> None:
    assert len(LONG_TERM) > 4
    heard = 0
    for months in (-5, -4, -3, -2, -1, 0):
        message = told(code, kind, add_months(EXPIRES, months))
        delay = any(
            one in message
            for one in ("dans les deux mois", "120e", "délai en ligne", "être dans les délais")
        )
        assert delay == (law.NO_DELAY_FOR_LONG_TERM.say() in message) or "passé" in message
        heard += delay
    assert heard
