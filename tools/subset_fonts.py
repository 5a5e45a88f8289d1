"""Cut the letter's faces out of Lato and Noto: run by hand, when the faces or the ranges change.

    python tools/subset_fonts.py FOLDER_WITH_LATO_TTF FOLDER_WITH_NOTO_TTF

Both are under the SIL Open Font License 1.1, and come with Debian's packages fonts-lato (2.0) and
fonts-noto-core (20201225), under /usr/share/fonts/truetype. "Lato" is a reserved name, so what
comes out is called "Convocation". The Latin faces lose kerning and OpenType features: a mark that
has no precomposed letter is placed by the shaping engine from the shapes alone. The Arabic faces
keep what joins letters and places marks.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

TARGET = Path(__file__).parents[1] / "src" / "rdv_tui" / "documents" / "fonts"
LATIN = (
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
ARABIC = (
    (0x0020, 0x002F),  # spaces and signs stand within Arabic; digits and Latin letters are Latin's
    (0x003A, 0x003B),
    (0x00A0, 0x00A0),
    (0x00AB, 0x00AB),
    (0x00BB, 0x00BB),
    (0x2013, 0x2014),
    (0x060C, 0x060C),  # comma, semicolon, question mark
    (0x061B, 0x061B),
    (0x061F, 0x061F),
    (0x0621, 0x063A),  # letters
    (0x0640, 0x0655),  # letters, marks
    (0x0670, 0x0671),
)
JOINING = ("ccmp", "locl", "init", "medi", "fina", "rlig", "liga", "mark", "mkmk")
PLACEHOLDER = 0x25AF  # ▯ stands on paper for a character that the face does not have
NON_BREAKING_HYPHEN = 0x2011
LICENCE = (
    "Licensed under the SIL Open Font License, Version 1.1 (https://openfontlicense.org). "
    "A subset of a typeface by {author}, renamed as its licence asks."
)


@dataclass(frozen=True, slots=True)
class Face:
    """A face to cut: from which file, which characters, which of its features, its new name."""

    source: str
    family: str
    style: str
    version: str
    author: str
    ranges: tuple[tuple[int, int], ...]
    features: tuple[str, ...] = ()

    @property
    def target(self) -> str:
        """The name of the file that comes out."""
        return f"{self.family.replace(' ', '')}-{self.style}.ttf"


_LATO = ("2.007", "Łukasz Dziedzic", LATIN)
_NOTO = ("2.004", "Google LLC", ARABIC, JOINING)
FACES = (
    Face("Lato-Regular.ttf", "Convocation", "Regular", *_LATO),
    Face("Lato-Bold.ttf", "Convocation", "Bold", *_LATO),
    Face("NotoNaskhArabic-Regular.ttf", "Convocation Arabe", "Regular", *_NOTO),
    Face("NotoNaskhArabic-Bold.ttf", "Convocation Arabe", "Bold", *_NOTO),
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


def _rename(font: TTFont, face: Face) -> None:
    names = font["name"]
    copyright_line = names.getDebugName(0).strip()
    names.names = []
    post_script = face.target.removesuffix(".ttf")
    values = {
        0: copyright_line,
        1: face.family,
        2: face.style,
        3: f"{post_script};{face.version}",
        4: f"{face.family} {face.style}",
        5: f"Version {face.version}",
        6: post_script,
        13: LICENCE.format(author=face.author),
        14: "https://openfontlicense.org",
    }
    for number, value in values.items():
        names.setName(value, number, 3, 1, 0x409)


def subset(source: Path, face: Face) -> Path:
    """Write the subset of `source` beside its licence and return its path."""
    font = TTFont(source, recalcTimestamp=False)
    font["head"].created = font["head"].modified  # the original's is a date before computers
    wanted = {code for first, last in face.ranges for code in range(first, last + 1)}
    if not face.features:
        _add_characters(font)
        wanted.add(PLACEHOLDER)
    options = Options(
        layout_features=list(face.features),
        hinting=False,
        notdef_outline=True,
        name_IDs=["*"],
        glyph_names=False,
    )
    options.drop_tables += ["kern", "DSIG", "FFTM", "hdmx", "VDMX", "LTSH"]
    if not face.features:
        options.drop_tables += ["GPOS", "GSUB", "GDEF"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    _rename(font, face)
    target = TARGET / face.target
    font.save(target)
    return target


def main() -> None:
    """Subset every face, found in the folders named on the command line."""
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    for face in FACES:
        found = [Path(folder) / face.source for folder in sys.argv[1:]]
        target = subset(next(path for path in found if path.exists()), face)
        sys.stdout.write(f"{target.name}: {target.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
