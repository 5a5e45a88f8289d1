"""One search box for every appointment: the list follows what is typed, or a letter is scanned."""

from functools import partial
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from rdv_tui.domain.appointment import Appointment
from rdv_tui.errors import RdvError
from rdv_tui.locales import commands
from rdv_tui.locales import find as words
from rdv_tui.screens.card import CardScreen
from rdv_tui.screens.find_content import (
    SIDE_LABEL_WIDTH,
    Columns,
    advice_content,
    brief_content,
    found_line,
    heading_line,
    summary_groups,
)
from rdv_tui.screens.frame import BACKGROUND, in_thread
from rdv_tui.screens.list_screen import ListScreen
from rdv_tui.services.desk import Desk
from rdv_tui.services.search import Answers, Found, search
from rdv_tui.widgets.choice_list import ChoiceList
from rdv_tui.widgets.commands import bind
from rdv_tui.widgets.facts import Facts
from rdv_tui.widgets.fields import Field
from rdv_tui.widgets.hanging import Hanging


class FindScreen(ListScreen[None]):
    """The cursor stays in the box; the arrows move in the list, Enter opens the card."""

    CSS_PATH = "find.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bind(
        commands.OPEN_CARD,
        commands.NEXT_FOUND,
        commands.PREVIOUS_FOUND,
        commands.NEXT_PAGE,
        commands.PREVIOUS_PAGE,
        commands.CLOSE,
    )
    AUTO_FOCUS = "#field-search Input"

    heading = words.TITLE
    aside = "open_find"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.office, desk.clock, desk.agent)
        self.desk = desk
        self._box = Field("search", words.SEARCH, hint=words.PLACEHOLDER, wide=True)
        self._count = Static(id="count", markup=False)
        self._heading = Static(id="columns", markup=False)
        self.choices = ChoiceList(words.FOOT)
        self._advice = Hanging(id="advice")
        self._brief = Static(id="brief", markup=False)
        self._side = Facts(SIDE_LABEL_WIDTH, fixed=True, id="beside", classes="side")
        self._answers = Answers(is_too_short=True)
        self._shown_for = ""
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
        yield self._side

    def on_mount(self) -> None:
        """Say what can be typed."""
        self._show(self._answers)

    def on_resize(self, event: events.Resize) -> None:
        """Draw the columns that fit."""
        super().on_resize(event)
        self.call_after_refresh(self._draw)

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
        try:
            while self._shown_for != self._box.text:
                await self._look_for(self._box.text)
        except RdvError as error:
            self._shown_for = self._box.text
            self.say_refused(error)
        finally:
            self._looking = False

    async def _look_for(self, typed: str) -> None:
        """Ask the store, and show the answer unless something else was typed meanwhile."""
        answers = await in_thread(partial(search, self.desk, typed))
        if self._box.text != typed:
            return
        if self.status.message:
            self.say("")
        self._shown_for = typed
        self._show(answers)

    def _show(self, answers: Answers) -> None:
        self._answers = answers
        self.choices.highlighted = None
        self._draw()

    def _draw(self) -> None:
        """Draw the list for the width there is, keeping the highlighted line."""
        found, here = self._answers.found, self.choices.highlighted
        # The body's width: the list itself has none while it is not shown.
        width = self.query_one("#body").content_size.width
        columns, today = Columns.within(width), self.clock.today()
        lines = [found_line(one, today, columns) for one in found]
        self.choices.show(lines, (here or 0) if found else None)
        if here:
            self.choices.watch_highlighted(here)
        self._heading.update(heading_line(columns) if found else "", layout=False)
        past = sum(one.is_past for one in found)
        told = words.line_of_count(len(found), past, has_more=self._answers.has_more)
        self._count.update(told if found else "", layout=False)
        self.set_class(bool(found), "-found")
        self._advice.update(advice_content(self._answers, self._shown_for))
        self._show_highlighted()

    # -- the highlighted line
    @property
    def highlighted(self) -> Found | None:
        """The answer under the cursor."""
        index = self.choices.highlighted
        return self._answers.found[index] if index is not None else None

    def _show_highlighted(self) -> None:
        one = self.highlighted
        self._brief.update(brief_content(one.appointment) if one else "", layout=False)
        self._side.update(summary_groups(one.appointment) if one else (), airy=True)

    def stand_on(self, index: int | None) -> None:
        """Put the cursor on an answer, and tell of it; the keys stay the same."""
        self.choices.highlighted = index
        self._show_highlighted()

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
        seen = self._shown_for == self._box.text
        if not seen:
            try:
                await self._look_for(self._box.text)
            except RdvError as error:
                self.say_refused(error)
                return
        one = self.highlighted
        if one is not None and (seen or len(self._answers.found) == 1):
            self.show_card(one.appointment)

    @work(group="card")
    async def show_card(self, appointment: Appointment) -> None:
        """Show the card; when it is closed the list is read again, and the box is ready."""
        await self.app.push_screen_wait(CardScreen(self.desk, appointment.reference))
        here = self.choices.highlighted
        try:
            answers = await in_thread(partial(search, self.desk, self._shown_for))
        except RdvError as error:
            self.say_refused(error)
            return
        self._answers = answers
        self.choices.highlighted = min(here or 0, len(answers.found) - 1) if answers.found else None
        self._draw()
        # The next person is another one: typing replaces what stands there.
        self._box.input.select_all()

    def action_open_card(self) -> None:
        """Open the highlighted card."""
        self.open_found()

    def action_back(self) -> None:
        """Go back to what was being done."""
        self.dismiss(None)
