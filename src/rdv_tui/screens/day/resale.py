"""For the supervisor: places that may have been passed on, the latest slots first."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from rdv_tui.discretion import DISCRETION
from rdv_tui.locales import commands
from rdv_tui.locales.dates import list_moment, plain_date, short_moment
from rdv_tui.locales.day import day_commands, resale as resale_fr
from rdv_tui.screens.booking.card import CardScreen
from rdv_tui.screens.list_screen import LiveListScreen
from rdv_tui.services.day import resale
from rdv_tui.services.desk import Desk
from rdv_tui.text import plain
from rdv_tui.widgets.choice_list import ChoiceList
from rdv_tui.widgets.commands import bind

BEHIND, AHEAD = timedelta(weeks=4), timedelta(weeks=12)
SLOT_WIDTH, AT_WIDTH, THEN_WIDTH, AGENT_WIDTH = 20, 15, 9, 8
MARGINS, MOST_NAME = 3, 30


class ResaleScreen(LiveListScreen[None, list[resale.SuspectedResale], resale.SuspectedResale]):
    """One line a pair; the arrows choose, Enter opens the card of whoever booked."""

    BINDINGS = bind(day_commands.OPEN_CARD, commands.CLOSE)
    DEFAULT_CSS = "ResaleScreen #columns { height: auto; margin-top: 1; }"

    heading = resale_fr.TITLE

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._span = Static(plain(resale_fr.LOADING, "$text-muted"))
        self._columns = Static(id="columns", markup=False)
        self.choices = ChoiceList(resale_fr.FOOT)

    def compose_body(self) -> ComposeResult:
        """Lay out what was looked at, the pairs, and what they do not prove."""
        yield self._span
        yield self._columns
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
        heads = [plain(head) for head in resale_fr.COLUMNS]
        columns = Content.assemble(" ", self._row(heads)).stylize("$text-muted")
        self._columns.update(columns if found else "")
        self.list_items(found, [self._line(pair) for pair in found], resale_fr.NONE)

    def _line(self, pair: resale.SuspectedResale) -> Content:
        return self._row(
            [
                plain(short_moment(pair.start), "bold"),
                plain(self._at(pair.cancelled_at), "$text-muted"),
                plain(DISCRETION.name(pair.cancelled_name) or resale_fr.ERASED),
                plain(pair.cancelled_by, "$text-muted"),
                plain(f"{self.clock.wall(pair.booked_at):%H:%M}", "$text-muted"),
                plain(DISCRETION.name(pair.booked_name) or resale_fr.ERASED, "bold"),
                plain(pair.booked_by, "$text-muted"),
            ]
        )

    def _row(self, cells: Sequence[Content]) -> Content:
        """Return the cells in their columns; the two names share what is left."""
        fixed = SLOT_WIDTH + AT_WIDTH + THEN_WIDTH + 2 * AGENT_WIDTH + MARGINS
        name = min(max(8, (self.query_one("#body").content_size.width - fixed) // 2), MOST_NAME)
        widths = (SLOT_WIDTH, AT_WIDTH, name, AGENT_WIDTH, THEN_WIDTH, name, AGENT_WIDTH)
        return Content("").join(
            Content.assemble(cell.truncate(room - 1, ellipsis=True, pad=True), " ")
            for cell, room in zip(cells, widths, strict=True)
        )

    def _at(self, instant: datetime) -> str:
        return list_moment(self.clock.wall(instant), self.clock.today())

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
