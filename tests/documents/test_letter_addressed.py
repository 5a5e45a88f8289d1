"""Who a letter is from and to, and how its pages fall."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from rdv_tui.documents.layout import PrintLayout
from rdv_tui.documents.letter import render_letter
from rdv_tui.domain.office import SignedBy
from tests.documents import readback
from tests.documents.samples import letter
from tests.documents.test_letter import Printer


@pytest.fixture
def printed(tmp_path: Path) -> Printer:
    return Printer(tmp_path)


@pytest.mark.parametrize(
    ("signed_by", "agent", "says"),
    [
        ("agent", "Anne Morel", "Affaire suivie par : Anne Morel"),
        ("agent", "", "Affaire suivie par : Bureau de l'immigration et de l'asile"),
        ("service", "Anne Morel", "Affaire suivie par : Bureau de l'immigration et de l'asile"),
        ("none", "Anne Morel", ""),
    ],
)
def test_who_follows_the_file_is_the_office_s_to_decide(
    printed: Printer, signed_by: str, agent: str, says: str
) -> None:
    one = replace(letter(office={"signed_by": SignedBy(signed_by)}), agent=agent)
    message = readback.prose(printed(one), 1)
    assert says in message
    assert ("Affaire suivie" in message) == bool(says)
    assert ("Morel" in message) == (says.endswith("Morel"))


THIN = [
    {"permit_kind": "CST", "permit_expires": date(2027, 1, 10)},
    {"permit_kind": "VLS-TS", "permit_expires": date(2026, 11, 25)},
    {"situation": "CR_APATRIDE", "permit_kind": "CSP", "permit_expires": date(2027, 1, 10)},
    {"situation": "BREXIT", "permit_kind": "AR-5ANS", "permit_expires": date(2027, 1, 10)},
]
"""People whose letters would end on a page of a few lines."""


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("language", ["fr", "ar", "tr"])
@pytest.mark.parametrize("person", THIN)
def test_no_page_has_a_single_paragraph_and_the_date_is_on_the_first(
    printed: Printer, person: dict[str, Any], language: str, large: bool
) -> None:
    data = render_letter(letter(language=language, **person), PrintLayout(large_print=large))
    path = printed.folder / "lettre.pdf"
    path.write_bytes(data)
    pages = len(PdfReader(path).pages)
    texts = [readback.text(path, page).split("\n") for page in range(1, pages + 1)]
    assert min(len([line for line in one if line.strip()]) for one in texts) >= 8
    assert "9 h 30" in readback.prose(path, 1)
    assert pages <= (9 if large else 5)


def test_a_letter_addresses_the_person_as_they_are_called(printed: Printer) -> None:
    called = readback.prose(printed(letter(common_name="martin", civility="MME")), page=1)
    assert "Mme ŞÜKRÜ Đorđe 1, nom d'usage MARTIN" in called.replace("’", "'")
    assert "nom d'usage" not in readback.prose(printed(letter()), page=1).replace("’", "'")
