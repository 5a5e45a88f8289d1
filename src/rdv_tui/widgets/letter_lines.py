"""A page of a document as lines of text: the words and breaks of the paper, wrapped to a screen."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from textual.content import Content

from rdv_tui.documents.transcript import Box, Page, Piece
from rdv_tui.locales.delivery.papers import RIGHT_TO_LEFT
from rdv_tui.text import plain

_SAME_ROW = 2.5
_APART = 2.4
"""Millimetres by which two pieces of one row differ at most; a gap that is seen on paper."""
_LEAST = 12
_TICK = "□"


def page_lines(page: Page, width: int) -> list[Content]:
    """Return a page in `width` cells.

    What runs from right to left is not attempted: terminals disagree on how to show it.
    """
    if any(piece.backwards for piece in page.pieces):
        return plain(RIGHT_TO_LEFT, "$text-muted").wrap(width)
    frames = [box for box in page.boxes if box.is_frame]
    lines: list[Content] = []
    bottom = 0.0
    for top, end, block in _blocks(page, frames, width):
        if lines and top - bottom >= _APART:
            lines.append(Content(""))
        lines += block
        bottom = max(bottom, end)
    return lines


def _blocks(
    page: Page, frames: Sequence[Box], width: int
) -> Iterator[tuple[float, float, list[Content]]]:
    """Yield rows, rules and frames from top to bottom: where each begins and ends, its lines."""
    ticks = [box for box in page.boxes if not box.is_frame]
    blocks = [(top, top, [Content.styled("─" * width, "$edge")]) for top in page.rules]
    for frame in frames:
        inside = [p for p in page.pieces if _is_in(p.top, frame)]
        boxes = [t for t in ticks if _is_in(t.top, frame)]
        framed = _framed(_rows(inside, boxes, width - 4), width)
        blocks.append((frame.top, frame.bottom, framed))
    outside = [p for p in page.pieces if not any(_is_in(p.top, frame) for frame in frames)]
    boxes = [t for t in ticks if not any(_is_in(t.top, frame) for frame in frames)]
    blocks += _rows(outside, boxes, width)
    yield from sorted(blocks, key=lambda block: block[0])


def _is_in(top: float, frame: Box) -> bool:
    return frame.top <= top <= frame.bottom


def _framed(rows: Sequence[tuple[float, float, list[Content]]], width: int) -> list[Content]:
    edge = "$edge"
    lines = [line for _, _, block in rows for line in block]
    return [
        Content.styled(f"┌{'─' * (width - 2)}┐", edge),
        *(
            Content.assemble(
                ("│ ", edge), line.pad_right(width - 4 - line.cell_length), (" │", edge)
            )
            for line in lines
        ),
        Content.styled(f"└{'─' * (width - 2)}┘", edge),
    ]


def _rows(
    pieces: Sequence[Piece], ticks: Sequence[Box], width: int
) -> list[tuple[float, float, list[Content]]]:
    """Return what stands beside each other as rows, each wrapped in its column."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (piece.top, piece.left)):
        if rows and piece.top - rows[-1][0].top < _SAME_ROW:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [
        (
            row[0].top,
            max(piece.bottom for piece in row),
            _row(sorted(row, key=lambda piece: piece.left), _ticked(row[0], ticks), width),
        )
        for row in rows
    ]


def _ticked(piece: Piece, ticks: Sequence[Box]) -> bool:
    """Say whether a box to tick stands before a piece."""
    return any(piece.top <= tick.top < piece.top + 2 * _SAME_ROW for tick in ticks)


def _row(row: Sequence[Piece], ticked: bool, width: int) -> list[Content]:
    texts = [_text(piece) for piece in row]
    starts = [
        max(0, width - text.cell_length) if piece.right is not None else _cell(piece, width)
        for piece, text in zip(row, texts, strict=True)
    ]
    if ticked:
        starts[0] = max(2, starts[0])
    rooms = [after - start - 1 for start, after in pairwise([*starts, width + 1])]
    if min(rooms) < min(_LEAST, *(text.cell_length for text in texts)):  # one beneath the other
        return [line for text in texts for line in text.wrap(width)]
    columns = [text.wrap(room) for text, room in zip(texts, rooms, strict=True)]
    lines = []
    for rank in range(max(len(column) for column in columns)):
        line = Content(_TICK if ticked and rank == 0 else "")
        for start, column in zip(starts, columns, strict=True):
            if rank < len(column):
                line = line.pad_right(start - line.cell_length) + column[rank].rstrip()
        lines.append(line)
    return lines


def _text(piece: Piece) -> Content:
    """Return a piece's text; the space at the end of a run parts it from the next."""
    parts = [
        (plain(run.text, "bold" if run.bold else ""), run.text.endswith(" ")) for run in piece.runs
    ]
    return Content.assemble(*(p for text, apart in parts for p in (text, " " * apart))).rstrip()


def _cell(piece: Piece, width: int) -> int:
    return round(max(0.0, piece.left) * width)
