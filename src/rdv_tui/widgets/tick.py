"""A box to tick whose two states differ by sign, not by colour alone."""

from textual.app import RenderResult
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from rdv_tui.locales import commands
from rdv_tui.text import plain
from rdv_tui.widgets.commands import bind


class Tick(Widget, can_focus=True):
    """A box and its label on one line; Space or Enter ticks it."""

    DEFAULT_CSS = """
    Tick { height: 1; width: 1fr; }
    Tick:focus { background: $primary-muted; text-style: bold; }
    """
    BINDINGS = bind(commands.TICK)

    value: reactive[bool] = reactive(False)

    class Changed(Message):
        """The box was ticked or cleared by a person."""

        def __init__(self, value: bool) -> None:
            super().__init__()
            self.value = value

    def __init__(self, label: str, value: bool, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._label = label
        self.set_reactive(Tick.value, value)

    def action_tick(self) -> None:
        """Tick or clear the box."""
        self.value = not self.value
        self.post_message(self.Changed(self.value))

    def on_click(self) -> None:
        """Tick by mouse."""
        self.action_tick()

    def render(self) -> RenderResult:
        """Draw the box and its label."""
        box = ("[✓]", "bold $text-success") if self.value else ("[ ]", "bold $text-warning")
        return Content.assemble(box, " ", plain(self._label))
