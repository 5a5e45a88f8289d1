"""What every screen of the desk is made of: header, body, status line, keys; and how it asks."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Generic, ParamSpec, TypeVar, cast

from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.geometry import Size

from rdv_tui.clock import Clock
from rdv_tui.domain.office import Office
from rdv_tui.errors import RdvError, StoreError
from rdv_tui.locales import commands, screens as screen_fr
from rdv_tui.screens.dialogs import AskScreen
from rdv_tui.screens.patient import PatientScreen
from rdv_tui.screens.shell import Shell
from rdv_tui.widgets.alert_band import AlertBand
from rdv_tui.widgets.commands import bind
from rdv_tui.widgets.frame import HeaderLine, KeysLine, Level, StatusLine
from rdv_tui.widgets.help_band import HelpBand
from rdv_tui.widgets.help_panel import HelpPanel

if TYPE_CHECKING:
    from rdv_tui.services.desk import Desk

R = TypeVar("R")
T = TypeVar("T")
P = ParamSpec("P")

STORE_LIMIT_S = 15.0
BACKGROUND = "background"
"""Group of work that nobody's key waits for; a longer name of it keeps such works apart."""
_SERIAL = ThreadPoolExecutor(1, "in-turn")

WIDE, VERY_WIDE = 110, 160
"""Columns from which there is room for a side panel: beside a form, beside the calendar."""
LEAST = Size(80, 24)
"""What a screen needs to show all that it has; on less, what helps most stays."""
TALL, HIGH = 32, 48
"""Rows from which lines may be set apart; from which there is room for more beneath."""


async def run_blocking(service: Callable[P, T], *args: P.args, **options: P.kwargs) -> T:
    """Run one service call off the screen's thread, for `STORE_LIMIT_S` seconds at most.

    Raises what the service raises, and StoreError `store_slow` when the store does not answer.
    """
    return await _within_limit(asyncio.to_thread(service, *args, **options))


async def run_serial(service: Callable[P, T], *args: P.args, **options: P.kwargs) -> T:
    """Run a service call like `run_blocking`, but after those given to `run_serial` before.

    For drafts: an older one must never be written over a newer one.
    """
    call = partial(service, *args, **options)
    return await _within_limit(asyncio.get_running_loop().run_in_executor(_SERIAL, call))


async def _within_limit(answer: Awaitable[T]) -> T:
    try:
        async with asyncio.timeout(STORE_LIMIT_S):  # wait_for of 3.11 may lose a cancellation
            return await answer
    except TimeoutError as error:
        raise StoreError("store_slow", screen_fr.STORE_SLOW) from error


class DeskScreen(PatientScreen[R], Generic[R]):
    """A screen in the common frame. Subclasses say `heading` and compose their body."""

    BINDINGS = bind(commands.HELP)

    heading = ""

    def __init__(self, office: Office, clock: Clock, agent: str) -> None:
        super().__init__()
        self.office, self.clock, self.agent = office, clock, agent
        self.status = StatusLine()
        self.alerts = AlertBand()
        self._asking = False
        self._help: HelpPanel | None = None

    @property
    def in_hand(self) -> str:
        """Whose matter this is, for line 1 in the stead of what the next line says anyway."""
        return ""

    @property
    def shell(self) -> Shell:
        """The program in which this screen stands."""
        return cast("Shell", self.app)

    def compose(self) -> ComposeResult:
        """Lay out the frame around the body."""
        yield HeaderLine(
            self.office.prefecture,
            self.in_hand or self.heading,
            self.shell.agent,
            self.clock,
            self.shell.store_level,
            self.shell.troubles,
            self.shell.trial,
        )
        yield HelpBand()
        yield self.alerts
        self.tell_store(self.shell.store_level)
        yield from self.compose_band()
        self._measure(self.app.size)
        with Horizontal(id="room"):
            with Container(id="body"):
                yield from self.compose_body()
            yield from self.compose_side()
        yield self.status
        yield KeysLine()

    def compose_band(self) -> ComposeResult:
        """Yield what stands under the header."""
        yield from ()

    def compose_body(self) -> ComposeResult:
        """Yield the screen's own content."""
        yield from ()

    def compose_side(self) -> ComposeResult:
        """Yield what stands beside the body where there is room."""
        yield from ()

    def on_resize(self, event: events.Resize) -> None:
        """Show more where there is room."""
        self._measure(event.size)
        self.call_after_refresh(self.redraw)

    def redraw(self) -> None:
        """Draw again what depends on the screen's size, whose classes are set."""

    def _measure(self, size: Size) -> None:
        self.set_class(size.width >= WIDE, "-wide")
        self.set_class(size.width >= VERY_WIDE, "-very-wide")
        self.set_class(size.height >= TALL, "-tall")
        self.set_class(size.height >= HIGH, "-high")
        self.set_class(size.width < LEAST.width, "-narrow")
        self.set_class(size.height < LEAST.height, "-low")
        words = screen_fr.TOO_SMALL.format(width=size.width, height=size.height)
        is_small = size.width < LEAST.width or size.height < LEAST.height
        self.status.otherwise(words if is_small else "")

    def say(self, message: str, level: Level = "info") -> None:
        """Write `message` on the status line, where it stays until the next one."""
        self.status.show(message, level)

    def say_here_or_next(self, message: str, level: Level) -> None:
        """Say what became of a job of this screen: on the next one if this one is gone."""
        if self in self.shell.screen_stack:
            self.say(message, level)
        else:
            self.shell.tell(message, level)

    def show_refusal(self, error: RdvError) -> None:
        """Write on the status line why something was not done, and what to do."""
        self.say(f"{error.message} {error.hint}".strip(), "refused")

    async def attempt(
        self, service: Callable[P, T], *args: P.args, **options: P.kwargs
    ) -> T | None:
        """Run one service call like `run_blocking`; say why it is refused, and return None."""
        try:
            return await run_blocking(service, *args, **options)
        except RdvError as error:
            self.show_refusal(error)
            return None

    async def ask(self, question: str) -> bool:
        """Ask a yes-or-no question, once at a time: a second key press asks nothing more."""
        if self._asking:
            return False
        self._asking = True
        try:
            answer: bool = await self.app.push_screen_wait(AskScreen(question))
            return answer
        finally:
            self._asking = False

    @property
    def is_ready(self) -> bool:
        """Whether keys make sense yet: until then they wait."""
        return True

    @classmethod
    async def open_over(cls, shell: Shell) -> None:
        """Open this screen as a window over what stands there."""
        raise NotImplementedError

    def tell_store(self, level: Level) -> None:
        """Say how the store stands, in a band while it is away."""
        for header in self.query(HeaderLine):
            header.store_state = level
        if level == "refused":
            self.alerts.tell("store", "refused", lambda: screen_fr.BAND_STORE)
        else:
            self.alerts.hush("store")

    # -- the list of keys
    def action_help_keys(self) -> None:
        """Show every key that works here."""
        listed = self.active_bindings.values()
        if self._help is None:
            self._help = HelpPanel(listed)
            self.mount(self._help)
        else:
            self._help.open(listed)

    def help_handles(self, key: str) -> bool:
        """Give `key` to the list of keys while it is open; False when the key is not for it."""
        return self._help is not None and self._help.display and self._help.consume_key(key)


class StoreScreen(DeskScreen[R], Generic[R]):
    """A screen that stands on the open store."""

    def __init__(self, desk: "Desk") -> None:
        super().__init__(desk.office, desk.clock, desk.agent)
        self.desk = desk

    @classmethod
    async def open_over(cls, shell: Shell) -> None:
        """Open it as a window, once the store is open."""
        await shell.push_screen_wait(cls(await shell.opened()))
