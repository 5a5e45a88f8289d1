"""Moving about the day: other days, every place, and who is looked for."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from rdv_tui.screens.booking.steps.notice import NoticeScreen
from rdv_tui.services import reading
from rdv_tui.services.desk import Desk
from rdv_tui.store.tables import AuditRow
from rdv_tui.store.transactions import snapshot
from tests.screens.counter import LARGE, SMALL, Counter, sitting_at
from tests.screens.day.opening import AFTER, BEFORE, FULL_DAY, NINE, QUARTER, book, open_day


@pytest.fixture(params=[SMALL, LARGE], ids=["80x24", "120x36"])
async def counter(
    request: pytest.FixtureRequest, desk: Desk, tmp_path: Path
) -> AsyncIterator[Counter]:
    async with sitting_at(desk, tmp_path, size=request.param) as sitting:
        yield sitting


async def test_days_that_are_closed_are_passed_over(counter: Counter) -> None:
    await open_day(counter)
    await counter.press(*[AFTER] * 5)
    await counter.until_shown("Lundi 7 décembre")
    await counter.press(BEFORE)
    await counter.until_shown("Vendredi 4 décembre")
    await counter.press("t", BEFORE)
    await counter.until_message("Aucun jour ouvert avant celui-ci")


async def test_who_looks_at_the_people_of_another_day_is_written_down_once(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "FEW", 2)
    for rank in range(3):
        book(counter.desk, rank, "Benali", NINE + rank * QUARTER)
        book(counter.desk, 10 + rank, "Kaya", NINE + timedelta(days=1) + rank * QUARTER)

    def read() -> list[str]:
        with snapshot(counter.desk) as unit:
            found = unit.session.exec(select(AuditRow).where(AuditRow.action == "list_people"))
            return [row.agent for row in found]

    await open_day(counter)
    await counter.until_shown("BENALI")
    await counter.press(AFTER)
    await counter.until_shown("KAYA")
    await counter.until(read)
    await counter.press(BEFORE)
    await counter.until_shown("BENALI")
    await counter.press(AFTER)
    await counter.until_shown("KAYA")
    await counter.until_settled()
    assert read() == [counter.desk.agent]


async def test_a_date_is_typed(counter: Counter) -> None:
    await open_day(counter)
    await counter.press("g")
    await counter.write("3/12")
    await counter.press("enter")
    await counter.until_shown("Jeudi 3 décembre 2026")
    await counter.press("g")
    await counter.write("bientôt")
    await counter.press("enter")
    await counter.until_message("« bientôt »", "date non comprise")


async def test_every_place_is_reached_with_the_arrows(counter: Counter) -> None:
    screen = await open_day(counter)
    wide = counter.app.size.width >= 110
    ways = ("down",) * 3 + ("right",) + ("up",) * 3 if wide else ("down",) * (FULL_DAY - 1)
    await counter.press("home")
    seen = {screen.selected.anchor} if screen.selected else set()
    for way in ways:
        await counter.press(way)
        assert screen.selected is not None
        seen.add(screen.selected.anchor)
    assert len(seen) == FULL_DAY


async def test_a_filter_shows_as_one_types(counter: Counter) -> None:
    for rank, name in enumerate(("Benali", "Kaya", "Bénédicte")):
        book(counter.desk, rank, name, NINE + rank * QUARTER)
    screen = await open_day(counter)
    await counter.press("slash")
    await counter.write("bene")
    await counter.until_shown("filtre « bene » : 1", "BÉNÉDICTE")
    assert "KAYA" not in counter.picture
    assert screen.visit is not None
    assert screen.visit.family_name == "Bénédicte"
    await counter.press("enter", "a")
    await counter.until_message("BÉNÉDICTE Anne : arrivée notée")
    await counter.press("escape")
    await counter.until_shown("KAYA", "BENALI")
    await counter.press("slash")
    await counter.write("zzz")
    await counter.until_shown("Personne ne correspond à « zzz »")
    await counter.press("escape")
    await counter.until_shown("KAYA")
    await counter.press("escape")
    await counter.until_on(NoticeScreen)
