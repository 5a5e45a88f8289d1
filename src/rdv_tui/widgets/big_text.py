"""A day and an hour in letters that can be read from the other side of the counter."""

import re
import unicodedata

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

# Five rows of three columns a symbol; two rows of dots share one line of the terminal.
_GLYPHS = {
    "0": ("###", "#.#", "#.#", "#.#", "###"),
    "1": (".#.", "##.", ".#.", ".#.", "###"),
    "2": ("##.", "..#", ".#.", "#..", "###"),
    "3": ("##.", "..#", ".#.", "..#", "##."),
    "4": ("#.#", "#.#", "###", "..#", "..#"),
    "5": ("###", "#..", "##.", "..#", "##."),
    "6": (".##", "#..", "###", "#.#", "###"),
    "7": ("###", "..#", ".#.", ".#.", ".#."),
    "8": ("###", "#.#", "###", "#.#", "###"),
    "9": ("###", "#.#", "###", "..#", "##."),
    "A": (".#.", "#.#", "###", "#.#", "#.#"),
    "B": ("##.", "#.#", "##.", "#.#", "##."),
    "C": ("###", "#..", "#..", "#..", "###"),
    "D": ("##.", "#.#", "#.#", "#.#", "##."),
    "E": ("###", "#..", "##.", "#..", "###"),
    "F": ("###", "#..", "##.", "#..", "#.."),
    "H": ("#.#", "#.#", "###", "#.#", "#.#"),
    "I": ("#", "#", "#", "#", "#"),
    "J": ("..#", "..#", "..#", "#.#", ".#."),
    "K": ("#.#", "#.#", "##.", "#.#", "#.#"),
    "L": ("#..", "#..", "#..", "#..", "###"),
    "M": ("#...#", "##.##", "#.#.#", "#...#", "#...#"),
    "N": ("#..#", "##.#", "#.##", "#..#", "#..#"),
    "O": ("###", "#.#", "#.#", "#.#", "###"),
    "P": ("##.", "#.#", "##.", "#..", "#.."),
    "R": ("##.", "#.#", "##.", "#.#", "#.#"),
    "S": (".##", "#..", ".#.", "..#", "##."),
    "T": ("###", ".#.", ".#.", ".#.", ".#."),
    "U": ("#.#", "#.#", "#.#", "#.#", "###"),
    "V": ("#.#", "#.#", "#.#", "#.#", ".#."),
    "-": ("...", "...", "###", "...", "..."),
    "W": ("#...#", "#...#", "#.#.#", "##.##", "#...#"),
    "X": ("#.#", "#.#", ".#.", "#.#", "#.#"),
    "Y": ("#.#", "#.#", ".#.", ".#.", ".#."),
    " ": (".", ".", ".", ".", "."),
}
_ACCENTS = {"\N{COMBINING ACUTE ACCENT}": "..#", "\N{COMBINING CIRCUMFLEX ACCENT}": ".#."}
_WORDS = re.compile(r"\d+ H(?: \d+)?|\S+")
_HALVES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def big_lines(text: str) -> list[str]:
    """Return `text` in capitals as three lines of half blocks.

    For days, hours and references: digits, and the letters that these have. Raises KeyError for any
    other sign.
    """
    glyphs = [_glyph(sign) for sign in text.upper()]
    rows = [".".join(glyph[row] for glyph in glyphs) for row in range(6)]
    return [
        "".join(
            _HALVES[(upper == "#", lower == "#")]
            for upper, lower in zip(rows[top], rows[top + 1], strict=True)
        )
        for top in (0, 2, 4)
    ]


def block_lines(text: str, across: int, down: int) -> list[str]:
    """Return `text` as lines of blocks, each point `across` columns wide and `down` rows high."""
    glyphs = [_GLYPHS[symbol] for symbol in text if symbol in _GLYPHS]
    rows = [".".join(glyph[row] for glyph in glyphs) for row in range(5)]
    drawn = ["".join(("█" if point == "#" else " ") * across for point in row) for row in rows]
    return [line for line in drawn for _ in range(down)]


def _glyph(sign: str) -> tuple[str, ...]:
    """Return the six rows of a sign: one for its accent, five for its body."""
    parts = unicodedata.normalize("NFD", sign)
    body = _GLYPHS[parts[0]]
    above = _ACCENTS[parts[1]] if len(parts) > 1 else ""
    return (above.ljust(len(body[0]), "."), *body)


def big_rows(text: str, width: int) -> list[list[str]]:
    """Return `text` as rows of three lines each, broken between words; an hour stays whole."""
    rows: list[str] = []
    for word in _WORDS.findall(text.upper()):
        longer = f"{rows[-1]} {word}" if rows else word
        if rows and len(big_lines(longer)[0]) <= width:
            rows[-1] = longer
        else:
            rows.append(word)
    return [big_lines(row) for row in rows]


class BigText(Widget):
    """A short text, three lines high, or as many threes as its width asks for."""

    DEFAULT_CSS = "BigText { height: auto; width: 1fr; color: $foreground; }"

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def update(self, text: str) -> None:
        """Show another text, or nothing."""
        self._text = text
        self.refresh(layout=True)

    def get_content_height(self, container: object, viewport: object, width: int) -> int:  # noqa: ARG002
        """Return the number of lines in `width` cells, a blank one between rows."""
        return max(0, 4 * len(big_rows(self._text, width)) - 1)

    def render(self) -> RenderResult:
        """Draw the large letters."""
        rows = big_rows(self._text, self.content_size.width)
        return Content("\n\n".join("\n".join(row) for row in rows))
