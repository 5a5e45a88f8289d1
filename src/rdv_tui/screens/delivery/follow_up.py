"""« Suites »: what is left to do after the bookings — calls to make, e-mails that need a hand."""

from functools import partial

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from rdv_tui.domain.message import CallKind, CallState
from rdv_tui.locales import commands
from rdv_tui.locales.delivery import follow_up as follow_up_fr, follow_up_commands
from rdv_tui.locales.waiting import waiting_commands
from rdv_tui.screens.booking.card import CardScreen
from rdv_tui.screens.delivery.follow_up_content import (
    LABEL_WIDTH,
    ROWS,
    FollowUpItem,
    band_content,
    facts_of,
    lines_of,
)
from rdv_tui.screens.list_screen import LiveListScreen
from rdv_tui.screens.shell import Shell
from rdv_tui.services.delivery import calls, outbox
from rdv_tui.services.delivery.calls import Call
from rdv_tui.services.delivery.follow_up import FollowUp, get_follow_up
from rdv_tui.services.delivery.outbox import Delivery
from rdv_tui.services.desk import Desk
from rdv_tui.text import plain
from rdv_tui.widgets.choice_list import ChoiceList
from rdv_tui.widgets.commands import bind
from rdv_tui.widgets.facts import FactSheet, Group
from rdv_tui.widgets.frame import justify


class FollowUpScreen(LiveListScreen[None, FollowUp, FollowUpItem]):
    """One list in sections; the keys act on the line under the cursor."""

    CSS_PATH = "follow_up.tcss"
    BINDINGS = bind(
        follow_up_commands.ANSWERED,
        follow_up_commands.MISSED,
        follow_up_commands.RETRY,
        commands.OPEN_CARD,
        follow_up_commands.CLOSE_CALL,
        waiting_commands.TO_THE_LIST,
        commands.CLOSE,
    )

    every_s = 3.0
    heading = follow_up_fr.TITLE

    @classmethod
    async def open_over(cls, shell: Shell) -> None:
        """Open what is left to do, once the store is open."""
        await shell.push_screen_wait(cls(await shell.opened(), sends_mail=shell.sends_mail))

    def __init__(self, desk: Desk, *, sends_mail: bool) -> None:
        super().__init__(desk)
        self._sends_mail = sends_mail
        self._band = Static(plain(follow_up_fr.LOADING, "$text-muted"), id="counts")
        self._columns = Static(id="columns", markup=False)
        self.choices = ChoiceList(follow_up_fr.FOOT)
        self._brief = FactSheet(LABEL_WIDTH, id="brief")
        self._beside = FactSheet(LABEL_WIDTH, id="beside")

    # -- layout
    def compose_band(self) -> ComposeResult:
        """Show the counts, and how the mail goes."""
        yield self._band

    def compose_body(self) -> ComposeResult:
        """Put the list above the facts of its highlighted line."""
        yield self._columns
        yield self.choices
        yield self._brief

    def compose_side(self) -> ComposeResult:
        """Show the same facts beside the list where there is room."""
        with VerticalScroll(classes="side", can_focus=False):
            yield self._beside

    def load(self) -> FollowUp:
        """Read what is left to do."""
        return get_follow_up(self.desk, sends_mail=self._sends_mail)

    def key_of(self, item: FollowUpItem) -> object:
        """Return what stays the same when the list is read again."""
        return type(item).__name__, item.id

    def show(self, found: FollowUp) -> None:
        """Draw the list in the columns that fit."""
        width = self.query_one("#body").content_size.width
        lines = lines_of(found, self.clock, width)
        self.list_items([item for _, item in lines], [content for content, _ in lines])
        self._columns.update(ROWS.heads(width))
        left, right = band_content(found)
        self._band.update(justify(left, right, self.size.width - 2))

    def move_cursor_to(self, index: int | None) -> None:
        """Put the cursor on a line, and tell all of it."""
        super().move_cursor_to(index)
        groups: list[Group] = []
        if self.selected is not None and self.found is not None and index is not None:
            # The first line shows its section's heading too.
            self.choices.watch_highlighted(0 if index == 1 else index)
            groups = facts_of(self.selected, self.found, self.clock)
        self._brief.update(groups, airy=False)
        self._beside.update(groups, airy=True)

    # -- the highlighted line
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer only what makes sense for the line under the cursor."""
        item = self.selected
        if action in {"mark_reached", "mark_unreached", "close_call"}:
            return isinstance(item, Call)
        if action == "retry_message":
            return isinstance(item, Delivery) or (
                isinstance(item, Call) and item.kind is CallKind.UNDELIVERED
            )
        if action == "open_card":
            proposed = {CallKind.PROPOSAL.value, "proposed"}  # a hold has no card
            return item is not None and bool(item.reference) and item.kind not in proposed
        return True

    # -- acts
    async def _answer(self, outcome: CallState, done: str) -> None:
        call = self.selected
        if isinstance(call, Call):
            act = partial(calls.record_outcome, self.desk, call.id, outcome)
            await self.act(act, done.format(name=call.name))

    @work(group="act", exclusive=True)
    async def action_mark_reached(self) -> None:
        """Note that the person was reached."""
        await self._answer(CallState.REACHED, follow_up_fr.REACHED)

    @work(group="act", exclusive=True)
    async def action_mark_unreached(self) -> None:
        """Note a try; the call stays."""
        await self._answer(CallState.UNREACHED, follow_up_fr.UNREACHED)

    @work(group="act", exclusive=True)
    async def action_close_call(self) -> None:
        """Close the call, once that is confirmed."""
        if await self.ask(follow_up_fr.CLOSE_ASK):
            await self._answer(CallState.CLOSED, follow_up_fr.CLOSED)

    @work(group="act", exclusive=True)
    async def action_retry_message(self) -> None:
        """Let the message be sent now."""
        item = self.selected
        if item is None or item.reference is None:
            return
        text = follow_up_fr.QUEUED if self._sends_mail else follow_up_fr.QUEUED_NO_SERVER
        recipient = item.recipient if isinstance(item, Delivery) else item.email or item.name
        act = partial(outbox.retry, self.desk, item.reference)
        await self.act(act, text.format(recipient=recipient))

    @work
    async def action_open_card(self) -> None:
        """Open the appointment's card, and read the list again afterwards."""
        item = self.selected
        if item is None or item.reference is None:
            return
        card = CardScreen(self.desk, item.reference)
        await self.app.push_screen_wait(card)
        await self.read()
