"""Calls for help from kiosks, on every screen of a desk; whoever goes there says so by one key."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import BindingType

from rdv_tui.errors import RdvError
from rdv_tui.locales.kiosk import help_calls as help_fr
from rdv_tui.screens.frame import BACKGROUND, DeskScreen, run_blocking
from rdv_tui.screens.session import SessionApp
from rdv_tui.widgets.commands import bind
from rdv_tui.widgets.help_band import HelpBand

if TYPE_CHECKING:
    from rdv_tui.services.desk import Desk
    from rdv_tui.store.devices import HelpCall


class CalledApp(SessionApp):
    """A program whose screens tell of calls from the kiosks, as this desk last read them."""

    BINDINGS: ClassVar[list[BindingType]] = bind(help_fr.ANSWER_HELP)
    _calls: "Sequence[HelpCall]" = ()
    _looks_for_calls = False

    def on_mount(self) -> None:
        """Begin to look, every second."""
        self.set_interval(1, self._tick_calls)

    @property
    def is_called(self) -> bool:
        """Whether somebody at a kiosk waits for an agent."""
        return bool(self._calls)

    def _tick_calls(self) -> None:
        """Look again, unless the store has not yet answered."""
        if self.desk is not None and not self._looks_for_calls:
            self.run_worker(self._look_for_calls(self.desk), group=BACKGROUND)

    async def _look_for_calls(self, desk: "Desk") -> None:
        """Read the calls; a store that does not answer leaves those that are known."""
        from rdv_tui.services.kiosk import help_calls  # noqa: PLC0415  (stands on the store)

        self._looks_for_calls = True
        try:
            found = await run_blocking(help_calls.list_open, desk)
        except RdvError:
            return
        finally:
            self._looks_for_calls = False
        if bool(found) != bool(self._calls):
            for screen in self.screen_stack:
                screen.refresh_bindings()
        self._calls = found
        said = [help_fr.called(one.device, one.step, one.language, one.reason) for one in found]
        for screen in self.screen_stack:
            for band in screen.query(HelpBand):
                band.show([*said, help_fr.HOW] if said else [])

    @work
    async def action_answer_help(self) -> None:
        """Say that somebody goes to the one at a kiosk who waits longest."""
        from rdv_tui.services.kiosk import help_calls  # noqa: PLC0415  (stands on the store)

        desk, screen = self.desk, self.screen
        if desk is None or not self._calls or not isinstance(screen, DeskScreen):
            return
        call, *self._calls = self._calls
        try:
            found = await run_blocking(help_calls.answer, desk, call.id)
        except RdvError as error:
            screen.show_refusal(error)
            return
        if found is None:
            screen.say(help_fr.ANSWERED_BEFORE)
        else:
            screen.say(help_fr.answered(found.device, found.code), "waiting")
        await self._look_for_calls(desk)
