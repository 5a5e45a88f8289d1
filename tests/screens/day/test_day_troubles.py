"""The day when things are not as usual: a lost store, a crowd of counters, a changing window."""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from rdv_tui.domain.appointment import Channel
from rdv_tui.errors import StoreError
from rdv_tui.locales.day import day_commands
from rdv_tui.services.booking import booking
from rdv_tui.services.day.day import last_change
from rdv_tui.services.desk import Desk
from rdv_tui.store.engine import Store
from tests.factories import StillClock, desk_on, person, small_office
from tests.screens.counter import LARGE, SMALL, Counter, other_desk, sitting_at
from tests.screens.day.opening import book, open_day
from tests.screens.keys import offers

LOOK = "rdv_tui.screens.day.live.last_change"
NINE = datetime.fromisoformat("2026-11-30T09:00")


async def test_a_lost_store_is_said_and_what_was_read_stays(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    book(counter.desk, 1, "Benali")
    await open_day(counter)
    await counter.until_shown("BENALI")

    def lost(desk: Desk) -> int:
        raise StoreError("store_unreachable", "La base ne répond pas.")

    monkeypatch.setattr(LOOK, lost)
    await counter.until_message("Fichier injoignable", "8 h")
    assert "BENALI" in counter.picture
    await counter.press("down")
    assert counter.app.is_running
    book(other_desk(counter.desk), 2, "Kaya")
    monkeypatch.setattr(LOOK, last_change)
    await counter.until_shown("KAYA")
    await counter.until(lambda: "injoignable" not in counter.message, "still said to be lost")


async def test_an_act_on_a_lost_store_is_refused_in_words(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    book(counter.desk, 1, "Benali")
    await open_day(counter)

    def lost(*_: object, **__: object) -> None:
        raise StoreError("store_busy", "La base est occupée.", "Réessayez dans un instant.")

    monkeypatch.setattr("rdv_tui.services.day.arrivals.transaction", lost)
    await counter.press("a")
    await counter.until_message("La base est occupée. Réessayez dans un instant.")
    assert "○ BENALI" in counter.picture


async def test_more_counters_than_columns_are_reached_with_the_arrows(
    store: Store, clock: StillClock, tmp_path: Path
) -> None:
    desk = desk_on(store, clock=clock, office=small_office(counters=12))
    for rank in range(12):
        booking.book_at(desk, NINE, person(rank, family_name=f"Nom{rank}x"), channel=Channel.DESK)
    async with sitting_at(desk, tmp_path, size=LARGE) as counter:
        await open_day(counter)
        await counter.until_shown("/12", "NOM0X")
        assert "NOM11X" not in counter.picture
        await counter.press(*["right"] * 11)
        await counter.until_shown("–12/12", "NOM11X")
        assert "NOM0X" not in counter.picture
        await counter.press(*["left"] * 11)
        await counter.until_shown("NOM0X")


async def test_a_long_day_scrolls_with_the_cursor_and_stands_still_without(
    store: Store, clock: StillClock, tmp_path: Path
) -> None:
    desk = desk_on(store, clock=clock, office=small_office(counters=8))
    async with sitting_at(desk, tmp_path, size=SMALL) as counter:
        screen = await open_day(counter)
        await counter.press(*["down"] * 20)
        place = screen.selected
        assert place is not None
        shown = counter.picture.splitlines()
        row = next(y for y, line in enumerate(shown) if f"{place.start:%H:%M}" in line)
        book(other_desk(desk), 1, "Benali", NINE)  # out of sight, above
        await counter.until_shown("1 rendez-vous")
        assert screen.selected is not None
        assert screen.selected.anchor == place.anchor
        assert f"{place.start:%H:%M}" in counter.picture.splitlines()[row]


async def test_a_filter_that_finds_nobody_gives_the_day_back_where_it_was(
    store: Store, clock: StillClock, tmp_path: Path
) -> None:
    desk = desk_on(store, clock=clock, office=small_office(counters=8))
    later = book(desk, 1, "Benali", NINE + timedelta(minutes=30))
    async with sitting_at(desk, tmp_path, size=SMALL) as counter:
        screen = await open_day(counter)
        await counter.press("down", "down")
        place = screen.selected
        assert place is not None
        await counter.press("slash", *"zzz")
        await counter.until_shown("Personne ne correspond")
        assert screen.selected is None
        await counter.press("escape")
        await counter.until_shown("1 rendez-vous", "BENALI")
        assert screen.selected == place
        shown = counter.picture.splitlines()
        rows = [y for y, line in enumerate(shown) if line.startswith((" 09:", "        G"))]
        here = next(y for y, line in enumerate(shown) if "BENALI" in line)
        assert rows[0] < here < rows[-1]
        assert later.start == place.start


async def test_keys_that_mean_nothing_on_a_day_are_not_offered(desk: Desk, tmp_path: Path) -> None:
    async with sitting_at(desk, tmp_path, size=LARGE) as counter:
        await open_day(counter)
        assert " s Scanner" in counter.footer
        await counter.press("right_square_bracket")
        await counter.until_shown("Mardi 1er décembre")
        await counter.until(lambda: "Scanner" not in counter.footer, "still offered")
        assert "Maj+→ Suivant" in counter.footer
        assert offers(counter, day_commands.DAY_TODAY)
        await counter.press("g", *"25/12", "enter")
        await counter.until_shown("Fermé : Noël.")
        await counter.until(lambda: "Fiche" not in counter.footer, "a card of nobody")
        assert "Filtrer" not in counter.footer


async def test_a_window_made_narrow_keeps_the_person_under_the_cursor(
    desk: Desk, tmp_path: Path
) -> None:
    book(desk, 1, "Benali", NINE + timedelta(minutes=15))
    async with sitting_at(desk, tmp_path, size=LARGE) as counter:
        screen = await open_day(counter)
        assert screen.visit is not None
        await counter.pilot.resize_terminal(*SMALL)
        await counter.until(lambda: "G1" in counter.picture, "no list")
        assert screen.visit is not None
        assert screen.visit.family_name == "Benali"
        await counter.pilot.resize_terminal(*LARGE)
        await counter.until_shown("Guichet 2")
        assert screen.visit is not None
        assert screen.visit.family_name == "Benali"


async def test_a_reading_that_begins_meanwhile_takes_the_place_of_the_one_awaited(
    counter: Counter,
) -> None:
    screen = await open_day(counter)
    reading = asyncio.create_task(screen.read_again())
    await asyncio.sleep(0)
    screen.read_day()
    await reading
    await counter.until_settled()
    assert counter.app.screen is screen
