"""What stands under the questions of step 1 as long as none is answered."""

from typing import cast

from textual import work

from rdv_tui.clock import Clock
from rdv_tui.errors import RdvError
from rdv_tui.locales.booking import at_rest as rest_fr
from rdv_tui.screens.frame import BACKGROUND, run_blocking
from rdv_tui.screens.shell import Shell
from rdv_tui.widgets.hanging import HangingText

REFRESH_S = 30.0
"""How often the counts are read again, in seconds."""


class RestLines(HangingText):
    """The first free place and how today goes; on an empty store, what to do first.

    Nothing is told while the store does not answer: the status line says so.
    """

    DEFAULT_CSS = "RestLines { margin-top: 1; color: $text-muted; }"

    def __init__(self, clock: Clock) -> None:
        super().__init__(id="rest")
        self._clock = clock
        self.is_new_store = False

    def on_mount(self) -> None:
        """Read it, and read it again from time to time."""
        self.read()
        self.set_interval(REFRESH_S, self.read)

    @work(exclusive=True, group=BACKGROUND)
    async def read(self) -> None:
        """Read what there is to tell, where somebody sees it."""
        desk = cast("Shell", self.app).desk
        if desk is None or not self.display:
            return
        from rdv_tui.services.booking.at_rest import get_at_rest  # noqa: PLC0415  (stands on the store)

        try:
            found = await run_blocking(get_at_rest, desk)
        except RdvError:
            return
        self.is_new_store = bool(found.where)
        if found.where:
            self.update(rest_fr.lines_of_a_new_store(found.where, desk.agent))
        else:
            self.update(rest_fr.lines_at_rest(found.first, found.counts, self._clock.today()))
        self.screen.refresh_bindings()
