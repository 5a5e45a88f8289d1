"""A screen that follows the store: read when it opens, after every act, and from time to time."""

from collections.abc import Callable
from datetime import datetime
from typing import Generic, TypeVar

from textual import work

from rdv_tui.errors import RdvError
from rdv_tui.screens.frame import BACKGROUND, StoreScreen, run_blocking

R = TypeVar("R")
T = TypeVar("T")
A = TypeVar("A")


class LiveScreen(StoreScreen[R], Generic[R, T]):
    """Subclasses say in `load` what is read, in a thread, and in `show` how it looks.

    Nothing is read from time to time while another screen stands over this one.
    """

    every_s = 0.0
    """How often it is read again, in seconds; 0 for never."""
    found: T | None = None
    """What was last read."""
    _asked = _answered = 0
    _drawn: tuple[T | None, datetime | None] = (None, None)

    def load(self) -> T:
        """Read what is to be shown; runs off the screen's thread. Raises RdvError."""
        raise NotImplementedError

    def show(self, found: T) -> None:
        """Show what was read: when it has changed, with each minute, and when the size changes."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Read at once, and keep it fresh: other desks work too."""
        if self.found is None:
            self.reload()
        if self.every_s:
            self.set_interval(self.every_s, self._refresh)

    @property
    def is_ready(self) -> bool:
        """Whether there was an answer, if only that the store cannot be read."""
        return self.found is not None or self._answered > 0

    def redraw(self) -> None:
        """Show again what was last read, if anything was."""
        if self.found is not None:
            self.show(self.found)

    @work
    async def reload(self) -> None:
        """Read again, because of a key."""
        await self.read()

    @work(group=BACKGROUND)
    async def _refresh(self) -> None:
        if self.is_current and self._asked == self._answered:
            await self.read()

    async def read(self) -> bool:
        """Read and show; say why it cannot be read, and return False.

        An answer that comes after that to a later question is dropped.
        """
        self._asked += 1
        number = self._asked
        try:
            found = await run_blocking(self.load)
        except RdvError as error:
            self._answered = max(self._answered, number)
            self.show_refusal(error)
            return False
        if number > self._answered and self.is_running:
            self._answered = number
            self.found = found
            drawn = (found, self.clock.local().replace(second=0, microsecond=0))
            if drawn != self._drawn:
                self._drawn = drawn
                self.show(found)
        return True

    async def act(self, call: Callable[[], A], text: str = "") -> A | None:
        """Write with `call`, say `text`, and read again; say what is refused, and return None."""
        try:
            done = await run_blocking(call)
        except RdvError as error:
            self.show_refusal(error)
            done = None
        else:
            if text:
                self.say(text, "done")
        await self.read()
        return done
