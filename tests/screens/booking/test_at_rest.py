"""What step 1 tells while nothing is typed, and on a store in which nobody was booked yet."""

from pathlib import Path

import pytest

from rdv_tui.domain.appointment import Channel
from rdv_tui.locales.booking.form_commands import OPEN_DEMO
from rdv_tui.locales.dates import short_moment
from rdv_tui.services.booking import booking
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours.schedule import next_free
from tests.factories import person
from tests.screens.counter import LARGE, SMALL, Counter, sitting_at
from tests.screens.keys import offers


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_the_first_free_place_and_today_are_told_until_something_is_typed(
    desk: Desk, tmp_path: Path, size: tuple[int, int]
) -> None:
    start = next_free(desk, desk.clock.local(), 1)[0].start
    booking.book_at(desk, start, person(1), channel=Channel.DESK)
    first = next_free(desk, desk.clock.local(), 1)[0].start
    async with sitting_at(desk, tmp_path, size=size) as counter:
        await counter.until_shown(f"Première plage libre : {short_moment(first)}, aujourd'hui")
        await counter.until_shown("Aujourd'hui : 1 rendez-vous, 1 à venir, 0 en salle, 0 reçu")
        await counter.write("s")
        await counter.until(lambda: "Première plage libre" not in counter.prose, "it stays")
        await counter.press("backspace")
        await counter.until_shown("Première plage libre")


async def test_a_store_without_anybody_says_where_it_is_who_sits_there_and_what_to_do(
    counter: Counter,
) -> None:
    await counter.until_shown("Registre neuf, encore vide", "À ce poste : agent", "^B superviseur")
    path = counter.desk.store.engine.url.database
    assert path is not None
    assert path[:40] in counter.picture  # its end may go on beneath
    assert offers(counter, OPEN_DEMO)


async def test_once_somebody_was_booked_no_demonstration_is_offered(counter: Counter) -> None:
    await counter.to_booked()
    await counter.press("enter")
    await counter.until_shown("Première plage libre")
    assert "Registre neuf" not in counter.prose
    await counter.press("f4")
    await counter.until_settled()
    assert not counter.app.wants_demo
    assert counter.app.is_running
