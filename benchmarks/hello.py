"""A bare Textual program: what the desk's start is compared with."""

from textual.app import App, ComposeResult
from textual.widgets import Label


class Hello(App[None]):
    """One label."""

    def compose(self) -> ComposeResult:
        """Say hello."""
        yield Label("hello")


if __name__ == "__main__":
    Hello().run()
