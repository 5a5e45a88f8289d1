"""What is looked at beside a booking, and given back untouched: lead times, help, palette."""

from dataclasses import replace
from pathlib import Path

import pytest

from rdv_tui.domain.rights import Role
from rdv_tui.screens.booking.lead_times import LeadTimesScreen, bar
from rdv_tui.screens.booking.steps.notice import NoticeScreen
from rdv_tui.screens.booking.steps.slot import SlotScreen
from rdv_tui.screens.office.help_desk import HelpDeskScreen
from rdv_tui.services.desk import Desk
from rdv_tui.services.office.offices import add_office
from tests.factories import small_office
from tests.screens.counter import LARGE, SMALL, Counter, sitting_at
from tests.services.office.staffed import staff


async def test_the_lead_times_open_over_the_calendar_and_give_it_back(counter: Counter) -> None:
    await counter.to_slots()
    cursor = counter.picture
    await counter.press("f7")
    await counter.until_on(LeadTimesScreen)
    await counter.until_shown("toutes situations", "lun. 30 nov. 09:00", "0 j")
    await counter.until_shown(
        "Places libres par semaine", "40 libres sur 40", "prochaine ouverture"
    )
    await counter.press("escape")
    await counter.until_on(SlotScreen)
    await counter.until(lambda: counter.picture == cursor, "another picture")


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x36"])
async def test_the_help_says_whom_to_call_and_prints(
    desk: Desk, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with sitting_at(desk, tmp_path, size=size) as counter:
        await counter.until(lambda: counter.app.is_open, "no store")
        await counter.press("f12")
        await counter.until_on(HelpDeskScreen)
        await counter.until_shown("0 806 001 620", "Point d'accueil numérique")
        await counter.press("i")
        await counter.until_message("enregistrée", "aide-aux-demarches.pdf")
        await counter.press("escape")
        await counter.until_on(NoticeScreen)


async def test_a_command_is_found_by_a_part_of_its_name(counter: Counter) -> None:
    await counter.until(lambda: counter.app.is_open, "no store")
    await counter.press("ctrl+p")
    await counter.until_shown("Que faire ?")
    await counter.write("delais")
    await counter.press("enter")
    await counter.until_on(LeadTimesScreen)


async def test_an_aside_does_not_open_over_itself(counter: Counter) -> None:
    await counter.to_slots()
    await counter.press("f7")
    await counter.until_on(LeadTimesScreen)
    await counter.press("f7", "escape")
    await counter.until_on(SlotScreen)


def test_a_bar_is_never_longer_than_its_room_and_never_hides_a_place() -> None:
    assert bar(0, 40, 30) == ""
    assert bar(1, 100_000, 30) == "▏"
    assert bar(20, 40, 30) == "█" * 15
    assert bar(40, 40, 30) == "█" * 30
    assert bar(0, 0, 30) == ""


async def test_a_supervisor_of_several_offices_sees_their_waits_side_by_side(
    desk: Desk, tmp_path: Path
) -> None:
    boss = staff(desk)[Role.SUPERVISOR]
    add_office(boss, replace(small_office(code="gard"), city="Nîmes"))
    async with sitting_at(boss, tmp_path) as counter:
        await counter.press("f7")
        await counter.until_shown("Bureaux que vous encadrez Bureau", "gard (Nîmes)", "vaucluse (A")
