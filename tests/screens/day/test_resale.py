"""The supervisor's list of places that may have been passed on."""

from datetime import datetime, timedelta
from pathlib import Path

from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.appointment import Channel
from rdv_tui.screens.booking.card import CardScreen
from rdv_tui.screens.day.day_screen import DayScreen
from rdv_tui.screens.day.resale import ResaleScreen
from rdv_tui.services.booking import booking, changes
from rdv_tui.services.desk import Desk
from tests.factories import StillClock, person
from tests.screens.counter import SMALL, Counter, sitting_at

NINE = datetime(2026, 12, 1, 9)


async def to_the_list(counter: Counter) -> None:
    await counter.until(lambda: counter.app.is_open)
    await counter.press("f5")
    await counter.until_on(DayScreen)
    await counter.press("v")
    await counter.until_on(ResaleScreen)


async def test_a_pair_is_shown_and_leads_to_the_card(
    desk: Desk, clock: StillClock, tmp_path: Path
) -> None:
    gone = booking.book_at(desk, NINE, person(1), channel=Channel.DESK)
    changes.cancel(desk, gone.reference, CancelReason.APPLICANT)
    clock.forward(timedelta(minutes=3))
    taken = booking.book_at(desk, NINE, person(2), channel=Channel.PHONE)
    async with sitting_at(desk, tmp_path, size=SMALL) as counter:
        await to_the_list(counter)
        await counter.until_shown("mar. 1er déc. 09:00", "30 nov. 08:00", " 08:03 ", "ŞÜKRÜ")
        await counter.press("enter")
        await counter.until_on(CardScreen)
        await counter.until_shown(taken.reference)
        await counter.press("escape")
        await counter.until_on(ResaleScreen)


async def test_an_empty_list_says_so(desk: Desk, tmp_path: Path) -> None:
    async with sitting_at(desk, tmp_path, size=SMALL) as counter:
        await to_the_list(counter)
        await counter.until_shown("Aucune annulation suivie d'une réservation")
        await counter.press("enter")
        assert isinstance(counter.app.screen, ResaleScreen)
