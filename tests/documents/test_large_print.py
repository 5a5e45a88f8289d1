"""The letter for who sees badly: nothing under 18 points, nothing cut off."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from rdv_tui.documents.layout import LARGE_PRINT, PrintLayout
from rdv_tui.documents.letter import render_letter
from rdv_tui.documents.letter_contents import Letter
from tests.documents import readback
from tests.documents.samples import REFERENCE, letter

LARGE = PrintLayout(large_print=True)
BROKEN = {
    "rendez-vous",
    "rendezvous",
    "rendez-vous.",
    "rendez-vous,",
}  # a word may end a line at its hyphen
MARGINS = (56, 595 - 56, 30, 842 - 40)


def strings(data: bytes) -> list[tuple[str, float, float, float]]:
    """Return each string that is drawn, with its size in points and where it begins."""
    found: list[tuple[str, float, float, float]] = []
    for page in PdfReader(BytesIO(data)).pages:

        def visit(text: str, _cm: object, tm: list[float], _font: object, size: float) -> None:
            if text.strip():
                found.append((text, size, tm[4], tm[5]))

        page.extract_text(visitor_text=visit)
    return found


def extreme() -> Letter:
    return letter(
        permit_kind="CR",
        permit_expires=date(2026, 5, 25),
        family_name="Ramanantsoavina-Rakotomalala " * 5,
        language="ar",
    )


@pytest.mark.parametrize("one", [letter(), letter(language="tr"), extreme()])
def test_nothing_is_smaller_than_eighteen_points(one: Letter) -> None:
    drawn = strings(render_letter(one, LARGE))
    assert min(size for _, size, _, _ in drawn) >= 18
    assert min(type_.size for type_ in LARGE_PRINT.values()) == 18
    assert min(size for _, size, _, _ in strings(render_letter(one))) < 12


@pytest.mark.parametrize("one", [letter(), letter(language="es"), extreme()])
def test_everything_is_within_the_margins(one: Letter) -> None:
    left, right, bottom, top = MARGINS
    outside = [
        (text, x, y)
        for text, _, x, y in strings(render_letter(one, LARGE))
        if not (left < x < right and bottom < y < top)
    ]
    assert outside == []


def test_it_says_all_that_the_letter_says(tmp_path: Path) -> None:
    path = tmp_path / "lettre.pdf"
    plain, large = render_letter(letter()), render_letter(letter(), LARGE)
    path.write_bytes(plain)
    words = set(readback.prose(path).split())
    path.write_bytes(large)
    missing = words - set(readback.prose(path).split())
    assert {word for word in missing if "/" not in word} <= BROKEN
    assert readback.codes(path, tmp_path) == [REFERENCE]
    first = readback.prose(path, 1)
    assert "mardi 1er décembre 2026 à 9 h 30" in first
    assert "Présentez-vous à l'accueil" in first
    assert "Date de naissance : 3 juillet 1985" in first
