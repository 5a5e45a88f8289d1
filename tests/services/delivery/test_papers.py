"""The papers beside the letter, read back as text."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from rdv_tui import catalogue
from rdv_tui.domain.appointment import Channel
from rdv_tui.domain.date_parsing import Era, parse_date
from rdv_tui.domain.situations import Filing, Route
from rdv_tui.errors import OutputError, Refusal, UsageError
from rdv_tui.locales.delivery.letter import LODGED_DOCUMENTS
from rdv_tui.locales.fees import fee
from rdv_tui.locales.kiosk import places
from rdv_tui.locales.kiosk.languages import WORDS
from rdv_tui.services.booking import booking, eligibility
from rdv_tui.services.day import arrivals
from rdv_tui.services.delivery import papers
from rdv_tui.services.desk import Desk
from tests.documents import readback
from tests.factories import person

NINE = datetime.fromisoformat("2026-11-30T09:00")
GUIDE = catalogue.situations()
IN_PERSON = [s.code for s in GUIDE.situations if s.route is Route.IN_PERSON]
AWAY = [s.code for s in GUIDE.situations if s.route is not Route.IN_PERSON]


def pages(document: bytes) -> list[str]:
    """Return each page's text, spaces and apostrophes made plain."""
    reader = PdfReader(io.BytesIO(document))
    texts = (page.extract_text().replace("’", "'") for page in reader.pages)
    return [re.sub(r"\s+", " ", text) for text in texts]


@pytest.mark.parametrize("code", IN_PERSON)
def test_each_situation_prints_its_list_on_two_pages_at_most(desk: Desk, code: str) -> None:
    lines = pages(papers.checklist(desk, code))
    assert len(lines) <= 2
    whole = re.sub(r"[\s-]", "", "".join(lines))
    for document in GUIDE.documents_for(GUIDE.situation(code)):
        assert re.sub(r"[\s-]", "", document.label) in whole, document.label
    assert "▯" not in whole


@pytest.mark.parametrize("code", [code for code in IN_PERSON if code != "RETRAITE"])
def test_the_host_s_papers_stand_together_for_who_is_lodged(desk: Desk, code: str) -> None:
    page = next(
        message for message in pages(papers.checklist(desk, code)) if LODGED_DOCUMENTS in message
    )
    asked = page[page.index(LODGED_DOCUMENTS) :]
    wanted = [
        "attestation d'hébergement datée et signée par la personne qui vous héberge",
        "Copie de la pièce d'identité ou du titre de séjour de cette personne",
        "Justificatif de domicile de cette personne",
        "À l'hôtel : attestation de l'hôtelier et facture du dernier mois",
    ]
    places = [asked.index(one) for one in wanted]
    assert places == sorted(places)
    assert page.count("hôtelier") == 1


def test_no_host_s_papers_where_no_proof_of_address_is_asked(desk: Desk) -> None:
    message = " ".join(pages(papers.checklist(desk, "RETRAITE")))
    assert LODGED_DOCUMENTS not in message
    assert "Justificatif de domicile" not in message


def test_the_host_s_papers_are_the_office_s_to_change(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tuple(replace(one, lodged=False) for one in GUIDE.common_documents)
    monkeypatch.setattr(catalogue, "situations", lambda: replace(GUIDE, common_documents=own))
    assert LODGED_DOCUMENTS not in " ".join(pages(papers.checklist(desk, "SALARIE")))


@pytest.mark.parametrize("code", AWAY)
def test_each_other_situation_is_told_where_to_go(desk: Desk, code: str) -> None:
    (message,) = pages(papers.routing_sheet(desk, code))
    assert "Où faire la démarche" in message
    assert "0 806 001 620" in message
    if GUIDE.situation(code).route is Route.ONLINE:
        assert "en ligne" in message
        assert "e-photo" in message
    if GUIDE.situation(code).filing in {Filing.ONLINE, Filing.ONLINE_RESIDENT}:
        assert "entre le 120e et le 60e jour avant la fin du titre" in message
        assert "attestation de dépôt en ligne ne justifie pas" in message
    assert "▯" not in message


@pytest.mark.parametrize("code", ["ETUDIANT", "DCEM", "CRA10_RENOUVELLEMENT", "APS"])
def test_each_sheet_says_what_it_costs(desk: Desk, code: str) -> None:
    (message,) = pages(papers.routing_sheet(desk, code))
    assert "Ce que cela coûte" in message
    cost = fee(GUIDE.situation(code), catalogue.default_office().rules)
    assert re.sub(r"\s+", " ", cost)[:20].replace("’", "'") in message


def test_who_is_protected_is_not_named_but_told_what_to_bring(desk: Desk) -> None:
    (message,) = pages(papers.routing_sheet(desk, "PROTECTION_INTERNATIONALE"))
    assert "Réfugié" not in message
    assert "L. 424" not in message
    assert "Passeport : non demandé" in message


@pytest.mark.parametrize("code", [s.code for s in GUIDE.situations if s.sensitive])
def test_a_private_situation_leaves_no_trace_on_its_sheet(desk: Desk, code: str) -> None:
    situation = GUIDE.situation(code)
    message = " ".join(pages(papers.routing_sheet(desk, code)))
    for private in (situation.label, situation.legal_basis, *situation.documents):
        assert private not in message
    for word in ("malade", "médical", "santé", "victime", "traite", "violence", "425-"):
        assert word not in message


def test_the_help_sheet_says_whom_to_call(desk: Desk) -> None:
    (message,) = pages(papers.help_sheet(desk))
    assert "0 806 001 620" in message
    assert "cdad84.fr" in message
    assert "R. 431-2" in message
    assert "F6" not in message


def test_a_checklist_has_one_title(desk: Desk) -> None:
    first = pages(papers.checklist(desk, "SALARIE"))[0]
    assert "Documents à réunir" in first
    assert "Documents à apporter" not in first


def test_the_same_paper_twice_is_the_same_file(desk: Desk) -> None:
    assert papers.checklist(desk, "SALARIE") == papers.checklist(desk, "SALARIE")


def test_an_unknown_situation_is_named(desk: Desk) -> None:
    with pytest.raises(UsageError) as caught:
        papers.checklist(desk, "INCONNU")
    assert "situation" in caught.value.fields


@pytest.fixture
def dossiers(tmp_path: Path) -> Iterator[Path]:
    """An office's folder of forms."""
    catalogue.use_dossiers(tmp_path)
    yield tmp_path
    catalogue.use_dossiers(None)


def test_the_office_s_own_form_is_handed_over_as_it_is(desk: Desk, dossiers: Path) -> None:
    (dossiers / "dossier.pdf").write_bytes(b"%PDF-1.7 for all")
    assert papers.dossier(desk, "SALARIE") == b"%PDF-1.7 for all"
    (dossiers / "SALARIE.pdf").write_bytes(b"%PDF-1.7 for employees")
    assert papers.dossier(desk, "SALARIE") == b"%PDF-1.7 for employees"
    assert papers.dossier(desk, "BREXIT") == b"%PDF-1.7 for all"


def test_without_a_form_one_is_told_where_to_get_it(desk: Desk, dossiers: Path) -> None:
    with pytest.raises(OutputError) as caught:
        papers.dossier(desk, "SALARIE")
    assert caught.value.code == "no_dossier"
    assert desk.office.dossier_how in caught.value.message
    (dossiers / "SALARIE.pdf").write_bytes(b"<html>not found</html>")
    with pytest.raises(OutputError, match="n'est pas un PDF lisible"):
        papers.dossier(desk, "SALARIE")


def test_what_is_missing_is_told_on_paper_without_a_name(desk: Desk) -> None:
    booked = booking.book_at(desk, NINE, person(1, family_name="Secret"), channel=Channel.DESK)
    arrivals.check_in(desk, booked.reference)
    arrivals.call_next(desk, 1)
    with pytest.raises(Refusal) as refused:
        papers.missing_sheet(desk, booked.reference)
    assert refused.value.code == "not_allowed_now"
    listed = arrivals.checklist("SALARIE")[:1]
    arrivals.mark_incomplete(desk, booked.reference, listed, "jugement [red]traduit")
    (page,) = pages(papers.missing_sheet(desk, booked.reference))
    for text in (listed[0].split("(")[0].strip(), "jugement [red]traduit", "demandez-le"):
        assert text in page
    for secret in ("SECRET", booked.applicant.foreign_resident_number):
        assert secret not in page.upper().replace(" ", "")
    again = booking.book_at(desk, NINE + timedelta(days=2), person(1), channel=Channel.DESK)
    (page,) = pages(papers.missing_sheet(desk, booked.reference))
    assert again.start.date() == date(2026, 12, 2)
    assert "prochain rendez-vous : mercredi 2 décembre 2026 à 9 h." in page


OWN = [code for code in WORDS if code != "fr"]
TURNED_AWAY = {
    "online": {"situation": "ETUDIANT", "permit_expires": "2027-01-10", "postal_code": "84000"},
    "too_early": {"situation": "SALARIE", "permit_kind": "CST", "permit_expires": "2028-06-01"},
    "elsewhere": {"situation": "SALARIE", "permit_kind": "CST", "postal_code": "13001"},
    "refused": {"situation": "REFUS_OQTF"},
}


@pytest.mark.parametrize("language", OWN)
@pytest.mark.parametrize("typed", TURNED_AWAY.values(), ids=TURNED_AWAY)
def test_who_is_turned_away_takes_along_why_in_their_language(
    desk: Desk, tmp_path: Path, typed: dict[str, str], language: str
) -> None:
    words, path = WORDS[language], tmp_path / "fiche.pdf"
    path.write_bytes(papers.refusal_sheet(desk, typed, language))
    in_french = pages(papers.refusal_sheet(desk, typed))
    told = readback.letters(readback.prose(path))
    assert 0 <= told.find(readback.letters(words.not_here)) < told.index("Vousavezdit")
    assert "Seulletexteenfrançaisfaitfoi" in told
    assert "▯" not in readback.prose(path)
    finding = eligibility.evaluate(
        desk.office,
        desk.clock.today(),
        situation=typed["situation"],
        permit_kind=typed.get("permit_kind"),
        expires=parse_date(typed.get("permit_expires", ""), desk.clock.today(), Era.FUTURE),
        postal_code=typed.get("postal_code"),
    )
    assert finding is not None
    home = catalogue.home_department(typed.get("postal_code", ""))
    situation = GUIDE.situation(typed["situation"])
    where, _ = places.where_to_go(words, finding.verdict, desk.office, situation, home)
    for word in " ".join(where).split():  # where Latin stands in Arabic, lines are read in pieces
        assert readback.letters(word) in told, word
    assert len(pages(path.read_bytes())) <= len(in_french) + 1


def test_a_sheet_in_arabic_keeps_the_order_of_its_numbers(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "fiche.pdf"
    path.write_bytes(papers.refusal_sheet(desk, TURNED_AWAY["online"], "ar"))
    assert desk.office.help_phone in readback.prose(path)
