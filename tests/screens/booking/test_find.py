"""The search box: F3 from everywhere, the list as one types, a scanned letter opens at once."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from rdv_tui.domain.appointment import Appointment, Channel, Status
from rdv_tui.screens.booking import find
from rdv_tui.screens.booking.card import CardScreen
from rdv_tui.screens.booking.find import FindScreen
from rdv_tui.screens.booking.find_content import found_line
from rdv_tui.screens.booking.steps.details import DetailsScreen
from rdv_tui.screens.booking.steps.notice import NoticeScreen
from rdv_tui.services.booking import booking
from rdv_tui.services.booking.search import SearchHit, SearchResults, search
from rdv_tui.services.desk import Desk
from rdv_tui.store.tables import ANONYMOUS
from rdv_tui.widgets.person_rows import MARGINS
from rdv_tui.widgets.states import state
from tests.factories import person
from tests.screens.counter import LIMIT_S, Counter

FIRST = datetime.fromisoformat("2026-12-01T09:00")


def book(desk: Desk, rank: int, **changes: Any) -> Appointment:  # noqa: ANN401
    """Book the `rank`-th slot of a week, two persons each."""
    day, hour = divmod(rank // 2, 4)
    start = FIRST + timedelta(days=day, minutes=15 * hour)
    applicant = person(rank + 1, **{"given_names": "Ana", **changes})
    return booking.book_at(desk, start, applicant, channel=Channel.DESK)


@pytest.fixture
def crowd(desk: Desk) -> list[Appointment]:
    """Some people, three of them called Benali."""
    names = ["Benali", "Martin", "Benali", "Diallo", "Benali"]
    return [book(desk, rank, family_name=name) for rank, name in enumerate(names)]


async def open_find(counter: Counter) -> FindScreen:
    await counter.until(lambda: counter.app.desk, "no store")
    await counter.press("f3")
    await counter.until_on(FindScreen)
    screen = counter.app.screen
    assert isinstance(screen, FindScreen)
    return screen


@contextmanager
def held_back(monkeypatch: pytest.MonkeyPatch, wanted: str) -> Iterator[threading.Event]:
    """Let the store keep the answer to `wanted` until the event is set."""
    gate = threading.Event()

    def slow(desk: Desk, typed: str) -> SearchResults:
        if typed == wanted:
            gate.wait(LIMIT_S)
        return search(desk, typed)

    monkeypatch.setattr(find, "search", slow)
    try:
        yield gate
    finally:
        gate.set()


async def test_the_list_follows_what_is_typed(counter: Counter, crowd: list[Appointment]) -> None:
    await open_find(counter)
    await counter.until_shown("Tapez au moins trois signes")
    await counter.write("be")
    await counter.until_shown("Tapez au moins trois signes")
    await counter.write("n")
    await counter.until_shown("3 rendez-vous", "BENALI Ana")
    assert "Martin" not in counter.prose
    line = next(line for line in counter.picture.splitlines() if "BENALI Ana" in line)
    for part in ("mar. 1er déc.", "09:00", "○ BENALI", "03/07/1985", "…0001", "réservé"):
        assert part in line
    assert crowd[0].applicant.foreign_resident_number not in counter.prose


async def test_nothing_found_is_a_sentence_with_advice(
    counter: Counter, crowd: list[Appointment]
) -> None:
    await open_find(counter)
    await counter.write("zzz")
    await counter.until_shown("Aucun rendez-vous ne répond à « zzz »", "quatre chiffres")
    assert len(crowd) == 5


async def test_arrows_move_while_the_cursor_stays_in_the_box(
    counter: Counter, crowd: list[Appointment]
) -> None:
    screen = await open_find(counter)
    await counter.write("benali")
    await counter.until_shown("3 rendez-vous")
    await counter.press("down", "down", "down", "up")
    await counter.until(lambda: screen.selected, "no highlight")
    assert screen.selected is not None
    assert screen.selected.appointment == crowd[2]
    assert counter.in_field == "search"
    await counter.press("enter")
    await counter.until_on(CardScreen)
    await counter.until_shown(crowd[2].reference)


async def test_a_scanned_letter_opens_its_card_in_one_burst(
    counter: Counter, crowd: list[Appointment]
) -> None:
    await open_find(counter)
    await counter.press(*crowd[3].reference, "enter")
    await counter.until_on(CardScreen)
    await counter.until_shown(crowd[3].reference, "DIALLO")


async def test_enter_before_a_list_is_seen_opens_none_of_several(
    counter: Counter, crowd: list[Appointment], monkeypatch: pytest.MonkeyPatch
) -> None:
    await open_find(counter)
    await counter.write("bena")
    with held_back(monkeypatch, "benali") as gate:
        await counter.press("l", "i", "enter")
        gate.set()
        await counter.until_shown("3 rendez-vous")
    assert isinstance(counter.app.screen, FindScreen)
    await counter.press("enter")
    await counter.until_on(CardScreen)
    await counter.until_shown(crowd[0].reference)


async def test_an_answer_that_comes_late_is_dropped(
    counter: Counter, crowd: list[Appointment], monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = await open_find(counter)
    with held_back(monkeypatch, "mar") as gate:
        await counter.write("mar")
        await counter.press("backspace", "backspace", "backspace")
        await counter.write("benali")
        gate.set()
        await counter.until_shown("3 rendez-vous")
    names = {f.appointment.applicant.family_name for f in screen.items if f is not None}
    assert names == {"Benali"}
    assert len(crowd) == 5


async def test_past_ones_come_last_and_say_so(counter: Counter, crowd: list[Appointment]) -> None:
    await open_find(counter)
    counter.clock.forward(timedelta(days=2))
    later = book(counter.desk, 16, family_name="Benali")
    await counter.write("benali")
    await counter.until_shown("4 rendez-vous, dont 3 passés")
    lines = [line for line in counter.picture.splitlines() if "BENALI" in line]
    assert f"{later.start:%H:%M}" in lines[0]
    assert ["passé 1er déc." in line for line in lines] == [False, True, True, True]
    assert len(crowd) == 5


@pytest.mark.parametrize("width", [77, 78, 100, 117, 157])
def test_no_state_is_cut_at_any_width(desk: Desk, width: int) -> None:
    booked = book(desk, 1, family_name="Ben Abdallah-Bourguiba", given_names="Mohamed " * 9)
    for status in set(Status) - ANONYMOUS:
        found = SearchHit(replace(booked, status=status), is_past=False)
        line = found_line(found, FIRST.date(), width)
        sign, word = state(status)
        assert f" {sign.plain} BEN ABD" in line.plain
        assert f" {word.plain} " in line.plain
        assert line.cell_length <= width - MARGINS


async def test_a_closed_card_gives_the_list_back_as_it_is_now(
    counter: Counter, crowd: list[Appointment]
) -> None:
    screen = await open_find(counter)
    await counter.write("benali")
    await counter.until_shown("3 rendez-vous")
    await counter.press("down", "enter")
    await counter.until_on(CardScreen)
    await counter.until_shown(crowd[2].reference)
    await counter.press("a")
    await counter.until_shown("à la demande de la personne")
    await counter.press("p", "enter")
    await counter.until_message("Annulé")
    await counter.press("escape")
    await counter.until_on(FindScreen)
    await counter.until_shown("– BENALI", "annulé")
    assert screen.selected is not None
    assert screen.selected.appointment.reference == crowd[2].reference
    await counter.write("martin")  # what stood in the box is replaced
    await counter.until_shown("1 rendez-vous", "MARTIN")


async def test_a_booking_under_way_is_given_back_untouched(
    counter: Counter, crowd: list[Appointment]
) -> None:
    await counter.to_details()
    await counter.write("Dupont")
    before = counter.draft
    await open_find(counter)
    await counter.write("diallo")
    await counter.until_shown("1 rendez-vous")
    await counter.press("enter")
    await counter.until_on(CardScreen)
    await counter.press("escape")
    await counter.until_on(FindScreen)
    await counter.press("escape")
    await counter.until_on(DetailsScreen)
    assert counter.draft == before
    assert len(crowd) == 5


@pytest.mark.parametrize("typed", ["[/x]", "[@click=app.quit]", "\u202eneb[b]", "%%%", "'; DROP"])
async def test_what_is_typed_is_text(
    counter: Counter, crowd: list[Appointment], typed: str
) -> None:
    await open_find(counter)
    await counter.paste(typed)
    await counter.until_shown("Aucun rendez-vous")
    await counter.press("enter")
    assert isinstance(counter.app.screen, FindScreen)
    assert len(crowd) == 5


async def test_names_in_the_list_are_text(counter: Counter) -> None:
    hostile = "[/b] [Dupont] [@click=app.quit]x"
    book(counter.desk, 0, family_name=hostile)
    await open_find(counter)
    await counter.write("dupont")
    await counter.until_shown("1 rendez-vous", "[/B] [DUPONT]")
    await counter.press("enter")
    await counter.until_on(CardScreen)
    await counter.until_shown(hostile.upper())


async def test_the_first_screen_opens_it_too_and_escape_leaves(counter: Counter) -> None:
    await counter.until_on(NoticeScreen)
    await open_find(counter)
    await counter.press("escape")
    await counter.until_on(NoticeScreen)
