"""A bare Textual program with one field: what a key costs before anything of ours is asked."""

from textual.app import App, ComposeResult
from textual.widgets import Input, Label


class BareField(App[None]):
    """One field."""

    def compose(self) -> ComposeResult:
        """Offer the field."""
        yield Label("bare")
        field = Input()
        field.cursor_blink = False  # a cursor that blinks paints without a key
        yield field


if __name__ == "__main__":
    BareField().run()
