"""The letter read on a screen says what the paper says, page by page."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from pypdf import PdfReader

from rdv_tui.documents.layout import PLAIN, PrintLayout
from rdv_tui.documents.letter import letter_pages, render_letter
from rdv_tui.documents.letter_contents import Letter
from rdv_tui.documents.transcript import Pages, Paper
from rdv_tui.services.delivery import papers
from rdv_tui.services.desk import Desk
from rdv_tui.widgets.letter_lines import page_lines
from tests.documents.samples import letter

LETTERS = {
    "french": letter(),
    "named counter": letter(counter=3, office={"letter_names_counter": True}),
    "translated": letter(language="tr"),
    "expired": letter(start="2027-06-01T09:30"),
    "long name": letter(family_name="Rakotomalala-" * 4 + "Razafy", given_names="Anne " * 8),
}


def letters_of(text: str) -> str:
    """Return nothing but letters and digits, so that line ends and hyphens count for nothing."""
    return re.sub(r"[\W_]", "", text)


@pytest.mark.parametrize("form", [PLAIN, PrintLayout(large_print=True)], ids=["plain", "large"])
@pytest.mark.parametrize("said", LETTERS.values(), ids=LETTERS)
def test_pages_have_the_words_of_the_paper(said: Letter, form: PrintLayout) -> None:
    assert_same_words(letter_pages(said, form), render_letter(said, form))


OTHERS: dict[str, Callable[[Desk], bytes]] = {
    "checklist": lambda desk: papers.checklist(desk, "SALARIE"),
    "routing sheet": lambda desk: papers.routing_sheet(desk, "ETUDIANT"),
    "refusal sheet": lambda desk: papers.refusal_sheet(desk, {"postal_code": "30000"}),
    "help sheet": papers.help_sheet,
}


@pytest.mark.parametrize("make", OTHERS.values(), ids=OTHERS)
def test_other_papers_have_their_pages_beside_their_bytes(
    desk: Desk, make: Callable[[Desk], bytes]
) -> None:
    paper = make(desk)
    assert isinstance(paper, Paper)
    assert_same_words(paper.pages, paper)


def assert_same_words(pages: Pages, file: bytes) -> None:
    paper = PdfReader(BytesIO(file)).pages
    assert len(pages) == len(paper)
    for page, printed in zip(pages, paper, strict=True):
        assert page.pieces
        words = letters_of(printed.extract_text())
        for piece in page.pieces:
            for word in "".join(run.text for run in piece.runs).split():
                assert letters_of(word) in words


@pytest.mark.parametrize("width", [30, 57, 74, 120])
@pytest.mark.parametrize("said", LETTERS.values(), ids=LETTERS)
def test_nothing_is_lost_and_nothing_wider_than_the_screen(said: Letter, width: int) -> None:
    for page in letter_pages(said):
        lines = page_lines(page, width)
        assert max(line.cell_length for line in lines) <= width
        shown = letters_of("".join(line.plain for line in lines))
        for piece in page.pieces:
            for word in "".join(run.text for run in piece.runs).split():
                assert letters_of(word[: width // 3]) in shown


def test_what_stands_beside_each_other_on_paper_does_on_the_screen() -> None:
    lines = [line.plain for line in page_lines(letter_pages(letter())[0], 74)]
    assert any(re.match(r"3 juillet 1985 +Turquie +84 0000 0001", line) for line in lines)
    assert any(line.startswith("┌─") for line in lines)
    reference = next(line for line in lines if line.endswith("7K4H-M2XA"))
    assert len(reference) == 74


def test_each_paper_to_bring_has_its_box() -> None:
    said = letter()
    lines = [line.plain for line in page_lines(letter_pages(said)[1], 74)]
    boxes = sum(line.strip("│ ").startswith("□") for line in lines)
    assert boxes == len(said.documents) + len(said.if_lodged)


def test_arabic_is_left_to_the_paper() -> None:
    pages = letter_pages(letter(language="ar"))
    backwards = [page for page in pages if any(piece.backwards for piece in page.pieces)]
    assert backwards
    for page in backwards:
        assert "arabe" in page_lines(page, 74)[0].plain
