"""A counter to sit at: the desk in a terminal of some size, on a real store, and hands to type."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlmodel import select
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from rdv_tui.app import RdvApp
from rdv_tui.domain.appointment import Appointment, Channel
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.screens.booking.steps.booked import BookedScreen
from rdv_tui.screens.booking.steps.confirmation import ConfirmationScreen
from rdv_tui.screens.booking.steps.details import DetailsScreen
from rdv_tui.screens.booking.steps.notice import NoticeScreen
from rdv_tui.screens.booking.steps.security import SecurityScreen
from rdv_tui.screens.booking.steps.slot import SlotScreen
from rdv_tui.screens.frame import DeskScreen
from rdv_tui.services.booking import booking
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours.schedule import day_slots
from rdv_tui.setup import Setup, StoreReady
from rdv_tui.store.tables import AppointmentRow
from rdv_tui.widgets.fields import Field
from rdv_tui.widgets.frame import KeysLine
from rdv_tui.widgets.slot_grid import SlotGrid
from tests.factories import StillClock, person

LIMIT_S = 60.0
POLL_S = 0.005
SMALL, LARGE = (80, 24), (120, 36)
NUMBER = "8412345678"
FRAMES = " │█▌▁▂▃▄▅▆▇─"
SIGNS = {"enter": "\r", "tab": "\t", "space": " "}


@dataclass
class Counter:
    """The desk under test. Keys go through the terminal's own way, never to a widget."""

    app: RdvApp
    pilot: Pilot[None]
    desk: Desk
    clock: StillClock

    # -- hands
    async def press(self, *keys: str) -> None:
        """Press keys by their names, as fast as a terminal hands them over."""
        for key in keys:
            sign = key if len(key) == 1 else SIGNS.get(key)
            self.app.post_message(events.Key(key, sign))
        await self.pilot.pause()

    async def write(self, text: str) -> None:
        """Type a text, sign by sign."""
        await self.press(*("space" if sign == " " else sign for sign in text))

    async def paste(self, text: str) -> None:
        """Paste a text into the field with the cursor."""
        self.app.post_message(events.Paste(text))
        await self.pilot.pause()

    async def fill(self, *texts: str) -> None:
        """Type each text and end its field with Enter."""
        for text in texts:
            await self.press(*("space" if sign == " " else sign for sign in text), "enter")

    async def until(self, happened: Callable[[], object], what: str = "") -> None:
        """Let the program go on until something happened; fail with the screen after a while."""
        deadline = time.monotonic() + LIMIT_S
        while not happened():
            assert time.monotonic() < deadline, f"{what or 'in vain'}\n{self.picture}"
            await asyncio.sleep(POLL_S)

    async def until_on(self, screen: type[DeskScreen[Any]]) -> None:
        """Wait for a screen to stand there, painted."""
        await self.until(
            lambda: isinstance(self.app.screen, screen) and self.app.screen.is_running,
            f"no {screen.__name__}",
        )
        await self.pilot.pause()

    async def until_message(self, *words: str) -> None:
        """Wait for the status line to say all of `words`."""
        await self.until(lambda: all(w in self.message for w in words), f"not said: {words}")

    async def until_shown(self, *words: str) -> None:
        """Wait for all of `words` to stand on the screen."""
        await self.until(lambda: all(w in self.prose for w in words), f"not shown: {words}")

    async def until_text(self, field: Field) -> None:
        """Wait for something to stand in a field."""
        await self.until(lambda: field.text, f"nothing stands in {field.field_name}")

    async def until_settled(self) -> None:
        """Wait for every key pressed so far to have taken effect."""
        await self.pilot.pause()
        await self.until(lambda: not self.app._ahead.is_taking_effect, "keys are kept back")

    # -- eyes
    @property
    def message(self) -> str:
        """What the status line of the desk's top screen says."""
        stack = [s for s in self.app.screen_stack if isinstance(s, DeskScreen)]
        return stack[-1].status.message if stack else ""

    @property
    def picture(self) -> str:
        """What stands on the terminal, line by line."""
        screen = self.app.screen
        return "\n".join(strip.text for strip in screen._compositor.render_strips(screen.size))

    @property
    def prose(self) -> str:
        """What stands on the terminal as running text, whatever its lines and frames."""
        lines = (line.strip(FRAMES) for line in self.picture.splitlines())
        return " ".join(" ".join(lines).split())

    @property
    def footer(self) -> str:
        """The last line: the keys that work."""
        return str(self.app.screen.query_one(KeysLine).render())

    @property
    def band(self) -> str:
        """The line of the five steps and the place held, under whatever cannot wait."""
        return next(line for line in self.picture.splitlines()[1:] if "▸" in line)

    def field(self, name: str) -> Field:
        """The field of that name on the screen."""
        return self.app.screen.query_one(f"#field-{name.replace('_', '-')}", Field)

    @property
    def in_field(self) -> str:
        """The name of the field with the cursor, or an empty text."""
        focused = self.app.focused
        inside = isinstance(focused, Input) and isinstance(focused.parent, Field)
        return focused.parent.field_name if inside else ""  # type: ignore[union-attr]

    @property
    def draft(self) -> BookingDraft:
        """The booking under way as the next step would get it."""
        screen = self.app.screen
        return screen.current() if hasattr(screen, "current") else self.app.draft

    # -- the way to a step, as an agent goes it
    async def to_slots(self, expires: str = "10/1/27") -> None:
        """Answer step 1 for an employee of Avignon and go on."""
        await self.until_on(NoticeScreen)
        await self.fill("contrat a duree indet", "CST", expires, "84000")
        await self.press("enter", "enter")
        await self.until_on(SlotScreen)
        await self.until(lambda: self.app.screen.query_one(SlotGrid).cursor, "no calendar")
        await self.until(lambda: "lun." in self.picture, "no calendar")

    async def to_security(self) -> None:
        """Hold the first free place and go on."""
        await self.to_slots()
        await self.press("enter")
        await self.until_on(SecurityScreen)

    async def to_details(self, number: str = NUMBER) -> None:
        """Show a document and go on."""
        await self.to_security()
        await self.fill(number)
        await self.until_shown("aucun")
        await self.press("d")
        await self.until_on(DetailsScreen)

    async def to_summary(self, family: str = "Dupont", given: str = "Anne") -> None:
        """Fill the form and go on."""
        await self.to_details()
        await self.fill(family, given, "3/7/85", "TR")
        await self.until(lambda: self.in_field, "no field has the cursor")
        await self.press("f10")
        if not isinstance(self.app.screen, ConfirmationScreen):
            await self.until_on(ConfirmationScreen)

    async def to_booked(self) -> Appointment:
        """Book, and return the appointment of the screen that follows."""
        await self.to_summary()
        await self.press("enter")
        await self.until_on(BookedScreen)
        screen = self.app.screen
        assert isinstance(screen, BookedScreen)
        await self.until(lambda: screen.letter_is_out, "the letter hangs")
        return screen.appointment


@asynccontextmanager
async def sitting_at(
    desk: Desk,
    folder: Path,
    *,
    size: tuple[int, int] = SMALL,
    ready: Callable[[], StoreReady] | None = None,
    theme: str | None = None,
) -> AsyncIterator[Counter]:
    """Open the desk on a terminal of `size`; letters go into `folder`."""
    clock = desk.clock
    assert isinstance(clock, StillClock)
    desk = replace(desk, letters=folder / "letters")
    setup = Setup(
        desk.office,
        clock,
        desk.agent,
        ready or (lambda: StoreReady(desk)),
        theme=theme,
    )
    app = RdvApp(setup)
    app.animation_level = "none"
    async with app.run_test(notifications=True, tooltips=True, size=size) as pilot:
        counter = Counter(app, pilot, desk, clock)
        yield counter


def other_desk(desk: Desk) -> Desk:
    """Return a second desk on the same store."""
    return replace(desk, agent="collègue", station="poste:2")


def take_all(desk: Desk, start: datetime, first_rank: int = 500) -> int:
    """Book every free place of `start` for other persons; return how many there were."""
    free = free_at(desk, start)
    for rank in range(first_rank, first_rank + free):
        booking.book_at(desk, start, person(rank), channel=Channel.DESK)
    return free


def rows(desk: Desk, *statuses: str) -> list[AppointmentRow]:
    """Return the rows of the store in these statuses (in all, without any), oldest first."""
    with desk.store.read() as session:
        found = session.exec(select(AppointmentRow)).all()
    wanted = [row for row in found if not statuses or row.status in statuses]
    return sorted(wanted, key=lambda row: (row.created_at, row.reference))


def free_at(desk: Desk, start: datetime) -> int:
    """Return how many places `start` has left for anybody."""
    return next(slot.free for slot in day_slots(desk, start.date()) if slot.start == start)
