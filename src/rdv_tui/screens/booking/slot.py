"""Step 2, Choix d'une plage: choosing holds a place at once."""

from datetime import date, timedelta
from functools import partial
from typing import ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from rdv_tui import catalogue
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.typed_dates import Era, read_date
from rdv_tui.errors import RdvError
from rdv_tui.locales import commands, screens
from rdv_tui.locales.dates import long_date, plain_date
from rdv_tui.screens.booking.held_step import HeldStepScreen
from rdv_tui.screens.booking.lost_place import LostPlaceScreen
from rdv_tui.screens.booking.recap import recap_line
from rdv_tui.screens.booking.slot_facts import facts_content
from rdv_tui.screens.booking.step import Step, Way
from rdv_tui.screens.dialogs import LineScreen
from rdv_tui.screens.frame import TALL, WIDE, in_thread
from rdv_tui.services import booking, eligibility, schedule
from rdv_tui.services.desk import Desk
from rdv_tui.widgets.commands import bind
from rdv_tui.widgets.hanging import Hanging
from rdv_tui.widgets.slot_board import Cursor, SlotBoard
from rdv_tui.widgets.slot_grid import SlotGrid

REFRESH_S = 2.0


def load_board(desk: Desk) -> SlotBoard:
    """Read every day and slot from this week's Monday to the last day opened.

    A desk left open for days opens the new ones itself: nothing else may have run since.
    """
    schedule.open_ahead(desk)
    now = desk.clock.local()
    first = now.date() - timedelta(days=now.weekday())
    last = first + timedelta(weeks=desk.office.horizon_weeks + 1, days=-1)
    days = schedule.calendar(desk, first, last)
    return SlotBoard(now, days, schedule.slots(desk, first, len(days)))


def read_day(typed: str, today: date) -> date | None:
    """Return the day typed; without a year, the next day of that name from `today` on."""
    if day := read_date(typed, today, Era.FUTURE):
        return day
    years = (
        read_date(f"{typed.strip()}/{year}", today, Era.FUTURE)
        for year in (today.year, today.year + 1)
    )
    return next((day for day in years if day and day >= today), None)


class SlotScreen(HeldStepScreen):
    """The grid of places. The cursor is the screen's own: every key works at once."""

    CSS_PATH = "slot.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bind(
        commands.CERTIFY_HERE,
        commands.HOLD,
        commands.FIRST_FREE,
        commands.NEXT_FREE,
        commands.PREVIOUS_FREE,
        commands.SAME_HOUR,
        commands.SAME_HOUR_BACK,
        commands.GO_TO,
        commands.NEXT_WEEK,
        commands.PREVIOUS_WEEK,
        commands.NEXT_MONTH,
        commands.PREVIOUS_MONTH,
        commands.TODAY,
        commands.NEXT_DAY,
        commands.PREVIOUS_DAY,
        commands.NEXT_HOUR,
        commands.PREVIOUS_HOUR,
    )

    step = Step.SLOT

    def __init__(self, desk: Desk, draft: BookingDraft) -> None:
        super().__init__(desk, draft)
        self._expires = read_date(
            draft.typed.get("permit_expires", ""), desk.clock.today(), Era.FUTURE
        )
        self._grid = SlotGrid(self._mark)
        self._facts = Hanging(id="facts")
        self._board: SlotBoard | None = None
        self._marks: dict[date, str] = {}
        self._holding = False

    @property
    def is_ready(self) -> bool:
        """Whether the calendar is there."""
        return self._board is not None

    def compose_body(self) -> ComposeResult:
        """Lay out the recap, the grid and what is true of all dates."""
        yield Static(recap_line(self.draft, catalogue.situations(), self._expires), id="recap")
        yield self._grid
        yield self._facts

    def on_mount(self) -> None:
        """Load the board, and keep it fresh while other desks book."""
        super().on_mount()
        self.reload()
        self.set_interval(REFRESH_S, self.reload)

    def on_resize(self, event: events.Resize) -> None:
        """Use words instead of signs where there is room."""
        super().on_resize(event)
        self._grid.widen(event.size.width >= WIDE and event.size.height >= TALL)

    @work(exclusive=True, group="board")
    async def reload(self) -> None:
        """Read the board again; the cursor stays on its day and hour."""
        if not self.is_current:
            return
        try:
            board = await in_thread(partial(load_board, self.desk))
        except RdvError as error:
            self.say(error.message, "refused")
            return
        had = self._board
        self._board = board
        if had is None or self._grid.cursor is None:
            self._enter(board)
        elif had != board:
            slot = had.at(self._grid.cursor)
            day = self._grid.cursor.day
            cursor = board.cursor_at(slot.start) if slot else board.to_day(Cursor(day), day)
            self._grid.show(board, cursor)
        self._show_facts(board)
        if had is None or had.first_free() is None or board.first_free() is None:
            self.refresh_bindings()

    def _enter(self, board: SlotBoard) -> None:
        held = self.draft.hold
        start = board.cursor_at(held.start) if held else board.first_free()
        self._grid.show(board, start or Cursor(board.now.date()))
        if start is None:
            self.say(screens.NO_SLOT_AT_ALL, "refused")

    def _show_facts(self, board: SlotBoard) -> None:
        cursor = self._grid.cursor
        found = self._warnings(cursor.day) if cursor else ()
        # The most serious ones come last, and there is room for two.
        self._facts.update(facts_content(board, tuple(words for _, words in found[-2:])))

    def _warnings(self, day: date) -> tuple[tuple[str, str], ...]:
        """Return (code, sentence) of what this person must know who comes on `day`."""
        typed = self.draft.typed
        finding = eligibility.find(
            self.office,
            self.clock.today(),
            situation=typed.get("situation"),
            permit_kind=typed.get("permit_kind"),
            expires=self._expires,
            postal_code=typed.get("postal_code"),
            slot=day,
        )
        return finding.warnings if finding else ()

    def _mark(self, day: date) -> str:
        if day not in self._marks:
            found = self._warnings(day)
            self._marks[day] = screens.CAUTIONS_SHORT[found[-1][0]] if found else ""
        return self._marks[day]

    # -- moving
    def _go(self, cursor: Cursor | None, nowhere: str = "") -> None:
        if self._board is None:
            return
        if cursor is None:
            self.say(nowhere, "waiting")
            return
        if self.status.message:
            self.say("")
        moved = self._grid.cursor is None or self._grid.cursor.day != cursor.day
        self._grid.show(self._board, cursor)
        if moved:
            self._show_facts(self._board)

    def _where(self) -> tuple[SlotBoard, Cursor] | None:
        if self._board is None or self._grid.cursor is None:
            return None
        return self._board, self._grid.cursor

    def _move(self, way: str, *args: int) -> None:
        if where := self._where():
            board, cursor = where
            self._go(getattr(board, way)(cursor, *args))

    def action_next_day(self) -> None:
        """Go one day on."""
        self._move("by_days", 1)

    def action_previous_day(self) -> None:
        """Go one day back."""
        self._move("by_days", -1)

    def action_next_week(self) -> None:
        """Go one week on."""
        self._move("by_days", 7)

    def action_previous_week(self) -> None:
        """Go one week back."""
        self._move("by_days", -7)

    def action_next_month(self) -> None:
        """Go one month on."""
        self._move("by_months", 1)

    def action_previous_month(self) -> None:
        """Go one month back."""
        self._move("by_months", -1)

    def action_next_hour(self) -> None:
        """Go one slot down."""
        self._move("by_rows", 1)

    def action_previous_hour(self) -> None:
        """Go one slot up."""
        self._move("by_rows", -1)

    def action_today(self) -> None:
        """Go to today."""
        if where := self._where():
            board, cursor = where
            self._go(board.to_day(cursor, board.now.date()))

    def action_first_free(self) -> None:
        """Go to the first free slot of all."""
        if self._board:
            self._go(self._board.first_free(), screens.NO_SLOT_AT_ALL)

    def action_next_free(self) -> None:
        """Go to the next free slot."""
        if where := self._where():
            self._go(where[0].next_free(where[1]), screens.NO_MORE_FREE)

    def action_previous_free(self) -> None:
        """Go to the free slot before."""
        if where := self._where():
            self._go(where[0].next_free(where[1], -1), screens.NO_EARLIER_FREE)

    def action_same_hour(self) -> None:
        """Go to the next day that is free at this hour."""
        self._same_hour(1)

    def action_same_hour_back(self) -> None:
        """Go to the day before that is free at this hour."""
        self._same_hour(-1)

    def _same_hour(self, step: int) -> None:
        if where := self._where():
            slot = where[0].at(where[1])
            hour = f"{slot.start:%H:%M}" if slot else "–"
            self._go(where[0].same_hour(where[1], step), screens.NO_SAME_HOUR.format(hour=hour))

    @work(group="ask")
    async def action_go_to(self) -> None:
        """Ask for a date and go there."""
        typed = await self.app.push_screen_wait(LineScreen(screens.GO_TO_ASK))
        if typed is None or (where := self._where()) is None:
            return
        board, cursor = where
        day = read_day(typed, board.now.date())
        if day is None:
            self.say(f"« {typed} » : {screens.DATE_UNREAD}", "refused")
            return
        self._go(board.to_day(cursor, day))
        if not board.first <= day <= board.last:
            self.say(self._out_of_range(board, day), "waiting")

    def _out_of_range(self, board: SlotBoard, day: date) -> str:
        kept = min(max(day, board.first), board.last)
        return screens.OUT_OF_RANGE.format(
            first=plain_date(board.first), last=plain_date(board.last), day=long_date(kept)
        )

    # -- when there is nothing to hold
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the certificate only where no slot is free."""
        if action == "certify_search":
            return self._board is not None and self._board.first_free() is None
        return super().check_action(action, parameters)

    async def action_certify_search(self) -> None:
        """Certify that the search failed."""
        await self.app.run_action("certify_search")

    # -- holding
    def action_hold(self) -> None:
        """Hold a place of the slot under the cursor, and go on."""
        if (where := self._where()) is None or self._holding:
            return
        board, cursor = where
        slot, held = board.at(cursor), self.draft.hold
        if slot is None:
            self.say(screens.NOT_A_SLOT, "waiting")
        elif held and held.start == slot.start and self.bar.seconds_left > 0:
            self.leave(Way.NEXT)
        elif slot.start <= board.now:
            self.say(screens.SLOT_PAST_HERE, "waiting")
        elif slot.free == 0:
            self.say(screens.SLOT_FULL_HERE, "waiting")
        else:
            self._holding = True
            self.hold_place(cursor)

    @work(group="store")
    async def hold_place(self, cursor: Cursor) -> None:
        """Take the place in the store; when another desk was faster, offer the nearest ones."""
        slot = self._board.at(cursor) if self._board else None
        if slot is None:
            return
        held = self.draft.hold
        try:
            hold = await in_thread(
                partial(booking.hold, self.desk, slot.start, self.draft, instead_of=held)
            )
        except RdvError as error:
            self._holding = False
            if error.code != "slot_taken":
                self.say(f"{error.message} {error.hint}".strip(), "refused")
                return
            taken = await self.app.push_screen_wait(
                LostPlaceScreen(self.desk, self.draft, held, slot.start)
            )
            self.reload()
            if taken is None:
                return
            hold = taken
        self.take(hold)
        self.leave(Way.NEXT)
