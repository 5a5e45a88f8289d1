"""A bar code reader may fire at any moment: each scan is an arrival, and nothing else happens."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from textual import events

from rdv_tui.domain.acts import CancelReason
from rdv_tui.screens.booking.card import CardScreen
from rdv_tui.screens.booking.find import FindScreen
from rdv_tui.screens.day.day_screen import DayScreen
from rdv_tui.screens.dialogs import AskScreen, LineScreen
from rdv_tui.screens.frame import WIDE
from rdv_tui.services.booking import changes
from rdv_tui.services.day import arrivals
from rdv_tui.services.desk import Desk
from tests.screens.counter import LARGE, SMALL, Counter, sitting_at
from tests.screens.day.opening import NINE, QUARTER, book, open_day, status_of, until_status

US_ON_AZERTY = str.maketrans("23456789AMQW-", "é\"'(-è_çQ?AZ)")


@pytest.fixture(params=[SMALL, LARGE], ids=["80x24", "120x36"])
async def counter(
    request: pytest.FixtureRequest, desk: Desk, tmp_path: Path
) -> AsyncIterator[Counter]:
    async with sitting_at(desk, tmp_path, size=request.param) as sitting:
        yield sitting


async def scan(counter: Counter, text: str) -> None:
    """Fire a reader: all keys at once, whatever the screen does."""
    await counter.press(*text, "enter")


def type_slowly(counter: Counter, text: str) -> None:
    """Type as a person who is quick, a tenth of a second a key, on a program that is busy."""
    for rank, sign in enumerate(text):
        key = events.Key("enter" if sign == "\r" else sign, sign)
        key.time += rank * 0.1 - 2.0
        counter.app.post_message(key)


@pytest.mark.parametrize("lower", [False, True])
async def test_a_scan_on_the_day_is_an_arrival_whoever_is_selected(
    counter: Counter, lower: bool
) -> None:
    selected = book(counter.desk, 1, "Benali")
    scanned = book(counter.desk, 2, "Kaya", NINE + QUARTER)
    await open_day(counter)
    text = scanned.reference.replace("-", "")
    await scan(counter, text.lower() if lower else text)
    await counter.until_message("KAYA Anne : arrivée notée pour 09:15, ticket A ")
    assert status_of(counter.desk, scanned) == "arrived"
    assert status_of(counter.desk, selected) == "booked"
    assert isinstance(counter.app.screen, DayScreen)


async def test_the_next_scan_needs_no_key_and_none_is_lost(counter: Counter) -> None:
    people = [book(counter.desk, rank, "Kaya", NINE + rank * QUARTER) for rank in range(3)]
    await open_day(counter)
    for one in people:
        await scan(counter, one.reference)
    for one in people:
        await until_status(counter, one, "arrived")


async def test_a_scan_while_the_day_loads_is_an_arrival(counter: Counter) -> None:
    one = book(counter.desk, 1, "Benali")
    await counter.press("f5")
    await scan(counter, one.reference)
    await until_status(counter, one, "arrived")


async def test_a_reader_set_to_a_us_keyboard(counter: Counter) -> None:
    one = book(counter.desk, 1, "Benali")
    await open_day(counter)
    await scan(counter, one.reference.translate(US_ON_AZERTY))
    await until_status(counter, one, "arrived")


async def test_who_is_awaited_another_day_is_named_and_their_card_opens(counter: Counter) -> None:
    one = book(counter.desk, 1, "Yilmaz", NINE + timedelta(days=1))
    await open_day(counter)
    await scan(counter, one.reference)
    await counter.until_on(CardScreen)
    await counter.until_message("YILMAZ Anne : rendez-vous mar. 1er déc. 09:00, pas aujourd'hui")
    await counter.until_shown("d Déplacer")
    assert status_of(counter.desk, one) == "booked"
    await scan(counter, book(counter.desk, 2, "Kaya").reference)
    await counter.until_message("KAYA Anne : arrivée notée pour 09:00")
    await counter.until_shown("KAYA Anne")


async def test_cancelled_and_received_are_named_and_their_card_opens(counter: Counter) -> None:
    gone, done = book(counter.desk, 1, "Gone"), book(counter.desk, 2, "Done")
    changes.cancel(counter.desk, gone.reference, CancelReason.APPLICANT)
    arrivals.check_in(counter.desk, done.reference)
    arrivals.call(counter.desk, done.reference, 1)
    arrivals.mark_received(counter.desk, done.reference)
    await open_day(counter)
    await scan(counter, gone.reference)
    await counter.until_message("GONE Anne : rendez-vous lun. 30 nov. 09:00 annulé")
    await counter.until_on(CardScreen)
    await scan(counter, done.reference)
    await counter.until_message("DONE Anne : visite déjà finie")


async def test_a_second_scan_of_the_same_person_says_that_they_wait(counter: Counter) -> None:
    one = book(counter.desk, 1, "Benali")
    await open_day(counter)
    await scan(counter, one.reference)
    await until_status(counter, one, "arrived")
    await scan(counter, one.reference)
    await counter.until_message("BENALI Anne attend déjà dans la salle")
    assert isinstance(counter.app.screen, DayScreen)


async def test_a_reference_of_nobody_is_said(counter: Counter) -> None:
    await open_day(counter)
    await scan(counter, "9TRKFYX5")
    await counter.until_message("9TRK-FYX5")
    assert isinstance(counter.app.screen, DayScreen)


async def test_a_scan_on_a_card_does_none_of_its_acts(counter: Counter) -> None:
    shown, scanned = book(counter.desk, 1, "Benali"), book(counter.desk, 2, "Kaya")
    await open_day(counter)
    counter.app.push_screen(CardScreen(counter.desk, shown.reference))
    await counter.until_shown("BENALI Anne")
    await scan(counter, scanned.reference)
    await counter.until_shown("KAYA Anne")
    assert status_of(counter.desk, scanned) == "arrived"
    assert status_of(counter.desk, shown) == "booked"


async def test_a_scan_in_the_search_notes_the_arrival_and_opens_the_card(counter: Counter) -> None:
    one = book(counter.desk, 1, "Benali")
    await counter.press("f3")
    await counter.until_on(FindScreen)
    await scan(counter, one.reference)
    await counter.until_on(CardScreen)
    await counter.until_message("BENALI Anne : arrivée notée pour 09:00")
    assert status_of(counter.desk, one) == "arrived"


async def test_a_person_who_types_a_reference_in_the_search_sees_a_card_only(
    counter: Counter,
) -> None:
    one = book(counter.desk, 1, "Benali")
    await counter.press("f3")
    await counter.until_on(FindScreen)
    type_slowly(counter, f"{one.reference}\r")
    await counter.until_on(CardScreen)
    assert status_of(counter.desk, one) == "booked"


async def test_a_person_who_types_letters_on_the_day_gives_commands(counter: Counter) -> None:
    one = book(counter.desk, 1, "Benali")
    await open_day(counter)
    type_slowly(counter, "a")
    await until_status(counter, one, "arrived")


async def test_a_scan_in_the_filter_or_over_a_dialog_is_an_arrival(counter: Counter) -> None:
    one, other = book(counter.desk, 1, "Benali"), book(counter.desk, 2, "Kaya")
    await open_day(counter)
    await counter.press("slash")
    await scan(counter, one.reference)
    await until_status(counter, one, "arrived")
    await counter.press("escape", "s")
    await counter.until(lambda: isinstance(counter.app.screen, LineScreen))
    await scan(counter, other.reference)
    await until_status(counter, other, "arrived")
    await counter.until_on(DayScreen)


async def test_no_scan_answers_a_question(counter: Counter) -> None:
    """« y » means yes, and is a sign of references."""
    elsewhere, scanned = book(counter.desk, 1, "Benali"), book(counter.desk, 2, "Kaya")
    arrivals.check_in(counter.desk, elsewhere.reference)
    arrivals.call(counter.desk, elsewhere.reference, 2)
    await open_day(counter)
    screen = counter.app.screen
    assert isinstance(screen, DayScreen)
    screen.counter = 1
    await counter.press("home")
    if screen.size.width >= WIDE:  # a column a counter: the other counter's is the first
        await counter.press("left")
    await counter.press("f")
    await counter.until(lambda: isinstance(counter.app.screen, AskScreen))
    await scan(counter, scanned.reference)
    await until_status(counter, scanned, "arrived")
    assert isinstance(counter.app.screen, AskScreen)
    assert status_of(counter.desk, elsewhere) == "in_progress"
