"""Python's own housekeeping, done while nobody types.

A collection of garbage stops everything for up to a tenth of a second, and comes when it likes:
often in the middle of a name. Here it comes when the hands rest.
"""

import gc
import time

from textual._styles_cache import StylesCache

IDLE_S = 3.0
"""How long no key must have been pressed."""
MIN_GARBAGE = 5_000
MAX_GARBAGE = 200_000
"""Objects made since the last collection: worth one when idle, too many to wait for that."""


def forget_painted() -> None:
    """Let go of what widgets that are gone have painted.

    Textual remembers two colours for each widget's painter, and so keeps a thousand painters with
    all their lines, some hundred kilobytes each, for as long as the program runs.
    """
    StylesCache.get_inner_outer.cache_clear()


class IdleGC:
    """Collects when idle. While it is at work, Python does not collect by itself."""

    def __init__(self) -> None:
        self._last_key = time.monotonic()

    def freeze(self) -> None:
        """Set aside what is loaded by now, which stays for good, and take over.

        Nothing is collected: the agent is at the first field by now, and loading leaves little.
        """
        gc.freeze()
        gc.disable()

    def note_activity(self) -> None:
        """Note that a key was pressed."""
        self._last_key = time.monotonic()

    @property
    def idle_s(self) -> float:
        """How long no key was pressed, in seconds."""
        return time.monotonic() - self._last_key

    def maybe_collect(self) -> None:
        """Collect if there is enough to collect and nobody types."""
        forget_painted()
        made = gc.get_count()[0]
        idle = self.idle_s > IDLE_S
        if made > MAX_GARBAGE or (idle and made > MIN_GARBAGE):
            gc.collect()

    def restore(self) -> None:
        """Give the work back to Python."""
        gc.unfreeze()
        gc.enable()
