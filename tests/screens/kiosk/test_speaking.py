"""A visit in another language than French: nothing that must be understood stays in French."""

import pytest

from rdv_tui.locales.kiosk.french import FRENCH
from rdv_tui.locales.kiosk.languages import WORDS
from rdv_tui.screens.kiosk.lines import wrapped
from rdv_tui.services.desk import Desk
from rdv_tui.store.engine import Store
from tests.factories import StillClock, desk_on, small_office
from tests.screens.kiosk.visitor import visitor

TURKISH = WORDS["tr"]


@pytest.fixture
def desk(store: Store, clock: StillClock) -> Desk:
    return desk_on(store, office=small_office(counters=3, kept_for_kiosk=1), clock=clock)


async def test_a_call_is_told_in_each_language_until_one_is_chosen_and_then_in_that(
    desk: Desk,
) -> None:
    async with visitor(desk) as one:
        await one.asked(FRENCH.ask_language)
        await one.press("0")
        said = [part for words in WORDS.values() for part in words.agent_called.split(". ")]
        drawn = [wrapped(part, 300)[0].strip().strip(".") for part in said]
        await one.until(lambda: all(part in one.picture for part in drawn), "each language")
        await one.press("4")
        await one.asked(TURKISH.notice_title)
        await one.until(lambda: TURKISH.agent_called in one.picture, TURKISH.agent_called)
        assert FRENCH.agent_called not in one.picture


async def test_who_is_turned_away_reads_why_and_where_to_go_and_no_doubt_of_the_office(
    desk: Desk,
) -> None:
    async with visitor(desk) as one:
        await one.asked(FRENCH.ask_language)
        await one.press("4")
        await one.asked(TURKISH.notice_title)
        await one.press("1")
        await one.asked(TURKISH.ask_permit)
        await one.press("1")
        await one.asked(TURKISH.ask_ground)
        await one.press("1")
        await one.asked(TURKISH.ask_situation)
        assert TURKISH.situations["TALENT"] in one.picture
        await one.press("4")
        await one.asked(TURKISH.not_here)
        lines = one.page.page.lines
        assert lines[:2] == (TURKISH.reasons["online"], TURKISH.places["online"])
        assert "confirmer" not in one.picture
        await one.press("escape")
        await one.asked(TURKISH.ask_erase)
