"""The kiosk: an app of its own on the same services, for strangers. One visit, then it is over.

Whoever runs it puts a new program in its place after each visit (launch_kiosk.py).
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from textual import events, on, work
from textual.driver import Driver
from textual.screen import Screen

from rdv_tui.clock import Clock
from rdv_tui.domain.appointment import Hold
from rdv_tui.domain.kiosk import KioskRules
from rdv_tui.domain.office import Office
from rdv_tui.errors import RdvError
from rdv_tui.locales.kiosk import languages
from rdv_tui.locales.kiosk.broker import AWAY
from rdv_tui.locales.kiosk.french import FRENCH
from rdv_tui.locales.kiosk.words import Words
from rdv_tui.screens.frame import run_blocking
from rdv_tui.screens.kiosk.closing import closed_page, erase_page, is_let_out
from rdv_tui.screens.kiosk.course import receive
from rdv_tui.screens.kiosk.host import VisitOver
from rdv_tui.screens.kiosk.page import Page, Stage
from rdv_tui.screens.kiosk.page_screen import BACK, ERASE, PLACE_LOST, TIME_OVER, PageScreen
from rdv_tui.screens.themes import THEMES
from rdv_tui.services.kiosk.contract import DEVICE_CLOSED, SHUT_CODE
from rdv_tui.terminal import crash
from rdv_tui.terminal.app import SafeApp
from rdv_tui.terminal.strict import StrictApp

if TYPE_CHECKING:
    from rdv_tui.services.kiosk.contract import KioskServices

LOOK_S = 0.5
CLOSED_AGAIN_S = 5.0
"""How long a closed kiosk waits before it looks whether it is open again."""
LEAVE_KEYS, LEAVE_S = 5, 3.0
"""So many times Escape, within so many seconds, asks to leave."""
MOST_RENEWALS, RENEW_S = 8, 45
_AFTER_SLOT = frozenset({Stage.SECURITY, Stage.DETAILS, Stage.CONFIRMATION})
_KINDS_OF_KEYS = (events.Key, events.MouseDown)


class Ending(IntEnum):
    """How a run ended."""

    AGAIN = 1
    LEFT = 2


@dataclass(frozen=True, slots=True)
class KioskReady:
    """What the opening brings: who answers, whether this terminal draws Arabic, a trial's mark."""

    services: "KioskServices"
    reads_arabic: bool
    trial: str = ""


@dataclass(frozen=True, slots=True)
class KioskSetup:
    """What a kiosk is started with. `open_kiosk` runs in a thread; it raises RdvError."""

    office: Office
    clock: Clock
    open_kiosk: Callable[[], KioskReady]
    rules: KioskRules = field(default_factory=KioskRules)
    theme: str | None = None
    trial: str = ""
    ends_shut: bool = False
    """Whether whoever started it is told at once that the device is shut out."""
    on_signal: Callable[[Callable[[int], None]], None] = lambda _: None


class KioskApp(StrictApp[Ending]):
    """One visit from the choice of a language to the letter."""

    ENABLE_COMMAND_PALETTE = False
    CSS = "Screen { background: $background; color: $foreground; }"

    def __init__(self, setup: KioskSetup, driver_class: type[Driver] | None = None) -> None:
        super().__init__(driver_class=driver_class)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = setup.theme or "rdv-clair"
        self._setup, self.rules = setup, setup.rules
        self.services: KioskServices
        self._trial = ""
        self.held: Hold | None = None
        self.reads_arabic = False
        self.stage, self.words = Stage.START, FRENCH
        self._last_key = time.monotonic()
        self._patience, self._renewals, self._renewed_at = 1, 0, 0.0
        self._help: int | None = None
        self._help_words = ""  # by their name among the words: the language may change
        self._escapes: list[float] = []
        self._ends_at: float | None = None
        self._begun = self._leaving = self._is_over = self._looking = False
        self._unwatch: Callable[[], None] = lambda: None

    def on_mount(self) -> None:
        """Open the store, and begin."""
        self._unwatch = self.watch_faults()
        self._setup.on_signal(self.tell_signal)
        self.beat_for_systemd()
        self.set_interval(LOOK_S, self._look)
        self.set_interval(1.0, self._look_at_store)
        self.run_visit()

    def on_unmount(self) -> None:
        """Leave the process as it was found."""
        self._unwatch()

    @on(SafeApp.Signalled)
    def _signalled(self, message: SafeApp.Signalled) -> None:
        self.cut_short = True
        self._finish(Ending.LEFT, 128 + message.number)

    # -- the visit
    @work
    async def run_visit(self) -> None:
        """Receive one person."""
        try:
            ready = await run_blocking(self._setup.open_kiosk)
            self.services, self.reads_arabic = ready.services, ready.reads_arabic
            self._trial = ready.trial
        except RdvError as error:
            crash.note(error)
            await self._show_closed(error)
            return
        try:
            await receive(self)
        except VisitOver:
            pass
        except RdvError as error:  # the store is away, or the kiosk was disabled
            crash.note(error)
            await self._show_closed(error)
            return
        self._finish(Ending.AGAIN)

    async def ask(self, page: Page) -> str:
        """Show a page and return its answer; ask before everything is erased."""
        while True:
            self.stage, self.words = page.stage, page.words
            self._begun = page.stage is not Stage.START
            self._touch()
            limit = page.ends_after_s
            self._ends_at = time.monotonic() + limit if limit else None
            screen = PageScreen(page, self._place(page.words), self._show_band)
            answer: str = await self.push_screen_wait(screen)
            if page.entry is not None and answer in {BACK, ERASE, PLACE_LOST}:
                page.entry.keep(screen.typed_text)
                entry = replace(page.entry, text=screen.typed_text, is_chosen=False)
                page = replace(page, entry=entry)
            if answer != PLACE_LOST:
                await self._renew()
            if answer != ERASE:
                return answer
            if page.can_erase and await self._wants_to_erase(page):
                raise VisitOver

    async def _wants_to_erase(self, page: Page) -> bool:
        return await self._show(erase_page(page)) == "erase"

    async def _show_closed(self, error: RdvError) -> None:
        self._begun = False
        self.push_screen(
            PageScreen(closed_page(with_arabic=self.reads_arabic), self._place(FRENCH))
        )
        if self._setup.ends_shut and error.code == DEVICE_CLOSED:
            self._finish(Ending.LEFT, SHUT_CODE)
        else:
            await asyncio.sleep(CLOSED_AGAIN_S)
            self._finish(Ending.AGAIN)

    def _place(self, words: Words) -> str:
        trial = self._setup.trial or self._trial
        at = self.services if hasattr(self, "services") else self._setup
        place = f"▲ {trial}" if trial else at.office.prefecture
        return f"{languages.say_free(words)} · {place} · {languages.TITLE}"

    async def push_screen_wait(self, screen: Screen[Any], **_: object) -> Any:  # type: ignore[override]  # noqa: ANN401
        """Push a page and wait for its answer; the one before is gone by then."""
        return await super().push_screen_wait(screen)

    def _finish(self, ending: Ending, code: int = 0) -> None:
        self.workers.cancel_all()
        self.exit(ending, return_code=code)

    # -- time
    def _touch(self) -> None:
        self._last_key = time.monotonic()

    async def on_event(self, event: events.Event) -> None:
        """Note that somebody is there; the first key after the warning only says so."""
        if isinstance(event, _KINDS_OF_KEYS) and not event.is_forwarded:
            warned = self._warned()
            self._touch()
            if self.stage is Stage.LETTER:
                self._ends_at = time.monotonic() + self.rules.letter_s
            if isinstance(event, events.Key) and event.key == "escape" and self._wants_out():
                self.ask_to_leave()
                return
            if warned:
                if isinstance(event, events.Key) and event.key in {"plus", "+"}:
                    self._patience = 2
                self._show_band()
                return
        await super().on_event(event)

    def _wants_out(self) -> bool:
        now = time.monotonic()
        self._escapes = [at for at in self._escapes if now - at < LEAVE_S] + [now]
        return len(self._escapes) >= LEAVE_KEYS

    def _idle_limit(self) -> float:
        form = self.stage is Stage.DETAILS
        limit = self.rules.idle_form_s if form else self.rules.idle_s
        return float(limit * self._patience)

    def _warned(self) -> bool:
        if not self._begun or self._ends_at is not None:
            return False
        return time.monotonic() - self._last_key >= self._idle_limit()

    def _look(self) -> None:
        """Look at the clock: warn, then end the visit."""
        now = time.monotonic()
        if self._ends_at is not None and now >= self._ends_at:
            if self.stage is Stage.SECURITY and isinstance(self.screen, PageScreen):
                self.screen.answer(TIME_OVER)  # the pause is over: there are new digits to copy
            else:
                self._end_silent()
        elif self.held is not None and self._time_left() == 0:
            self._leave_lost_place()
        elif self._is_typing_on():
            self._renewed_at = now
            self._renew_meanwhile()
        elif self._warned():
            over = self._idle_limit() + self.rules.warning_s * self._patience
            if now - self._last_key >= over:
                self._end_silent()
        self._show_band()

    def _leave_lost_place(self) -> None:
        """Leave the page on which the place was lost: the visit says so, and asks for another."""
        if self.stage in _AFTER_SLOT and isinstance(self.screen, PageScreen):
            self.screen.answer(PLACE_LOST)

    def _end_silent(self) -> None:
        if not self._is_over:
            self._is_over = True
            self._end_visit()

    @work(group="end")
    async def _end_visit(self) -> None:
        if self.stage is not Stage.LETTER:
            try:
                left_at = self.stage.value, self.words.code
                await run_blocking(self.services.count_left, *left_at)
            except RdvError as error:
                crash.note(error)
        self._finish(Ending.AGAIN)

    def _show_band(self) -> None:
        screen = self.screen
        if not isinstance(screen, PageScreen):
            return
        words = self.words
        if self._warned():
            over = self._idle_limit() + self.rules.warning_s * self._patience
            left = max(0, int(over - (time.monotonic() - self._last_key)))
            says = [(f"▲ {words.still_there}", "bold"), (words.press_key.format(seconds=left), "")]
            says += [(words.else_erased, ""), (f"+  {words.more_time}", "")]
            says += self._help_band(self._help_words) if self._help_words else []
        elif self._help_words:
            says = self._help_band(self._help_words)
        else:
            says = []
        screen.say(*says)
        left_s = self._time_left()
        held = divmod(left_s, 60) if left_s is not None else None
        at = self.services if hasattr(self, "services") else self._setup
        screen.show_time(f"{at.clock.local():%H:%M}", held, self._says_soon())

    def _help_band(self, name: str) -> list[tuple[str, str]]:
        """Return the words of that name in the visitor's language, in each before it is known."""
        rows: tuple[str, ...] = (str(getattr(self.words, name)),)
        if self.stage is Stage.START:
            rows = languages.in_each(name, with_arabic=self.reads_arabic)
        return [(f"▲ {row}", "bold") for row in rows]

    def _says_soon(self) -> str:
        """Return what happens by itself, and in how many seconds."""
        if self._ends_at is None:
            return ""
        words, seconds = self.words, max(0, round(self._ends_at - time.monotonic()))
        says = words.again_in if self.stage is Stage.SECURITY else words.closes_in
        return says.format(seconds=seconds)

    def _time_left(self) -> int | None:
        if self.held is None:
            return None
        left = self.held.expires_at - self.services.clock.now()
        return max(0, int(left.total_seconds()))

    async def _renew(self) -> None:
        """Keep the place for somebody who goes on, a bounded number of times."""
        left = self._time_left()
        if self.held is None or left is None or self._renewals >= MOST_RENEWALS:
            return
        if left > self.services.office.hold_minutes * 30:
            return
        self._renewals += 1
        before = self.held
        try:
            renewed = await run_blocking(self.services.renew)
        except RdvError as error:
            crash.note(error)  # booking tells whether the place is still free
        else:
            self.held = renewed if self.held is before else self.held

    def _is_typing_on(self) -> bool:
        """Say whether the place is soon lost to somebody who still types on the same page."""
        left = self._time_left() or RENEW_S
        return left < RENEW_S and self.stage in _AFTER_SLOT and self._last_key > self._renewed_at

    @work(group="renew")
    async def _renew_meanwhile(self) -> None:
        await self._renew()

    # -- help
    def call_agent(self, stage: str, reason: str = "asked") -> None:
        """Call an agent here and say so on the page; who was told to wait may be silent longer."""
        self._help_words, self._patience = "agent_called", 2
        self._show_band()
        if hasattr(self, "services"):
            self._call(stage, self.words, reason)

    @work(group="help")
    async def _call(self, stage: str, words: Words, reason: str) -> None:
        try:
            self._help = await run_blocking(self.services.call_agent, stage, words.code, reason)
        except RdvError as error:
            crash.note(error)
            self._help_words = "ask_at_desk"

    @work(group="look")
    async def _look_at_store(self) -> None:
        """See whether an agent comes, and whether this kiosk may go on."""
        if self._looking or not hasattr(self, "services"):
            return
        self._looking = True
        try:
            if not await run_blocking(self.services.is_enabled):
                self._finish(Ending.AGAIN)  # the next program says that it is closed
            elif self._help is not None and await run_blocking(
                self.services.is_answered, self._help
            ):
                self._help, self._help_words = None, "agent_comes"
        except RdvError as error:
            if error.code != AWAY:
                crash.note(error)
            elif self.stage is not Stage.LETTER:
                self._finish(Ending.AGAIN)  # the visit ended with its connection
        finally:
            self._looking = False

    # -- leaving
    def ask_to_leave(self) -> None:
        """Let whoever may close the kiosk do so."""
        self._escapes.clear()
        if not (hasattr(self, "services") and self.services.asks_who_leaves):
            self._finish(Ending.LEFT)
        elif not self._leaving:
            self._leave(self.services.let_out)

    @work(group="leave")
    async def _leave(self, let_out: Callable[[str, str], None]) -> None:
        self._leaving, before = True, self._ends_at
        self._ends_at = time.monotonic() + self.rules.idle_s
        try:
            if await is_let_out(self._show, let_out):
                self._finish(Ending.LEFT)
        finally:
            self._leaving, self._ends_at = False, before
            self._touch()

    async def _show(self, page: Page) -> str:
        return str(await self.push_screen_wait(PageScreen(page, self._place(page.words))))
