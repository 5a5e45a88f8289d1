"""Under the header: what cannot wait, for as long as it lasts. Everything else is a message."""

from collections.abc import Callable

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from rdv_tui.text import plain
from rdv_tui.widgets.frame import SIGNS, Level, justify

Words = Callable[[], tuple[str, str]]
"""What to say now, and what to do about it, which is never cut; asked every second."""


class AlertBand(Widget):
    """One line over the whole width, which is there only while something is wrong.

    Several may be wrong at once: a refusal is shown before a warning, else the first one told.
    """

    DEFAULT_CSS = """
    AlertBand { display: none; height: 1; padding: 0 1; color: $background; text-style: bold; }
    AlertBand.-waiting { display: block; background: $warning; }
    AlertBand.-refused { display: block; background: $error; }
    """

    shown: reactive[tuple[str, str]] = reactive(("", ""))

    def __init__(self) -> None:
        super().__init__()
        self._said: dict[str, tuple[Level, Words]] = {}
        self._level: Level | None = None

    def on_mount(self) -> None:
        """Follow what it says."""
        self.tick()
        self.set_interval(1, self.tick)

    def tell(self, cause: str, level: Level, words: Words) -> None:
        """Show `words` until `hush` is told of the same cause."""
        self._said[cause] = (level, words)
        self.tick()

    def hush(self, cause: str) -> None:
        """Show nothing of that cause any more."""
        if self._said.pop(cause, None) is not None:
            self.tick()

    def tick(self) -> None:
        """Say it as it is now; the line is drawn again only when its words change."""
        said = min(self._said.values(), key=lambda one: one[0] != "refused", default=None)
        self._level = said[0] if said else None
        for level in ("waiting", "refused"):
            self.set_class(level == self._level, f"-{level}")
        self.shown = said[1]() if said else ("", "")

    def render(self) -> RenderResult:
        """Draw the line."""
        text, what_to_do = self.shown
        sign = SIGNS[self._level][0] if self._level else ""
        return justify(
            Content.assemble(f"{sign} ", plain(text)), plain(what_to_do), self.size.width
        )
