"""What stands on the terminal: what is there already is not sent again."""

from collections.abc import Iterator

from rich.console import Console
from rich.control import Control
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate


class Picture:
    """The pieces of text that were sent, by their row and column.

    Textual paints a whole screen again when the focus moves, or a window has come to the front;
    most of it is what people see already. `forget` has all sent anew.
    """

    def __init__(self) -> None:
        self._rows: dict[int, dict[int, tuple[int, str]]] = {}

    def forget(self) -> None:
        """Take it that nothing is known of what the terminal shows."""
        self._rows.clear()

    def difference(self, update: CompositorUpdate) -> CompositorUpdate:
        """Return what of `update` is to be sent, worked out when it is."""
        return (
            _Difference(self, update) if isinstance(update, LayoutUpdate | ChopsUpdate) else update
        )

    def draw(self, update: LayoutUpdate | ChopsUpdate, console: Console) -> str:
        """Return the text that makes the terminal show `update`, and take it as shown."""
        drawn: list[str] = []
        cursor = (-1, -1)
        for x, y, end, text in _pieces(update, console):
            if not self._place(x, y, end, text):
                continue
            if cursor != (x, y):
                drawn.append(Control.move_to(x, y).segment.text)
            drawn.append(text)
            cursor = (end, y)
        return "".join(drawn)

    def _place(self, x: int, y: int, end: int, text: str) -> bool:
        """Take a piece as shown; False when it was."""
        row = self._rows.setdefault(y, {})
        if row.get(x) == (end, text):
            return False
        for start in [start for start in row if start < end and row[start][0] > x]:
            del row[start]
        row[x] = end, text
        return True


class _Difference(CompositorUpdate):
    def __init__(self, picture: Picture, update: LayoutUpdate | ChopsUpdate) -> None:
        self._picture, self._update = picture, update

    def render_segments(self, console: Console) -> str:
        return self._picture.draw(self._update, console)


def _pieces(
    update: LayoutUpdate | ChopsUpdate, console: Console
) -> Iterator[tuple[int, int, int, str]]:
    """Yield column, row, the column behind it, and the text of each piece of a line."""
    if isinstance(update, LayoutUpdate):
        for y, strips in enumerate(update.strips, update.region.y):
            x = update.region.x
            for strip in strips:
                end = x + strip.cell_length
                yield x, y, end, strip.render(console)
                x = end
        return
    for y, left, right in update.spans:
        for end, (x, piece) in zip(update.chop_ends[y], update.chops[y].items(), strict=True):
            if piece is None or x >= right or end <= left:
                continue
            stop = min(end, right)
            shown = piece if x >= left and end <= right else piece.crop(0, stop - x)
            yield x, y, stop, shown.render(console)
