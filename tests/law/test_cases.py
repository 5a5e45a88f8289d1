"""The cases of `cases.json`, each with its source: windows, answers, fees, papers, requests."""

import json
import re
import unicodedata
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from rdv_tui import catalogue
from rdv_tui.documents.letter import render_letter
from rdv_tui.domain.guide_search import GuideIndex
from rdv_tui.domain.permits import booking_window, cover_ends, filing_window
from rdv_tui.locales.booking.notice import data_notice
from rdv_tui.locales.delivery.letter import privacy
from rdv_tui.locales.delivery.letter_languages import LANGUAGES
from rdv_tui.locales.fees import fee
from rdv_tui.services.booking.eligibility import evaluate
from tests.documents import readback
from tests.documents.samples import letter

CASES: dict[str, list[dict[str, Any]]] = json.loads(
    Path(__file__).with_name("cases.json").read_text(encoding="utf-8")
)
GUIDE, OFFICE = catalogue.situations(), catalogue.default_office()
RULES = OFFICE.rules
DAY = timedelta(days=1)


def named(cases: list[dict[str, Any]]) -> list[Any]:
    return [pytest.param(case, id=str(case.get("id", case.get("expiry")))) for case in cases]


def fold(text: str) -> str:
    """Leave accents, capitals, typographic signs and spaces out of a comparison."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).lower().split())


@pytest.mark.parametrize("case", named(CASES["windows"]))
def test_every_bound_of_the_windows(case: dict[str, str]) -> None:
    day = {name: date.fromisoformat(value) for name, value in case.items()}
    expires = day["expiry"]
    assert booking_window(expires, RULES) == (day["booking_opens"], day["booking_closes"])
    assert day["r431_8_from"] == day["booking_closes"] + DAY
    assert cover_ends(expires, RULES) == day["l433_3_covered_until"]
    card = GUIDE.permit_kind("CST")
    on_paper = filing_window(GUIDE.situation("SALARIE"), card, expires, RULES)
    assert on_paper == (day["r431_5_physical_opens"], day["late_fee_physical_from"] - DAY)
    online = filing_window(GUIDE.situation("ETUDIANT"), card, expires, RULES)
    assert online == (day["anef_opens"], day["anef_ends"])
    assert day["late_fee_anef_from"] == day["anef_ends"] + DAY


@pytest.mark.parametrize("case", named(CASES["check_cases"]))
def test_every_answer(case: dict[str, Any]) -> None:
    slot, wanted = case.get("slot"), case["expected"]
    found = evaluate(
        OFFICE,
        date.fromisoformat(case["today"]),
        situation=case["situation"],
        permit_kind=case.get("kind"),
        expires=date.fromisoformat(case["expires"]),
        slot=datetime.fromisoformat(slot).date() if slot else None,
    )
    assert found is not None
    assert found.verdict.code.value == wanted["verdict"]
    said = fold(" ".join((found.message, *(text for _, text in found.warnings))))
    assert [one for one in wanted.get("must_say", []) if fold(one) not in said] == []
    assert [one for one in wanted.get("must_not_say", []) if fold(one) in said] == []
    warned = {code for code, _ in found.warnings}
    assert set(wanted.get("warnings", [])) <= warned
    assert not set(wanted.get("no_warnings", [])) & warned


@pytest.mark.parametrize("case", named(CASES["fees"]))
def test_every_fee(case: dict[str, Any]) -> None:
    situation, wanted = GUIDE.situation(case["situation"]), case["expected_fee_eur"]
    assert situation.fee_eur(RULES) == wanted
    message = fold(fee(situation, RULES))
    amounts = re.findall(r"(\d+) €", message)
    if wanted is None:
        assert "a confirmer par le bureau" in message
    elif wanted:
        assert amounts[0] == str(wanted)
    else:
        assert not amounts


@pytest.mark.parametrize("case", named(CASES["documents"]))
def test_no_paper_that_is_not_owed(case: dict[str, Any]) -> None:
    situation = GUIDE.situation(case["situation"])
    asked = {one.id for one in GUIDE.documents_for(situation)}
    assert asked
    assert not asked & set(case["must_not_list"])


LEADS_TO = {
    "guide-01": "DEMANDE_ASILE",
    "guide-03": "PROTECTION_TEMPORAIRE",
    "guide-05": "RECEPISSE",
    "guide-07": "DCEM",
    "guide-09": "APS",
}
"""The situation that is meant by each case's words."""


@pytest.mark.parametrize("case", named(CASES["guide_queries"]))
def test_every_request_leads_where_it_should(case: dict[str, Any]) -> None:
    found = [one.code for one in GuideIndex(GUIDE).search(case["query"]).situations]
    assert found[:1] == [LEADS_TO[case["id"]]]
    assert case["must_not_lead_to"] not in found[:1]


def printed(folder: Path, **applicant: Any) -> str:  # noqa: ANN401 - any field of an applicant
    path = folder / "lettre.pdf"
    path.write_bytes(render_letter(letter(**applicant)))
    return readback.prose(path)


def test_every_paper_case_has_its_test() -> None:
    assert {case["id"] for case in CASES["papers"]} == set(PAPERS)


def is_lodged(folder: Path) -> None:
    assert "attestation d'hébergement" in printed(folder)


def says_the_cover_in_each_language(folder: Path) -> None:
    for language in ("ar", "tr", "es", "pt", "en", "it"):
        said = printed(
            folder, language=language, permit_kind="CST", permit_expires=date(2026, 11, 30)
        )
        sentence = LANGUAGES[language].by_department
        first = re.split(r"[(,;:،]", sentence)[0]
        bare = "".join(one for one in unicodedata.normalize("NFKC", said) if one.isalnum())
        assert "".join(one for one in first if one.isalnum()) in bare, language


def says_in_portuguese_that_it_has_expired(folder: Path) -> None:
    said = printed(folder, language="pt", permit_kind="CR", permit_expires=date(2026, 11, 1))
    assert "O seu título caducou" in said
    assert "caduca a" not in said


def names_the_right_to_object(folder: Path) -> None:
    said = (printed(folder), data_notice(OFFICE), " ".join(privacy(OFFICE)))
    assert [one for one in said if "vous opposer" not in fold(one)] == []


PAPERS = {
    "paper-01": is_lodged,
    "paper-03": says_the_cover_in_each_language,
    "paper-05": says_in_portuguese_that_it_has_expired,
    "paper-07": names_the_right_to_object,
}


@pytest.mark.parametrize("name", PAPERS)
def test_every_paper(name: str, tmp_path: Path) -> None:
    PAPERS[name](tmp_path)
