"""How the screens look, kept as pictures. After a wanted change: `pytest --snapshot-update`."""

import pytest

from rdv_tui.screens.booking.steps.notice import NoticeScreen
from rdv_tui.screens.frame import WIDE
from tests.screens.booking.test_slot_step import NINE
from tests.screens.conftest import LooksAsItDid, Way
from tests.screens.counter import LARGE, NUMBER, SMALL, Counter, other_desk, take_all


async def notice(counter: Counter) -> None:
    await counter.until_on(NoticeScreen)
    await counter.fill("indet", "CST", "10/1/27", "84000")
    await counter.until_shown("Rendez-vous possible")


async def slots(counter: Counter) -> None:
    await counter.to_slots()
    await counter.press("right", "j")


async def security(counter: Counter) -> None:
    await counter.to_security()
    await counter.fill(NUMBER)
    await counter.until_shown("✓ Rendez-vous à venir aucun")


async def details(counter: Counter) -> None:
    await counter.to_details()
    await counter.fill("Łukaszewska", "Bożena Maria", "3/7/85", "PL")


async def details_with_errors(counter: Counter) -> None:
    await counter.to_details()
    await counter.fill("Łukaszewska", "", "31/2/85")
    await counter.press("f10")
    await counter.until_message("champs à corriger")


async def letter_beside(counter: Counter) -> None:
    if counter.app.size.width >= WIDE:
        await counter.until_shown("République française")


async def summary(counter: Counter) -> None:
    await counter.to_summary("Łukaszewska", "Bożena Maria")
    await letter_beside(counter)


async def booked(counter: Counter) -> None:
    await counter.to_booked()
    await counter.until_shown("Enregistrée dans")
    await letter_beside(counter)


async def lost_place(counter: Counter) -> None:
    await counter.to_slots()
    take_all(other_desk(counter.desk), NINE)
    await counter.press("enter")
    await counter.until_shown("3 lundi 30 novembre 2026 à 9 h 45")


WAYS: tuple[Way, ...] = (
    notice,
    slots,
    security,
    details,
    details_with_errors,
    summary,
    booked,
    lost_place,
)


@pytest.mark.usefixtures("same_references")
@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x36"])
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_it_looks_as_it_did(looks_as_it_did: LooksAsItDid, way: Way, size: tuple[int, int]) -> None:
    assert looks_as_it_did(way, size)
