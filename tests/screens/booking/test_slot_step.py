"""Step 2: the calendar's keys, what a day says, and the place held by choosing it."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from rdv_tui.domain.appointment import Channel
from rdv_tui.domain.office import Closure
from rdv_tui.locales import screens as screen_fr
from rdv_tui.screens.booking.steps.lost_place import LostPlaceScreen
from rdv_tui.screens.booking.steps.security import SecurityScreen
from rdv_tui.screens.booking.steps.slot import SlotScreen
from rdv_tui.services.booking import booking
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours.schedule import next_free
from rdv_tui.store.engine import Store
from rdv_tui.widgets.slot_board import Cursor
from rdv_tui.widgets.slot_grid import SlotGrid
from tests.factories import StillClock, desk_on, person, small_office
from tests.screens.counter import (
    LARGE,
    SMALL,
    Counter,
    free_at,
    other_desk,
    rows,
    sitting_at,
    take_all,
)

MONDAY = date(2026, 11, 30)
NINE = datetime.combine(MONDAY, time(9))


def cursor(counter: Counter) -> Cursor | None:
    return counter.app.screen.query_one(SlotGrid).cursor


@pytest.mark.parametrize(
    ("keys", "day", "row"),
    [
        (("right",), date(2026, 12, 1), 0),
        (("right", "right"), date(2026, 12, 2), 0),
        (("right", "left"), MONDAY, 0),
        (("right", "right", "left"), date(2026, 12, 1), 0),
        (("w", "left"), date(2026, 12, 4), 0),
        (("down",), MONDAY, 1),
        (("j", "j", "k"), MONDAY, 1),
        (("down", "up"), MONDAY, 0),
        (("up",), MONDAY, 0),
        (("j", "j", "j", "j", "j"), MONDAY, 3),
        (("pagedown",), date(2026, 12, 7), 0),
        (("w", "w", "W"), date(2026, 12, 7), 0),
        (("w", "w", "pageup"), date(2026, 12, 7), 0),
        (("m",), date(2026, 12, 30), 0),
        (("w", "m", "M"), date(2026, 12, 3), 0),
        (("w", "j", "t"), MONDAY, 1),
        (("n",), MONDAY, 1),
        (("n", "n", "n", "n"), date(2026, 12, 1), 0),
        (("n", "n", "N"), MONDAY, 1),
        (("j", "s"), date(2026, 12, 1), 1),
        (("j", "s", "s", "S"), date(2026, 12, 1), 1),
        (("w", "j", "p"), MONDAY, 0),
    ],
)
async def test_each_key_moves_as_it_says(
    counter: Counter, keys: tuple[str, ...], day: date, row: int
) -> None:
    await counter.to_slots()
    assert cursor(counter) == Cursor(MONDAY, 0)
    await counter.press(*keys)
    await counter.until(lambda: cursor(counter) == Cursor(day, row), f"at {cursor(counter)}")


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("3/12", date(2026, 12, 3)),
        ("03122026", date(2026, 12, 3)),
        ("2026-12-03", date(2026, 12, 3)),
        ("1er déc. 2026", date(2026, 12, 1)),
    ],
)
async def test_a_typed_date_is_gone_to(counter: Counter, typed: str, day: date) -> None:
    await counter.to_slots()
    await counter.press("g")
    await counter.fill(typed)
    await counter.until(lambda: isinstance(counter.app.screen, SlotScreen))
    await counter.until(lambda: cursor(counter) == Cursor(day, 0))


async def test_a_date_that_is_none_or_too_far_is_said(counter: Counter) -> None:
    await counter.to_slots()
    await counter.press("g")
    await counter.fill("[/b]41/13")
    await counter.until_message("« [/b]41/13 »", "date non comprise")
    assert cursor(counter) == Cursor(MONDAY, 0)
    await counter.press("g")
    await counter.fill("1/6/27")
    await counter.until_message("Les plages sont ouvertes du 30 novembre 2026", "date ramenée au")
    await counter.press("g", "escape")
    await counter.until_on(SlotScreen)


async def test_holding_takes_the_place_for_everybody_at_once(counter: Counter) -> None:
    await counter.to_slots()
    await counter.press("enter")
    await counter.until_on(SecurityScreen)
    (held,) = rows(counter.desk, "held")
    assert (held.start, held.held_by) == (NINE, "agent")
    assert free_at(other_desk(counter.desk), NINE) == 1
    assert "30 nov. 09:00 ◷ 5:00" in counter.band


async def test_another_slot_moves_the_hold_and_never_takes_two(counter: Counter) -> None:
    await counter.to_security()
    await counter.press("escape")
    await counter.until_on(SlotScreen)
    await counter.until(lambda: cursor(counter) == Cursor(MONDAY, 0))
    await counter.press("w", "j", "enter")
    await counter.until_on(SecurityScreen)
    (row,) = rows(counter.desk)
    assert (row.status, row.start) == ("held", datetime(2026, 12, 7, 9, 15))
    assert (free_at(counter.desk, NINE), free_at(counter.desk, row.start)) == (2, 1)


async def test_enter_on_the_slot_already_held_goes_on(counter: Counter) -> None:
    await counter.to_security()
    (before,) = rows(counter.desk)
    await counter.press("escape")
    await counter.until_on(SlotScreen)
    await counter.until(lambda: cursor(counter) == Cursor(MONDAY, 0))
    await counter.press("enter")
    await counter.until_on(SecurityScreen)
    (after,) = rows(counter.desk)
    assert (after.reference, after.start) == (before.reference, NINE)


async def test_a_full_slot_says_so(counter: Counter) -> None:
    take_all(counter.desk, NINE)
    await counter.to_slots()
    assert cursor(counter) == Cursor(MONDAY, 1)
    await counter.press("up", "enter")
    await counter.until_message("complète")
    assert "complet" in counter.picture
    assert rows(counter.desk, "held") == []


async def test_an_hour_that_passes_meanwhile_is_not_held(counter: Counter) -> None:
    await counter.to_slots()
    counter.clock.forward(timedelta(minutes=61))
    await counter.press("enter")
    await counter.until_message("La plage du lundi 30 novembre 2026 à 9 h", "déjà passée")
    assert rows(counter.desk) == []


async def test_hours_gone_by_are_not_offered(counter: Counter) -> None:
    counter.clock.forward(timedelta(minutes=80))
    await counter.to_slots()
    assert "09:15" not in counter.picture
    await counter.until_shown("09:30 + 2 places")


async def test_a_day_without_slots_says_so(counter: Counter) -> None:
    await counter.to_slots()
    await counter.press("m", "enter")
    await counter.until_message(screen_fr.NOT_A_SLOT)
    await counter.until_shown("mercredi 30 décembre", "Aucune plage ce jour")


@pytest.mark.parametrize("size", [(80, 24), LARGE])
async def test_holidays_and_closures_bear_their_names(
    store: Store, clock: StillClock, tmp_path: Path, size: tuple[int, int]
) -> None:
    training = Closure(date(2026, 12, 2), date(2026, 12, 2), "Formation [/b]")
    desk = desk_on(store, clock=clock, office=small_office(closures=(training,)))
    async with sitting_at(desk, tmp_path, size=size) as counter:
        await counter.to_slots()
        await counter.press("right", "right")
        await counter.until_shown("mercredi 2 décembre", "Formation [/b]", "fermé")
        await counter.press("g")
        await counter.fill("25/12")
        await counter.until_shown("vendredi 25 décembre", "Noël", "férié")


async def test_no_slot_at_all_says_what_the_public_page_says_and_what_to_do(
    store: Store, clock: StillClock, tmp_path: Path
) -> None:
    desk = desk_on(store, clock=clock, office=small_office(counters=1, horizon_weeks=1))
    for rank, slot in enumerate(next_free(desk, NINE.replace(hour=0), 99)):
        booking.book_at(desk, slot.start, person(500 + rank), channel=Channel.DESK)
    async with sitting_at(desk, tmp_path) as counter:
        await counter.to_slots()
        await counter.until_message(
            "Il n'existe plus de plage horaire libre pour votre demande de rendez-vous. "
            "Veuillez recommencer ultérieurement."
        )
        await counter.until_shown("Que faire : revenir voir chaque jour")
        await counter.press("p")
        await counter.until_message("Il n'existe plus de plage horaire libre")


async def test_a_place_lost_to_another_desk_is_told_and_the_nearest_are_offered(
    counter: Counter,
) -> None:
    await counter.to_slots()
    take_all(other_desk(counter.desk), NINE)
    await counter.press("enter")
    await counter.until(lambda: isinstance(counter.app.screen, LostPlaceScreen))
    await counter.until_shown(
        "La place du lun. 30 nov. 09:00 n'est plus libre",
        "Un autre guichet l'a prise",
        "1 lundi 30 novembre 2026 à 9 h 15",
        "2 lundi 30 novembre 2026 à 9 h 30",
        "3 lundi 30 novembre 2026 à 9 h 45",
    )
    typed = dict(counter.app.draft.typed)
    await counter.press("1")
    await counter.until_on(SecurityScreen)
    (held,) = rows(counter.desk, "held")
    assert held.start == NINE.replace(minute=15)
    assert typed.items() <= counter.draft.typed.items()


async def test_the_offered_slot_may_be_lost_too(counter: Counter) -> None:
    await counter.to_slots()
    take_all(other_desk(counter.desk), NINE)
    await counter.press("enter")
    await counter.until_shown("1 lundi 30 novembre 2026 à 9 h 15")
    take_all(other_desk(counter.desk), NINE.replace(minute=15), 600)
    await counter.press("1")
    await counter.until_shown("1 lundi 30 novembre 2026 à 9 h 30")
    await counter.press("1")
    await counter.until_on(SecurityScreen)
    assert rows(counter.desk, "held")[0].start == NINE.replace(minute=30)


async def test_after_a_lost_place_the_calendar_is_one_key_away(counter: Counter) -> None:
    await counter.to_slots()
    take_all(other_desk(counter.desk), NINE)
    await counter.press("enter")
    await counter.until_shown("Plages libres les plus proches")
    await counter.press("escape")
    await counter.until_on(SlotScreen)
    await counter.until_shown("09:00 – complet")
    await counter.press("j", "enter")
    await counter.until_on(SecurityScreen)


async def test_the_calendar_follows_the_other_desks_without_a_key(counter: Counter) -> None:
    await counter.to_slots()
    assert "09:00 + 2 places" in counter.prose
    booking.book_at(other_desk(counter.desk), NINE, person(7), channel=Channel.PHONE)
    await counter.until_shown("09:00 + 1 place")
    assert cursor(counter) == Cursor(MONDAY, 0)


async def test_slots_after_the_expiry_are_marked(counter: Counter) -> None:
    await counter.to_slots(expires="1/12/26")
    assert "places ▲" not in counter.prose
    await counter.press("right", "right")
    await counter.until_shown("mercredi 2 décembre", "places ▲", "▲ Ce rendez-vous est")


async def test_the_first_and_third_slots_are_told(counter: Counter) -> None:
    await counter.to_slots()
    await counter.until_shown(
        "Première plage libre : lun. 30 nov. 09:00",
        "3e plage : lun. 30 nov. 09:30",
        "Aucune autre date n'existe",
    )
    assert replace(counter.app.draft, typed={}).hold is None


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_the_own_place_is_told_from_one_that_others_took(
    desk: Desk, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with sitting_at(desk, tmp_path, size=size) as counter:
        await counter.to_security()
        hold = counter.draft.hold
        assert hold is not None
        take_all(other_desk(desk), hold.start)
        await counter.press("escape")
        await counter.until_on(SlotScreen)
        line = f"{hold.start:%H:%M}  ◷ "
        await counter.until(lambda: line in counter.picture, "the own place is not marked")
        assert "par vous" in counter.picture.split(line)[1][:20]
        counter.clock.forward(timedelta(minutes=6))
        await counter.until(lambda: line not in counter.picture, "marked for ever")
