"""People taken over by other counters, and a mistaken closure taken back."""

from datetime import datetime, timedelta

from rdv_tui.screens.hours.closure_form import ClosureForm
from rdv_tui.screens.hours.displaced import DisplacedScreen
from rdv_tui.screens.hours.hours_screen import HoursScreen
from rdv_tui.services.day import arrivals
from rdv_tui.services.delivery.outbox import list_messages
from tests.screens.counter import Counter
from tests.screens.hours.test_opening_hours import NINE, book, booked, to_hours, to_preview, trail


async def test_one_key_lets_the_other_counters_take_over_the_day(counter: Counter) -> None:
    """Ten minutes before nine: one is here, one on the way, all of the other counter is taken."""
    desk, nine = counter.desk, datetime(2026, 11, 30, 9)
    counter.clock.forward(nine - timedelta(minutes=10) - desk.clock.local())
    taken = [book(desk, rank, nine + timedelta(minutes=15 * (rank // 2))) for rank in range(8)]
    here, on_the_way = taken[1], taken[3]
    arrivals.check_in(desk, here)
    await to_hours(counter)
    await counter.press("f")
    await counter.until_on(ClosureForm)
    await counter.fill("30/11/2026", "", "2", "", "", "Malaise")
    await counter.until_on(DisplacedScreen)
    await counter.until_shown("présent, guichet 1", "en route, guichet 1")
    await counter.press("g", "f10")
    await counter.until_message("4 personnes déplacées")
    assert [booked(desk, one).counter for one in taken] == [1] * 8
    assert [booked(desk, one).start.date() for one in taken] == [nine.date()] * 8
    assert booked(desk, here).status == "arrived"
    assert booked(desk, on_the_way).overbooked_because
    assert "overbook" in trail(desk)


async def test_a_mistaken_closure_is_taken_back_with_those_whom_it_moved(counter: Counter) -> None:
    desk = counter.desk
    moved = [book(desk, rank, email=f"p{rank}@example.org") for rank in (1, 2)]
    await to_preview(counter, counter_typed="")
    await counter.press("a", "f10")
    await counter.until_message("2 personnes déplacées")
    await counter.press("escape")
    await counter.until_on(HoursScreen)
    await counter.until_shown("Formation")
    await counter.press("u")
    await counter.until_on(DisplacedScreen)
    await counter.until_shown("2 personnes peuvent retrouver l'ancienne place")
    await counter.press("enter", "s", "f10")
    await counter.until_message("1 personne déplacée")
    back = [one for one in moved if booked(desk, one).start == NINE]
    assert len(back) == 1
    await counter.press("escape")
    await counter.until_on(HoursScreen)
    await counter.until_shown("1 personne peut retrouver l'ancienne place")
    await counter.press("r")
    await counter.until_on(DisplacedScreen)
    await counter.press("a", "f10")
    await counter.until_message("1 personne déplacée")
    assert [booked(desk, one).start for one in moved] == [NINE, NINE]
    kinds = [(one.kind, one.reference) for one in list_messages(desk) if one.state == "waiting"]
    assert sorted(kinds) == sorted(("booked", one) for one in moved)
