"""The lines that frame every screen: who and where, the last message, the keys that work now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from textual.app import RenderResult
from textual.binding import Binding
from textual.content import Content
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input

from rdv_tui.clock import Clock
from rdv_tui.locales import commands, screens as screen_fr
from rdv_tui.locales.dates import short_date
from rdv_tui.text import plain
from rdv_tui.widgets.commands import shown_key

Level = Literal["info", "done", "waiting", "refused"]

SIGNS: dict[Level, tuple[str, str]] = {
    "info": ("·", "$text-muted"),
    "done": ("✓", "$text-success"),
    "waiting": ("▲", "$text-warning"),
    "refused": ("✗", "$text-error"),
}


DOT = " · "
OUT_WIDTH, HELP_WIDTH = 13, 9
"""Cells kept in the footer for the way out, whose words differ between screens, and for F1."""
ROOMY = 110
"""Cells from which the state has room for its reason."""
MIN_AGENT, MIN_PLACE = 6, 10
"""Cells below which a name says nothing: the agent's is kept so far, the office's left out."""


def justify(left: Content, right: Content, width: int) -> Content:
    """Return one line of `width` cells with `left` and `right` at its ends; the left one yields."""
    room = max(0, width - right.cell_length - 1)
    if left.cell_length > room:
        left = left.truncate(room, ellipsis=True)
    return Content.assemble(left, " " * max(1, width - left.cell_length - right.cell_length), right)


@dataclass(frozen=True, slots=True)
class Troubles:
    """What is not well around the store: whether mail is stuck, why nothing is printed."""

    mail: bool = False
    printer: str = ""


class HeaderLine(Widget):
    """Line 1: office · screen title, then date and hour, agent, state of store, printer and mail.

    A trial, of which nothing counts, is marked in the office's stead.
    """

    DEFAULT_CSS = """
    HeaderLine { height: 1; padding: 0 1; background: $panel; color: $foreground; }
    """

    place: reactive[str] = reactive("")
    minute: reactive[datetime | None] = reactive(None)
    store_state: reactive[Level] = reactive[Level]("waiting")
    troubles: reactive[Troubles] = reactive(Troubles())
    agent: reactive[str] = reactive("")

    def __init__(
        self,
        place: str,
        title: str,
        agent: str,
        clock: Clock,
        store: Level,
        troubles: Troubles,
        trial: str = "",
    ) -> None:
        super().__init__()
        self.set_reactive(HeaderLine.place, place)
        self.set_reactive(HeaderLine.store_state, store)
        self.set_reactive(HeaderLine.agent, agent)
        self.set_reactive(HeaderLine.troubles, troubles)
        self._title, self._clock = title, clock
        self._trial = trial

    def on_mount(self) -> None:
        """Start following the clock, once the screen is painted: dates in words load slowly."""
        self.call_after_refresh(self.tick)
        self.set_interval(1, self.tick)

    def tick(self) -> None:
        """Take the office's time; the line is drawn again only when the minute changes."""
        self.minute = self._clock.local().replace(second=0, microsecond=0)

    def _state(self) -> Content:
        """Say in a word how store, printer and e-mails stand: the worst of them."""
        if self.store_state == "refused":
            return plain(f"✗ {screen_fr.STORE_AWAY}", "$text-error")
        if why := self.troubles.printer:
            word = f"{screen_fr.NOT_PRINTING} : {why}" if self.size.width >= ROOMY else ""
            return plain(f"▲ {word or screen_fr.NOT_PRINTING}", "$text-warning")
        if self.troubles.mail:
            return plain(f"▲ {screen_fr.MAIL_STUCK}", "$text-warning")
        if self.store_state == "done":
            return plain(f"✓ {screen_fr.IN_ORDER}", "$text-success")
        return plain("○", "$text-muted")

    def render(self) -> RenderResult:
        """Draw the line."""
        now = f"{short_date(self.minute.date())} {self.minute:%H:%M}" if self.minute else ""
        title = plain(self._title, "bold")
        state = self._state()
        trial = len(self._trial) + len(DOT) + 2 if self._trial else 0
        least = title.cell_length + trial + len(now) + MIN_AGENT + state.cell_length + 7
        if least > self.size.width:
            state = state[:1]  # a sign of its own, which F1 and the follow-up put in words
        fixed = len(now) + 3 + state.cell_length
        # The title tells where one is: a long agent's name yields to it, the office's before both.
        room = max(MIN_AGENT, self.size.width - title.cell_length - 2 - fixed)
        agent = plain(self.agent).truncate(room, ellipsis=True)
        right = Content.assemble(now, "  ", agent, "  ", state)
        room = self.size.width - right.cell_length - 2 - title.cell_length - len(DOT)
        place = plain(self.place, "$text-muted")
        if self._trial:
            place = plain(f"▲ {self._trial}", "bold $text-warning")
        place = place.truncate(max(1, room), ellipsis=True)
        left = Content.assemble(place, (DOT, "$text-muted"), title) if room >= MIN_PLACE else title
        return justify(left, right, self.size.width)


class StatusLine(Widget):
    """Line -2: the last message, in words, until the next one."""

    DEFAULT_CSS = """
    StatusLine { height: auto; max-height: 3; padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._content = self._otherwise = Content("")

    def otherwise(self, message: str) -> None:
        """Show `message` for as long as nothing else is said."""
        self._otherwise = plain(message, "$text-muted")
        self.refresh(layout=True)

    def show(self, message: str, level: Level = "info") -> None:
        """Show `message` with the sign and colour of `level`; an empty one clears the line."""
        sign, colour = SIGNS[level]
        self._content = (
            Content.assemble((f"{sign} ", f"bold {colour}"), plain(message, colour))
            if message
            else Content("")
        )
        self.refresh(layout=True)

    @property
    def message(self) -> str:
        """The message on show, without its sign."""
        return self._content.plain[2:]

    def render(self) -> RenderResult:
        """Draw the message."""
        return self._content if self._content.plain else self._otherwise


def _filled(part: Content, width: int) -> Content:
    return Content.assemble(part, " " * max(0, width - part.cell_length))


def _key(binding: Binding) -> Content:
    return Content.assemble((f" {shown_key(binding)} ", "bold"), binding.description, " ")


class KeysLine(Widget):
    """Line -1: the keys that work here and now, in the order in which they were declared.

    The way out and the way to all the other keys stand at the same place on every screen, whatever
    else is cut off. Under a dialog the keys are the dialog's.
    """

    DEFAULT_CSS = """
    KeysLine { height: 1; padding: 0 1; background: $panel; }
    """

    _drawn: Sequence[tuple[int, int, str]] = ()
    """Where each key begins, how many cells it takes, and its name."""

    def key_at(self, x: int) -> str:
        """Return the key that is drawn `x` cells from the left, an empty text where none is."""
        inside = x - self.content_region.x
        found = (key for begin, cells, key in self._drawn if begin <= inside < begin + cells)
        return next(found, "")

    def on_mount(self) -> None:
        """Follow the focus, in a field other keys work, and the dialogs over this screen."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self.refresh())
        self.app.screen_change_signal.subscribe(self, lambda _: self.refresh())

    def render(self) -> RenderResult:
        """Draw as many keys as fit."""
        asking = self.app.screen
        screen = asking if isinstance(asking, ModalScreen) else self.screen
        typing = isinstance(screen.focused, Input)
        parts: list[tuple[Content, str]] = []
        way_out = help_key = (Content(""), "")
        seen: set[str] = set()
        found = screen.active_bindings.values()
        for active in sorted(found, key=lambda active: commands.rank(active.binding.id or "")):
            binding = active.binding
            # A letter typed in a field is text and never reaches a binding.
            is_text = typing and len(binding.key) == 1
            if not active.enabled or not binding.show or is_text or binding.action in seen:
                continue
            seen.add(binding.action)
            part = _key(binding), binding.key
            if binding.id == commands.HELP.id:
                help_key = part
            elif binding.id in commands.WAYS_OUT:
                way_out = part
            else:
                parts.append(part)
        ends = Content.assemble(
            ("│", "$edge"), _filled(way_out[0], OUT_WIDTH), _filled(help_key[0], HELP_WIDTH)
        )
        left, width = Content(""), self.size.width - ends.cell_length
        drawn = [
            (width + 1, way_out[0].cell_length, way_out[1]),
            (width + 1 + OUT_WIDTH, help_key[0].cell_length, help_key[1]),
        ]
        for words, key in parts:
            if left.cell_length + words.cell_length <= width:
                drawn.append((left.cell_length, words.cell_length, key))
                left = Content.assemble(left, words)
        self._drawn = drawn
        return Content.assemble(left, " " * max(0, width - left.cell_length), ends)
