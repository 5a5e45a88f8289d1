"""Text whose letters change or move: Arabic, and marks that have no precomposed letter.

HarfBuzz chooses and places the glyphs; the order on the page is the Unicode bidirectional
algorithm's (UAX 9, fpdf2's implementation). All other text is drawn letter by letter: this costs
time, and needs libraries that most letters never load.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import uharfbuzz

_MOVES = re.compile(
    "[\u0300-\u036f\u0590-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
_ARABIC = re.compile("[\u0600-\u06ff]")
_ISOLATES = re.compile("[\u2066-\u2069]")
LRI, PDI = "\N{LEFT-TO-RIGHT ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


@dataclass(frozen=True, slots=True)
class Placed:
    """A glyph of a face: what it stands for, how far it moves the pen, where it is drawn from it.

    Lengths are thousandths of the type size. `text` is empty when an earlier glyph says it all.
    """

    glyph: int
    text: str
    advance: float
    right: float
    up: float


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one line that is drawn in one direction; its text is in reading order."""

    text: str
    start: int
    backwards: bool


def needs_shaping(text: str) -> bool:
    """Say whether `text` cannot simply be drawn letter by letter."""
    return not text.isascii() and _MOVES.search(text) is not None


def is_arabic(text: str) -> bool:
    """Say whether `text` has an Arabic letter or sign."""
    return _ARABIC.search(text) is not None


def isolated(text: str) -> str:
    """Return `text` so that it keeps its own order within a right-to-left sentence."""
    return f"{LRI}{text}{PDI}"


def without_isolates(text: str) -> str:
    """Return `text` without what only steers its order."""
    return _ISOLATES.sub("", text)


def visual_order(text: str) -> list[Piece]:
    """Return one line of a right-to-left paragraph as pieces, from left to right on the page."""
    from fpdf.bidi import BidiParagraph  # noqa: PLC0415  (only a translation needs it)
    from fpdf.enums import TextDirection  # noqa: PLC0415

    paragraph = BidiParagraph(text, TextDirection.RTL, preserve_bn_chars=True)
    levels = [one.embedding_level for one in paragraph.get_characters_with_embedding_level()]
    pieces: list[tuple[int, Piece]] = []
    for level, group in groupby(enumerate(text), key=lambda at: levels[at[0]]):
        letters = list(group)
        start, written = letters[0][0], "".join(letter for _, letter in letters)
        pieces.append((level, Piece(written, start, bool(level % 2))))
    return _reordered(pieces)


def _reordered(pieces: list[tuple[int, Piece]]) -> list[Piece]:
    """Turn every stretch of pieces at each level and above, the highest first (UAX 9, L2)."""
    for lowest in range(max((level for level, _ in pieces), default=0), 0, -1):
        turned: list[tuple[int, Piece]] = []
        for inside, group in groupby(pieces, key=lambda piece: piece[0] >= lowest):
            stretch = list(group)
            turned += reversed(stretch) if inside else stretch
        pieces = turned
    return [piece for _, piece in pieces]


def shape(face: Path, text: str, *, backwards: bool = False) -> Iterator[Placed]:
    """Return the glyphs of `text` from left to right on the page."""
    import uharfbuzz  # noqa: PLC0415  (most letters never need it)

    font = _engine(face)
    buffer = uharfbuzz.Buffer()
    # Each letter keeps its own glyph, so that what is copied from the page is what was written.
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if backwards else "ltr"
    uharfbuzz.shape(font, buffer, {"liga": False, "kern": False} if not backwards else {})
    scale = 1000 / font.face.upem
    ends = _ends({info.cluster for info in buffer.glyph_infos}, len(text))
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        end = ends.pop(info.cluster, info.cluster)
        yield Placed(
            info.codepoint,
            text[info.cluster : end],
            position.x_advance * scale,
            position.x_offset * scale,
            position.y_offset * scale,
        )


def _ends(clusters: set[int], length: int) -> dict[int, int]:
    """Return where the text of each cluster ends."""
    starts = sorted(clusters)
    return dict(zip(starts, [*starts[1:], length], strict=True))


@cache
def _engine(face: Path) -> "uharfbuzz.Font":
    import uharfbuzz  # noqa: PLC0415

    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(face))))
