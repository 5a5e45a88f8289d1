"""The faces of a document: how wide a text is in them, and how it is put on the page.

Lengths are thousandths of the type size, points where a name says so.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from fpdf import FPDF
from fpdf.fonts import TTFFont

from rdv_tui.documents.shaping import (
    Placed,
    is_arabic,
    needs_shaping,
    shape,
    visual_order,
    without_isolates,
)

FONTS: Final = Path(__file__).parent / "fonts"

_LATIN: Final = ("convocation", "Convocation")
_ARABIC: Final = ("convocation-arabe", "ConvocationArabe")
_STYLES: Final = (("", "Regular"), ("B", "Bold"))
_ARABIC_ZOOM: Final = 1.15  # Arabic letters are lower: so much larger, both read alike


class Face:
    """One face, open in one document."""

    def __init__(self, pdf: FPDF, names: tuple[str, str], bold: bool) -> None:
        self.family, prefix = names
        self.zoom = _ARABIC_ZOOM if names is _ARABIC else 1.0
        self.style, style_name = _STYLES[bold]
        self.path = FONTS / f"{prefix}-{style_name}.ttf"
        pdf.add_font(self.family, self.style, self.path)
        font = pdf.fonts[self.family + self.style]
        assert isinstance(font, TTFFont)
        self.font = font
        # The subset of each letter keeps the whole face's bounds: finding its own costs as much
        # time as everything else that is done for a letter.
        font.ttfont.recalcBBoxes = False

    @property
    def characters(self) -> Iterable[int]:
        """Every character that the face has."""
        return self.font.cmap.keys()

    def has(self, letter: str) -> bool:
        """Say whether the face has a glyph for `letter`."""
        return ord(letter) in self.font.cmap

    def width(self, text: str) -> float:
        """Measure `text` letter by letter."""
        # Straight from the face: fpdf2's own way copies its whole state for every word.
        advances = self.font.cw
        return float(sum(advances[ord(one)] for one in text))

    def advance(self, glyph: int) -> int:
        """Return how far a glyph moves the pen by itself, as the document's font says it."""
        name = self.font.ttfont.getGlyphName(glyph)
        units: int = self.font.ttfont["hmtx"].metrics[name][0]
        return round(self.font.scale * units)

    def code(self, placed: Placed) -> str:
        """Return the code of a glyph in the document, as a string of a content stream."""
        glyph = self.font.subset.get_glyph(
            glyph=placed.glyph,
            unicode=tuple(map(ord, placed.text)),
            glyph_name=self.font.ttfont.getGlyphName(placed.glyph),
            glyph_width=self.advance(placed.glyph),
        )
        number = self.font.subset.pick_glyph(glyph)
        assert number is not None  # every glyph of the face has its code
        return f"({self.font.escape_text(chr(number))})"


class Faces:
    """The Latin faces of a document, and the Arabic ones once they are needed."""

    def __init__(self, pdf: FPDF) -> None:
        self._pdf = pdf
        self._latin = [Face(pdf, _LATIN, bold) for bold in (False, True)]
        self._arabic: list[Face] = []
        self._widths: dict[tuple[str, bool], float] = {}
        self.glyphs = set(self._latin[0].characters) & set(self._latin[1].characters)

    def arabic(self, bold: bool = False) -> Face:
        """Return the Arabic face in a weight."""
        if not self._arabic:
            self._arabic = [Face(self._pdf, _ARABIC, heavy) for heavy in (False, True)]
        return self._arabic[bold]

    def forget(self) -> None:
        """Set a size anew on a page come back to: fpdf2 believes the last page's still holds."""
        self._pdf.set_font(_LATIN[0], "", 1)

    def close(self) -> None:
        """Close the files."""
        for face in (*self._latin, *self._arabic):
            face.font.ttfont.close()

    def width(self, text: str, bold: bool) -> float:
        """Measure `text` on one line; a word is measured several times while lines are broken."""
        key = (text, bold)
        if key not in self._widths:
            self._widths[key] = self._measured(text, bold)
        return self._widths[key]

    def _measured(self, text: str, bold: bool) -> float:
        if not needs_shaping(text):
            return self._latin[bold].width(without_isolates(text))
        if is_arabic(text):
            return sum(width for _, _, width in self._pieces(text, bold))
        return sum(one.advance for one in shape(self._latin[bold].path, text))

    def draw(self, text: str, bold: bool, size: float, x: float, y: float) -> None:
        """Draw a text that runs from left to right, its baseline at `y` (points, from above)."""
        face = self._latin[bold]
        if needs_shaping(text):
            self._place(face, shape(face.path, text), size, x, y)
            return
        self._pdf.set_font(face.family, face.style, size)
        self._pdf.text(x / self._pdf.k, y / self._pdf.k, text)

    def draw_backwards(self, text: str, bold: bool, size: float, right: float, y: float) -> None:
        """Draw one line of a right-to-left text, so that it begins at `right` (points)."""
        pieces = self._pieces(text, bold)
        x = right - sum(width for _, _, width in pieces) * size / 1000
        for face, glyphs, width in pieces:
            self._place(face, glyphs, size * face.zoom, x, y)
            x += width * size / 1000

    def _pieces(self, text: str, bold: bool) -> list[tuple[Face, list[Placed], float]]:
        """Return the glyphs of a right-to-left line, a face at a time, from left to right."""
        found = []
        for piece in visual_order(text):
            stretches = self._by_face(without_isolates(piece.text), bold, piece.backwards)
            for face, written in reversed(stretches) if piece.backwards else stretches:
                glyphs = list(shape(face.path, written, backwards=piece.backwards))
                found.append((face, glyphs, sum(one.advance for one in glyphs) * face.zoom))
        return found

    def _by_face(self, text: str, bold: bool, backwards: bool) -> list[tuple[Face, str]]:
        """Part `text` where its face changes: signs that the Arabic face lacks are the Latin's."""
        latin = self._latin[bold]
        found: list[tuple[Face, str]] = []
        for letter in text:
            face = self.arabic(bold) if backwards and self.arabic(bold).has(letter) else latin
            if found and found[-1][0] is face:
                found[-1] = (face, found[-1][1] + letter)
            else:
                found.append((face, letter))
        return found

    def _place(self, face: Face, glyphs: Iterable[Placed], size: float, x: float, y: float) -> None:
        """Draw glyphs one by one from `x` on; marks are moved from where the pen has come to."""
        drawn: list[str] = []
        pen = reached = rise = 0.0
        for one in glyphs:
            if one.up != rise:
                rise = one.up
                drawn.append(f"] TJ {rise * size / 1000:.3f} Ts [")
            if gap := reached - pen - one.right:
                drawn.append(f"{gap:.1f}")
            drawn.append(face.code(one))
            reached = pen + one.right + face.advance(one.glyph)
            pen += one.advance
        self._pdf.set_font(face.family, face.style, size)
        # fpdf2 has no public way to draw glyphs that are already placed.
        self._pdf._out(self._pdf._set_font_for_page(face.font, size))
        at = f"{x:.2f} {self._pdf.h * self._pdf.k - y:.2f} Td"
        self._pdf._out(f"BT {at} [{' '.join(drawn)}] TJ 0 Ts ET")
