"""Writing to a terminal that may be gone: nothing blocks for ever, and nothing raises."""

import os
import select
from collections.abc import Callable

from rdv_tui.terminal.styles import Styler

PATIENCE_S = 0.5
"""How long one look waits for a terminal that takes nothing, before the end is looked for."""


class Outlet:
    """A text stream on `fileno`. After the terminal is gone it swallows everything.

    Textual's writer would end at the first error, and with it, its queue once full, the program's
    own thread. `on_gone` is called once.
    """

    def __init__(self, fileno: int, on_gone: Callable[[], None]) -> None:
        self._fileno, self._on_gone = fileno, on_gone
        self._parts: list[str] = []
        self._styler = Styler()
        self.is_gone = False

    def fileno(self) -> int:
        """Return the file's number."""
        return self._fileno

    def isatty(self) -> bool:
        """Say whether a terminal is there."""
        return not self.is_gone and os.isatty(self._fileno)

    def write(self, text: str) -> int:
        """Keep `text` for the next flush."""
        if not self.is_gone:
            self._parts.append(text)
        return len(text)

    def flush(self) -> None:
        """Write what is kept, whole."""
        text = self._styler.rewrite("".join(self._parts))
        data = memoryview(text.encode("utf-8", "replace"))
        self._parts.clear()
        while data and not self.is_gone:
            try:
                data = data[os.write(self._fileno, data) :]
            except BlockingIOError:
                select.select([], [self._fileno], [], PATIENCE_S)
            except OSError:
                self.is_gone = True
                self._on_gone()
