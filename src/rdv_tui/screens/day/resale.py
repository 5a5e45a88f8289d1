"""For the supervisor: places that may have been passed on, the latest slots first."""

from datetime import datetime, timedelta
from functools import partial
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from rdv_tui.errors import RdvError
from rdv_tui.locales import commands
from rdv_tui.locales import day_commands as keys
from rdv_tui.locales import resale as words
from rdv_tui.locales.dates import plain_date, short_moment
from rdv_tui.screens.card import CardScreen
from rdv_tui.screens.frame import DeskScreen, in_thread
from rdv_tui.services import resale
from rdv_tui.services.desk import Desk
from rdv_tui.text import plain
from rdv_tui.widgets.choice_list import ChoiceList
from rdv_tui.widgets.commands import bind

BEHIND, AHEAD = timedelta(weeks=4), timedelta(weeks=12)
SLOT_WIDTH, ACT_WIDTH = 20, 28


class ResaleScreen(DeskScreen[None]):
    """One line a pair; the arrows choose, Enter opens the card of whoever booked."""

    BINDINGS: ClassVar[list[BindingType]] = bind(keys.OPEN_CARD, commands.CLOSE)
    DEFAULT_CSS = "ResaleScreen ChoiceList { height: 1fr; margin-top: 1; }"

    heading = words.TITLE
    aside = "open_day"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.office, desk.clock, desk.agent)
        self.desk = desk
        self._span = Static(plain(words.LOADING, "$text-muted"))
        self._list = ChoiceList(words.FOOT)
        self._pairs: list[resale.Pair] = []

    def compose_body(self) -> ComposeResult:
        """Lay out what was looked at, the pairs, and what they do not prove."""
        yield self._span
        yield self._list
        yield Static(plain(words.PROVES_NOTHING, "$text-muted"))

    def on_mount(self) -> None:
        """Read at once."""
        self.read_pairs()

    @work(exclusive=True, group="store")
    async def read_pairs(self) -> None:
        """Read the pairs of the last weeks and of those to come."""
        today = self.clock.today()
        first, last = today - BEHIND, today + AHEAD
        try:
            found = await in_thread(partial(resale.list_pairs, self.desk, first, last))
        except RdvError as error:
            self.say(error.message, "refused")
            return
        self._pairs = found[::-1]
        minutes = resale.SOON // timedelta(minutes=1)
        told = words.SPAN.format(first=plain_date(first), last=plain_date(last), minutes=minutes)
        self._span.update(plain(told))
        self._list.show([self._line(pair) for pair in self._pairs], 0 if self._pairs else None)
        if not self._pairs:
            self.say(words.NONE, "done")
        self.refresh_bindings()

    def _line(self, pair: resale.Pair) -> Content:
        gone = words.CANCELLED.format(when=self._at(pair.cancelled_at), agent=pair.cancelled_by)
        taken = words.BOOKED.format(when=self._at(pair.booked_at), agent=pair.booked_by)
        return Content.assemble(
            (short_moment(pair.start).ljust(SLOT_WIDTH), "bold"),
            plain(gone.ljust(ACT_WIDTH), "$text-muted"),
            plain(taken),
        )

    def _at(self, instant: datetime) -> str:
        return f"{self.clock.wall(instant):%d/%m %H:%M}"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Open a card only where there is one."""
        return action != "open_card" or bool(self._pairs)

    def on_key(self, event: events.Key) -> None:
        """Move in the list with the arrows."""
        if event.key in {"down", "up"} and self._pairs:
            event.stop()
            self._list.step(1 if event.key == "down" else -1)

    @on(ChoiceList.Clicked)
    def _clicked(self, event: ChoiceList.Clicked) -> None:
        self._list.highlighted = event.index
        self.action_open_card()

    def action_open_card(self) -> None:
        """Open the card of whoever booked."""
        if self._list.highlighted is not None and self._pairs:
            pair = self._pairs[self._list.highlighted]
            self.app.push_screen(CardScreen(self.desk, pair.booked))

    def action_back(self) -> None:
        """Go back to the day."""
        self.dismiss(None)
