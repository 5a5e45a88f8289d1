"""The lines of the kiosk's screens: answers, what is typed, and text in the visitor's script."""

import re
from collections.abc import Iterable, Iterator

from rich.cells import cell_len, set_cell_size
from textual.content import Content
from textual.geometry import Offset
from textual.message import Message
from textual.widget import Widget

from rdv_tui.screens.kiosk.page import Choice, Entry
from rdv_tui.terminal.arabic import has_arabic, joined, visual
from rdv_tui.terminal.cursor import Leads
from rdv_tui.text import plain
from rdv_tui.widgets.frame import justify

_GAPS = re.compile(r"(\s{2,}|^\s+)")


def wrapped(text: str, width: int) -> list[str]:
    """Return `text` in lines of `width` cells at most, as they are drawn from left to right.

    Arabic is joined before it is measured, ordered line by line, and stands at the right edge.
    """
    is_arabic = has_arabic(text)
    if not is_arabic and cell_len(text) <= width:
        return [text]
    lines: list[str] = []
    line = ""
    for word in _pieces(joined(text) if is_arabic else text, width):
        longer = f"{line} {word}".strip()
        if line and cell_len(longer) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    lines.append(line)
    return [visual(one).rjust(width) if is_arabic else one for one in lines]


def _pieces(text: str, width: int) -> Iterator[str]:
    """Yield the words of `text`, those wider than a line in pieces that fit."""
    for word in text.split():
        piece = ""
        for sign in word:
            if piece and cell_len(piece + sign) > width:
                yield piece
                piece = ""
            piece += sign
        yield piece


def shortened(rows: list[str], height: int, width: int) -> list[str]:
    """Return `height` rows at most; where some are left out, the last one ends with « … »."""
    if len(rows) <= height:
        return rows
    last = rows[height - 1]
    if has_arabic(last):
        last = last.lstrip()
        return [*rows[: height - 1], f"…{set_cell_size(last, min(cell_len(last), width - 1))}"]
    kept = set_cell_size(last, min(cell_len(last), width - 1)).rstrip()
    return [*rows[: height - 1], f"{kept}…"]


def plain_row(row: str, style: str = "") -> Content:
    """Return one line as it is, its spaces kept: they place it."""
    parts = [Content(part) if part.isspace() else plain(part, style) for part in _GAPS.split(row)]
    return Content("").join(parts)


class TopLine(Widget):
    """The first line: where one is, that it is free, and the office's hour."""

    DEFAULT_CSS = "TopLine { height: 1; color: $text-muted; }"

    def __init__(self) -> None:
        super().__init__(id="top")
        self._left, self._right = "", ""

    def show(self, left: str, right: str) -> None:
        """Show these at its two ends."""
        if (left, right) != (self._left, self._right):
            self._left, self._right = left, right
            self.refresh()

    def render(self) -> Content:
        """Draw the line; its left yields."""
        return justify(plain(self._left), plain(self._right), self.content_size.width)


class Sentences(Widget):
    """Sentences under each other, wrapped to the room that there is."""

    DEFAULT_CSS = "Sentences { height: auto; width: 1fr; }"

    def __init__(self, texts: Iterable[tuple[str, str]], widget_id: str | None = None) -> None:
        super().__init__(id=widget_id)
        self._texts = [(text, style) for text, style in texts if text]

    def show(self, *texts: tuple[str, str]) -> bool:
        """Show these sentences; say whether they are others than before.

        The same ones cost no paint: twice a second the clock has every page say what it says.
        """
        wanted = [(text, style) for text, style in texts if text]
        if wanted == self._texts:
            return False
        self._texts = wanted
        self.refresh(layout=True)
        return True

    def get_content_height(self, container: object, viewport: object, width: int) -> int:  # noqa: ARG002
        """Return how many rows the sentences take."""
        return sum(len(wrapped(text, max(1, width))) for text, _ in self._texts)

    def render(self) -> Content:
        """Draw them; « … » ends what has no room."""
        width, height = max(1, self.content_size.width), max(1, self.content_size.height)
        rows = [(row, style) for text, style in self._texts for row in wrapped(text, width)]
        kept = shortened([row for row, _ in rows], height, width)
        drawn = [plain_row(row, style) for row, (_, style) in zip(kept, rows, strict=False)]
        return Content("\n").join(drawn)


class AnswerLine(Widget, can_focus=True, inherit_bindings=False):
    """An answer: its digit, its words, the French ones below. A finger is as good as the key."""

    DEFAULT_CSS = """
    AnswerLine { height: 2; margin: 0 0 1 0; padding: 0 1; background: $panel; }
    AnswerLine.-none { height: 1; margin: 0; }
    AnswerLine:focus { background: $block-cursor-background; color: $block-cursor-foreground; }
    """

    class Chosen(Message):
        """Somebody chose the answer of that digit."""

        def __init__(self, digit: str) -> None:
            super().__init__()
            self.digit = digit

    def __init__(self, digit: str, choice: Choice) -> None:
        super().__init__()
        self.digit, self.choice = digit, choice

    def on_click(self) -> None:
        """Take a finger for the key."""
        self.post_message(self.Chosen(self.digit))

    def render(self) -> Content:
        """Draw the digit, and a mark when it has the focus: colour alone tells nothing.

        Who reads from the right finds the digit there too.
        """
        mark = "▶" if self.has_focus else " "
        width, height = max(1, self.content_size.width - 6), max(1, self.content_size.height)
        text = self.choice.text
        first = wrapped(f"{self.digit} · {text}" if has_arabic(text) else text, width)
        rows = shortened(first, height, width)
        if self.choice.french and len(rows) < height:
            rows += shortened(wrapped(self.choice.french, width), height - len(rows), width)
        drawn = []
        for number, row in enumerate(rows):
            lead = f"{mark} {self.digit}   " if number == 0 else " " * 6
            style = "bold" if number < len(first) else ""
            drawn.append(Content.assemble((lead.ljust(6)[:6], "bold"), plain_row(row, style)))
        return Content("\n").join(drawn)


class KeyHint(Sentences):
    """A key and what it does. A finger is as good as the key."""

    class Pressed(Message):
        """Somebody touched what stands for that key."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, key: str, text: str, style: str = "bold") -> None:
        super().__init__([(text, style)])
        self._key = key

    def get_content_width(self, container: object, viewport: object) -> int:  # noqa: ARG002
        """Return how wide its text is: several stand beside each other."""
        return max((cell_len(text) for text, _ in self._texts), default=0)

    def on_click(self) -> None:
        """Take a finger for the key."""
        self.post_message(self.Pressed(self._key))


class TypedLine(Leads, can_focus=True, inherit_bindings=False):
    """What is typed, and nothing of what a field has beside: no copy, no paste, no undo.

    While its text is chosen it stands reversed, and the first sign takes its place.
    """

    DEFAULT_CSS = """
    TypedLine { height: 1; margin: 1 0; padding: 0 1; background: $panel; text-style: bold; }
    """

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.entry, self.text = entry, entry.text
        self._chosen = entry.is_chosen and bool(entry.text)

    @property
    def chosen_place(self) -> Offset | None:
        """Where the next sign will stand."""
        room = max(1, self.content_size.width - 4)
        return Offset(2 + min(cell_len(self.text), room), 0) if self.has_focus else None

    def put(self, sign: str) -> bool:
        """Type a sign; say whether there was room for it."""
        if self._chosen:
            self.text, self._chosen = "", False
        has_room = len(self.text) < self.entry.longest
        if has_room:
            self.text += sign
        self.refresh()
        return has_room

    def take_back(self) -> None:
        """Take the last sign away."""
        self.text, self._chosen = self.text[:-1], False
        self.refresh()

    def clear(self) -> None:
        """Take everything away."""
        self.text, self._chosen = "", False
        self.refresh()

    def render(self) -> Content:
        """Draw it, with what waits for the next sign."""
        room = max(2, self.content_size.width - 4)
        text = "•" * len(self.text) if self.entry.hidden else self.text
        while cell_len(text) > room:  # its end is where one types
            text = f"…{text[2:]}"
        style = "reverse" if self._chosen else ""
        return Content.assemble("> ", plain_row(text, style) if text else "", "▏")
