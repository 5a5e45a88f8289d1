"""« Liste d'attente »: who waits, to whom a place is proposed, and what they answer."""

from functools import partial

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Input, Static

from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.waiting import WaitingEntry
from rdv_tui.locales import commands
from rdv_tui.locales.dates import short_moment
from rdv_tui.locales.waiting import waiting_commands, waiting_screens as waiting_fr
from rdv_tui.screens.booking.steps.beginning import begin_with, is_under_way
from rdv_tui.screens.frame import TALL
from rdv_tui.screens.list_screen import LiveListScreen
from rdv_tui.screens.shell import Shell
from rdv_tui.screens.waiting.waiting_list_content import (
    ROWS,
    band_content,
    facts_of,
    line_of,
    matches,
)
from rdv_tui.services.desk import Desk
from rdv_tui.services.waiting import waiting_list
from rdv_tui.text import plain
from rdv_tui.widgets.choice_list import ChoiceList
from rdv_tui.widgets.commands import bind
from rdv_tui.widgets.facts import FactSheet
from rdv_tui.widgets.filter_line import FilterLine

LABEL_WIDTH = 14


class WaitingListScreen(LiveListScreen[BookingDraft | None, list[WaitingEntry], WaitingEntry]):
    """The list in its order; gives the draft of whoever accepted, on a hold of this desk.

    `is_busy` says that something else is under way at this desk, which accepting would end.
    """

    CSS_PATH = "waiting_list.tcss"
    BINDINGS = bind(
        waiting_commands.ANSWERED,
        waiting_commands.MISSED,
        waiting_commands.REFUSE,
        waiting_commands.ACCEPT,
        waiting_commands.REMOVE,
        commands.FILTER,
        waiting_commands.DETAILS,
        commands.CLOSE,
    )

    AUTO_FOCUS = ""  # the keys are the list's, until the filter is opened

    every_s = 3.0
    heading = waiting_fr.TITLE

    @classmethod
    async def open_over(cls, shell: Shell) -> None:
        """Show who waits; whoever accepts a place is booked at once, what stood here is left."""
        screen = cls(await shell.opened(), is_busy=is_under_way(shell))
        draft = await shell.push_screen_wait(screen)
        if draft is not None:
            await begin_with(shell, draft)

    def __init__(self, desk: Desk, *, is_busy: bool) -> None:
        super().__init__(desk)
        self._is_busy = is_busy
        self._band = Static(plain(waiting_fr.LOADING, "$text-muted"), id="counts")
        self._columns = Static(id="columns", markup=False)
        self.choices = ChoiceList(waiting_fr.FOOT)
        self._facts = FactSheet(LABEL_WIDTH, id="facts")
        self._filter = FilterLine(waiting_fr.FILTER)
        self._wants_details: bool | None = None

    # -- layout
    def compose_band(self) -> ComposeResult:
        """Show the counts, and under them the filter once it is opened."""
        yield self._band
        yield self._filter

    def compose_body(self) -> ComposeResult:
        """Put the list above the facts of its highlighted line."""
        yield self._columns
        yield self.choices
        yield self._facts

    def load(self) -> list[WaitingEntry]:
        """Read the list."""
        return waiting_list.list_waiting(self.desk)

    def key_of(self, item: WaitingEntry) -> object:
        """Return the person's number on the list."""
        return item.id

    def show(self, found: list[WaitingEntry]) -> None:
        """Draw whom the filter leaves, in the columns that fit."""
        width, query = self.query_one("#body").content_size.width, self._filter.query_text
        listed = [one for one in found if matches(one, query)]
        count = len(listed) if query else None
        self._band.update(band_content(found, count, self.clock, self.size.width - 2))
        self._columns.update(ROWS.heads(width) if listed else "")
        lines = [line_of(one, self.clock, width) for one in listed]
        self.list_items(listed, lines, self._why_empty(query))

    def _why_empty(self, query: str) -> str:
        return waiting_fr.NOBODY_MATCHES.format(query=query) if query else waiting_fr.EMPTY

    def move_cursor_to(self, index: int | None) -> None:
        """Put the cursor on a person, and tell of them."""
        super().move_cursor_to(index)
        self._show_details()

    def _show_details(self) -> None:
        one = self.selected
        self._facts.update(facts_of(one, self.clock, self.office) if one else [], airy=False)
        wanted = self._wants_details
        self._facts.display = one is not None and (
            self.size.height >= TALL if wanted is None else wanted
        )

    # -- the line under the cursor
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer only what makes sense for the person under the cursor."""
        one = self.selected
        if action in {"accept", "mark_reached", "mark_unreached", "refuse"}:
            return one is not None and one.live_proposal(self.clock.now()) is not None
        if action in {"remove", "details"}:
            return one is not None
        if action == commands.FILTER.action:
            return bool(self.found) and not self._filter.has_focus
        return True

    def action_details(self) -> None:
        """Show all that is noted of the person under the cursor, or the longer list."""
        self._wants_details = not self._facts.display
        self._show_details()

    # -- acts
    @work(group="act", exclusive=True)
    async def action_mark_reached(self) -> None:
        """Note that the person was reached."""
        if one := self.selected:
            act = partial(waiting_list.record_call, self.desk, one.id, reached=True)
            await self.act(act, waiting_fr.REACHED_LINE.format(name=one.name))

    @work(group="act", exclusive=True)
    async def action_mark_unreached(self) -> None:
        """Note a try; the place stays kept."""
        one = self.selected
        if one is not None and (proposal := one.live_proposal(self.clock.now())) is not None:
            act = partial(waiting_list.record_call, self.desk, one.id, reached=False)
            until = self.clock.wall(proposal.deadline)
            text = waiting_fr.UNREACHED_LINE.format(name=one.name, deadline=short_moment(until))
            await self.act(act, text)

    @work(group="act", exclusive=True)
    async def action_refuse(self) -> None:
        """Note that the person does not want the place."""
        if one := self.selected:
            act = partial(waiting_list.refuse, self.desk, one.id)
            await self.act(act, waiting_fr.REFUSED_LINE.format(name=one.name))

    @work(group="act", exclusive=True)
    async def action_remove(self) -> None:
        """Take the person off the list, after asking."""
        if (one := self.selected) is None:
            return
        proposal = one.live_proposal(self.clock.now())
        question = waiting_fr.REMOVE_KEPT_ASK if proposal else waiting_fr.REMOVE_ASK
        start = short_moment(proposal.start) if proposal else ""
        if await self.ask(question.format(name=one.name, start=start)):
            act = partial(waiting_list.withdraw, self.desk, one.id)
            await self.act(act, waiting_fr.REMOVED_LINE.format(name=one.name))

    @work(group="act", exclusive=True)
    async def action_accept(self) -> None:
        """Take the place over for this desk, and leave to book it."""
        if (one := self.selected) is None:
            return
        if self._is_busy and not await self.ask(waiting_fr.BUSY_ASK.format(name=one.name)):
            return
        if draft := await self.act(partial(waiting_list.accept, self.desk, one.id)):
            self.dismiss(draft)

    # -- filtering
    def action_filter(self) -> None:
        """Narrow the list as one types."""
        self._filter.open()

    @on(Input.Changed, "FilterLine")
    def _filter_typed(self) -> None:
        self.redraw()
        if self._filter.query_text:
            self.move_cursor_to(self.nearest(0))

    def action_back(self) -> None:
        """Show everybody again when some are filtered out; else go back to what was being done."""
        if not self._filter.close():
            self.dismiss(None)
