"""The waiting room, the evening and the screen in the hall, as they are worked with."""

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from textual.screen import Screen

from rdv_tui.display_app import DisplayApp, DisplaySetup
from rdv_tui.domain.walk_in import SentElsewhere, WalkInStatus
from rdv_tui.errors import StoreError
from rdv_tui.locales.day import display as display_fr
from rdv_tui.screens.day.evening import EveningScreen
from rdv_tui.screens.day.hall import HallScreen
from rdv_tui.screens.dialogs import AskScreen, LineScreen, PickDialog
from rdv_tui.services.day import arrivals, walk_ins
from rdv_tui.services.desk import Desk
from rdv_tui.services.kiosk.direct import DirectDisplay
from rdv_tui.widgets.call_board import CallBoard
from tests.screens.counter import LARGE, SMALL, Counter, sitting_at
from tests.screens.day.opening import NINE, QUARTER, book, open_day, until_status


@pytest.fixture(params=[SMALL, LARGE], ids=["80x24", "120x36"])
async def counter(
    request: pytest.FixtureRequest, desk: Desk, tmp_path: Path
) -> AsyncIterator[Counter]:
    async with sitting_at(desk, tmp_path, size=request.param) as sitting:
        yield sitting


async def open_hall(counter: Counter) -> None:
    screen = await open_day(counter)
    screen.counter = 1
    await counter.press("w")
    await counter.until_on(HallScreen)


async def answer(counter: Counter, text: str) -> None:
    await counter.until(lambda: isinstance(counter.app.screen, LineScreen))
    await counter.write(text)
    await counter.press("enter")


async def test_a_walk_in_joins_the_queue_and_is_called(counter: Counter) -> None:
    waits = book(counter.desk, 1, "Benali")
    arrivals.check_in(counter.desk, waits.reference)
    await open_hall(counter)
    await counter.until_shown("1 personne en attente", "BENALI Anne")
    await counter.press("m")
    await answer(counter, "Traoré Fatou")
    await answer(counter, " ")
    await counter.until_message("motif de la venue")
    await answer(counter, "récépissé perdu")
    await counter.until_message("Traoré Fatou : ticket B ")
    await counter.until_shown("2 personnes en attente", "Traoré Fatou", "récépissé")
    await counter.press("n")
    await counter.until_message("appelez au guichet 1")
    await counter.press("f")
    await counter.until_message("visite finie")


async def test_a_walk_in_is_called_and_ended_from_the_day(counter: Counter) -> None:
    one = walk_ins.register(counter.desk, "Diallo", "rendez-vous")
    elsewhere = book(counter.desk, 1, "Benali")
    arrivals.check_in(counter.desk, elsewhere.reference)
    arrivals.call(counter.desk, elsewhere.reference, 2)
    screen = await open_day(counter)
    screen.counter = 1
    await counter.press("n")  # nobody with an appointment waits
    await counter.until_message("Diallo (sans rendez-vous, B ")
    await counter.press("p")
    await counter.until_message("Diallo", "de nouveau en attente")
    await counter.press("n")
    await counter.until_message("appelez au guichet 1")
    await counter.press("f")
    await counter.until_message("Diallo", "visite finie")
    [found] = walk_ins.list_walk_ins(counter.desk)
    assert (found.id, found.status) == (one.id, WalkInStatus.DONE)
    await until_status(counter, elsewhere, "in_progress")


async def test_one_is_sent_elsewhere_in_one_key(counter: Counter) -> None:
    one = walk_ins.register(counter.desk, "Diallo", "rendez-vous")
    await open_hall(counter)
    await counter.until_shown("Diallo")
    await counter.press("e")
    await counter.until(lambda: isinstance(counter.app.screen, PickDialog))
    await counter.press("1")
    await counter.until_message("Diallo : orientation ailleurs (démarche en ligne)")
    [found] = walk_ins.list_walk_ins(counter.desk)
    assert (found.id, found.elsewhere) == (one.id, SentElsewhere.ONLINE)
    await counter.press("z")
    await counter.until_message("attend de nouveau")
    assert walk_ins.list_walk_ins(counter.desk)[0].status is WalkInStatus.ARRIVED


async def test_one_is_counted_at_the_door_in_one_key(counter: Counter) -> None:
    await open_hall(counter)
    await counter.press("o")
    await counter.until(lambda: isinstance(counter.app.screen, PickDialog))
    await counter.press("3")
    await counter.until_message("Orientation à la porte (par courrier), comptée.")
    await counter.until_shown("à la porte", "1 orienté ailleurs")
    [found] = walk_ins.list_walk_ins(counter.desk)
    assert (found.name, found.ticket, found.elsewhere) == ("", "", SentElsewhere.BY_POST)
    await counter.press("home", "z")
    await counter.until_message("retirée du compte")
    assert walk_ins.list_walk_ins(counter.desk) == []


async def test_who_leaves_is_not_absent(counter: Counter) -> None:
    one = book(counter.desk, 1, "Benali")
    arrivals.check_in(counter.desk, one.reference)
    await open_day(counter)
    await counter.press("x")
    await counter.until_settled()
    await counter.press("q")
    await until_status(counter, one, "left")
    await counter.until_shown("1 parti")


async def test_the_evening_notes_all_who_never_came(counter: Counter) -> None:
    never = [book(counter.desk, rank, "Kaya", NINE + rank * QUARTER) for rank in range(3)]
    here = book(counter.desk, 4, "Benali", NINE)
    arrivals.check_in(counter.desk, here.reference)
    counter.clock.forward(timedelta(hours=3))
    await open_day(counter)
    await counter.until_message("4 personnes sans suite notée")
    await counter.press("k")
    await counter.until_on(EveningScreen)
    await counter.until_shown("4 personnes sans suite", "pas d'arrivée", "venu(e)")
    await counter.press("X")
    await counter.until(lambda: isinstance(counter.app.screen, AskScreen))
    await counter.press("o")
    await counter.until_message("3 personnes : absence notée")
    for one in never:
        await until_status(counter, one, "no_show")
    await counter.until_shown("1 personne sans suite")


async def test_what_is_asked_of_one_is_never_noted_on_the_next(counter: Counter) -> None:
    """Another desk notes the person while the list of papers is open: nobody else gets them."""
    people = [book(counter.desk, rank, "Kaya", NINE + rank * QUARTER) for rank in range(2)]
    counter.clock.forward(timedelta(days=1))
    await open_day(counter)
    await counter.press("k")
    await counter.until_on(EveningScreen)
    await counter.until_shown("2 personnes sans suite")
    screen = counter.app.screen
    assert isinstance(screen, EveningScreen)
    assert screen.selected is not None
    asked = screen.selected.appointment.reference
    (other,) = (one for one in people if one.reference != asked)
    await counter.press("i")
    await counter.until_shown("Ce qui manque au dossier")
    arrivals.mark_no_show(counter.desk, asked)
    await counter.until(lambda: len(screen.items) == 1)
    await counter.press("space", "enter")
    await counter.until_message("est notée absente")
    await until_status(counter, other, "booked")


@pytest.mark.parametrize("words", ["présent", "libre", "absent"])
async def test_states_are_filtered_by_word(counter: Counter, words: str) -> None:
    here, gone = book(counter.desk, 1, "Benali"), book(counter.desk, 2, "Kaya")
    book(counter.desk, 3, "Absente", NINE + QUARTER)
    arrivals.check_in(counter.desk, here.reference)
    counter.clock.forward(timedelta(minutes=61))
    arrivals.mark_no_show(counter.desk, gone.reference)
    await open_day(counter)
    await counter.press("slash")
    await counter.press(*words)
    expected = {"présent": 1, "libre": 5, "absent": 2}[words]
    await counter.until_shown(f"filtre « {words} » : {expected}")


async def test_homonyms_are_told_apart(counter: Counter) -> None:
    people = [book(counter.desk, rank, "Sylla") for rank in (1, 2)]
    book(counter.desk, 3, "Kaya", NINE + QUARTER)
    await open_day(counter)
    hints = [f"…{one.applicant.foreign_resident_number[-4:]}" for one in people]
    await counter.until_shown(*(f"SYLLA {hint}" for hint in hints))
    assert "KAYA …" not in counter.picture


async def test_pages_turn_in_the_list(counter: Counter) -> None:
    screen = await open_day(counter)
    await counter.press("home", "pagedown")
    await counter.until_settled()
    assert screen.wanted == NINE.date()
    assert screen.selected is not None
    assert screen.selected.start > NINE


# -- the screen in the hall
def shown(app: DisplayApp) -> CallBoard:
    return app.query_one(CallBoard)


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x36"])
async def test_the_display_shows_a_call_within_a_second_and_no_name(
    desk: Desk, size: tuple[int, int]
) -> None:
    one = book(desk, 1, "Benali")
    ticket = arrivals.arrive(desk, one.reference).ticket
    app = DisplayApp(
        DisplaySetup(desk.office, desk.clock, lambda: DirectDisplay(desk), lambda _: None)
    )
    async with app.run_test(size=size) as pilot:
        await until(lambda: shown(app).waiting == 1)
        arrivals.call(desk, one.reference, 2)
        await until(lambda: shown(app).current == (ticket, 2))
        await pilot.pause()
        strips = app.screen._compositor.render_strips(app.screen.size)
        picture = "\n".join(strip.text for strip in strips)
        assert "█" in picture
        assert display_fr.LAST not in picture, "there is none yet"
        assert type(app.screen) is not Screen  # Textual's own is never painted on a terminal
        assert "BENALI" not in picture.upper()
        assert one.reference not in picture
        await pilot.press("q", "enter", "f1", "escape", "x")
        assert app.is_running


async def test_the_display_survives_a_store_that_is_away(desk: Desk) -> None:
    away = [True]

    def open_services() -> DirectDisplay:
        if away[0]:
            raise StoreError("store_unreachable", "injoignable")
        return DirectDisplay(desk)

    app = DisplayApp(DisplaySetup(desk.office, desk.clock, open_services, lambda _: None))
    async with app.run_test(size=SMALL) as pilot:
        app._heard -= 60
        await until(lambda: shown(app).stale)
        await pilot.pause()
        strips = app.screen._compositor.render_strips(app.screen.size)
        assert "Écoutez l'appel des agents" in "\n".join(strip.text for strip in strips)
        away[0] = False
        await until(lambda: not shown(app).stale)


async def until(happened: "object") -> None:
    """Wait for a fact, with a limit."""
    assert callable(happened)
    deadline = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.02)
