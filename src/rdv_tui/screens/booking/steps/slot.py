"""Step 2, Choix d'une plage: choosing holds a place at once."""

from dataclasses import replace
from datetime import date

from textual import work
from textual.app import ComposeResult
from textual.widgets import Static

from rdv_tui.domain.appointment import Slot
from rdv_tui.domain.date_parsing import Era, parse_date
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.rights import Right
from rdv_tui.errors import RdvError, SlotTaken
from rdv_tui.locales import commands, screens as screen_fr
from rdv_tui.locales.booking import override as override_fr
from rdv_tui.locales.dates import moment
from rdv_tui.locales.waiting import waiting_commands
from rdv_tui.screens.booking.steps.choosing import WAYS, SlotChooser
from rdv_tui.screens.booking.steps.decision import decide
from rdv_tui.screens.booking.steps.held_step import HeldStepScreen
from rdv_tui.screens.booking.steps.lost_place import LostPlaceScreen
from rdv_tui.screens.booking.steps.recap import recap_line
from rdv_tui.screens.booking.steps.step import Direction, Step, StepResult
from rdv_tui.screens.frame import run_blocking
from rdv_tui.screens.waiting.waiting_form import WaitingFormScreen
from rdv_tui.services.booking import eligibility, holds, overbooking
from rdv_tui.services.desk import Desk
from rdv_tui.widgets.commands import bind
from rdv_tui.widgets.slot_board import Cursor, SlotBoard


class SlotScreen(SlotChooser[StepResult], HeldStepScreen):
    """The calendar as a step: the slot chosen is held, and the held one is found again."""

    CSS_PATH = "slot.tcss"
    BINDINGS = bind(
        commands.CERTIFY_HERE, commands.HOLD, waiting_commands.ASK_TO_WAIT, *WAYS, commands.OVERBOOK
    )

    step = Step.SLOT

    def __init__(self, desk: Desk, draft: BookingDraft) -> None:
        super().__init__(desk, draft)
        expires = draft.typed.get("permit_expires", "")
        self._expires = parse_date(expires, desk.clock.today(), Era.FUTURE)
        self.prepare(desk, self._evaluate)
        self._holding = False

    def _evaluate(self, day: date) -> eligibility.Finding | None:
        return eligibility.evaluate_draft(self.office, self.clock.today(), self.draft, day)

    def compose_body(self) -> ComposeResult:
        """Lay out the recap, the grid and what is true of all dates."""
        yield Static(recap_line(self.draft, self._expires), id="recap")
        yield self.grid
        yield self.facts

    def first_cursor(self, board: SlotBoard) -> Cursor | None:
        """Return the slot that is held, else the first free one from the one that was asked for."""
        held, other = self.draft.hold, self.draft.household
        if held:
            return board.cursor_at(held.start)
        wanted = other.start if other else self.draft.wanted_start
        return (board.free_from(wanted) if wanted else None) or board.first_free()

    def on_mount(self) -> None:
        """Know the own place from one that others have taken."""
        self.show_own()

    def watch_countdown(self) -> None:
        """Let the own place be anybody's once its time is over."""
        super().watch_countdown()
        self.show_own()

    def show_own(self) -> None:
        """Mark the slot of the place that is held here."""
        held = self.draft.hold if self.bar.seconds_left else None
        self.grid.hours.own = held.start if held else None

    # -- when there is nothing to hold
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the certificate only where no slot serves, one more place only where none is."""
        if action == "certify_search":
            return self.board is not None and not self._is_free_in_time(self.board)
        if action == "overbook":
            return self._full_slot() is not None
        return super().check_action(action, parameters)

    def _is_free_in_time(self, board: SlotBoard) -> bool:
        """Say whether a slot is free that comes before the permit's end, unless that is past."""
        first = next(iter(board.free()), None)
        too_late = (
            self._expires and first and board.now.date() <= self._expires < first.start.date()
        )
        return first is not None and not too_late

    async def action_certify_search(self) -> None:
        """Certify that the search failed."""
        await self.app.run_action("certify_search")

    @work
    async def action_ask_to_wait(self) -> None:
        """Put the person on the waiting list, and be done with them; or stay here."""
        text = await self.app.push_screen_wait(WaitingFormScreen(self.desk, self.draft))
        if text is not None:
            self.leave(Direction.ABANDON, text)

    # -- one more than the slot has places for
    def _full_slot(self) -> Slot | None:
        where = self.where() if self.board else None
        slot = where[0].at(where[1]) if where else None
        return slot if slot and where and slot.free == 0 and slot.start > where[0].now else None

    @work
    async def action_overbook(self) -> None:
        """Ask for a supervisor's decision, then hold a place more on the full slot."""
        slot = self._full_slot()
        if slot is None:
            self.say(override_fr.OVERBOOK_FULL_ONLY, "waiting")
            return
        text = override_fr.OVERBOOK_LINE.format(slot=moment(slot.start))
        title, question = override_fr.OVERBOOK_TITLE, override_fr.OVERBOOK_QUESTION
        decision = await decide(self, Right.OVERBOOK, title, text, question)
        if decision is None:
            return
        hold = await self.attempt(
            overbooking.hold_extra_place,
            self.desk,
            slot.start,
            self.draft,
            decision,
            instead_of=self.draft.hold,
        )
        if hold is None:
            self.reload()
            return
        self.accept_hold(hold)
        self.draft = replace(self.draft, overbooked=decision)
        self.leave(Direction.NEXT)

    # -- holding
    def action_hold(self) -> None:
        """Hold a place of the slot under the cursor, and go on."""
        if (where := self.where()) is None or self._holding:
            return
        board, cursor = where
        slot, held = board.at(cursor), self.draft.hold
        if slot is None:
            self.say(screen_fr.NOT_A_SLOT, "waiting")
        elif held and held.start == slot.start and self.bar.seconds_left > 0:
            self.leave(Direction.NEXT)
        elif slot.start <= board.now:
            self.say(screen_fr.SLOT_PAST_HERE, "waiting")
        elif slot.free == 0:
            self.say(screen_fr.SLOT_FULL_HERE, "waiting")
        else:
            self._holding = True
            self.hold_place(cursor)

    @work
    async def hold_place(self, cursor: Cursor) -> None:
        """Take the place in the store; when another desk was faster, offer the nearest ones."""
        slot = self.board.at(cursor) if self.board else None
        if slot is None:
            return
        held = self.draft.hold
        try:
            hold = await run_blocking(
                holds.hold, self.desk, slot.start, self.draft, instead_of=held
            )
        except RdvError as error:
            self._holding = False
            if not isinstance(error, SlotTaken):
                self.show_refusal(error)
                return
            taken = await self.app.push_screen_wait(
                LostPlaceScreen(self.desk, self.draft, held, slot.start)
            )
            self.reload()
            if taken is None:
                return
            hold = taken
        self.accept_hold(hold)
        self.leave(Direction.NEXT)
