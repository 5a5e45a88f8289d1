"""One search box for every appointment: the list follows what is typed, or a letter is scanned."""

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from rdv_tui import catalogue
from rdv_tui.domain.appointment import Appointment
from rdv_tui.locales import commands
from rdv_tui.locales.booking import find as find_fr
from rdv_tui.screens.booking.card import CardScreen
from rdv_tui.screens.booking.find_content import (
    ROWS,
    SIDE_LABEL_WIDTH,
    advice_content,
    brief_content,
    found_line,
    summary_groups,
)
from rdv_tui.screens.booking.scanned_card import CardScanScreen
from rdv_tui.screens.booking.steps.side import what_to_bring
from rdv_tui.screens.frame import BACKGROUND
from rdv_tui.screens.list_screen import LiveListScreen
from rdv_tui.services.booking.search import SearchHit, SearchResults, search
from rdv_tui.services.day.arrivals import Arrival
from rdv_tui.services.desk import Desk
from rdv_tui.widgets.choice_list import ChoiceList
from rdv_tui.widgets.commands import bind
from rdv_tui.widgets.day_grid import FixedText
from rdv_tui.widgets.facts import FactSheet
from rdv_tui.widgets.fields import Field
from rdv_tui.widgets.frame import Level
from rdv_tui.widgets.hanging import HangingText, hang_indent


class FindScreen(LiveListScreen[None, tuple[str, SearchResults], SearchHit], CardScanScreen[None]):
    """The cursor stays in the box; the arrows move in the list, Enter opens the card."""

    CSS_PATH = "find.tcss"
    BINDINGS = bind(commands.OPEN_CARD, commands.CLOSE)
    AUTO_FOCUS = "#field-search Input"

    heading = find_fr.TITLE

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._box = Field("search", find_fr.SEARCH, hint=find_fr.PLACEHOLDER, wide=True)
        self._count = Static(id="count", markup=False)
        self._heading = Static(id="columns", markup=False)
        self.choices = ChoiceList(find_fr.FOOT)
        self._advice = HangingText(id="advice")
        self._brief = Static(id="brief", markup=False)
        self._side = FactSheet(SIDE_LABEL_WIDTH, fixed=True, id="facts")
        self._bring = FixedText(id="bring")
        self.found = ("", SearchResults(is_too_short=True))
        self._wanted = self._listed_for = ""
        self._looking = False

    # -- layout
    def compose_body(self) -> ComposeResult:
        """Put the box above the list, and a line of what is highlighted under it."""
        yield self._box
        yield self._count
        yield self._advice
        yield self._heading
        yield self.choices
        yield self._brief

    def compose_side(self) -> ComposeResult:
        """Show the highlighted appointment beside the list where there is room."""
        with Vertical(classes="side"):
            yield self._side
            yield self._bring

    def on_mount(self) -> None:
        """Say what can be typed."""
        self.redraw()

    # -- searching
    @on(Field.Edited)
    def _typed(self) -> None:
        self.look()

    @work(group=BACKGROUND)
    async def look(self) -> None:
        """Search for what stands in the box until the list is that of what stands there."""
        if self._looking:
            return  # whoever looks sees afterwards that something else is wanted
        self._looking = True
        while not self._is_seen and await self._search():
            pass
        self._looking = False

    @property
    def _is_seen(self) -> bool:
        """Whether the list is that of what stands in the box."""
        return self.found is not None and self.found[0] == self._box.text

    async def _search(self) -> bool:
        self._wanted = self._box.text
        return await self.read()

    def load(self) -> tuple[str, SearchResults]:
        """Search for what was typed."""
        typed = self._wanted
        return typed, search(self.desk, typed)

    def show(self, found: tuple[str, SearchResults]) -> None:
        """List the answers in the columns that fit; another search begins at its first answer."""
        typed, answers = found
        if typed != self._listed_for:
            self._listed_for, self.items = typed, ()
            self.choices.highlighted = None
            if self.status.message:
                self.say("")
        # The body's width: the list itself has none while it is not shown.
        width = self.query_one("#body").content_size.width
        today = self.clock.today()
        self.set_class(bool(answers.found), "-found")
        self._heading.update(ROWS.heads(width) if answers.found else "", layout=False)
        past = sum(one.is_past for one in answers.found)
        text = find_fr.line_of_count(
            len(answers.found),
            past,
            has_more=answers.has_more,
            near=any(one.is_near for one in answers.found),
        )
        self._count.update(text if answers.found else "", layout=False)
        self._advice.update(advice_content(answers, typed))
        lines = [found_line(one, today, width) for one in answers.found]
        self.list_items(answers.found, lines)

    def key_of(self, item: SearchHit) -> object:
        """Return the appointment's reference."""
        return item.appointment.reference

    def move_cursor_to(self, index: int | None) -> None:
        """Put the cursor on an answer, and tell of it; the keys stay the same."""
        self.choices.highlighted = index
        one = self.selected
        self._brief.update(brief_content(one.appointment) if one else "", layout=False)
        self._side.update(summary_groups(one.appointment) if one else (), airy=True)
        if self.has_class("-very-wide"):
            self._bring.text = self._to_bring(one.appointment) if one else Content("")

    def _to_bring(self, appointment: Appointment) -> Content:
        """Return what the person brings: what they ask on the telephone."""
        known, person = catalogue.situations(), appointment.applicant
        found = (one for one in known.situations if one.code == person.situation)
        situation = next(found, None)
        if situation is None:
            return Content("")  # it left the catalogue
        content = what_to_bring(self.office, known, situation, person.permit_kind)
        return Content("\n").join(hang_indent(content, max(1, self._bring.size.width)))

    # -- opening
    @on(Field.Ended)
    def _entered(self) -> None:
        self.open_found()

    def clicked(self, index: int) -> None:
        """Open the card of the answer that was clicked."""
        super().clicked(index)
        self.open_found()

    @work(group="store", exclusive=True)
    async def open_found(self) -> None:
        """Open the highlighted card; before its list is seen, only the one that answers alone.

        A scanner types and presses Enter faster than any list is read.
        """
        seen = self._is_seen
        if not seen and not await self._search():
            return
        one = self.selected
        if one is not None and self._is_seen and (seen or len(self.items) == 1):
            self.show_card(one.appointment)

    @work
    async def show_card(self, appointment: Appointment) -> None:
        """Show the card; when it is closed the list is read again, and the box is ready."""
        await self.app.push_screen_wait(CardScreen(self.desk, appointment.reference))
        await self.read()
        # The next person is another one: typing replaces what stands there.
        self._box.input.select_all()

    def action_open_card(self) -> None:
        """Open the highlighted card."""
        self.open_found()

    # -- scanning
    async def show_arrival(self, arrival: Arrival) -> None:
        """Open the card of whoever has just arrived, as Enter does of whoever is found."""
        if self.app.screen is self:
            level: Level = "done" if arrival.refusal is None else "refused"
            await self.show_scanned(arrival, self.status.message, level)
