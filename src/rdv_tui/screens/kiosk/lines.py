"""The lines of the kiosk's screens: answers, what is typed, and text in the visitor's script."""

import re
from collections.abc import Iterable

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Offset
from textual.message import Message
from textual.widget import Widget

from rdv_tui.screens.kiosk.page import Choice
from rdv_tui.terminal.arabic import has_arabic, joined, visual
from rdv_tui.terminal.cursor import Leads
from rdv_tui.text import plain

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
    for word in (joined(text) if is_arabic else text).split():
        longer = f"{line} {word}".strip()
        if line and cell_len(longer) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    lines.append(line)
    return [visual(one).rjust(width) if is_arabic else one for one in lines]


def block(texts: Iterable[tuple[str, str]], width: int) -> Content:
    """Return texts, each with its style, under each other."""
    drawn = [plain_row(row, style) for text, style in texts for row in wrapped(text, width)]
    return Content("\n").join(drawn)


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
        self._left, self._right = left, right
        self.refresh()

    def render(self) -> Content:
        """Draw the line; its left yields."""
        right = plain(self._right)
        room = max(0, self.content_size.width - right.cell_length - 1)
        left = plain(self._left).truncate(room, ellipsis=True)
        return Content.assemble(left, " " * (room - left.cell_length + 1), right)


class Sentences(Widget):
    """Sentences under each other, wrapped to the room that there is."""

    DEFAULT_CSS = "Sentences { height: auto; width: 1fr; }"

    def __init__(self, texts: Iterable[tuple[str, str]], widget_id: str | None = None) -> None:
        super().__init__(id=widget_id)
        self._texts = [(text, style) for text, style in texts if text]

    def show(self, *texts: tuple[str, str]) -> None:
        """Show other sentences."""
        self._texts = [(text, style) for text, style in texts if text]
        self.refresh(layout=True)

    def get_content_height(self, container: object, viewport: object, width: int) -> int:  # noqa: ARG002
        """Return how many rows the sentences take."""
        return sum(len(wrapped(text, max(1, width))) for text, _ in self._texts)

    def render(self) -> Content:
        """Draw them."""
        return block(self._texts, max(1, self.content_size.width))


class AnswerLine(Widget, can_focus=True, inherit_bindings=False):
    """An answer: its digit, its words, the French ones below. A finger is as good as the key."""

    DEFAULT_CSS = """
    AnswerLine { height: 2; margin: 0 0 1 0; padding: 0 1; background: $panel; }
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
        """Draw the digit, and a mark when it has the focus: colour alone tells nothing."""
        mark = "▶" if self.has_focus else " "
        width = max(1, self.content_size.width - 6)
        first = wrapped(self.choice.text, width)
        rows = first + (wrapped(self.choice.french, width) if self.choice.french else [])
        drawn = []
        for number, row in enumerate(rows[:2]):
            lead = f"{mark} {self.digit}   " if number == 0 else " " * 6
            style = "bold" if number < len(first) else ""
            drawn.append(Content.assemble((lead.ljust(6)[:6], "bold"), plain_row(row, style)))
        return Content("\n").join(drawn)


class TypedLine(Leads, can_focus=True, inherit_bindings=False):
    """What is typed, and nothing of what a field has beside: no copy, no paste, no undo."""

    DEFAULT_CSS = """
    TypedLine { height: 1; margin: 1 0; padding: 0 1; background: $panel; text-style: bold; }
    """

    def __init__(self, text: str, longest: int, *, hidden: bool = False) -> None:
        super().__init__()
        self.text, self._longest, self._hidden = text, longest, hidden

    @property
    def chosen_place(self) -> Offset | None:
        """Where the next sign will stand."""
        return Offset(2 + cell_len(self.text), 0) if self.has_focus else None

    def put(self, sign: str) -> None:
        """Type a sign."""
        if len(self.text) < self._longest:
            self.text += sign
            self.refresh()

    def take_back(self) -> None:
        """Take the last sign away."""
        self.text = self.text[:-1]
        self.refresh()

    def render(self) -> Content:
        """Draw it, with what waits for the next sign."""
        room = max(1, self.content_size.width - 4)
        text = "•" * len(self.text) if self._hidden else self.text
        shown = text if len(text) < room else text[-room:]
        return Content.assemble("> ", plain_row(shown) if shown else "", "▏")
