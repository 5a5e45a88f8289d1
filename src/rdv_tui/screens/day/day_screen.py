"""The day of all counters, live: the supervisor's screen, reached from everywhere by F5."""

from collections.abc import Callable
from datetime import date, timedelta

from textual import work
from textual.app import ComposeResult

from rdv_tui.domain.day import Day
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.errors import RdvError
from rdv_tui.locales import commands
from rdv_tui.locales.dates import long_date
from rdv_tui.locales.day import (
    day as day_fr,
    day_commands,
    day_sheet as day_sheet_fr,
    figures as figure_fr,
)
from rdv_tui.locales.day.evening import OPEN_EVENING, reminder
from rdv_tui.locales.day.hall import OPEN_HALL
from rdv_tui.locales.hours.hours_commands import OPEN_HOURS_HERE
from rdv_tui.screens.booking.steps.beginning import begin_with, is_under_way
from rdv_tui.screens.day.acts import NEEDS, DayActs
from rdv_tui.screens.day.course import course_content
from rdv_tui.screens.day.panel import panel_content
from rdv_tui.screens.delivery.print_or_save import print_missing, print_or_save, read_first
from rdv_tui.screens.dialogs import PickDialog
from rdv_tui.screens.frame import BACKGROUND, run_blocking
from rdv_tui.screens.shell import Shell
from rdv_tui.services.day.day import next_open_day
from rdv_tui.services.day.evening import count_to_remind
from rdv_tui.services.desk import Desk
from rdv_tui.widgets.commands import bind
from rdv_tui.widgets.day_grid import FixedText

_FOLLOWED = (
    *NEEDS,
    *(
        one.action
        for one in (
            day_commands.CALL_NEXT,
            day_commands.OPEN_CARD,
            day_commands.BOOK_HERE,
            commands.PRINT_MISSING,
            commands.READ_MISSING,
            commands.FILTER,
            day_commands.SCAN,
        )
    ),
)
"""Commands that come and go with the day and the cursor."""


class DayScreen(DayActs):
    """The whole screen: the day, the person under the cursor, the ways to cards and papers."""

    BINDINGS = bind(
        day_commands.CHECK_IN,
        day_commands.CALL_NEXT,
        day_commands.RECEIVE,
        day_commands.INCOMPLETE,
        day_commands.RECALL,
        day_commands.PUT_BACK,
        day_commands.HAND_OVER,
        day_commands.NO_SHOW,
        day_commands.LEAVE,
        day_commands.TAKE_BACK,
        day_commands.OPEN_CARD,
        day_commands.BOOK_HERE,
        commands.PRINT_MISSING,
        commands.READ_MISSING,
        commands.FILTER,
        day_commands.SCAN,
        OPEN_HALL,
        OPEN_EVENING,
        day_commands.DAY_AFTER,
        day_commands.DAY_BEFORE,
        day_commands.DAY_TODAY,
        day_commands.UNFOLD,
        day_commands.DAY_GO_TO,
        day_commands.CHOOSE_COUNTER,
        day_commands.DAY_SHEETS,
        day_commands.ARRIVAL_LIST,
        day_commands.NEXT_SHEETS,
        day_commands.FIGURES,
        day_commands.RESALE,
        day_commands.EXPORT,
        OPEN_HOURS_HERE,
        day_commands.CELL_DOWN,
        day_commands.CELL_UP,
        day_commands.CELL_RIGHT,
        day_commands.CELL_LEFT,
        day_commands.PAGE_DOWN,
        day_commands.PAGE_UP,
        day_commands.DAY_START,
        day_commands.DAY_END,
        commands.CLOSE,
    )

    @classmethod
    async def open_over(cls, shell: Shell) -> None:
        """Open the day of all counters; the counter chosen there is that of the next time."""
        desk = await shell.opened()
        counter = shell.counter or await run_blocking(desk.counter.number)
        day = cls(desk, counter)
        await shell.push_screen_wait(day)
        shell.counter = day.counter

    def __init__(self, desk: Desk, counter: int | None) -> None:
        super().__init__(desk, counter)
        self._panel, self._side = FixedText(id="day-panel"), FixedText(id="day-side")
        self._course = FixedText(id="day-course")
        self._slot = timedelta(minutes=desk.office.slot_minutes)
        self._was_over = False
        self._keys: tuple[bool | None, ...] = ()

    def compose_body(self) -> ComposeResult:
        """Put the person under the day where the screen is high, beside it where it is wide."""
        yield from super().compose_body()
        yield self._panel
        yield self._course

    def compose_side(self) -> ComposeResult:
        """Keep room beside the day for the person."""
        yield self._side

    def cursor_moved(self) -> None:
        """Tell of the person under the cursor, and which keys work now."""
        self._show_panel()
        keys_now = tuple(self.check_action(id_, ()) for id_ in _FOLLOWED)
        if keys_now != self._keys:
            self._keys = keys_now
            self.refresh_bindings()

    def _show_panel(self) -> None:
        wide = self.has_class("-very-wide")
        content = panel_content(
            self.selected,
            self.clock.zone,
            self.works_now(),
            airy=wide,
        )
        (self._side if wide else self._panel).text = content

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the paper of what is missing where something is."""
        if action in {commands.PRINT_MISSING.id, commands.READ_MISSING.id}:
            return self.visit is not None and bool(self.visit.missing)
        return super().check_action(action, parameters)

    # -- beyond the day
    @work
    async def action_open_card(self) -> None:
        """Open the appointment's card, or begin a booking where a place is free."""
        from rdv_tui.screens.booking.card import CardScreen  # noqa: PLC0415  (only who opens one)

        if self.visit is None:
            if self.may_book_here:
                self.action_book_here()
            else:
                self.say(day_fr.NOTHING_HERE, "waiting")
            return
        card = CardScreen(self.desk, self.visit.reference)
        await self.app.push_screen_wait(card)

    @work
    async def action_book_here(self) -> None:
        """Begin a booking whose calendar opens on the place under the cursor."""
        place = self.selected
        if place is None or (
            is_under_way(self.shell)
            and not await self.ask(day_fr.BUSY_ASK.format(slot=day_fr.where(place)))
        ):
            return
        # This screen is closed by it, and what it runs would end with it.
        draft = BookingDraft(wanted_start=place.start)
        self.app.run_worker(begin_with(self.shell, draft))

    @work
    async def action_open_hall(self) -> None:
        """Show the waiting room; the counter chosen there is this desk's."""
        from rdv_tui.screens.day.hall import HallScreen  # noqa: PLC0415  (only who looks)

        hall = HallScreen(self.desk, self.counter)
        await self.app.push_screen_wait(hall)
        if hall.counter is not None and hall.counter != self.counter:
            await self._sit_at(hall.counter)

    @work
    async def action_open_evening(self) -> None:
        """Show who has no outcome, today and before."""
        from rdv_tui.screens.day.evening import EveningScreen  # noqa: PLC0415  (only who looks)

        await self.app.push_screen_wait(EveningScreen(self.desk))

    def show_day(self, day: Day) -> None:
        """Remind of who has no outcome once the day's last slot is over."""
        super().show_day(day)
        if self.has_class("-very-wide"):
            self._course.text = course_content(day, self._marks, self._course.size.width)
        last = max((place.start for place in day.places if not place.withdrawn), default=None)
        is_over = last is not None and last + self._slot <= day.now and day.day == day.now.date()
        if is_over and not self._was_over:
            self._remind()
        self._was_over = is_over

    @work(group=BACKGROUND)
    async def _remind(self) -> None:
        count = await self.attempt(count_to_remind, self.desk)
        if count:
            self.say(reminder(count), "waiting")

    @work
    async def action_open_figures(self) -> None:
        """Show the weeks in figures."""
        from rdv_tui.screens.day.figures import FiguresScreen  # noqa: PLC0415  (only who counts)

        await self.app.push_screen_wait(FiguresScreen(self.desk))

    @work
    async def action_open_resale(self) -> None:
        """List the cancellations that were booked again within minutes."""
        from rdv_tui.screens.day.resale import ResaleScreen  # noqa: PLC0415  (only who looks)

        await self.app.push_screen_wait(ResaleScreen(self.desk))

    @work(group=BACKGROUND)
    async def action_day_sheets(self) -> None:
        """Print a sheet a counter for the day on show."""
        await self._print_sheets(self.wanted)

    @work(group=BACKGROUND)
    async def action_next_sheets(self) -> None:
        """Print the sheets of the next open day."""
        try:
            found = await run_blocking(next_open_day, self.desk, self.clock.today())
        except RdvError as error:
            self.say(error.message, "refused")
            return
        if found is None:
            self.say(day_fr.NO_OTHER_DAY, "waiting")
        else:
            await self._print_sheets(found)

    @work(group=BACKGROUND)
    async def action_print_missing(self) -> None:
        """Print what the file of the person under the cursor lacks."""
        if self.visit is not None:
            await print_missing(self, self.desk, self.visit.reference)

    @work(group="paper")
    async def action_read_missing(self) -> None:
        """Read what the file of the person under the cursor lacks, as it is printed."""
        if self.visit is not None:
            await print_missing(self, self.desk, self.visit.reference, read_first)

    @work(group=BACKGROUND)
    async def action_arrival_list(self) -> None:
        """Print who is awaited on the day on show, by name, for the door."""
        from rdv_tui.services.delivery.delivery import arrival_list  # noqa: PLC0415  (only who prints)

        await self._print(arrival_list, self.wanted, day_fr.LIST, day_sheet_fr.LIST_FILE)

    async def _print_sheets(self, day: date) -> None:
        from rdv_tui.services.delivery.delivery import day_sheets  # noqa: PLC0415  (only who prints)

        await self._print(day_sheets, day, day_fr.SHEETS, day_sheet_fr.FILE)

    async def _print(
        self, make: Callable[[Desk, date], bytes], day: date, title: str, file: str
    ) -> None:
        await print_or_save(
            self,
            self.desk,
            lambda desk: make(desk, day),
            title=title.format(day=long_date(day)),
            path=self.desk.letters / file.format(day=day),
        )

    @work
    async def action_export(self) -> None:
        """Ask what to save of the day, and save it."""
        from rdv_tui.screens.day.papers import exports  # noqa: PLC0415  (who exports)

        place, day = self.selected, self.day
        if day is None:
            return
        choices = exports(self.desk, day, place.counter if place else None)
        question = figure_fr.EXPORT_ASK.format(day=long_date(day.day))
        save = await self.app.push_screen_wait(PickDialog(question, choices, figure_fr.EXPORT_FOOT))
        if save is None:
            return
        if saved := await self.attempt(save):
            self.say(figure_fr.SAVED.format(file=saved), "done")
