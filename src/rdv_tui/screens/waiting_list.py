"""« Liste d'attente »: who waits, to whom a place is proposed, and what they answer."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.waiting import Waiting
from rdv_tui.errors import RdvError
from rdv_tui.locales import commands
from rdv_tui.locales import waiting_screens as words
from rdv_tui.locales.dates import short_moment
from rdv_tui.screens.frame import TALL, in_thread
from rdv_tui.screens.list_screen import ListScreen
from rdv_tui.screens.waiting_list_content import (
    band_content,
    columns_line,
    facts_of,
    kept,
    line_of,
)
from rdv_tui.services import waiting_list
from rdv_tui.services.desk import Desk
from rdv_tui.text import plain
from rdv_tui.widgets.choice_list import ChoiceList
from rdv_tui.widgets.commands import bind
from rdv_tui.widgets.facts import Facts

REFRESH_S = 3.0
LABEL_WIDTH = 14


class WaitingListScreen(ListScreen[BookingDraft | None]):
    """The list in its order; gives the draft of whoever accepted, on a hold of this desk.

    `is_busy` says that something else is under way at this desk, which accepting would end.
    """

    CSS_PATH = "waiting_list.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bind(
        words.ANSWERED,
        words.MISSED,
        words.REFUSE,
        words.ACCEPT,
        words.REMOVE,
        words.DETAILS,
        commands.NEXT_FOUND,
        commands.PREVIOUS_FOUND,
        commands.NEXT_PAGE,
        commands.PREVIOUS_PAGE,
        commands.CLOSE,
    )

    heading = words.TITLE
    aside = "open_waiting_list"

    def __init__(self, desk: Desk, *, is_busy: bool) -> None:
        super().__init__(desk.office, desk.clock, desk.agent)
        self.desk, self._is_busy = desk, is_busy
        self._band = Static(plain(words.LOADING, "$text-muted"), id="counts")
        self._columns = Static(id="columns", markup=False)
        self.choices = ChoiceList(words.FOOT)
        self._facts = Facts(LABEL_WIDTH, id="facts")
        self._found: list[Waiting] | None = None
        self._wants_details: bool | None = None

    @property
    def is_ready(self) -> bool:
        """Whether the list is there."""
        return self._found is not None

    # -- layout
    def compose_band(self) -> ComposeResult:
        """Show the counts."""
        yield self._band

    def compose_body(self) -> ComposeResult:
        """Put the list above the facts of its highlighted line."""
        yield self._columns
        yield self.choices
        yield self._facts

    def on_mount(self) -> None:
        """Read the list, and keep it fresh: other desks call the same people."""
        self.reload()
        self.set_interval(REFRESH_S, self.reload)

    def on_resize(self, event: events.Resize) -> None:
        """Draw the columns that fit; tell the details where there is room."""
        super().on_resize(event)
        self.call_after_refresh(self._draw)

    @work(exclusive=True, group="waiting")
    async def reload(self) -> None:
        """Read the list again."""
        if self.is_current:
            await self._read()

    async def _read(self) -> None:
        try:
            found = await in_thread(partial(waiting_list.list_waiting, self.desk))
        except RdvError as error:
            self.say_refused(error)
            return
        self._found, was = found, self.highlighted
        numbers = [one.id for one in found]
        here = self.choices.highlighted or 0
        kept = was is not None and was.id in numbers
        self._draw()
        self.stand_on(numbers.index(was.id) if was and kept else self.nearest(here))

    def _draw(self) -> None:
        if self._found is None:
            return
        width = self.query_one("#body").content_size.width
        lines = [line_of(one, self.clock, width) for one in self._found]
        self.choices.lines = tuple(lines) or (Content.styled(words.EMPTY, "$text-muted"),)
        self._columns.update(columns_line(width) if self._found else "")
        self._band.update(band_content(self._found, self.clock, self.size.width - 2))
        self._tell()

    @property
    def able(self) -> Sequence[int]:
        """The persons on the list, if there are any."""
        return range(len(self._found or ()))

    def stand_on(self, index: int | None) -> None:
        """Put the cursor on a person, and tell of them."""
        super().stand_on(index)
        self._tell()

    def _tell(self) -> None:
        one = self.highlighted
        self._facts.update(facts_of(one, self.clock, self.office) if one else [], airy=False)
        wanted = self._wants_details
        self._facts.display = one is not None and (
            self.size.height >= TALL if wanted is None else wanted
        )

    # -- the highlighted line
    @property
    def highlighted(self) -> Waiting | None:
        """The person under the cursor."""
        index = self.choices.highlighted
        found = self._found or []
        return found[index] if index is not None and index < len(found) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer only what makes sense for the person under the cursor."""
        one = self.highlighted
        if action in {"accept", "mark_reached", "mark_unreached", "refuse"}:
            return one is not None and kept(one, self.clock) is not None
        if action in {"remove", "details"}:
            return one is not None
        return True

    def action_details(self) -> None:
        """Show all that is noted of the person under the cursor, or the longer list."""
        self._wants_details = not self._facts.display
        self._tell()

    # -- acts
    async def _do(self, act: Callable[[], object], done: str) -> None:
        """Run an act, say how it went, and read the list again."""
        try:
            await in_thread(act)
        except RdvError as error:
            self.say_refused(error)
        else:
            self.say(done, "done")
        await self._read()

    @work(group="act", exclusive=True)
    async def action_mark_reached(self) -> None:
        """Note that the person was reached."""
        if one := self.highlighted:
            act = partial(waiting_list.note_call, self.desk, one.id, reached=True)
            await self._do(act, words.SAID_REACHED.format(name=one.name))

    @work(group="act", exclusive=True)
    async def action_mark_unreached(self) -> None:
        """Note a try; the place stays kept."""
        one = self.highlighted
        if one is not None and (proposal := kept(one, self.clock)) is not None:
            act = partial(waiting_list.note_call, self.desk, one.id, reached=False)
            until = proposal.deadline.astimezone(self.clock.zone).replace(tzinfo=None)
            told = words.SAID_UNREACHED.format(name=one.name, deadline=short_moment(until))
            await self._do(act, told)

    @work(group="act", exclusive=True)
    async def action_refuse(self) -> None:
        """Note that the person does not want the place."""
        if one := self.highlighted:
            act = partial(waiting_list.refuse, self.desk, one.id)
            await self._do(act, words.SAID_REFUSED.format(name=one.name))

    @work(group="act", exclusive=True)
    async def action_remove(self) -> None:
        """Take the person off the list, after asking."""
        if (one := self.highlighted) is None:
            return
        proposal = kept(one, self.clock)
        question = words.REMOVE_KEPT_ASK if proposal else words.REMOVE_ASK
        start = short_moment(proposal.start) if proposal else ""
        if await self.ask(question.format(name=one.name, start=start)):
            act = partial(waiting_list.withdraw, self.desk, one.id)
            await self._do(act, words.SAID_REMOVED.format(name=one.name))

    @work(group="act", exclusive=True)
    async def action_accept(self) -> None:
        """Take the place over for this desk, and leave to book it."""
        if (one := self.highlighted) is None:
            return
        if self._is_busy and not await self.ask(words.BUSY_ASK.format(name=one.name)):
            return
        try:
            draft = await in_thread(partial(waiting_list.accept, self.desk, one.id))
        except RdvError as error:
            self.say_refused(error)
            await self._read()
        else:
            self.dismiss(draft)

    def action_back(self) -> None:
        """Go back to what was being done."""
        self.dismiss(None)
