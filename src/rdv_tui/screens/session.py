"""Who sits at the desk: signed in, locked, followed by somebody else.

Each agent has a stack of screens of their own (a mode of the app): what one left stands under their
lock, and the next one sees nothing of it.
"""

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar
from weakref import WeakKeyDictionary

from textual import on, work
from textual.binding import BindingType
from textual.screen import Screen
from textual.worker import Worker, get_current_worker

from rdv_tui.discretion import DISCRETION
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.errors import RdvError
from rdv_tui.locales import commands, screens as screen_fr
from rdv_tui.locales.office import accounts_screens as account_fr
from rdv_tui.screens.frame import BACKGROUND, DeskScreen, run_blocking
from rdv_tui.screens.keyed_app import KeyedApp
from rdv_tui.screens.office.secret_field import SecretField
from rdv_tui.screens.office.sign_in import SignInScreen
from rdv_tui.screens.typed_ahead import LOOK_S
from rdv_tui.widgets.commands import bind
from rdv_tui.widgets.frame import HeaderLine, Level, Troubles

if TYPE_CHECKING:
    from rdv_tui.services.desk import Desk

CHECK_S = 1.0
"""How often it is asked whether who sits there still may, in seconds."""


@dataclass
class Place:
    """What an agent has at this desk: their stack of screens, the booking under way, its flow."""

    mode: str
    flow: Worker[None]
    draft: BookingDraft
    next_draft: BookingDraft | None = None


class SessionApp(KeyedApp):
    """An app at which people sign in. What the desk does once somebody is there is `begin`'s."""

    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {"_default": Screen}
    """The first agent's screens stand in the mode in which every app begins."""

    BINDINGS: ClassVar[list[BindingType]] = bind(commands.HIDE_NAMES)

    desk: "Desk | None"
    agent: str
    draft: BookingDraft
    next_draft: BookingDraft | None
    troubles = Troubles()
    lock_after_s: float = 0.0
    has_welcomed: bool = False
    wants_demo: bool = False
    _flow: Worker[None]

    def begin(self, desk: "Desk") -> None:
        """Let the desk work with who just came."""
        raise NotImplementedError

    def run_flow(self) -> Worker[None]:
        """Book for one person after the other."""
        raise NotImplementedError

    def watch_session(self, lock_after_s: float) -> None:
        """Lock the desk when nobody types for that long, or when who sits there may no more."""
        self.lock_after_s = lock_after_s
        self._places: dict[str, Place] = {}
        self._under: WeakKeyDictionary[Worker[Any], SignInScreen] = WeakKeyDictionary()
        self._at = ""
        self._last_check = time.monotonic()
        DISCRETION.on = False

    def ask_who(self, desk: "Desk", error: RdvError | None) -> None:
        """Show the sign-in over what stands there."""
        screen = SignInScreen(desk)
        self.push_screen(screen)
        if error is not None and error.code != "not_signed_in":
            self.call_after_refresh(
                screen.say, account_fr.refused(error.code, error.message), "refused"
            )

    @property
    def is_locked(self) -> bool:
        """Whether the sign-in or the lock stands in front."""
        return isinstance(self.screen, SignInScreen)

    @property
    def may_go_unasked(self) -> bool:
        """Whether the program may end from the sign-in: nobody has begun anything here."""
        return self.is_locked and not self._at

    def action_hide_names(self) -> None:
        """Show people on every list by their initials, or whole again."""
        DISCRETION.on = not DISCRETION.on
        for screen in self.screen_stack:
            if isinstance(screen, DeskScreen):
                screen.redraw()
        if isinstance(self.screen, DeskScreen):
            self.screen.say(screen_fr.NAMES_HIDDEN if DISCRETION.on else screen_fr.NAMES_SHOWN)

    def action_lock_desk(self) -> None:
        """Lock the desk; where nobody is asked, offer to make the first supervisor."""
        if self.desk is not None and self.desk.signed_in is None:
            if not self.screen.is_modal:
                self._make_first(self.desk)
        else:
            self.lock()

    @work
    async def _make_first(self, desk: "Desk") -> None:
        from rdv_tui.screens.office.account_forms import FirstAccountScreen  # noqa: PLC0415

        if isinstance(self.screen, DeskScreen):
            made = await self.push_screen_wait(FirstAccountScreen(desk))
            if made is not None:
                await self._sit_down(made)

    def look_at_session(self) -> None:
        """Lock after idle minutes; ask now and then whether the account is as it was."""
        if self.desk is None or self.desk.signed_in is None or self.is_locked:
            return
        if self.lock_after_s and self._idle_gc.idle_s > self.lock_after_s:
            self.lock()
        elif time.monotonic() - self._last_check > CHECK_S:
            self._last_check = time.monotonic()
            self._check_session(self.desk)

    @work(group=f"{BACKGROUND}-session", exclusive=True, exit_on_error=False)
    async def _check_session(self, desk: "Desk") -> None:
        from rdv_tui.services.office import sign_in  # noqa: PLC0415  (stands on the store)

        try:
            current = await run_blocking(sign_in.is_current, desk)
        except RdvError:
            return  # a store that does not answer is told elsewhere
        if not current and self.desk is desk and not self.is_locked:
            self.lock(account_fr.DISABLED)

    def lock(self, why: str = "") -> None:
        """Hide everything until who sits there, or somebody else, signs in."""
        desk = self.desk
        if desk is None or desk.signed_in is None or self.is_locked:
            return
        self._ahead.forget()
        for beneath in self.screen_stack:
            for secret in beneath.query(SecretField):
                secret.input.value = ""  # a supervisor's, typed and left
        screen = SignInScreen(desk, desk.signed_in, f"{desk.clock.local():%H:%M}")
        for worker in self.workers:
            if not worker.is_finished and not self._stands(self._under.get(worker)):
                self._under[worker] = screen
        self.push_screen(screen)
        if why:
            self.call_after_refresh(screen.say, why, "refused")

    async def until_unlocked(self) -> None:
        """Let the work that runs here show nothing while whoever began it is away.

        What it shows would come over the lock, or before somebody else.
        """
        worker = get_current_worker()
        while (lock := self._under.get(worker)) is not None and self._stands(lock):
            with self._ahead.answer_to(lock):
                await asyncio.sleep(LOOK_S)

    def _stands(self, lock: SignInScreen | None) -> bool:
        return any(lock in stack for stack in self._screen_stacks.values())

    @on(SignInScreen.SignedInAs)
    async def _signed_in_as(self, message: SignInScreen.SignedInAs) -> None:
        await self._sit_down(message.desk, message.told)

    async def _sit_down(self, desk: "Desk", told: str = "") -> None:
        """Let who proved who they are have what is theirs at this desk."""
        assert desk.signed_in is not None  # they proved it
        login = desk.signed_in.login
        if self._at in {"", login}:
            await self._come_back(desk)
        else:
            await self._change_agent(desk)
        if isinstance(self.screen, DeskScreen):
            self.screen.say(told or account_fr.welcome(desk.signed_in.name))

    async def _come_back(self, desk: "Desk") -> None:
        """Lift the sign-in or the lock from what stands beneath it."""
        for screen in self.screen_stack:
            _give(screen, desk)
        self.desk = desk
        if self.is_locked:
            await self.pop_screen()
        self.begin(desk)

    async def _change_agent(self, desk: "Desk") -> None:
        """Leave everything under the lock, and show the newcomer what is theirs."""
        assert desk.signed_in is not None  # they proved it
        self._places[self._at] = Place(self.current_mode, self._flow, self.draft, self.next_draft)
        place = self._places.pop(desk.signed_in.login, None)
        self.desk = desk
        if place is None:
            mode = f"agent {desk.signed_in.login}"
            self.draft, self.next_draft = BookingDraft(), None
            self.add_mode(mode, Screen)
            await self.switch_mode(mode)
            self.begin(desk)
            self._flow = self.run_flow()
        else:
            self.draft, self.next_draft, self._flow = place.draft, place.next_draft, place.flow
            await self.switch_mode(place.mode)
            await self._come_back(desk)

    def end_flows(self) -> None:
        """Let nobody's booking show any further screen."""
        for flow in (self._flow, *(place.flow for place in self._places.values())):
            flow.cancel()

    def headers(self) -> Iterator[HeaderLine]:
        """Yield the first line of every screen that stands there."""
        for screen in self.screen_stack:
            yield from screen.query(HeaderLine)

    def tell_store(self, level: Level) -> None:
        """Say on every screen how the store stands: a dialog may stand before the one in sight."""
        for screen in self.screen_stack:
            if isinstance(screen, DeskScreen):
                screen.tell_store(level)

    def tell_troubles(self, troubles: Troubles) -> None:
        """Say on every screen, and on those to come, what of mail and printer is not well."""
        self.troubles = troubles
        for header in self.headers():
            header.troubles = troubles

    def name_agent(self, desk: "Desk") -> None:
        """Name who is signed in, on every screen that stands there."""
        if desk.signed_in is not None:
            self._at, self.agent = desk.signed_in.login, desk.signed_in.name
            for header in self.headers():
                header.agent = self.agent


def _give(screen: Screen[Any], desk: "Desk") -> None:
    """Let a screen of this agent's go on with what their account says now."""
    if isinstance(screen, DeskScreen) and getattr(screen, "desk", None) is not None:
        screen.desk = desk  # type: ignore[attr-defined]
