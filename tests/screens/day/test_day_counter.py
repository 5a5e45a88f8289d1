"""The counter at which the desk sits: set or chosen once, then calling takes one key."""

from dataclasses import replace
from pathlib import Path

import pytest

from rdv_tui.screens.booking.steps.notice import NoticeScreen
from rdv_tui.services.day import arrivals, display
from rdv_tui.services.desk import Desk
from rdv_tui.services.office.counter_choice import CounterChoice
from rdv_tui.services.office.startup import counter_problem
from rdv_tui.setup import StoreReady
from tests.screens.counter import LARGE, SMALL, other_desk, sitting_at
from tests.screens.day.opening import book, open_day, until_status


def opening(desk: Desk) -> StoreReady:
    """Open the desk as the program does, with what it has to say on its settings."""
    return StoreReady(desk, problem=counter_problem(desk))


async def test_with_the_setting_calling_takes_one_key(desk: Desk, tmp_path: Path) -> None:
    one = book(desk, 1, "Benali")
    arrivals.check_in(desk, one.reference)
    set_up = replace(desk, counter=CounterChoice(2))
    async with sitting_at(set_up, tmp_path, ready=lambda: opening(set_up)) as counter:
        await open_day(counter)
        await counter.until_message("Vous appelez pour le guichet 2")
        await counter.press("n")
        await until_status(counter, one, "in_progress")
        await counter.until_message("appelez au guichet 2")


async def test_what_is_chosen_is_known_at_the_next_start(desk: Desk, tmp_path: Path) -> None:
    one = book(desk, 1, "Benali")
    arrivals.check_in(desk, one.reference)
    seated = replace(desk, counter=CounterChoice(file=tmp_path / "state" / "counter.toml"))
    async with sitting_at(seated, tmp_path) as counter:
        screen = await open_day(counter)
        assert counter.message == ""
        await counter.press("c", "2")
        await counter.until_message("Vous appelez pour le guichet 2")
        await counter.until(lambda: seated.counter.number() == 2, "not kept")
        assert screen.counter == 2
    async with sitting_at(seated, tmp_path) as counter:
        await open_day(counter)
        await counter.press("n")
        await until_status(counter, one, "in_progress")
        await counter.until_message("appelez au guichet 2")


async def test_the_desk_s_own_counter_is_told_over_its_column(desk: Desk, tmp_path: Path) -> None:
    set_up = replace(desk, counter=CounterChoice(2))
    async with sitting_at(set_up, tmp_path, size=LARGE) as counter:
        await open_day(counter)
        await counter.until_shown("Guichet 2, le vôtre")
        await counter.press("c", "1")
        await counter.until_shown("Guichet 1, le vôtre")
        assert "Guichet 2, le vôtre" not in counter.picture


async def test_a_choice_against_the_setting_holds_until_the_end(desk: Desk, tmp_path: Path) -> None:
    set_up = replace(desk, counter=CounterChoice(2, tmp_path / "counter.toml"))
    async with sitting_at(set_up, tmp_path) as counter:
        await open_day(counter)
        await counter.press("c", "1")
        await counter.until_message("guichet 1", "reprend le guichet 2")
        await counter.press("escape")
        await counter.until_on(NoticeScreen)
        await open_day(counter)
        await counter.until_message("Vous appelez pour le guichet 1")
    assert set_up.counter.number() == 2


async def test_a_setting_without_its_counter_is_named_at_once_and_in_the_day(
    desk: Desk, tmp_path: Path
) -> None:
    one = book(desk, 1, "Benali")
    arrivals.check_in(desk, one.reference)
    set_up = replace(desk, counter=CounterChoice(9))
    async with sitting_at(set_up, tmp_path, ready=lambda: opening(set_up)) as counter:
        await counter.until_message("Réglage counter : il n'y a pas de guichet 9 (guichets : 1, 2)")
        await open_day(counter)
        await counter.until_message("il n'y a pas de guichet 9")
        await counter.press("n")
        await counter.until_shown("Votre guichet ?")
        await counter.press("1")
        await until_status(counter, one, "in_progress")


async def test_one_that_was_chosen_and_is_gone_is_asked_for_again(
    desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "counter.toml"
    CounterChoice(file=file).save(9)
    seated = replace(desk, counter=CounterChoice(file=file))
    async with sitting_at(seated, tmp_path) as counter:
        screen = await open_day(counter)
        await counter.until_message("Le guichet 9 n'est plus ouvert ici")
        assert screen.counter is None


async def test_a_folder_that_cannot_be_written_costs_the_memory_alone(
    desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "state").write_text("a file stands where the folder should")
    seated = replace(desk, counter=CounterChoice(file=tmp_path / "state" / "counter.toml"))
    async with sitting_at(seated, tmp_path) as counter:
        screen = await open_day(counter)
        await counter.press("c", "2")
        await counter.until_message("pas gardé pour le prochain démarrage")
        assert screen.counter == 2


async def test_the_end_of_a_visit_is_this_counter_s_own_first(desk: Desk, tmp_path: Path) -> None:
    own, other = book(desk, 1, "Benali"), book(desk, 2, "Traoré")
    for one, number in ((own, 1), (other, 2)):
        arrivals.check_in(desk, one.reference)
        arrivals.call(desk, one.reference, number)
    set_up = replace(desk, counter=CounterChoice(1))
    async with sitting_at(set_up, tmp_path) as counter:
        screen = await open_day(counter)
        await counter.press("down")
        await counter.until(lambda: screen.visit is not None and screen.visit.name.startswith("TR"))
        await counter.press("f")
        await until_status(counter, own, "done")
        await counter.until_message("BENALI")
        await counter.press("f")
        await counter.until_shown("est au guichet 2", "à sa place ?")
        await counter.press("n", "f")
        await counter.until_shown("à sa place ?")
        await until_status(counter, other, "in_progress")
        await counter.press("o")
        await until_status(counter, other, "done")


async def test_whom_another_desk_called_meanwhile_is_not_called_again(
    desk: Desk, tmp_path: Path
) -> None:
    one = book(desk, 1, "Benali")
    arrivals.check_in(desk, one.reference)
    set_up = replace(desk, counter=CounterChoice(1))
    async with sitting_at(set_up, tmp_path) as counter:
        screen = await open_day(counter)
        seen = screen.day
        arrivals.call(desk, one.reference, 2)
        screen.day = seen  # what was on the screen when the key was pressed
        await counter.press("r")
        await counter.until_message("déjà appelée au guichet 2")


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x36"])
async def test_the_day_says_that_a_screen_in_the_hall_shows_the_calls(
    desk: Desk, tmp_path: Path, size: tuple[int, int]
) -> None:
    book(desk, 1, "Benali")
    async with sitting_at(desk, tmp_path, size=size) as counter:
        day = await open_day(counter)
        await counter.until_shown("BENALI")
        assert "écran d'appel" not in counter.picture
        display.say_running(other_desk(desk))
        await day.read_again()
        await counter.until_shown("écran d'appel")
