"""Under the header of every screen, while somebody at a kiosk asks for an agent."""

from collections.abc import Sequence

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from rdv_tui.text import plain


class HelpBand(Widget):
    """One line, which is there only while somebody calls."""

    DEFAULT_CSS = """
    HelpBand { display: none; height: 1; padding: 0 1; background: $warning; color: $background; }
    HelpBand.-called { display: block; text-style: bold; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._said: tuple[str, ...] = ()

    def show(self, said: Sequence[str]) -> None:
        """Show the calls, the oldest first; none hides the line."""
        if tuple(said) != self._said:
            self._said = tuple(said)
            self.set_class(bool(said), "-called")
            self.refresh()

    def render(self) -> RenderResult:
        """Draw the line."""
        return Content.assemble("▲ ", plain(" · ".join(self._said)))
