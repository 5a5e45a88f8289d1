"""The kiosk: an app of its own on the same services, for strangers. One visit, then it is over.

Whoever runs it puts a new program in its place after each visit (launch_kiosk.py).
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
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
from rdv_tui.locales.kiosk import languages, leaving as leave_fr
from rdv_tui.locales.kiosk.broker import AWAY
from rdv_tui.locales.kiosk.french import FRENCH
from rdv_tui.locales.kiosk.words import Words
from rdv_tui.screens.frame import run_blocking
from rdv_tui.screens.kiosk.page import Choice, Entry, Page, Stage
from rdv_tui.screens.kiosk.page_screen import BACK, ERASE, TIME_OVER, PageScreen
from rdv_tui.screens.kiosk.visit import Visit, VisitOver
from rdv_tui.screens.themes import THEMES
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
MOST_RENEWALS = 8
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
        self._patience = 1
        self._renewals = 0
        self._help: int | None = None
        self._help_words = ""
        self._escapes: list[float] = []
        self._ends_at: float | None = None
        self._begun = False
        self._leaving = self._is_over = self._looking = False
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
            await self._show_closed()
            return
        try:
            await Visit(self).run()
        except VisitOver:
            pass
        except RdvError as error:  # the store is away, or the kiosk was disabled
            crash.note(error)
            await self._show_closed()
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
            answer: str = await self.push_screen_wait(PageScreen(page, self._place()))
            await self._renew()
            if answer != ERASE:
                return answer
            if page.can_erase and await self._wants_to_erase(page):
                raise VisitOver

    async def _wants_to_erase(self, page: Page) -> bool:
        words, french = page.words, page.words is FRENCH
        choices = (
            Choice("erase", words.erase, "" if french else FRENCH.erase),
            Choice("stay", words.go_on, "" if french else FRENCH.go_on),
        )
        question = Page(
            page.stage,
            words,
            f"{words.erase} ?",
            choices=choices,
            stands_on=1,
            can_go_back=False,
            can_erase=False,
        )
        answer: str = await self.push_screen_wait(PageScreen(question, self._place()))
        return answer == "erase"

    async def _show_closed(self) -> None:
        page = Page(
            Stage.START,
            FRENCH,
            f"{FRENCH.closed} · Closed",
            lines=(FRENCH.ask_at_desk, languages.WORDS["en"].ask_at_desk),
            can_go_back=False,
            can_erase=False,
        )
        self._begun = False
        self.push_screen(PageScreen(page, self._place()))
        await asyncio.sleep(CLOSED_AGAIN_S)
        self._finish(Ending.AGAIN)

    def _place(self) -> str:
        trial = self._setup.trial or self._trial
        at = self.services if hasattr(self, "services") else self._setup
        place = f"▲ {trial}" if trial else at.office.prefecture
        return f"{languages.FREE} · {place} · {languages.TITLE}"

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
        elif self._warned():
            over = self._idle_limit() + self.rules.warning_s * self._patience
            if now - self._last_key >= over:
                self._end_silent()
        self._show_band()

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
            says = [(f"▲ {words.still_there}", "bold"), (f"{words.press_key} {left}", "")]
            says += [(words.else_erased, ""), (f"+  {words.more_time}", "")]
        elif self._help_words:
            says = [(f"▲ {self._help_words}", "bold")]
        else:
            says = []
        screen.say(*says)
        left_s = self._time_left()
        held = divmod(left_s, 60) if left_s is not None else None
        at = self.services if hasattr(self, "services") else self._setup
        screen.show_time(f"{at.clock.local():%H:%M}", held)

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
        try:
            self.held = await run_blocking(self.services.renew)
        except RdvError as error:
            crash.note(error)  # booking tells whether the place is still free

    # -- help
    def call_agent(self, stage: str, reason: str = "asked") -> None:
        """Call an agent to this kiosk, and say so on the page."""
        self._help_words = self.words.agent_called
        self._show_band()
        if hasattr(self, "services"):
            self._call(stage, self.words, reason)

    @work(group="help")
    async def _call(self, stage: str, words: Words, reason: str) -> None:
        try:
            self._help = await run_blocking(self.services.call_agent, stage, words.code, reason)
        except RdvError as error:
            crash.note(error)
            self._help_words = words.ask_at_desk

    @work(group="look")
    async def _look_at_store(self) -> None:
        """See whether an agent comes, and whether this kiosk may go on."""
        if self._looking or not hasattr(self, "services"):
            return
        self._looking = True
        try:
            if not await run_blocking(self.services.is_enabled):
                self._finish(Ending.AGAIN)
            elif self._help is not None and await run_blocking(
                self.services.is_answered, self._help
            ):
                self._help, self._help_words = None, self.words.agent_comes
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
        warning = ""
        try:
            while True:
                login = await self._ask_staff(leave_fr.LOGIN, warning)
                password = await self._ask_staff(leave_fr.PASSWORD, hidden=True) if login else ""
                if not password:
                    return
                try:
                    await run_blocking(let_out, login, password)
                except RdvError as error:
                    warning = error.message
                else:
                    self._finish(Ending.LEFT)
                    return
        finally:
            self._leaving, self._ends_at = False, before
            self._touch()

    async def _ask_staff(self, question: str, warning: str = "", *, hidden: bool = False) -> str:
        """Return what an agent types, empty when they go back."""
        entry = Entry(free=True, longest=128, hidden=hidden)
        page = Page(Stage.START, FRENCH, question, entry=entry, warning=warning, can_erase=False)
        answer: str = await self.push_screen_wait(PageScreen(page, self._place()))
        return "" if answer in {BACK, ERASE, TIME_OVER} else answer
