"""What a screen reader is told: all text, in order, as headings or paragraphs, in its language."""

import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream

from rdv_tui.documents.layout import PrintLayout
from rdv_tui.documents.letter import render_letter
from rdv_tui.services.delivery import papers
from rdv_tui.services.desk import Desk
from tests.documents.samples import REFERENCE, letter

SHOWS = {b"Tj", b"TJ", b"'", b'"'}
PAINTS = {b"f", b"S", b"B", b"re"}


def elements(data: bytes) -> Iterator[Any]:
    root: Any = PdfReader(BytesIO(data)).root_object["/StructTreeRoot"]
    (document,) = root["/K"]
    assert document.get_object()["/S"] == "/Document"
    for one in document.get_object()["/K"]:
        yield one.get_object()


def structure(folder: Path, data: bytes) -> str:
    """Return the structure as poppler reads it."""
    path = folder / "paper.pdf"
    path.write_bytes(data)
    done = subprocess.run(
        ["pdfinfo", "-struct-text", str(path)], check=True, capture_output=True, text=True
    )
    return done.stdout


def unmarked(data: bytes) -> list[bytes]:
    """Return what is drawn on the pages outside every mark."""
    reader, found = PdfReader(BytesIO(data)), []
    for page in reader.pages:
        depth = 0
        for _, operator in ContentStream(page["/Contents"], reader).operations:
            if operator in {b"BDC", b"BMC"}:
                depth += 1
                assert depth == 1, "marks do not nest"
            elif operator == b"EMC":
                depth -= 1
            elif operator in SHOWS | PAINTS and not depth:
                found.append(operator)
        assert depth == 0
    return found


@pytest.fixture(
    params=[
        ("fr", PrintLayout()),
        ("ar", PrintLayout()),
        ("tr", PrintLayout(large_print=True)),
        ("ar", PrintLayout(archive=True)),
        ("fr", PrintLayout(specimen=True)),
    ],
    ids=["plain", "arabic", "large", "archive", "specimen"],
)
def data(request: pytest.FixtureRequest) -> bytes:
    language, form = request.param
    return render_letter(letter(language=language), form)


def test_all_that_is_drawn_is_read_or_left_out_on_purpose(data: bytes) -> None:
    assert unmarked(data) == []
    marked: Any = PdfReader(BytesIO(data)).root_object["/MarkInfo"]
    assert marked["/Marked"]


def test_each_page_finds_its_elements_again(data: bytes) -> None:
    reader = PdfReader(BytesIO(data))
    root: Any = reader.root_object["/StructTreeRoot"]
    numbers = root["/ParentTree"]["/Nums"]
    of_page = dict(zip(numbers[::2], numbers[1::2], strict=True))
    marks = [
        (page, int(operands[1]["/MCID"]))
        for page in reader.pages
        for operands, operator in ContentStream(page["/Contents"], reader).operations
        if operator == b"BDC"
    ]
    assert len(marks) > 40
    for page, mark in marks:
        element = of_page[page["/StructParents"]][mark].get_object()
        assert list(element["/K"]) == [mark]
        assert element.raw_get("/Pg") == page.indirect_reference


def test_headings_are_told_and_the_code_has_words(tmp_path: Path) -> None:
    roles = [one["/S"] for one in elements(render_letter(letter()))]
    assert roles.count("/Figure") == 2
    assert roles.count("/H1") == 2
    assert roles.count("/H2") >= 4
    figures = [one["/Alt"] for one in elements(render_letter(letter())) if one["/S"] == "/Figure"]
    assert figures[0] == f"Code QR : {REFERENCE}"
    text = structure(tmp_path, render_letter(letter()))
    first, second = text.index("mardi 1er décembre 2026"), text.index("Documents à apporter")
    assert text[:first].rstrip(' "\n').endswith("H1 (block)")
    assert first < text.index("Vous devez vous présenter") < second
    assert "page 1/2" not in text, "a footer is not read out"


def test_words_at_the_end_of_a_line_stay_apart(tmp_path: Path) -> None:
    text = structure(tmp_path, render_letter(letter()))
    assert "(dernier portail, avenue de la Folie)" in text
    assert "rendez- vous" not in text


@pytest.mark.parametrize("language", ["ar", "tr", "en"])
def test_each_part_is_in_its_language(language: str) -> None:
    found = list(elements(render_letter(letter(language=language))))
    spoken = [one.get("/Lang") for one in found]
    assert set(spoken) == {None, language}
    assert spoken.count(language) > 15
    assert str(PdfReader(BytesIO(render_letter(letter()))).root_object["/Lang"]) == "fr-FR"


def test_other_papers_are_read_too(desk: Desk, tmp_path: Path) -> None:
    for paper in (papers.checklist(desk, "SALARIE"), papers.routing_sheet(desk, "ETUDIANT")):
        assert unmarked(paper) == []
        assert "H1 (block)" in structure(tmp_path, paper)
    assert "H2 (block)" in structure(tmp_path, papers.help_sheet(desk))
