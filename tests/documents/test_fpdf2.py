"""What rdv-tui uses of fpdf2 beside its documentation; `pyproject.toml` bounds its version for it.

When this fails after an upgrade, `documents/faces.py` and `documents/shaping.py` are to be read
again beside fpdf2's new source, and the printed letters looked at, before anything else.
"""

from collections.abc import Iterator

import pytest
from fpdf import FPDF
from fpdf.bidi import BidiParagraph
from fpdf.enums import TextDirection
from fpdf.fonts import TTFFont

from rdv_tui.documents.faces import FONTS

REGULAR = FONTS / "Convocation-Regular.ttf"
FAMILY = "convocation"


@pytest.fixture
def pdf() -> Iterator[FPDF]:
    document = FPDF(format="A4", unit="mm")
    document.add_font(FAMILY, "", REGULAR)
    document.add_page()
    yield document
    opened(document).ttfont.close()


def opened(pdf: FPDF) -> TTFFont:
    font = pdf.fonts[FAMILY]
    assert isinstance(font, TTFFont)
    return font


def test_a_face_tells_widths_in_thousandths_by_code_point(pdf: FPDF) -> None:
    font = opened(pdf)
    name = font.cmap[ord("M")]
    units = font.ttfont["hmtx"].metrics[name][0]
    assert font.scale == 1000 / font.ttfont["head"].unitsPerEm
    assert font.cw[ord("M")] == pytest.approx(font.scale * units, abs=1)
    assert font.ttfont.recalcBBoxes is True, "the default that faces.py turns off"


def test_a_placed_glyph_gets_a_code_of_its_own_that_is_kept(pdf: FPDF) -> None:
    font = opened(pdf)

    def code(text: str) -> int | None:
        number = font.ttfont.getGlyphID(font.cmap[ord(text[0])])
        name = font.ttfont.getGlyphName(number)
        glyph = font.subset.get_glyph(
            glyph=number, unicode=tuple(map(ord, text)), glyph_name=name, glyph_width=500
        )
        return font.subset.pick_glyph(glyph)

    first, other = code("A"), code("B")
    assert first is not None
    assert other is not None
    assert first != other
    assert code("A") == first
    assert code("AB") not in {first, other}, "the same glyph that means another text"
    assert font.escape_text("(") == "\0\\(", "two bytes a code, brackets escaped"


def test_a_content_stream_is_written_to_as_it_is(pdf: FPDF) -> None:
    font = opened(pdf)
    pdf.set_compression(False)
    assert pdf._set_font_for_page(font, 12.0) == f"BT /F{font.i} 12.00 Tf ET"
    pdf._out("1 0 0 1 3 4 cm")
    assert b"\n1 0 0 1 3 4 cm\n" in bytes(pdf.output())


def test_lengths_on_the_page_are_millimetres_from_above(pdf: FPDF) -> None:
    assert pdf.k == pytest.approx(72 / 25.4)
    assert pdf.h * pdf.k == pytest.approx(841.89, abs=0.01)


def test_a_page_can_be_come_back_to(pdf: FPDF) -> None:
    pdf.set_compression(False)
    pdf.add_page()
    pdf.page = 1
    pdf._out("% on the first")
    pdf.page = 2
    pdf._out("% on the second")
    written = bytes(pdf.output())
    assert len(pdf.pages) == 2
    assert written.index(b"% on the first") < written.index(b"% on the second")


def test_levels_of_a_right_to_left_paragraph_come_one_a_character() -> None:
    paragraph = BidiParagraph("موعد AB 12", TextDirection.RTL, preserve_bn_chars=True)
    levels = [one.embedding_level for one in paragraph.get_characters_with_embedding_level()]
    assert levels == [1, 1, 1, 1, 1, 2, 2, 2, 2, 2]
