"""The archive's letter: PDF/A-2u, its parts looked at one by one, and qpdf's word for the whole."""

import re
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, ContentStream, StreamObject

from rdv_tui.documents.layout import PrintLayout
from rdv_tui.documents.letter import render_letter
from tests.documents.samples import BOOKED_AT, REFERENCE, letter

ARCHIVE = PrintLayout(archive=True)
NAME = "Ẹ̀kúnọ́lá <Dupont> & l'Été"


@pytest.fixture(params=["fr", "ar", "tr"])
def data(request: pytest.FixtureRequest) -> bytes:
    return render_letter(letter(language=request.param, family_name=NAME), ARCHIVE)


def test_qpdf_finds_no_fault(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "archive.pdf"
    path.write_bytes(data)
    done = subprocess.run(
        ["qpdf", "--check", str(path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No syntax or stream encoding errors found" in done.stdout


def test_the_file_says_what_it_is_in_its_metadata(data: bytes) -> None:
    reader = PdfReader(BytesIO(data))
    assert reader.pdf_header == "%PDF-1.7"
    assert "/ID" in reader.trailer
    xmp = reader.xmp_metadata
    assert xmp is not None
    # ISO 19005-2, 6.6.2.3.4: no second place that could say something else.
    assert reader.metadata is None
    raw = xmp.stream.get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in raw
    assert "<pdfaid:conformance>U</pdfaid:conformance>" in raw
    assert xmp.dc_title == {"x-default": f"Convocation {REFERENCE}"}
    assert "titre de séjour" in str(xmp.dc_description)
    assert xmp.xmp_creator_tool == "rdv-tui"
    assert BOOKED_AT.isoformat() in raw
    assert "/Filter" not in xmp.stream


def test_colours_are_those_of_a_profile_in_the_file(data: bytes) -> None:
    intents: Any = PdfReader(BytesIO(data)).root_object["/OutputIntents"]
    assert len(intents) == 1
    intent = intents[0].get_object()
    assert intent["/S"] == "/GTS_PDFA1"
    profile = intent["/DestOutputProfile"].get_object()
    assert profile["/N"] == 3
    assert profile.get_data()[36:40] == b"acsp"


def test_nothing_that_an_archive_forbids(data: bytes) -> None:
    reader = PdfReader(BytesIO(data))
    assert not reader.is_encrypted
    assert not {"/AA", "/Names", "/AcroForm"} & reader.root_object.keys()
    assert isinstance(reader.root_object["/OpenAction"], ArrayObject)  # a page to show, no action
    for page in reader.pages:
        assert not {"/Group", "/Annots", "/AA"} & page.keys()
        resources: Any = page["/Resources"]
        assert not {"/XObject", "/ExtGState", "/Pattern"} & set(resources.get_object())


def fonts(reader: PdfReader) -> dict[str, Any]:
    found = {}
    for page in reader.pages:
        resources: Any = page["/Resources"]
        for name, font in resources.get_object()["/Font"].items():
            found[name] = font.get_object()
    return found


def test_every_font_is_whole_in_the_file(data: bytes) -> None:
    found = fonts(PdfReader(BytesIO(data)))
    assert len(found) >= 2
    for font in found.values():
        assert font["/Encoding"] == "/Identity-H"
        (cid,) = font["/DescendantFonts"]
        cid = cid.get_object()
        assert isinstance(
            cid["/FontDescriptor"].get_object()["/FontFile2"].get_object(), StreamObject
        )
        assert isinstance(cid["/CIDToGIDMap"].get_object(), StreamObject)
        assert re.fullmatch(r"/[A-Z]{6}\+Convocation\w*", cid["/BaseFont"])


def test_every_glyph_drawn_says_which_letter_it_is(data: bytes) -> None:
    reader = PdfReader(BytesIO(data))
    known = {
        name: dict(
            re.findall(r"<([0-9A-F]{4})> <([0-9A-F]+)>", font["/ToUnicode"].get_data().decode())
        )
        for name, font in fonts(reader).items()
    }
    drawn = 0
    for page in reader.pages:
        font = ""
        for operands, operator in ContentStream(page["/Contents"], reader).operations:
            if operator == b"Tf":
                font = operands[0]
            if operator not in {b"Tj", b"TJ"}:
                continue
            pieces = operands[0] if operator == b"TJ" else operands
            for piece in (one for one in pieces if not isinstance(one, (int, float))):
                codes = piece.original_bytes.hex().upper()
                for at in range(0, len(codes), 4):
                    drawn += 1
                    meaning = known[font].get(codes[at : at + 4], "")
                    assert meaning not in {"", "0000", "FEFF", "FFFE"}
    assert drawn > 1500


def test_the_plain_letter_does_not_claim_to_be_an_archive() -> None:
    reader = PdfReader(BytesIO(render_letter(letter())))
    assert reader.xmp_metadata is None
    assert "/OutputIntents" not in reader.root_object
