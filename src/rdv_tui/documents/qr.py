"""QR codes as rectangles: the modules of each row, joined into bars."""

from collections.abc import Iterator
from itertools import groupby

import segno


def bars(content: str) -> tuple[int, Iterator[tuple[int, int, int]]]:
    """Return the symbol's side in modules and its dark bars (column, row, length), no border.

    Error correction is Q: a quarter of the paper may be worn, and the code stays as small as M's
    for a reference.
    """
    symbol = segno.make_qr(content, error="q", boost_error=False)
    matrix = [list(row) for row in symbol.matrix]
    return len(matrix), _bars(matrix)


def _bars(matrix: list[list[int]]) -> Iterator[tuple[int, int, int]]:
    for row, modules in enumerate(matrix):
        column = 0
        for dark, group in groupby(modules):
            length = len(list(group))
            if dark:
                yield column, row, length
            column += length
