"""Before a change is written: what it does, and another place for each person concerned.

The same screen serves afterwards, for those who still stand where nobody will receive them.
"""

from dataclasses import replace
from datetime import datetime

from textual import work
from textual.app import ComposeResult
from textual.widgets import Static

from rdv_tui.domain.opening_hours import HoursChange
from rdv_tui.domain.rights import Right
from rdv_tui.errors import RdvError, Refusal
from rdv_tui.locales import commands
from rdv_tui.locales.hours import hours_commands as openings_commands, opening_hours as hours_fr
from rdv_tui.screens.frame import run_blocking
from rdv_tui.screens.hours.decisions import (
    ROWS,
    Decision,
    DecisionState,
    band_content,
    decisions,
    facts,
    line_content,
    room_for,
)
from rdv_tui.screens.hours.letters import print_or_save_letters
from rdv_tui.screens.list_screen import ListScreen
from rdv_tui.screens.office.approval import answerable
from rdv_tui.services.booking import changes
from rdv_tui.services.booking.search import get
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import opening_hours, reseating, returning, taking_over
from rdv_tui.widgets.choice_list import ChoiceList
from rdv_tui.widgets.commands import bind


class DisplacedScreen(ListScreen[str | None, Decision]):
    """Nothing is written before F10; gives what was done, or None when it was given up."""

    CSS_PATH = "openings.tcss"
    BINDINGS = bind(
        openings_commands.ACCEPT_ALL,
        openings_commands.TAKE_OVER,
        openings_commands.ACCEPT,
        openings_commands.WRITE,
        openings_commands.OTHER_SLOT,
        openings_commands.SKIP,
        openings_commands.PRINT_LETTERS,
        openings_commands.OPEN_CARD,
        commands.CLOSE,
    )

    def __init__(
        self,
        desk: Desk,
        *,
        change: HoursChange | None = None,
        effect: opening_hours.ChangeEffect | None = None,
        overview: reseating.DisplacedOverview | None = None,
    ) -> None:
        self.heading = hours_fr.PREVIEW if change else hours_fr.REPLACING
        super().__init__(desk)
        self.change = change
        found = effect or overview
        assert found is not None  # one of the two is what there is to decide on
        persons = effect.displaced if effect else overview.persons if overview else ()
        self._free = dict(found.free)
        self.decisions = decisions(persons, found.proposed, found.taken_over, found.returning)
        self._outline = Static(id="outline", markup=False)
        self._columns = Static(id="columns", markup=False)
        self.choices = ChoiceList(hours_fr.DISPLACED_FOOT)
        self._facts = Static(id="facts", markup=False)
        self._effect = effect
        self._is_written = change is None
        self._busy = False
        self._done: str | None = None

    # -- layout
    def compose_band(self) -> ComposeResult:
        """Say what the change is and what it does."""
        yield self._outline

    def compose_body(self) -> ComposeResult:
        """Put the persons above the facts of the one under the cursor."""
        yield self._columns
        yield self.choices
        yield self._facts

    def on_mount(self) -> None:
        """Show everything."""
        self.redraw()

    def redraw(self) -> None:
        """Draw what is decided so far; the cursor stays."""
        width = self.query_one("#body").content_size.width
        self._outline.update(band_content(self.change, self._effect, self._left))
        self._columns.update(ROWS.heads(width) if self.decisions else "")
        lines = [line_content(one, width) for one in self.decisions]
        empty = hours_fr.NOBODY_LEFT if self._is_written else hours_fr.NOBODY
        self.list_items(self.decisions, lines, empty)

    def key_of(self, item: Decision) -> object:
        """Return the person's reference."""
        return item.person.reference

    # -- what is decided
    @property
    def _open(self) -> list[Decision]:
        return [one for one in self.decisions if one.is_open]

    @property
    def _left(self) -> int | None:
        """How many are still displaced, once the change is written."""
        return len(self._displaced) if self._is_written else None

    @property
    def _displaced(self) -> list[Decision]:
        """Those who stand where nobody will receive them, and are not moved yet."""
        return [one for one in self._open if not one.is_return]

    @property
    def _accepted(self) -> list[Decision]:
        return [one for one in self.decisions if one.state is DecisionState.ACCEPTED]

    @property
    def moved(self) -> list[Decision]:
        """Those who were moved from here."""
        return [one for one in self.decisions if one.state is DecisionState.MOVED]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer only what makes sense for the person under the cursor."""
        chosen = self.selected
        if action in {"accept", "skip", "other_slot"}:
            is_fixed = action == "other_slot" and chosen is not None and chosen.is_return
            return chosen is not None and chosen.is_open and not is_fixed
        if action == "open_card":
            return chosen is not None
        if action == "accept_all":
            return any(one.has_proposal for one in self._open)
        if action == "take_over":
            return any(one.counter is not None for one in self._open)
        if action == "write":
            return not self._is_written or bool(self._open)
        return action != "print_letters" or bool(self.moved)

    def _decide(self, decision: Decision) -> None:
        index = self.choices.highlighted
        assert index is not None
        self.decisions[index] = decision
        self.redraw()

    def action_accept_all(self) -> None:
        """Accept every proposal that is open, those left aside too."""
        self.decisions = [one.accepted() for one in self.decisions]
        self.redraw()

    def action_take_over(self) -> None:
        """Let the other counters receive all of today's, each at their own hour."""
        self.decisions = [one.taken_over() for one in self.decisions]
        self.redraw()
        self._propose_again()

    def action_accept(self) -> None:
        """Accept the proposal and go on to the next, or take the acceptance back."""
        if (chosen := self.selected) is None:
            return
        if not chosen.has_proposal:
            text = hours_fr.KEEPS_DATE_HINT if chosen.is_return else hours_fr.NO_PLACE_HINT
            self.say(text, "waiting")
        elif chosen.state is DecisionState.ACCEPTED:
            self._decide(replace(chosen, state=DecisionState.PROPOSED))
        else:
            self._decide(chosen.accepted())
            self.step(1)

    def action_skip(self) -> None:
        """Leave the person where they are, for now."""
        if self.selected is not None:
            self._decide(replace(self.selected, state=DecisionState.SKIPPED))
            self.step(1)

    @work
    async def action_other_slot(self) -> None:
        """Choose another slot for the person under the cursor; it is accepted at once."""
        from rdv_tui.screens.hours.other_slot import OtherSlotScreen  # noqa: PLC0415  (rare)

        if (chosen := self.selected) is None:
            return
        found = await self.attempt(get, self.desk, chosen.person.reference)
        if found is None:
            return
        room = room_for(self.decisions, self._free, excluding=chosen)
        start = await self.app.push_screen_wait(OtherSlotScreen(self.desk, found, room))
        if start is None:
            return
        self._decide(chosen.moved_to(start))
        self._propose_again()

    def _propose_again(self) -> None:
        """Let those who are not accepted yet keep off the places that are."""
        others = [
            one
            for one in self.decisions
            if one.state in {DecisionState.PROPOSED, DecisionState.SKIPPED} and not one.is_return
        ]
        room = room_for(self.decisions, self._free)
        found = reseating.propose_places(self.desk, [one.person for one in others], room)
        self.decisions = [
            replace(one, start=found[one.person.reference]) if one in others else one
            for one in self.decisions
        ]
        self.redraw()

    # -- writing
    @work
    async def action_write(self) -> None:
        """Write the change, then move those accepted, one after the other."""
        if self._busy:
            return
        left = sum(
            not one.stays and one.state is not DecisionState.ACCEPTED for one in self._displaced
        )
        if self._is_written and not self._accepted:
            self.say(hours_fr.NOTHING_ACCEPTED, "waiting")
            return
        if not self._is_written and left:
            asked = hours_fr.one_or_many(left, hours_fr.ASK_LEFT_ONE, hours_fr.ASK_LEFT)
            if not await self.ask(asked):
                return
        self._busy = True
        try:
            if self._is_written or await answerable(self, Right.CHANGE_HOURS) is not None:
                await self._write()
        except RdvError as error:
            self.show_refusal(error)
        finally:
            self._busy = False

    async def _write(self) -> None:
        writes = None if self._is_written else self.change
        if writes is not None:
            self.say(hours_fr.WRITING)
            await run_blocking(opening_hours.write_change, self.desk, writes)
            self._is_written = True
            self._done = hours_fr.WRITTEN
        accepted = self._accepted
        became: dict[str, DecisionState] = {}
        try:
            for done, one in enumerate(accepted, 1):
                self.say(hours_fr.MOVING.format(done=done, total=len(accepted)))
                became[one.person.reference] = await self._move(one)
        finally:  # a store that is lost half-way has moved those before
            self.decisions = [
                replace(one, state=became.get(one.person.reference, one.state))
                for one in self.decisions
            ]
            self.redraw()
        await self._see_what_is_left()
        now = [one for one in self.moved if one.person.reference in became]
        mails = sum(one.is_written_to for one in now)
        calls = sum(one.notified_by in {hours_fr.BY_CALL, hours_fr.BY_LETTER} for one in now)
        left = len(self._displaced)
        self._done = hours_fr.done_words(len(now), mails, calls, left, written=writes is not None)
        self.say(self._done + hours_fr.PRINT_NOW * bool(now), "waiting" if left else "done")

    async def _move(self, one: Decision) -> DecisionState:
        """Move one person; a refusal leaves them in the list, to be proposed another place."""
        reference = one.person.reference
        try:
            if one.is_taken_over:
                assert one.counter is not None  # only a counter takes anybody over
                await run_blocking(taking_over.take_over, self.desk, reference, one.counter)
            elif one.is_return:
                await run_blocking(returning.move_back, self.desk, reference)
            else:
                assert one.start is not None  # only what is proposed can be accepted
                await run_blocking(changes.move, self.desk, reference, one.start)
        except Refusal:
            return DecisionState.REFUSED
        return DecisionState.MOVED

    async def _see_what_is_left(self) -> None:
        """Read who is left, with what can be proposed now; whom others moved meanwhile go."""
        overview = await run_blocking(reseating.get_displaced_overview, self.desk)
        self._free = dict(overview.free)
        listed = {one.person.reference for one in self.moved}
        refused = {
            one.person.reference for one in self.decisions if one.state is DecisionState.REFUSED
        }
        left = [one for one in overview.persons if one.reference not in listed]
        back = [one for one in overview.returning if one.reference not in listed]
        again = decisions(left, overview.proposed, overview.taken_over, back)
        self.decisions = [
            *self.moved,
            *(
                replace(one, state=DecisionState.REFUSED)
                if one.person.reference in refused
                else one
                for one in again
            ),
        ]
        self.decisions.sort(key=_in_order)
        self.choices.highlighted, self.items = None, ()
        self.redraw()

    # -- letters, cards
    @work(group="print", exclusive=True)
    async def action_print_letters(self) -> None:
        """Print the letter of everybody who was moved; save those that no printer takes."""
        references = [one.person.reference for one in self.moved]
        await print_or_save_letters(self, self.desk, references)

    @work
    async def action_open_card(self) -> None:
        """Open the appointment's card."""
        from rdv_tui.screens.booking.card import CardScreen  # noqa: PLC0415  (only who opens one)

        if (chosen := self.selected) is not None:
            await self.app.push_screen_wait(CardScreen(self.desk, chosen.person.reference))

    # -- moving in the list
    def move_cursor_to(self, index: int | None) -> None:
        """Put the cursor on a person, and tell of them."""
        super().move_cursor_to(index)
        self._facts.update(facts(self.selected) if self.selected else "")

    def action_back(self) -> None:
        """Give up before anything is written, or go back afterwards."""
        if not self._busy:
            self.dismiss(self._done)


def _in_order(one: Decision) -> tuple[bool, int, datetime]:
    """Return the rank of a line: what is done last, who is here or on the way first."""
    return one.state is DecisionState.MOVED, one.person.urgency, one.person.start
