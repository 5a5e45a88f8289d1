"""One key hides people on every list of the desk, and shows them again."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from rdv_tui.discretion import DISCRETION
from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.appointment import Channel
from rdv_tui.services.booking import booking, changes
from rdv_tui.services.day import arrivals
from rdv_tui.services.desk import Desk
from tests.factories import StillClock, person
from tests.screens.counter import LARGE, SMALL, Counter, sitting_at
from tests.services.waiting.asking import wait_for

TODAY = datetime.fromisoformat("2026-11-30T09:00")
TOMORROW = datetime.fromisoformat("2026-12-01T09:00")
FAMILY, GIVEN, PHONE = "Wezowska", "Bronislawa", "+33639981242"
TRACES = ("wezowska", "bronislawa", "39 98", "0000 00", "@example")


@pytest.fixture(params=[SMALL, LARGE])
async def counter(
    desk: Desk, clock: StillClock, tmp_path: Path, request: pytest.FixtureRequest
) -> AsyncIterator[Counter]:
    who = {"family_name": FAMILY, "given_names": GIVEN, "phone": PHONE}
    here = booking.book_at(desk, TODAY, person(1, **who), channel=Channel.DESK)
    gone = booking.book_at(desk, TOMORROW, person(2, **who), channel=Channel.DESK)
    changes.cancel(desk, gone.reference, CancelReason.OFFICE)  # which makes a call
    wait_for(desk, 3, **who)
    arrivals.check_in(desk, here.reference)
    clock.forward(timedelta(hours=2))  # the evening lists who should be gone
    async with sitting_at(desk, tmp_path, size=request.param) as sitting:
        yield sitting


def told(counter: Counter) -> list[str]:
    """Return what of the person stands on the screen, typed or listed."""
    picture = counter.picture.casefold().replace("\N{NO-BREAK SPACE}", " ")
    return [trace for trace in TRACES if trace in picture]


@pytest.mark.parametrize(
    "way", [("f5",), ("f5", "w"), ("f5", "k"), ("f11",), ("ctrl+y",)], ids="-".join
)
async def test_nobody_is_named_on_a_list(way: tuple[str, ...], counter: Counter) -> None:
    for key in way:
        await counter.press(key)
        await counter.until(lambda: FAMILY.casefold() in told(counter), f"nobody after {key}")
        await counter.until_settled()
    await counter.press("f21")
    await counter.until_message("Noms masqués")
    await counter.until(lambda: not told(counter), "still there")
    assert "W." in counter.picture
    await counter.press("f21")
    await counter.until(lambda: FAMILY.casefold() in told(counter), "not shown again")


async def test_nobody_is_named_among_what_is_found(counter: Counter) -> None:
    await counter.press("f3")
    await counter.write("wezo")
    await counter.until(lambda: FAMILY.casefold() in told(counter), "not found")
    await counter.press("f21")
    await counter.until(lambda: not told(counter), "still there")
    await counter.press("escape", "ctrl+p")
    await counter.write("wezo")
    await counter.until_shown("W. B.")
    assert told(counter) == []


async def test_a_list_opened_while_names_are_hidden_hides_them(counter: Counter) -> None:
    await counter.press("f21", "f5")
    await counter.until_shown("W.")
    assert told(counter) == []


async def test_numbers_stand_on_no_list_whole(counter: Counter) -> None:
    """A visitor sees the lists also while names are shown."""
    for way in (("f5", "k"), ("ctrl+y",)):
        await counter.press(*way)
        await counter.until(lambda: FAMILY.casefold() in told(counter))
        await counter.until_settled()
        assert "84 0000 0" not in counter.picture
        assert "84000000" not in counter.picture
        await counter.press("escape", "escape")


async def test_a_program_begins_with_names_shown(counter: Counter) -> None:
    assert DISCRETION.on is False
