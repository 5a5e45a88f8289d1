"""The screens' sheets, each read once."""

from textual.cache import LRUCache
from textual.css.stylesheet import Stylesheet

SHEETS_KEPT = 1024
"""More than there are classes of widgets: Textual keeps 64, and reads all when there are more."""


class KeptStylesheet(Stylesheet):
    """Textual's sheets without reading all of them again for each screen that brings its own."""

    def __init__(self, *, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._parse_cache = LRUCache(SHEETS_KEPT)

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take a theme's colours; the same ones change nothing."""
        if variables != self._variables:
            super().set_variables(variables)

    def reparse(self) -> None:
        """Take in what was added; what was read before counts as it was."""
        self.parse()
