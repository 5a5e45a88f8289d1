"""The papers beside the letter, read back as text."""

import io
import re
from dataclasses import replace

import pytest
from pypdf import PdfReader

from rdv_tui import catalogue
from rdv_tui.domain.situations import Route
from rdv_tui.errors import UsageError
from rdv_tui.locales.delivery.letter import LODGED_DOCUMENTS
from rdv_tui.services.delivery import papers
from rdv_tui.services.desk import Desk

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
    assert "▯" not in message


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


def test_the_same_paper_twice_is_the_same_file(desk: Desk) -> None:
    assert papers.checklist(desk, "SALARIE") == papers.checklist(desk, "SALARIE")


def test_an_unknown_situation_is_named(desk: Desk) -> None:
    with pytest.raises(UsageError) as caught:
        papers.checklist(desk, "INCONNU")
    assert "situation" in caught.value.fields
