"""A reference in letters that can be read from the other side of the counter."""

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
    "F": ("###", "#..", "##.", "#..", "#.."),
    "H": ("#.#", "#.#", "###", "#.#", "#.#"),
    "J": ("..#", "..#", "..#", "#.#", ".#."),
    "K": ("#.#", "#.#", "##.", "#.#", "#.#"),
    "M": ("#...#", "##.##", "#.#.#", "#...#", "#...#"),
    "R": ("##.", "#.#", "##.", "#.#", "#.#"),
    "T": ("###", ".#.", ".#.", ".#.", ".#."),
    "U": ("#.#", "#.#", "#.#", "#.#", "###"),
    "W": ("#...#", "#...#", "#.#.#", "##.##", "#...#"),
    "X": ("#.#", "#.#", ".#.", "#.#", "#.#"),
    "Y": ("#.#", "#.#", ".#.", ".#.", ".#."),
    " ": (".", ".", ".", ".", "."),
    "-": ("...", "...", "###", "...", "..."),
}
_HALVES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def big_lines(text: str) -> list[str]:
    """Return `text` as three lines of half blocks; a symbol without a glyph stays as it is."""
    glyphs = [_GLYPHS.get(symbol, ("...", "...", "...", "...", "...")) for symbol in text]
    rows = ["  ".join(glyph[row] for glyph in glyphs) for row in range(5)] + [""]
    rows[5] = "." * len(rows[0])
    return [
        "".join(
            _HALVES[(upper == "#", lower == "#")]
            for upper, lower in zip(
                rows[top].replace(" ", "."), rows[top + 1].replace(" ", "."), strict=True
            )
        )
        for top in (0, 2, 4)
    ]


def block_lines(text: str, across: int, down: int) -> list[str]:
    """Return `text` as lines of blocks, each point `across` columns wide and `down` rows high."""
    glyphs = [_GLYPHS[symbol] for symbol in text if symbol in _GLYPHS]
    rows = [".".join(glyph[row] for glyph in glyphs) for row in range(5)]
    drawn = ["".join(("█" if point == "#" else " ") * across for point in row) for row in rows]
    return [line for line in drawn for _ in range(down)]


class BigText(Widget):
    """A short text, three lines high."""

    DEFAULT_CSS = "BigText { height: 3; width: 1fr; color: $text-success; }"

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def render(self) -> RenderResult:
        """Draw the large letters."""
        return Content("\n".join(big_lines(self._text)))
