"""Cut the letter's two faces out of Lato: run once, by hand, when the faces or the ranges change.

    python tools/subset_fonts.py FOLDER_WITH_LATO_TTF

Lato (2.0, SIL Open Font License 1.1) is what Debian's package fonts-lato installs under
/usr/share/fonts/truetype/lato. "Lato" is a reserved name, so what comes out is called
"Convocation". Kerning and OpenType features go: fpdf2 does not use them without a shaping engine.
"""

import sys
from pathlib import Path

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

FACES = {"Lato-Regular.ttf": "Regular", "Lato-Bold.ttf": "Bold"}
TARGET = Path(__file__).parents[1] / "src" / "rdv_tui" / "documents" / "fonts"
FAMILY = "Convocation"

RANGES = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x024F),  # Latin-1, Extended-A and B: all of Europe, Turkey, West Africa's capitals
    (0x0250, 0x02AF),  # West Africa's small letters (ɓ ɖ ɛ ɔ ɣ …)
    (0x02B9, 0x02DD),  # modifier letters: okina, apostrophes
    (0x0300, 0x0335),  # combining marks, for what has no precomposed letter
    (0x1E00, 0x1EFF),  # Extended Additional: Vietnamese, ẞ, transliterations of Arabic
    (0x2010, 0x2026),  # dashes, quotation marks, ellipsis
    (0x202F, 0x203A),
    (0x20AC, 0x20AC),
    (0x2116, 0x2116),
    (0x2190, 0x2193),
    (0x2212, 0x2212),
)
PLACEHOLDER = 0x25AF  # ▯ stands on paper for a character that the face does not have
NON_BREAKING_HYPHEN = 0x2011
LICENCE = (
    "Licensed under the SIL Open Font License, Version 1.1 (https://openfontlicense.org). "
    "A subset of a typeface by Łukasz Dziedzic, renamed as its licence asks."
)


def _rectangle(width: int, height: int, stroke: int) -> Glyph:
    """Draw an upright hollow rectangle, its inner contour the other way round."""
    pen = TTGlyphPen(None)
    left, right = stroke, width - stroke
    outer = [(left, 0), (left, height), (right, height), (right, 0)]
    inner = [
        (left + stroke, stroke),
        (right - stroke, stroke),
        (right - stroke, height - stroke),
        (left + stroke, height - stroke),
    ]
    for contour in (outer, inner):
        pen.moveTo(contour[0])
        for point in contour[1:]:
            pen.lineTo(point)
        pen.closePath()
    return pen.glyph()


def _add_characters(font: TTFont) -> None:
    em = font["head"].unitsPerEm
    width, stroke = em * 6 // 10, em // 22
    name = "placeholder"
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"][name] = _rectangle(width, em * 7 // 10, stroke)
    font["hmtx"][name] = (width, stroke)
    cmap = font.getBestCmap()
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[PLACEHOLDER] = name
            table.cmap.setdefault(NON_BREAKING_HYPHEN, cmap[ord("-")])


def _rename(font: TTFont, style: str) -> None:
    names = font["name"]
    copyright_line = names.getDebugName(0).strip()
    names.names = []
    values = {
        0: copyright_line,
        1: FAMILY,
        2: style,
        3: f"{FAMILY}-{style};2.007",
        4: f"{FAMILY} {style}",
        5: "Version 2.007",
        6: f"{FAMILY}-{style}",
        13: LICENCE,
        14: "https://openfontlicense.org",
    }
    for number, value in values.items():
        names.setName(value, number, 3, 1, 0x409)


def subset(source: Path, style: str) -> Path:
    """Write the subset of `source` beside its licence and return its path."""
    font = TTFont(source, recalcTimestamp=False)
    font["head"].created = font["head"].modified  # the original's is a date before computers
    _add_characters(font)
    options = Options(
        layout_features=[], hinting=False, notdef_outline=True, name_IDs=["*"], glyph_names=False
    )
    options.drop_tables += ["GPOS", "GSUB", "GDEF", "kern", "DSIG", "FFTM", "hdmx", "VDMX", "LTSH"]
    subsetter = Subsetter(options)
    subsetter.populate(
        unicodes={
            *(code for first, last in RANGES for code in range(first, last + 1)),
            PLACEHOLDER,
        }
    )
    subsetter.subset(font)
    _rename(font, style)
    target = TARGET / f"{FAMILY}-{style}.ttf"
    font.save(target)
    return target


def main() -> None:
    """Subset every face found in the folder named on the command line."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    for file_name, style in FACES.items():
        target = subset(Path(sys.argv[1]) / file_name, style)
        sys.stdout.write(f"{target.name}: {target.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
