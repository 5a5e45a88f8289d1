"""Every window of the registry: it opens, tells true keys, shows text as text, keeps what is typed.

A new window is under all of this by being declared.
"""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
from textual.widgets import Input

from rdv_tui.domain.office import Closure
from rdv_tui.domain.opening_hours import HoursChange
from rdv_tui.locales import commands
from rdv_tui.locales.command import Command
from rdv_tui.screens.booking.steps.notice import NoticeScreen
from rdv_tui.screens.booking.steps.slot import SlotScreen
from rdv_tui.screens.dialogs import AskScreen
from rdv_tui.screens.frame import DeskScreen
from rdv_tui.screens.hours.closure_form import ClosureForm
from rdv_tui.screens.windows import WINDOWS, Window
from rdv_tui.services.booking import changes
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import opening_hours
from tests.factories import StillClock
from tests.screens.counter import LARGE, SMALL, Counter, sitting_at
from tests.screens.day.opening import NINE, QUARTER, book
from tests.screens.keys import check_footer, check_help
from tests.services.waiting.asking import wait_for

HOSTILE = "[/x] [Ba] [@click=app.quit]y\\"
TIMES = 6
windows = pytest.mark.parametrize("window", WINDOWS.values(), ids=WINDOWS)
sizes = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x36"])


@pytest.fixture
def busy(desk: Desk, clock: StillClock) -> Desk:
    """A desk of which every window has something to show, all in one hostile name."""
    for rank in range(3):
        moved = book(desk, rank, HOSTILE, NINE + rank * QUARTER)
    changes.move(desk, moved.reference, NINE + 3 * QUARTER)
    wait_for(desk, 9, family_name=HOSTILE)
    holiday = date(2026, 12, 24)
    opening_hours.write_change(desk, HoursChange(added=(Closure(holiday, holiday, HOSTILE),)))
    return desk


@pytest.fixture(params=[SMALL, LARGE], ids=["80x24", "120x36"])
async def sitting(
    busy: Desk, tmp_path: Path, request: pytest.FixtureRequest
) -> AsyncIterator[Counter]:
    async with sitting_at(busy, tmp_path, size=request.param) as counter:
        await counter.until(lambda: counter.app.is_open)
        yield counter


async def open_window(counter: Counter, window: Window) -> DeskScreen[object]:
    await counter.press(window.command.keys.split(",")[0])
    await counter.until_on(window.load())
    screen = counter.app.screen
    assert isinstance(screen, DeskScreen)
    await counter.until(lambda: screen.is_ready, "never ready")
    await counter.pilot.pause()
    return screen


@windows
async def test_it_opens_tells_true_keys_and_gives_back_what_stood_there(
    sitting: Counter, window: Window
) -> None:
    await sitting.write("indet")
    screen = await open_window(sitting, window)
    assert not any(line.strip() == HOSTILE[:4] for line in sitting.picture.splitlines())
    check_footer(sitting)
    await check_help(sitting)
    assert sitting.app.screen is screen
    await sitting.press("escape")
    await sitting.until_on(NoticeScreen)
    assert sitting.field("situation").text == "indet"


@pytest.mark.parametrize(
    ("command", "seen"),
    [
        (commands.OPEN_DAY, HOSTILE[:9].upper()),
        (commands.OPEN_FOLLOW_UP, HOSTILE[:9].upper()),
        (commands.OPEN_HOURS, HOSTILE[:9]),
        (commands.OPEN_WAITING_LIST, HOSTILE[:9].upper()),
    ],
    ids=lambda one: getattr(one, "id", ""),
)
async def test_hostile_names_are_text(sitting: Counter, command: Command, seen: str) -> None:
    await open_window(sitting, WINDOWS[command.id])
    await sitting.until_shown(seen)


@windows
async def test_what_is_typed_with_its_key_never_reaches_the_booking_beneath(
    busy: Desk, tmp_path: Path, window: Window
) -> None:
    key, kind = window.command.keys.split(",")[0], window.load()
    async with sitting_at(busy, tmp_path) as counter:
        await counter.until(lambda: counter.app.is_open)
        beneath = counter.app.screen.query_one("#field-situation Input", Input)
        for _ in range(TIMES):
            await counter.press(key, *"benali")
            await counter.until_settled()
            assert isinstance(counter.app.screen_stack[2], kind)
            assert beneath.value == ""
            for _ in range(9):  # a form with something typed asks first
                if len(counter.app.screen_stack) > 2:
                    asked = isinstance(counter.app.screen, AskScreen)
                    await counter.press("o" if asked else "escape")
                    await counter.until_settled()
            assert len(counter.app.screen_stack) == 2


@windows
async def test_one_that_is_open_is_returned_to(sitting: Counter, window: Window) -> None:
    first = await open_window(sitting, window)
    other = commands.OPEN_FIND if window.command is not commands.OPEN_FIND else commands.OPEN_DAY
    await open_window(sitting, WINDOWS[other.id])
    again = await open_window(sitting, window)
    assert again is first
    assert len(sitting.app.screen_stack) == 3
    await sitting.press(window.command.keys.split(",")[0])
    assert sitting.app.screen is first


async def test_returning_over_a_calendar_leaves_the_booking_alone(sitting: Counter) -> None:
    await sitting.to_slots()
    await open_window(sitting, WINDOWS["open_day"])
    await open_window(sitting, WINDOWS["open_lead_times"])
    await open_window(sitting, WINDOWS["open_day"])
    await sitting.press("escape")
    await sitting.until_on(SlotScreen)


async def test_returning_over_a_form_asks_before_anything_typed_is_lost(sitting: Counter) -> None:
    await open_window(sitting, WINDOWS["open_hours"])
    await sitting.press("f", *"12/3")
    await sitting.until_on(ClosureForm)
    await open_window(sitting, WINDOWS["open_find"])
    await sitting.press("ctrl+l")
    await sitting.until_shown("Ce qui a été saisi ici sera perdu")
    await sitting.press("n")
    await sitting.until_on(ClosureForm)
    assert sitting.field("first").text == "12/3"
