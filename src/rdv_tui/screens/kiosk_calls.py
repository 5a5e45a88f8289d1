"""Calls for help from kiosks, on every screen of a desk; whoever goes there says so by one key."""

from typing import TYPE_CHECKING, ClassVar, cast

from textual import work
from textual.binding import BindingType
from textual.screen import Screen

from rdv_tui.errors import RdvError
from rdv_tui.locales.kiosk import help_calls as help_fr
from rdv_tui.screens.frame import DeskScreen, run_blocking
from rdv_tui.screens.session import SessionApp
from rdv_tui.screens.shell import Shell
from rdv_tui.widgets.commands import bind
from rdv_tui.widgets.help_band import HelpBand

if TYPE_CHECKING:
    from rdv_tui.store.devices import HelpCall


class CalledApp(SessionApp):
    """A program whose screens tell of calls from the kiosks."""

    BINDINGS: ClassVar[list[BindingType]] = bind(help_fr.ANSWER_HELP)
    _calls: "KioskCalls"

    def on_mount(self) -> None:
        """Begin to look, every second."""
        self._calls = KioskCalls(cast("Shell", self))
        self.set_interval(1, self._calls.tick)

    @property
    def is_called(self) -> bool:
        """Whether somebody at a kiosk waits for an agent."""
        return hasattr(self, "_calls") and bool(self._calls)

    @work
    async def action_answer_help(self) -> None:
        """Go to whoever calls at a kiosk."""
        await self._calls.answer(self.screen)


class KioskCalls:
    """What is asked for at the kiosks now, as this desk last read it."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self._open: list[HelpCall] = []
        self._looking = False

    def __bool__(self) -> bool:
        return bool(self._open)

    def tick(self) -> None:
        """Look again, unless the store has not yet answered."""
        if self._shell.desk is not None and not self._looking:
            self._shell.follow(self.look())

    async def look(self) -> None:
        """Read the calls; a store that does not answer leaves those that are known."""
        from rdv_tui.services.kiosk import help_calls  # noqa: PLC0415  (stands on the store)

        desk = self._shell.desk
        assert desk is not None  # it is open
        self._looking = True
        try:
            found = await run_blocking(help_calls.list_open, desk)
        except RdvError:
            return
        finally:
            self._looking = False
        if bool(found) != bool(self._open):
            for screen in self._shell.screen_stack:
                screen.refresh_bindings()
        self._open = found
        self.show()

    def show(self) -> None:
        """Show them on every screen."""
        said = [
            help_fr.called(one.device, one.step, one.language, one.reason) for one in self._open
        ]
        for screen in self._shell.screen_stack:
            for band in screen.query(HelpBand):
                band.show([*said, help_fr.HOW] if said else [])

    async def answer(self, screen: Screen[object]) -> None:
        """Say that somebody goes to the one who waits longest."""
        from rdv_tui.services.kiosk import help_calls  # noqa: PLC0415  (stands on the store)

        desk = self._shell.desk
        if desk is None or not self._open or not isinstance(screen, DeskScreen):
            return
        call = self._open.pop(0)
        try:
            found = await run_blocking(help_calls.answer, desk, call.id)
        except RdvError as error:
            screen.show_refusal(error)
            return
        if found is None:
            screen.say(help_fr.ANSWERED_BEFORE)
        else:
            screen.say(help_fr.answered(found.device, found.code), "waiting")
        await self.look()
