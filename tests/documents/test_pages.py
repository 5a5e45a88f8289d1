"""As few pages as it takes, and none of them with a paragraph alone."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from rdv_tui.documents.layout import PLAIN, PrintLayout
from rdv_tui.documents.letter import render_letter
from rdv_tui.locales.delivery.letter_languages import LANGUAGES
from tests.documents.samples import letter

LARGE = PrintLayout(large_print=True)
PEOPLE: dict[str, dict[str, Any]] = {
    "in_time": {"permit_expires": date(2027, 1, 10)},
    "the_day_after": {"permit_kind": "CST", "permit_expires": date(2026, 11, 30)},
    "covered": {"permit_kind": "CSP-4ANS", "permit_expires": date(2026, 11, 1)},
    "over": {
        "start": "2027-06-08T09:30",
        "situation": "BREXIT",
        "permit_kind": "AR-5ANS",
        "permit_expires": date(2026, 11, 1),
    },
    "visa": {"permit_kind": "VLS-TS", "permit_expires": date(2026, 9, 1)},
    "retired": {
        "situation": "RETRAITE",
        "permit_kind": "CS-RETRAITE",
        "permit_expires": date(2026, 12, 1),
    },
}


def rows(data: bytes) -> list[int]:
    """Return how many lines of text each page has, its header and footer too."""
    found = []
    for page in PdfReader(BytesIO(data)).pages:
        heights: set[int] = set()

        def visit(
            text: str,
            _cm: object,
            tm: list[float],
            _font: object,
            _size: float,
            into: set[int] = heights,
        ) -> None:
            if text.strip():
                into.add(round(tm[5]))

        page.extract_text(visitor_text=visit)
        found.append(len(heights))
    return found


@pytest.mark.parametrize("form", [PLAIN, LARGE], ids=["plain", "large"])
@pytest.mark.parametrize("language", ["fr", *sorted(LANGUAGES)])
def test_no_page_has_a_paragraph_alone(language: str, form: PrintLayout) -> None:
    # A header, a footer, and the longest paragraph of any letter: the notice in large print.
    few = {
        name: found
        for name, of in PEOPLE.items()
        if min(found := rows(render_letter(letter(language=language, **of), form))) < 12
    }
    assert few == {}


def test_it_takes_no_more_pages_than_this() -> None:
    for language in LANGUAGES:
        usual = letter(language=language, **PEOPLE["in_time"])
        assert len(rows(render_letter(usual))) <= 4
        assert len(rows(render_letter(usual, LARGE))) <= 8
