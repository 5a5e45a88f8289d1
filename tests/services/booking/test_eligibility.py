"""Who may book, through the service that the screens and the command line share."""

from datetime import date, datetime

import pytest

from rdv_tui import catalogue
from rdv_tui.domain.permits import VerdictCode
from rdv_tui.errors import UsageError
from rdv_tui.locales.spacing import spaced
from rdv_tui.services.booking.eligibility import Finding, evaluate

OFFICE = catalogue.default_office()
TODAY = date(2026, 11, 23)
EXPIRES = date(2026, 12, 31)

AT_THE_DESK = [
    "SALARIE",
    "TRAVAILLEUR_TEMPORAIRE",
    "ENTREPRENEUR",
    "VPF_LIENS",
    "VPF_AVANT_13_ANS",
    "VPF_NE_EN_FRANCE",
    "AES_VPF",
    "AES_SALARIE",
    "ASE_16_18",
    "CRA1_SALARIE",
    "CRA1_COMMERCANT",
    "CRA1_VPF",
    "RETRAITE",
    "STAGIAIRE",
    "JEUNE_AU_PAIR",
    "CR_PREMIERE",
    "CR_APATRIDE",
    "BREXIT",
    "SUBSTITUTION_ANEF",
]
ONLINE = [
    "ETUDIANT",
    "RECE",
    "TALENT",
    "VISITEUR",
    "SAISONNIER",
    "FAMILLE_FRANCAIS",
    "FAMILLE_UE",
    "CITOYEN_UE",
    "REGROUPEMENT_FAMILIAL",
    "ASE_AVANT_16",
    "PROTECTION_VICTIME",
    "SOINS",
    "PROTECTION_INTERNATIONALE",
    "CR_RENOUVELLEMENT",
    "CRA10_RENOUVELLEMENT",
    "VLSTS_VALIDATION",
    "DOCUMENTS_ANNEXES",
    "DUPLICATA",
    "CHANGEMENT_ADRESSE",
    "DCEM",
]
BY_POST = ["REGROUPEMENT_DEMANDE"]
ELSEWHERE = [
    "HORS_DELAI_6_MOIS",
    "TROP_TOT",
    "HORS_DEPARTEMENT",
    "PREMIERE_DEMANDE",
    "NATURALISATION",
    "REMISE_TITRE",
    "RECEPISSE",
    "CHANGEMENT_STATUT",
    "APS",
    "DEMANDE_ASILE",
    "PROTECTION_TEMPORAIRE",
    "MONACO_ANDORRE",
    "ICT",
    "RENTE_ANCIEN_COMBATTANT",
    "REFUS_OQTF",
    "PERMIS_CARTE_GRISE",
    "CONVOCATION_PERDUE",
    "ATTESTATION_ANEF",
    "NUMERO_ETRANGER",
]
EXPECTED = {
    **dict.fromkeys(AT_THE_DESK, VerdictCode.BOOKABLE),
    **dict.fromkeys(ONLINE, VerdictCode.ONLINE),
    **dict.fromkeys(BY_POST, VerdictCode.BY_POST),
    **dict.fromkeys(ELSEWHERE, VerdictCode.ELSEWHERE),
}


def _found(**asked: str | date | None) -> Finding:
    finding = evaluate(OFFICE, TODAY, **{"situation": "SALARIE", "expires": EXPIRES, **asked})  # type: ignore[arg-type]
    assert finding is not None
    return finding


def _plain(text: str) -> str:
    return " ".join(text.split())


def _said(**asked: str | date | None) -> str:
    """Return the message with plain spaces."""
    return _plain(_found(**asked).message)


def test_every_situation_of_the_guide_has_its_expected_way() -> None:
    assert set(EXPECTED) == {one.code for one in catalogue.situations().situations}


@pytest.mark.parametrize(("situation", "code"), EXPECTED.items())
def test_every_situation_reaches_the_verdict_of_its_way(situation: str, code: VerdictCode) -> None:
    finding = _found(situation=situation, postal_code="84000")
    assert finding.verdict.code is code
    assert finding.message.endswith(".")
    assert len(finding.message) <= 450
    if code is not VerdictCode.BOOKABLE:
        assert finding.verdict.opens is None
        assert "Pas de rendez-vous" in finding.message


def test_a_verdict_never_names_the_situation() -> None:
    for situation in catalogue.situations().situations:
        assert situation.label not in _found(situation=situation.code).message


def test_online_cases_get_the_address_of_the_procedure() -> None:
    message = _found(situation="ETUDIANT").message
    assert "administration-etrangers-en-france.interieur.gouv.fr" in message
    assert spaced(OFFICE.help_phone) in message


def test_the_sentences_carry_their_dates_in_words() -> None:
    assert "entre le 23 novembre 2026 et le 31 décembre 2026" in _said()
    assert "30 juin 2027" in _said()
    assert "31 mars 2027" not in _said()
    assert "31 mars 2027" in _said(permit_kind="CSP-4ANS")
    early = _said(expires=date(2027, 6, 1))
    assert "Trop tôt" in early
    assert "1er mars 2027. C'est une règle du module, pas un délai légal." in early
    assert "(R. 431-5) : du 1er avril 2027 au 1er juin 2027" in early
    late = _said(expires=date(2026, 3, 31))
    assert "Ce module n'accepte plus de réservation" in late
    assert "conditions d'entrée pourront vous être redemandées (R. 431-8)" in late
    assert "Demandez d'abord un conseil gratuit" in late
    assert ", ".join(OFFICE.postal_address) in late
    assert "superviseur" not in late
    long_term = _said(expires=date(2026, 3, 31), permit_kind="CR")
    assert "superviseur" in long_term
    assert "R. 431-8" not in long_term


def test_another_department_has_its_own_prefecture() -> None:
    finding = _found(postal_code="13001")
    assert finding.verdict.code is VerdictCode.ELSEWHERE
    assert "13001" in finding.message
    assert "préfecture du domicile" in finding.message


def test_nothing_is_said_before_it_can_be() -> None:
    assert evaluate(OFFICE, TODAY) is None
    assert evaluate(OFFICE, TODAY, situation="SALARIE") is None
    assert evaluate(OFFICE, TODAY, situation="", permit_kind="", expires=EXPIRES) is None
    assert evaluate(OFFICE, TODAY, situation="SALARIE", expires=EXPIRES, postal_code="840") is None


@pytest.mark.parametrize(
    ("kind", "slot", "codes"),
    [
        ("CST", date(2026, 12, 15), []),
        ("CST", date(2027, 1, 4), ["late_fee", "not_covered"]),
        ("CSP", date(2027, 1, 4), ["late_fee", "not_covered"]),
        ("CSP-4ANS", date(2027, 1, 4), ["late_fee", "covered_until"]),
        ("CSP-4ANS", date(2027, 4, 1), ["late_fee", "cover_ended"]),
        ("CS-RETRAITE", date(2027, 1, 4), ["late_fee", "cover_unclear"]),
        ("CST", date(2027, 7, 1), ["late_fee", "not_covered", "renewal_at_risk"]),
    ],
)
def test_the_slot_s_day_brings_its_warnings(kind: str, slot: date, codes: list[str]) -> None:
    warnings = _found(permit_kind=kind, slot=slot, postal_code="84000").warnings
    assert [code for code, _ in warnings] == codes
    for _, message in warnings:
        assert message.endswith(".")
        assert len(message) <= 300


def _warned(**asked: str | date | None) -> dict[str, str]:
    return {code: _plain(message) for code, message in _found(**asked).warnings}


def test_a_warning_says_its_article_amount_and_date() -> None:
    details = _warned(permit_kind="CSP-4ANS", slot=datetime(2027, 1, 4, 9))
    assert "180 €" in details["late_fee"]
    assert "(L. 436-5), sauf force majeure ou visa" in details["late_fee"]
    assert "31 mars 2027" in details["covered_until"]
    assert "L. 433-3" in details["covered_until"]
    early = _warned(expires=date(2027, 2, 15), slot=date(2026, 12, 14))
    assert "du 15 décembre 2026 au 15 février 2027" in early["filing_not_open"]
    assert "R. 431-5" in early["filing_not_open"]


def test_codes_may_be_typed_in_any_case() -> None:
    assert _found(situation="salarie", permit_kind="csp-4ans").verdict.covered_until is not None


def test_unknown_codes_are_all_named() -> None:
    with pytest.raises(UsageError) as found:
        evaluate(OFFICE, TODAY, situation="PECHEUR", permit_kind="ROSE", expires=EXPIRES)
    assert set(found.value.fields) == {"situation", "permit_kind"}
    assert found.value.exit_code == 2


@pytest.mark.parametrize(
    ("expires", "text"), [("2027-06-30", "Trop tôt"), ("2026-01-31", "Trop tard")]
)
def test_a_person_of_another_department_hears_of_the_window_too(expires: str, text: str) -> None:
    """Who lifts the residence must not lift the window unseen."""
    found = evaluate(
        OFFICE,
        TODAY,
        situation="SALARIE",
        permit_kind="CST",
        expires=date.fromisoformat(expires),
        postal_code="13001",
    )
    assert found is not None
    assert found.verdict.code is VerdictCode.ELSEWHERE
    assert "Pas de rendez-vous ici" in found.message
    assert text in found.message
