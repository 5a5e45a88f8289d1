"""The one button of a screen. Textual's own brings a style sheet that doubles the first reading."""

from textual.app import RenderResult
from textual.message import Message
from textual.widget import Widget

from rdv_tui.locales import commands
from rdv_tui.text import plain
from rdv_tui.widgets.commands import bind


class GoButton(Widget, can_focus=True):
    """A button on one line; Enter, Space or a click presses it."""

    DEFAULT_CSS = """
    GoButton { height: 1; width: auto; padding: 0 2; background: $panel; text-style: bold; }
    GoButton:focus { background: $block-cursor-background; color: $block-cursor-foreground; }
    """
    BINDINGS = bind(commands.GO)

    class Pressed(Message):
        """The button was pressed."""

    def __init__(self, label: str, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._label = label

    def action_go(self) -> None:
        """Press it."""
        self.post_message(self.Pressed())

    def on_click(self) -> None:
        """Press it by mouse."""
        self.action_go()

    def render(self) -> RenderResult:
        """Draw the label."""
        return plain(self._label)
