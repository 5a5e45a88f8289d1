"""The line in which a list is narrowed as one types: opened by a key, closed by Escape."""

from textual import on
from textual.reactive import reactive
from textual.widgets import Input

from rdv_tui.widgets.fields import LineInput


class FilterLine(LineInput):
    """A filter over a list. Enter gives the keys back to the list and leaves the filter."""

    DEFAULT_CSS = """
    FilterLine { display: none; width: 1fr; margin: 0 1; background: $surface; }
    FilterLine.-open { display: block; }
    FilterLine:focus { background: $primary-muted; }
    """

    is_open: reactive[bool] = reactive(False, toggle_class="-open")

    def __init__(self, placeholder: str) -> None:
        super().__init__(placeholder=placeholder)

    @property
    def query_text(self) -> str:
        """What is searched for; empty when everything is shown."""
        return self.value.strip()

    def open(self) -> None:
        """Let something be typed."""
        self.is_open = True
        self.focus()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.leave()

    def leave(self) -> None:
        """Give the keys back to the screen; a filter with nothing in it goes."""
        self.is_open = bool(self.query_text)
        self.screen.set_focus(None)

    def close(self) -> bool:
        """Show everything again; False when nothing was filtered out."""
        was_open, self.is_open = self.is_open, False
        if was_open:
            self.value = ""
            self.screen.set_focus(None)
        return was_open
