"""The papers of a trial say so across every page, and lie apart from the real ones."""

from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from rdv_tui.documents.layout import PrintLayout
from rdv_tui.domain.appointment import Channel
from rdv_tui.services.booking.booking import book_at
from rdv_tui.services.delivery import delivery, papers
from rdv_tui.services.delivery.specimens import folder_of
from rdv_tui.services.desk import Desk
from tests.factories import person

NINE = datetime.fromisoformat("2026-12-01T09:00")
PAPERS = (
    "letter",
    "large",
    "archive",
    "translated",
    "checklist",
    "routing",
    "help",
    "refusal",
    "day",
)


def made(desk: Desk, paper: str) -> bytes:
    """Return a paper of the desk by the name that this test gives it."""
    language = "ar" if paper == "translated" else "fr"
    booked = book_at(desk, NINE, replace(person(), language=language), channel=Channel.DESK)
    form = PrintLayout(large_print=paper == "large", archive=paper == "archive")
    match paper:
        case "checklist":
            return papers.checklist(desk, "SALARIE")
        case "routing":
            return papers.routing_sheet(desk, "ETUDIANT")
        case "refusal":
            return papers.refusal_sheet(desk, {"situation": "ETUDIANT"})
        case "help":
            return papers.help_sheet(desk)
        case "day":
            return delivery.day_sheets(desk, NINE.date())
        case _:
            return delivery.letter_pdf(desk, booked.reference, form)


def texts(document: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(document)).pages]


@pytest.mark.parametrize("paper", PAPERS)
def test_every_page_of_a_trial_is_a_specimen(desk: Desk, paper: str) -> None:
    pages = texts(made(replace(desk, is_trial=True), paper))
    assert pages
    assert all("SPÉCIMEN" in page for page in pages)


@pytest.mark.parametrize("paper", PAPERS)
def test_no_page_of_a_real_desk_is_one(desk: Desk, paper: str) -> None:
    assert not any("SPÉCIMEN" in page for page in texts(made(desk, paper)))


def test_a_trial_keeps_its_papers_apart(tmp_path: Path) -> None:
    assert folder_of(tmp_path, is_trial=False) == tmp_path
    assert folder_of(tmp_path, is_trial=True).parent == tmp_path
