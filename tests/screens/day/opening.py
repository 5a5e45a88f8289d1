"""The way to the day, and the people of a morning."""

from datetime import datetime, timedelta

from rdv_tui.domain.appointment import Appointment, Channel
from rdv_tui.screens.day.day_screen import DayScreen
from rdv_tui.services.booking import booking
from rdv_tui.services.desk import Desk
from tests.factories import person
from tests.screens.counter import Counter, rows

NINE = datetime.fromisoformat("2026-11-30T09:00")
QUARTER = timedelta(minutes=15)
FULL_DAY = 8
AFTER, BEFORE = "right_square_bracket", "left_square_bracket"


def book(desk: Desk, rank: int, family: str, start: datetime = NINE) -> Appointment:
    someone = person(rank, family_name=family, given_names="Anne")
    return booking.book_at(desk, start, someone, channel=Channel.DESK)


async def open_day(counter: Counter) -> DayScreen:
    await counter.until(lambda: counter.app.is_open, "no store")
    await counter.press("f5")
    await counter.until_on(DayScreen)
    screen = counter.app.screen
    assert isinstance(screen, DayScreen)
    await counter.until(lambda: screen.is_ready, "no day")
    await counter.pilot.pause()
    return screen


def status_of(desk: Desk, one: Appointment) -> str:
    return next(row.status for row in rows(desk) if row.reference == one.reference)


async def until_status(counter: Counter, one: Appointment, status: str) -> None:
    await counter.until(lambda: status_of(counter.desk, one) == status, status)
    await counter.pilot.pause()
