"""Where a line on screen may end: never before « : », nor inside a number or an hour.

A word that is longer than its line, as an address may be, is parted where its parts meet.

Rich, by which Textual wraps, ends a line at any white space, a no-break space among them, cuts
what is too long anywhere, and has no public way to be told otherwise: its idea of a word and of a
cut is replaced, once, for the whole program. tests/widgets/test_wrapping.py fails when a newer
Rich no longer goes by it.
"""

import re

from rich import _wrap
from rich.cells import cell_len, chop_cells

from rdv_tui.locales.spacing import UNBREAKABLE

_WORD = re.compile(rf"\s*(?:\S+|{UNBREAKABLE})+\s*")
_PARTS = tuple(
    re.compile(rf"(?=.){part}", re.DOTALL)
    for part in (r"\S*\s*", r"[^@]*@*", r"[^/]*/*", r"\.*[^._-]*[_-]*")
)
"""Where a long word is cut, the best place first: after an « @ », after a stroke, between words.

A full stop goes to the next line: at the end of one it would end a sentence.
"""


def wrap_as_french() -> None:
    """Let no line end at a space that keeps its neighbours together, nor inside a part."""
    _wrap.re_word = _WORD
    _wrap.chop_cells = parted  # type: ignore[attr-defined, assignment]


def parted(word: str, width: int, rank: int = 0) -> list[str]:
    """Return `word` as lines of at most `width` cells, cut where its parts meet if they fit."""
    if rank == len(_PARTS):
        return chop_cells(word, width)
    lines = [""]
    for part in _PARTS[rank].findall(word):
        if cell_len(f"{lines[-1]}{part}".rstrip()) <= width:
            lines[-1] += part
        elif cell_len(part.rstrip()) <= width:
            lines.append(part)
        else:
            lines += parted(part, width, rank + 1)
    return [line for line in lines if line]
