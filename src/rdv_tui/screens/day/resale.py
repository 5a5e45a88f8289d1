"""For the supervisor: places that may have been passed on, the latest slots first."""

from datetime import date, datetime, timedelta

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from rdv_tui.locales import commands
from rdv_tui.locales.dates import plain_date, short_moment
from rdv_tui.locales.day import day_commands, resale as resale_fr
from rdv_tui.screens.booking.card import CardScreen
from rdv_tui.screens.list_screen import LiveListScreen
from rdv_tui.services.day import resale
from rdv_tui.services.desk import Desk
from rdv_tui.text import plain
from rdv_tui.widgets.choice_list import ChoiceList
from rdv_tui.widgets.commands import bind

BEHIND, AHEAD = timedelta(weeks=4), timedelta(weeks=12)
SLOT_WIDTH, ACT_WIDTH = 20, 28


class ResaleScreen(LiveListScreen[None, list[resale.SuspectedResale], resale.SuspectedResale]):
    """One line a pair; the arrows choose, Enter opens the card of whoever booked."""

    BINDINGS = bind(day_commands.OPEN_CARD, commands.CLOSE)
    DEFAULT_CSS = "ResaleScreen ChoiceList { height: 1fr; margin-top: 1; }"

    heading = resale_fr.TITLE

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._span = Static(plain(resale_fr.LOADING, "$text-muted"))
        self.choices = ChoiceList(resale_fr.FOOT)

    def compose_body(self) -> ComposeResult:
        """Lay out what was looked at, the pairs, and what they do not prove."""
        yield self._span
        yield self.choices
        yield Static(plain(resale_fr.PROVES_NOTHING, "$text-muted"))

    @property
    def _dates(self) -> tuple[date, date]:
        """The last weeks and those to come."""
        today = self.clock.today()
        return today - BEHIND, today + AHEAD

    def load(self) -> list[resale.SuspectedResale]:
        """Read the pairs, the latest slots first."""
        return resale.list_suspected(self.desk, *self._dates)[::-1]

    def show(self, found: list[resale.SuspectedResale]) -> None:
        """List the pairs under what was looked at."""
        first, last = map(plain_date, self._dates)
        minutes = resale.MAX_REBOOKING_DELAY // timedelta(minutes=1)
        self._span.update(plain(resale_fr.SPAN.format(first=first, last=last, minutes=minutes)))
        self.list_items(found, [self._line(pair) for pair in found])
        if not found:
            self.say(resale_fr.NONE, "done")

    def _line(self, pair: resale.SuspectedResale) -> Content:
        gone = resale_fr.CANCELLED.format(when=self._at(pair.cancelled_at), agent=pair.cancelled_by)
        taken = resale_fr.BOOKED.format(when=self._at(pair.booked_at), agent=pair.booked_by)
        return Content.assemble(
            (short_moment(pair.start).ljust(SLOT_WIDTH), "bold"),
            plain(gone.ljust(ACT_WIDTH), "$text-muted"),
            plain(taken),
        )

    def _at(self, instant: datetime) -> str:
        return f"{self.clock.wall(instant):%d/%m %H:%M}"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Open a card only where there is one."""
        return action != "open_card" or self.selected is not None

    def clicked(self, index: int) -> None:
        """Open the card of the pair that was clicked."""
        super().clicked(index)
        self.action_open_card()

    def action_open_card(self) -> None:
        """Open the card of whoever booked."""
        if pair := self.selected:
            self.app.push_screen(CardScreen(self.desk, pair.booked))
