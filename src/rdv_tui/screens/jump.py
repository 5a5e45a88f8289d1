"""Jumping: a letter stands at each field and button, and the next key goes there."""

from collections.abc import Iterator, Sequence
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from rdv_tui.locales import commands, screens as screen_fr
from rdv_tui.screens.dialogs import Dialog
from rdv_tui.text import plain
from rdv_tui.widgets.commands import bind
from rdv_tui.widgets.fields import Field

LETTERS = "qsdfghjklmazertyuiopwxcvbn"
"""In the order in which the fingers of an AZERTY keyboard reach them."""
MARK_WIDTH = 3
STATUS_FROM_BELOW = 2


def targets(screen: Screen[Any]) -> list[Widget]:
    """Return what can be gone to on `screen` and is in sight, in the order of Tab."""
    found = (one for one in screen.focus_chain if screen.find_widget(one).visible_region.area)
    return list(found)[: len(LETTERS)]


def go_to(target: Widget) -> None:
    """Put the cursor there; what is typed into a field replaces what stands in it."""
    if isinstance(target.parent, Field):
        target.parent.focus_input()
    else:
        target.focus()


class JumpScreen(Dialog[Widget]):
    """The letters over a screen; the answer is where to go. Any other key takes them away."""

    BINDINGS = bind(commands.CLOSE)
    DEFAULT_CSS = """
    JumpScreen { background: transparent; align: left top; }
    JumpScreen .mark {
        position: absolute; width: 3; height: 1; text-style: bold;
        background: $block-cursor-background; color: $block-cursor-foreground;
    }
    JumpScreen .said { position: absolute; width: 76; height: 1; }
    """

    def __init__(self, found: Sequence[Widget]) -> None:
        super().__init__()
        self._found = dict(zip(LETTERS, found, strict=False))

    def compose(self) -> ComposeResult:
        """Put each letter before its field, over the end of the label."""
        yield from self._marks()
        said = Static(plain(screen_fr.JUMP, "$text-muted"), classes="said")
        said.styles.offset = Offset(1, self.app.size.height - STATUS_FROM_BELOW)
        yield said

    def _marks(self) -> Iterator[Static]:
        for letter, target in self._found.items():
            mark = Static(Content(f" {letter.upper()} "), classes="mark")
            x, y = target.region.offset
            mark.styles.offset = Offset(max(0, x - MARK_WIDTH - 1), y)
            yield mark

    def on_key(self, event: events.Key) -> None:
        """Go where the letter stands, also with Caps Lock on."""
        if event.key == "escape":
            return
        event.stop()
        self.dismiss(self._found.get((event.character or "").lower()))
