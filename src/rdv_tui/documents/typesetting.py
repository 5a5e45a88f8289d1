"""Text before it is drawn: what can be printed of it, and where its lines break.

Whatever a person typed is text here, never markup. A character that the face does not have is
shown as ▯ and counted, so that nothing vanishes unseen.
"""

import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rdv_tui.locales.spacing import NBSP, spaced

PLACEHOLDER = "▯"

# A word may part after a hyphen between letters (rendez-vous), not in L.433-3 or a reference, nor
# in the address of a site, which is copied letter by letter.
_TOKENS = re.compile(r"[(«]?[\w:/-]+(?:\.[\w-]+)+[^ ]*|[^ ]*?[^\W\d]-(?=[^\W\d])|[^ ]+| +")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one weight."""

    text: str
    bold: bool = False


def french(text: str) -> str:
    """Set a French sentence of ours: curly apostrophes, spaces that do not break where they must.

    For sentences and data of the office; never for what a person typed.
    """
    return spaced(re.sub(r"(?<=\w)'(?=\w)", "’", text))


def unparted(text: str) -> str:
    """Return `text` with the groups of each number held together, which Arabic would turn round."""
    return re.sub(r"(?<=\d) (?=\d)", NBSP, text)


def printable(text: str, glyphs: Container[int], steering: str = "") -> str:
    """Return `text` on one line, in NFC, every character without a glyph replaced by ▯.

    Control characters count as spaces; format characters (bidi marks, joiners) have no ink and go,
    but for those of ours named in `steering`. A mark that the face lacks is part of the ▯ before
    it, if there is one.
    """
    shown: list[str] = []
    for character in unicodedata.normalize("NFC", text):
        category = unicodedata.category(character)
        if category in {"Cc", "Zl", "Zp"}:
            shown.append(" ")
        elif category == "Cf" and character not in steering:
            continue
        elif ord(character) in glyphs or character in steering:
            shown.append(character)
        elif not (category.startswith("M") and shown and shown[-1] == PLACEHOLDER):
            shown.append(PLACEHOLDER)
    return re.sub(" +", " ", "".join(shown)).strip(" ")


def break_lines(
    runs: Iterable[Run], width: float, measure: Callable[[str, bool], float]
) -> list[list[Run]]:
    """Break `runs` into lines no wider than `width`, at spaces and after hyphens.

    A word wider than a whole line is cut wherever the line is full. `measure` gives the width of a
    text in a weight, in the unit of `width`. At least one line comes back, maybe empty.
    """
    lines: list[list[Run]] = [[]]
    used = 0.0
    space: Run | None = None
    for token in _tokens(runs):
        if token.text.startswith(" "):
            space = token if lines[-1] else None
            continue
        gap = measure(space.text, space.bold) if space else 0.0
        length = measure(token.text, token.bold)
        if lines[-1] and used + gap + length > width:
            lines.append([])
            used, gap, space = 0.0, 0.0, None
        if space:
            lines[-1].append(space)
        *full, rest = _cut(token, width, measure)
        for piece in full:
            lines[-1].append(piece)
            lines.append([])
        lines[-1].append(rest)
        used += gap + measure(rest.text, rest.bold)
        space = None
    return [_merged(line) for line in lines]


def _tokens(runs: Iterable[Run]) -> Iterator[Run]:
    for run in runs:
        for match in _TOKENS.finditer(run.text):
            yield Run(match.group(), run.bold)


def _cut(token: Run, width: float, measure: Callable[[str, bool], float]) -> list[Run]:
    """Cut `token` into pieces that fit; a combining mark stays with its letter."""
    pieces, piece = [], ""
    if measure(token.text, token.bold) <= width:
        return [token]
    for character in token.text:
        too_wide = piece and measure(piece + character, token.bold) > width
        if too_wide and not unicodedata.combining(character):
            pieces.append(Run(piece, token.bold))
            piece = ""
        piece += character
    return [*pieces, Run(piece, token.bold)]


def _merged(line: list[Run]) -> list[Run]:
    """Join neighbours of one weight, so that a line is drawn in as few strings as possible."""
    merged: list[Run] = []
    for run in line:
        if merged and merged[-1].bold == run.bold:
            merged[-1] = Run(merged[-1].text + run.text, run.bold)
        else:
            merged.append(run)
    return merged


def spoken_lines(lines: Sequence[Sequence[Run]]) -> list[Sequence[Run]]:
    """Return the lines of a paragraph with the space that stands for each of their ends.

    It is not seen; who reads aloud says two words where one line ends and the next begins.
    """
    joined: list[Sequence[Run]] = []
    for rank, line in enumerate(lines, start=1):
        goes_on = rank < len(lines) and line and not line[-1].text.endswith(("-", " "))
        joined.append(
            [*line[:-1], replace(line[-1], text=line[-1].text + " ")] if goes_on else line
        )
    return joined
