"""The day kept as it is in the store and on the clock, without a key.

Other desks change it all the time. A look at the end of the audit, several times a second, tells
whether to read it again; the clock's minute moves what only time changes. What is shown of it, and
how, is for view.py.
"""

from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime

from textual import work

from rdv_tui.domain.day import Day
from rdv_tui.errors import RdvError
from rdv_tui.locales.dates import spoken_hour
from rdv_tui.locales.day import day as day_fr
from rdv_tui.screens.booking.scanned_card import CardScanScreen
from rdv_tui.screens.frame import BACKGROUND, run_blocking
from rdv_tui.screens.scanning import scan_screen
from rdv_tui.services.day import display
from rdv_tui.services.day.day import get_day, last_change, next_open_day, previous_open_day
from rdv_tui.services.desk import Desk
from rdv_tui.services.reading import note_many

POLL_S = 0.4
"""How often to ask whether anything changed: another desk's act is seen well within a second."""


class DayLive(CardScanScreen[None]):
    """One day, read anew when it changes. Subclasses say in `show_day` how it looks."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.day: Day | None = None
        """The day on show, as it was last read."""
        self._today = desk.clock.today()
        self.wanted = self._today
        """The day that was asked for; it is on show as soon as it is read."""
        self._looking = self._turning = self._stale = False
        self._steps = 0
        self._days_read: set[date] = set()
        self.is_displayed = False
        """Whether a screen in the hall shows the calls, as of the last reading."""
        self._minute: datetime | None = None

    def on_mount(self) -> None:
        """Read the day, and keep it as it is."""
        self.read_day()
        self.set_interval(POLL_S, self._poll)
        self.set_interval(1, self._tick)

    @property
    def is_ready(self) -> bool:
        """Whether the day is there."""
        return self.day is not None

    def show_day(self, day: Day) -> None:
        """Show `day`, which was just read or grew a minute older."""
        self.day = day

    # -- the store
    @property
    def _in_sight(self) -> bool:
        """Whether a person can see this screen: dialogs leave it in sight, screens do not."""
        return scan_screen(self.app) is self

    @work(group=BACKGROUND)
    async def _poll(self) -> None:
        """Read the day again if anything has changed since."""
        if self._looking or not self._in_sight or self.day is None:
            return
        self._looking = True
        try:
            mark = await run_blocking(last_change, self.desk)
            if self._stale or mark != self.day.change_mark:
                await self._read(self.wanted)
        except RdvError:
            self._lose()
        finally:
            self._looking = False

    @work(exclusive=True, group="day")
    async def read_day(self) -> None:
        """Read the wanted day now."""
        try:
            await self._read(self.wanted)
        except RdvError as error:
            self.show_refusal(error)
            self._lose()

    async def _read(self, wanted: date) -> None:
        found, is_displayed = await run_blocking(_look_at, self.desk, wanted)
        had = self.day
        if wanted != self.wanted or not self.is_running:
            return  # another day was asked for meanwhile
        if had is not None and had.day == found.day and found.change_mark < had.change_mark:
            return  # an older answer that came late
        if self._stale:
            self._stale = False
            self.say("")
        self.is_displayed = is_displayed
        self.show_day(found)
        if found.day != self._today and found.day not in self._days_read:
            self._days_read.add(found.day)
            self._note_read(sum(1 for _ in found.visits()))

    @work(group=BACKGROUND)
    async def _note_read(self, people: int) -> None:
        """Write down that people were read who are not awaited today; the day waits for nothing."""
        with suppress(RdvError):
            await run_blocking(note_many, self.desk, people)

    def _lose(self) -> None:
        """Say that what is on show is not what is in the store any more."""
        if self.day is not None and not self._stale:
            self._stale = True
            self.say(day_fr.STALE.format(hour=spoken_hour(self.day.now)), "refused")

    # -- the clock
    def _tick(self) -> None:
        """Follow the clock: waiting times, the line at now, holds that end, and midnight."""
        now = self.clock.local().replace(second=0, microsecond=0)
        if now == self._minute or self.day is None or not self._in_sight:
            return
        self._minute = now
        if now.date() != self._today:
            stood_on_today, self._today = self.wanted == self._today, now.date()
            if stood_on_today:
                self.go_to_day(self._today)
                return
        if any(place.held for place in self.day.places):
            self.read_day()  # a hold that ends leaves no trace in the audit
        else:
            self.show_day(replace(self.day, now=self.clock.local(), at=self.clock.now()))

    def on_screen_resume(self) -> None:
        """Catch up with what happened while another screen stood before this one."""
        self._minute = None
        if self.day is not None:
            self._tick()
            self._poll()

    # -- other days
    def go_to_day(self, day: date) -> None:
        """Show another day."""
        self.wanted = day
        self.read_day()

    def action_turn(self, by: int) -> None:
        """Go to the next day that has places, or to the last one before."""
        self._steps += by
        self._turn()

    @work
    async def _turn(self) -> None:
        """Turn as many days as keys were pressed, also those pressed meanwhile."""
        if self._turning:
            return
        self._turning = True
        try:
            while self._steps:
                step = 1 if self._steps > 0 else -1
                self._steps -= step
                look = next_open_day if step > 0 else previous_open_day
                found = await run_blocking(look, self.desk, self.wanted)
                if found is None:
                    self._steps = 0
                    self.say(day_fr.NO_OTHER_DAY if step > 0 else day_fr.NO_EARLIER_DAY, "waiting")
                else:
                    self.say("")
                    self.wanted = found
            await self._read(self.wanted)
        except RdvError as error:
            self._steps = 0
            self.say(error.message, "refused")
        finally:
            self._turning = False


def _look_at(desk: Desk, wanted: date) -> tuple[Day, bool]:
    """Return the day, and whether the hall's screen shows its calls. Raises StoreError."""
    return get_day(desk, wanted), display.is_running(desk)
