"""The desk as a terminal program: paints first, opens the store beside it, then books."""

import asyncio
import contextlib
import threading
from collections.abc import Coroutine
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from rich.text import Text
from textual import on, work
from textual.binding import ActiveBinding, BindingType
from textual.driver import Driver
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer

from rdv_tui.domain.appointment import Slot
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.office import Office
from rdv_tui.errors import RdvError, StoreError
from rdv_tui.locales import commands, refusals, screens as screen_fr
from rdv_tui.locales.office import clock_marks as marks_fr
from rdv_tui.screens.booking.steps import flow
from rdv_tui.screens.booking.steps.beginning import is_under_way
from rdv_tui.screens.booking.steps.notice import NoticeScreen
from rdv_tui.screens.frame import BACKGROUND, DeskScreen, run_blocking
from rdv_tui.screens.jobs import Jobs
from rdv_tui.screens.kiosk_calls import CalledApp
from rdv_tui.screens.palette import Elsewhere, PaletteScreen
from rdv_tui.screens.themes import THEMES
from rdv_tui.screens.windows import WINDOWS, open_window
from rdv_tui.setup import Setup, StoreReady
from rdv_tui.terminal import crash
from rdv_tui.terminal.app import SafeApp
from rdv_tui.welcome import welcome
from rdv_tui.widgets.commands import bind
from rdv_tui.widgets.frame import Level, Troubles
from rdv_tui.widgets.wrapping import wrap_as_french

if TYPE_CHECKING:
    from rdv_tui.services.desk import Desk

R = TypeVar("R")

OFFICE_LIMIT_S = 0.3
"""How long a screen to come waits to hear of a change of the office's record, in seconds."""
LEAVE_LIMIT_S = 20.0
"""How long the program's end waits for letters and bookings under way, in seconds."""
SIGNAL_LIMIT_S = 0.8
"""The same after a signal, which leaves two seconds in all: what is not done then is kept."""


class RdvApp(CalledApp):
    """The desk. Screens get their services from here; a booking's way is in screens/booking.

    `cut_short` tells afterwards that a signal or a fault ended the program.
    """

    # The first screen's own sheet comes with the frame's: one reading before the first paint.
    CSS_PATH: ClassVar[list[str | PurePath]] = [
        "screens/desk.tcss",
        "screens/booking/steps/notice.tcss",
    ]
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = bind(
        *(window.command for window in WINDOWS.values()),
        commands.CERTIFY,
        commands.PALETTE,
        commands.QUIT,
        commands.LOCK,
        commands.THEME,
        commands.REOPEN,
    )

    class StoreOpened(Message):
        """The store is open; the desk can book."""

        def __init__(self, ready: StoreReady) -> None:
            super().__init__()
            self.ready = ready

    class StoreLost(Message):
        """The store could not be opened."""

        def __init__(self, error: RdvError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, setup: Setup, driver_class: type[Driver] | None = None) -> None:
        super().__init__(setup.keys, setup.key_lines, driver_class)
        wrap_as_french()
        self.animation_level = "none"
        self._setup = setup
        self.office, self.clock, self.agent = setup.office, setup.clock, setup.agent
        self.sends_mail, self.trial = setup.sends_mail, setup.trial
        self.draft = BookingDraft()
        self.next_draft: BookingDraft | None = None
        self.counter: int | None = None
        self._certifying = False
        self.lost: RdvError | None = None
        self.desk: Desk | None = None
        self._opened = asyncio.Event()
        self._opening: StoreReady | None = None
        self._watch: Timer | None = None
        self._quitting = False
        self.jobs = Jobs()
        self._news: list[tuple[str, Level]] = []
        for theme in THEMES:
            self.register_theme(theme)
        known = setup.theme in {theme.name for theme in THEMES}
        self.theme = setup.theme if setup.theme and known else THEMES[0].name

    def on_mount(self) -> None:
        """Show the first step, and open the store beside it."""
        self.title = self.office.bureau
        self._unwatch = self.watch_faults()
        self._setup.on_signal(self.tell_signal)
        self.watch_session(60.0 * self._setup.lock_minutes)
        self.use_keys()
        self._flow = self.run_flow()
        self.set_interval(1, self._idle_gc.maybe_collect)
        self.call_after_refresh(self._open_store)

    def on_unmount(self) -> None:
        """Leave the process as it was found."""
        self._unwatch()
        self._idle_gc.restore()

    @on(SafeApp.Signalled)
    def _signalled(self, message: SafeApp.Signalled) -> None:
        # The terminal is put in order; a booking under way keeps its place for the next start.
        self.cut_short = True
        self._leave(128 + message.number, SIGNAL_LIMIT_S)

    def say_of_input(self, words: str) -> None:
        """Say it on the status line."""
        if isinstance(self.screen, DeskScreen):
            self.screen.say(words, "refused")

    @work(group=BACKGROUND)
    async def _leave(self, return_code: int, limit_s: float) -> None:
        """End the program once its jobs are done and every screen is whole.

        Textual fails on a screen that is cut off half built. What became of the jobs is said on
        the terminal that is left.
        """
        await self.jobs.finish(limit_s)
        if self.lost is not None and self.desk is not None:
            self.desk.store.hang_up()  # no thread need wait for an answer any more
        self.end_flows()
        await self.until_whole()
        said = [Text(message) for message, _ in self._news]
        self.exit(return_code=return_code, message=Text("\n").join(said) if said else None)

    @work
    async def run_flow(self) -> None:
        """Book for one person after the other."""
        await flow.run(self)

    async def push_screen_wait(self, screen: Screen[R] | str, *, mode: str | None = None) -> R:
        """Push a screen and wait for its answer; meanwhile keys are for that screen."""
        assert isinstance(screen, Screen)
        await self.until_unlocked()
        if self._news and isinstance(screen, DeskScreen):
            screen.say(*self._news.pop())
            self._news.clear()
        with self._ahead.answer_to(screen):
            answer: R = await super().push_screen_wait(screen, mode=mode)
        return answer

    # -- the store
    def _open_store(self) -> None:
        # A daemon thread: quitting need not wait for a store that does not answer.
        threading.Thread(target=self._open_in_thread, name="open-store", daemon=True).start()

    def _open_in_thread(self) -> None:
        try:
            ready = self._setup.open_desk()
        except RdvError as error:
            self.post_message(self.StoreLost(error))
        except Exception as error:  # noqa: BLE001  (whatever it is: see below)
            # A thread that ended without a word would leave a desk that waits for ever.
            crash.note(error)
            self.post_message(self.StoreLost(refusals.not_opened()))
        else:
            self.post_message(self.StoreOpened(ready))

    @on(StoreOpened)
    def _store_opened(self, message: StoreOpened) -> None:
        self._idle_gc.freeze()
        self.lost, self._opening = None, message.ready
        if message.ready.asks:
            self.ask_who(message.ready.desk, message.ready.refused)
        else:
            self.begin(message.ready.desk)

    def begin(self, desk: "Desk") -> None:
        """Let the desk work, with who just came."""
        ready, self.desk, self.lost = self._opening, desk, None
        assert ready is not None  # the store is open
        self._opened.set()
        self.name_agent(desk)
        self._show_office(desk.office)
        self.tell_store(self.store_level)
        if self._watch is not None:
            self._watch.stop()
        self._watch = self.set_interval(1, partial(self._look_around, ready))
        self.refresh_bindings()
        if not self.has_welcomed or desk.signed_in is None:
            self.has_welcomed = True
            self.run_worker(welcome(self.screen, desk, ready), group=BACKGROUND)
        if self._keys:
            self.check_keys()

    @on(StoreLost)
    def _store_lost(self, message: StoreLost) -> None:
        self._idle_gc.freeze()
        self.lost = message.error
        self.tell_store(self.store_level)
        self.refresh_bindings()
        self._say_lost(message.error)

    def _say_lost(self, error: RdvError) -> None:
        if isinstance(self.screen, DeskScreen):
            told = [error.message, error.hint]  # the status line is short: nothing twice
            if commands.REOPEN.shown_key not in error.hint:
                told.append(screen_fr.STORE_LOST_HINT)
            self.screen.say(" ".join(filter(None, told)), "refused")

    def _look_around(self, ready: StoreReady) -> None:
        self.look_at_session()
        self.tell_troubles(Troubles(ready.mail_is_stuck(), ready.printer_trouble()))
        try:
            ready.require_same()
        except StoreError as error:
            told = self.lost
            if told is None or (told.code == error.code and told.message != error.message):
                self._store_lost(self.StoreLost(error))  # lost, or lost in another way
        else:
            if self.lost is not None:  # the file was put back, or the server answers again
                self.lost = None
                self.tell_store(self.store_level)
                self.refresh_bindings()
                if isinstance(self.screen, DeskScreen):
                    self.screen.say(screen_fr.STORE_BACK, "done")

    @property
    def store_level(self) -> Level:
        """How the store stands: open, lost, or being opened."""
        return "refused" if self.lost else "done" if self.is_open else "waiting"

    async def opened(self) -> "Desk":
        """Return the desk once the store is open, with its office as the store has it now.

        A store that does not answer at once leaves it as it was: what comes next says so.
        """
        await self._opened.wait()
        from rdv_tui.services.office.startup import with_current_office  # noqa: PLC0415  (stands on the store)

        desk = self.desk
        assert desk is not None  # it is open
        with contextlib.suppress(RdvError, TimeoutError):
            async with asyncio.timeout(OFFICE_LIMIT_S):
                desk = await run_blocking(with_current_office, desk)
        if desk.office != self.office:
            self.desk = desk
            self._show_office(desk.office)
        return desk

    def _show_office(self, office: Office) -> None:
        training = f"{marks_fr.TRAINING_TITLE} · " if self._setup.is_training else ""
        self.office, self.title = office, training + office.bureau
        for screen in self.screen_stack:
            if isinstance(screen, NoticeScreen):
                screen.set_office(office)

    async def first_free(self) -> Slot | None:
        """Return the first free slot of all, None while the store is not open or has none."""
        if self.desk is None:
            return None
        from rdv_tui.services.hours import schedule  # noqa: PLC0415  (stands on the store)

        desk = self.desk
        try:
            found = await run_blocking(lambda: schedule.next_free(desk, desk.clock.local(), 1))
        except (RdvError, TimeoutError):
            return None  # the verdict stands without it; the next step says what is wrong
        return found[0] if found else None

    @property
    def is_open(self) -> bool:
        """Whether the store is open."""
        return self.desk is not None

    # -- jobs
    @property
    def is_leaving(self) -> bool:
        """Whether the program is about to end: no screen may be read any more."""
        return self._quitting or self.cut_short

    def tell(self, message: str, level: Level) -> None:
        """Say what became of a job on the screen in front, or on the next one."""
        stack = [screen for screen in self.screen_stack if isinstance(screen, DeskScreen)]
        if stack and not self.is_leaving:
            stack[-1].say(message, level)
        else:
            self._news.append((message, level))

    def follow(self, work: Coroutine[Any, Any, None]) -> None:
        """Let `work` run for as long as the program does; nobody waits for its end."""
        self.run_worker(work, group=BACKGROUND)

    # -- commands of every screen
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what makes sense: windows from a screen, to open a store that is lost."""
        if action == "open_window":
            window = WINDOWS[str(parameters[0])]
            return isinstance(self.screen, DeskScreen) and not window.is_in_front(self)
        if action in {"open_palette", "certify_search"}:
            return isinstance(self.screen, DeskScreen)
        if action == "answer_help":
            return self.is_called
        return action != "reopen" or self.lost is not None

    @work
    async def action_open_window(self, command: str) -> None:
        """Open the window of a command, or return to it."""
        await self._open(command)

    async def _open(self, command: str) -> None:
        if self.lost is not None and WINDOWS[command].needs_store:
            self._say_lost(self.lost)
        else:
            await open_window(self, command)

    @work
    async def action_open_palette(self) -> None:
        """Find a command by its name, and run it on the screen beneath; or a person's card."""
        bindings = self.screen.active_bindings.values()
        chosen = await self.push_screen_wait(PaletteScreen(bindings))
        if isinstance(chosen, ActiveBinding):
            await self.run_action(chosen.binding.action, chosen.node)
        elif isinstance(chosen, Elsewhere):
            self._news.append((chosen.hint, "info"))  # the window is the next screen to say it
            await self._open(chosen.window.id)
        elif chosen is not None and self.desk is not None:
            from rdv_tui.screens.booking.card import CardScreen  # noqa: PLC0415  (stands on the store)

            await self.push_screen_wait(CardScreen(self.desk, chosen.reference))

    @work
    async def action_certify_search(self) -> None:
        """Certify that no slot is free; a second key press while the store works does nothing."""
        from rdv_tui.screens.booking.certificate import certify  # noqa: PLC0415  (not needed to start)

        screen = self.screen
        if self._certifying or not isinstance(screen, DeskScreen):
            return
        self._certifying = True
        try:
            await certify(self, screen)
        finally:
            self._certifying = False

    def action_reopen(self) -> None:
        """Try to open the store again."""
        if isinstance(self.screen, DeskScreen):
            self.screen.say(screen_fr.LOADING)
        self._open_store()

    def action_next_theme(self) -> None:
        """Change the colours."""
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]

    @work
    async def action_leave_desk(self) -> None:
        """Close the desk; a booking under way is asked about, and its place given back."""
        screen = self.screen
        if self.may_go_unasked:
            self._leave(0, LEAVE_LIMIT_S)
        if self._quitting or not isinstance(screen, DeskScreen):
            return
        self._quitting = True
        try:
            if self.jobs:
                screen.say(screen_fr.LEAVING_AFTER)
                await self.jobs.finish(LEAVE_LIMIT_S)
            if is_under_way(self) and not await screen.ask(screen_fr.QUIT_ASK):
                return
            await flow.release_hold(self, self.draft)
            self._leave(StoreError.exit_code if self.lost else 0, LEAVE_LIMIT_S)
        finally:
            self._quitting = False
