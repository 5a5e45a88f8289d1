"""The place held: its countdown on every later step, its renewal, its end."""

from datetime import datetime, timedelta

from rdv_tui.screens.booking.steps.booked import BookedScreen
from rdv_tui.screens.booking.steps.confirmation import ConfirmationScreen
from rdv_tui.screens.booking.steps.details import DetailsScreen
from rdv_tui.screens.booking.steps.lost_place import LostPlaceScreen
from rdv_tui.screens.booking.steps.security import SecurityScreen
from rdv_tui.screens.booking.steps.slot import SlotScreen
from tests.screens.counter import NUMBER, Counter, free_at, other_desk, rows, take_all

NINE = datetime(2026, 11, 30, 9)
SHOWN = "30 nov. 09:00 ◷ 5:00"


async def test_slot_and_time_left_stand_on_every_later_step(counter: Counter) -> None:
    await counter.to_security()
    assert SHOWN in counter.band
    await counter.fill(NUMBER)
    await counter.press("d")
    await counter.until_on(DetailsScreen)
    assert SHOWN in counter.band
    await counter.fill("Dupont", "Anne", "3/7/85", "TR")
    await counter.press("f10")
    await counter.until_on(ConfirmationScreen)
    assert SHOWN in counter.band
    await counter.press("2")
    await counter.until_on(SlotScreen)
    assert SHOWN in counter.band


async def test_the_time_left_runs_down_and_is_said_before_its_end(counter: Counter) -> None:
    await counter.to_security()
    counter.clock.forward(timedelta(seconds=70))
    await counter.until(lambda: "◷ 3:50" in counter.band)
    counter.clock.forward(timedelta(seconds=180))
    await counter.until_message("plus retenue que pour moins d'une minute", "F4 : prolonger")
    await counter.until_shown("▲ Place retenue encore 0:50 : lun. 30 nov. 09:00", "F4 Garder")
    counter.clock.forward(timedelta(seconds=9))
    await counter.until_shown("Place retenue encore 0:41")
    await counter.press("f4")
    await counter.until(lambda: "Place retenue encore" not in counter.picture)


async def test_f4_keeps_the_place_for_the_full_time_again(counter: Counter) -> None:
    await counter.to_security()
    counter.clock.forward(timedelta(seconds=200))
    await counter.press("f4")
    await counter.until_message("Place gardée jusqu'à 08:08")
    assert "◷ 5:00" in counter.band
    (row,) = rows(counter.desk)
    assert row.hold_expires_at == counter.clock.now() + timedelta(minutes=5)


async def test_an_expired_hold_says_so_and_f4_takes_it_again(counter: Counter) -> None:
    await counter.to_security()
    counter.clock.forward(timedelta(seconds=301))
    assert free_at(other_desk(counter.desk), NINE) == 2
    await counter.until_message("La place n'est plus retenue", "F4 : la reprendre")
    await counter.until(lambda: "expirée" in counter.band)
    await counter.until_shown("✗ Place retenue lun. 30 nov. 09:00, expirée")
    await counter.press("f4")
    await counter.until_message("Place gardée jusqu'à 08:10")
    await counter.until_shown("✓ Place retenue lun. 30 nov. 09:00")
    assert free_at(counter.desk, NINE) == 1
    assert len(rows(counter.desk)) == 1


async def test_f4_offers_the_nearest_when_others_took_it(counter: Counter) -> None:
    await counter.to_security()
    counter.clock.forward(timedelta(seconds=301))
    assert take_all(other_desk(counter.desk), NINE) == 2
    await counter.press("f4")
    await counter.until(lambda: isinstance(counter.app.screen, LostPlaceScreen))
    await counter.until_shown("n'est plus libre", "1 lundi 30 novembre 2026 à 9 h 15")
    await counter.press("1")
    await counter.until_on(SecurityScreen)
    await counter.until(lambda: "09:15 ◷ 5:00" in counter.band)
    await counter.until_shown("Place retenue lun. 30 nov. 09:15")
    (held,) = rows(counter.desk, "held")
    assert held.start == NINE.replace(minute=15)


async def test_booking_after_the_end_still_works_while_the_place_is_free(counter: Counter) -> None:
    await counter.to_summary()
    counter.clock.forward(timedelta(seconds=301))
    await counter.press("enter")
    await counter.until_on(BookedScreen)
    (row,) = rows(counter.desk)
    assert (row.status, row.start) == ("booked", NINE)


async def test_booking_a_lost_place_offers_the_nearest_and_keeps_everything(
    counter: Counter,
) -> None:
    await counter.to_summary()
    counter.clock.forward(timedelta(seconds=301))
    take_all(other_desk(counter.desk), NINE)
    await counter.press("enter")
    await counter.until_shown("La place du lun. 30 nov. 09:00 n'est plus libre")
    await counter.until_shown("1 lundi 30 novembre 2026 à 9 h 15")
    await counter.press("1")
    await counter.until_on(ConfirmationScreen)
    await counter.until_shown("DUPONT Anne", "lundi 30 novembre 2026 à 9 h 15")
    await counter.press("enter")
    await counter.until_on(BookedScreen)
    (row,) = [row for row in rows(counter.desk, "booked") if row.family_name == "Dupont"]
    assert row.start == NINE.replace(minute=15)


async def test_a_lost_place_may_be_replaced_in_the_calendar(counter: Counter) -> None:
    await counter.to_summary()
    counter.clock.forward(timedelta(seconds=301))
    take_all(other_desk(counter.desk), NINE)
    await counter.press("enter")
    await counter.until_shown("Plages libres les plus proches")
    await counter.press("escape")
    await counter.until_on(SlotScreen)
    await counter.until_shown("09:00 – complet")
    await counter.press("w", "enter")
    await counter.until(lambda: not isinstance(counter.app.screen, SlotScreen))
    assert counter.app.draft.typed["family_name"] == "Dupont"
