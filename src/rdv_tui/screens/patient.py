"""A screen that has its answer while the desk is locked, and waits with it."""

import asyncio
from typing import Generic, TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import Screen

R = TypeVar("R")

LOOK_S = 0.02
"""How often to look whether the lock is lifted, in seconds."""


class Cover(Screen[None]):
    """What hides all that stands beneath it: nothing there may take it away."""


class PatientScreen(Screen[R], Generic[R]):
    """A screen that goes when it is asked to, but never from beneath the lock.

    Textual takes away whatever stands in front, whichever screen asks: an act that ends under the
    lock would lift it.
    """

    def dismiss(self, result: R | None = None) -> AwaitComplete:
        """Go with `result`; beneath the lock, as soon as who locked the desk is back."""
        if not self._is_covered:
            return super().dismiss(result)
        self._going = asyncio.create_task(self._go_later(result))
        return AwaitComplete()

    def action_back(self) -> None:
        """Go back to what was being done, without an answer."""
        self.dismiss(None)

    async def _go_later(self, result: R | None) -> None:
        while self._is_covered:  # noqa: ASYNC110 - the stacks tell nobody when they change
            await asyncio.sleep(LOOK_S)
        if self.app.screen is self:
            super().dismiss(result)

    @property
    def _is_covered(self) -> bool:
        stacks = self.app._screen_stacks.values()
        above = (stack[stack.index(self) + 1 :] for stack in stacks if self in stack)
        return any(isinstance(screen, Cover) for screens in above for screen in screens)
