"""Adding and ending a counter on the keyboard: seen first, then written."""

from collections.abc import AsyncIterator
from datetime import date, datetime, time
from pathlib import Path

import pytest

from rdv_tui.domain.office import Closure
from rdv_tui.domain.opening_hours import HoursChange
from rdv_tui.locales.hours.hours_commands import END_COUNTER
from rdv_tui.screens.booking.steps.notice import NoticeScreen
from rdv_tui.screens.hours.displaced import DisplacedScreen
from rdv_tui.screens.hours.hours_screen import HoursScreen
from rdv_tui.screens.hours.opening_form import EndForm, OpeningForm
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import opening_hours, reseating
from tests.screens.counter import LARGE, SMALL, Counter, sitting_at
from tests.screens.day.opening import open_day
from tests.screens.hours.test_opening_hours import NINE, TUESDAY, book, booked, to_hours
from tests.screens.keys import offers


@pytest.fixture(params=[SMALL, LARGE], ids=["80x24", "120x36"])
async def counter(
    request: pytest.FixtureRequest, desk: Desk, tmp_path: Path
) -> AsyncIterator[Counter]:
    async with sitting_at(desk, tmp_path, size=request.param) as sitting:
        yield sitting


async def test_a_counter_is_added_with_its_first_hours_and_stands_on_the_day(
    counter: Counter,
) -> None:
    await to_hours(counter)
    await counter.press("g")
    await counter.until_on(OpeningForm)
    await counter.until_shown("Nouveau guichet", "nouveau (existants : 1, 2)")
    assert counter.field("counter").text == "3"
    await counter.fill("", "", "9h", "10h", "mardi", "31/3/27", "")
    await counter.until_on(DisplacedScreen)
    await counter.until_shown("nouveau guichet 3, ", "places apparaissent")
    assert opening_hours.get_hours(counter.desk).counters == (1, 2)
    await counter.press("f10")
    await counter.until_message("C'est enregistré")
    await counter.press("escape")
    await counter.until_on(HoursScreen)
    await counter.until_shown("guichet 3 lun.–ven. 09:00–10:00")
    mine = [one for one in opening_hours.get_hours(counter.desk).openings if one.counter == 3]
    assert {(one.valid_from, one.valid_until) for one in mine} == {(TUESDAY, date(2027, 3, 31))}
    await counter.press("escape")
    await counter.until_on(NoticeScreen)
    await open_day(counter)
    await counter.press("g", *"1/12", "enter")
    await counter.until_shown("Mardi 1er décembre", "3 guichets")


async def test_a_number_typed_by_mistake_is_told_before_anything_is_written(
    counter: Counter,
) -> None:
    await to_hours(counter)
    await counter.press("n")
    await counter.until_on(OpeningForm)
    await counter.fill("22", "lun", "14h", "15h", "", "", "")
    await counter.until_on(DisplacedScreen)
    await counter.until_shown("nouveau guichet 22")
    await counter.press("escape")
    await counter.until_on(OpeningForm)
    await counter.press("escape", "o")
    await counter.until_on(HoursScreen)
    assert opening_hours.get_hours(counter.desk).counters == (1, 2)


async def test_a_counter_ends_and_who_came_later_is_moved(counter: Counter) -> None:
    desk = counter.desk
    book(desk, 1, datetime(2026, 12, 7, 9))
    later = book(desk, 2, datetime(2026, 12, 7, 9))
    stays = book(desk, 3, NINE)
    await to_hours(counter)
    await counter.press("down", "t")
    await counter.until_on(EndForm)
    await counter.until_shown("Fin du guichet 2", "avec une autre place")
    await counter.fill("4/12")
    await counter.until_on(DisplacedScreen)
    await counter.until_shown(
        "Fin du guichet 2, ouvert jusqu'au 4 décembre 2026", "1 personne concernée"
    )
    await counter.press("a", "f10")
    await counter.until_message("1 personne déplacée")
    assert booked(desk, later).counter == 1
    assert booked(desk, stays).start == NINE
    assert reseating.list_displaced(desk) == []
    await counter.press("escape")
    await counter.until_on(HoursScreen)
    await counter.until_shown("jusqu'au 4 décembre 2026")


async def test_nonsense_and_second_thoughts_write_nothing(counter: Counter) -> None:
    await to_hours(counter)
    await counter.press("t")
    await counter.until_on(EndForm)
    await counter.press("enter")
    await counter.until_message("Un champ à corriger : Dernier jour")
    await counter.fill("27/11/2026")
    await counter.until(lambda: "ce jour est passé" in counter.field("last").error, "not refused")
    await counter.press("escape", "o")
    await counter.until_on(HoursScreen)
    assert {one.valid_until for one in opening_hours.get_hours(counter.desk).openings} == {None}


async def test_only_hours_have_an_end(counter: Counter) -> None:
    closed = Closure(TUESDAY, TUESDAY, "Formation", counter=2, start=time(9))
    opening_hours.write_change(counter.desk, HoursChange(added=(closed,)))
    await to_hours(counter)
    assert offers(counter, END_COUNTER)
    await counter.press("down", "down")
    await counter.until(lambda: not offers(counter, END_COUNTER), "still offered")
    await counter.press("t")
    await counter.pilot.pause()
    assert isinstance(counter.app.screen, HoursScreen)
