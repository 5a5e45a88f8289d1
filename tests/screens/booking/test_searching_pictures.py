"""How the screens look when no slot is free, and when a supervisor decided; see test_pictures."""

import pytest

from rdv_tui.screens.booking.steps.slot import SlotScreen
from rdv_tui.services.desk import Desk
from rdv_tui.store.engine import Store
from tests.factories import StillClock, desk_on, small_office
from tests.screens.booking.test_certificate import fill, name_person
from tests.screens.booking.test_override import BY, LATE, REASON, decide, until_asked
from tests.screens.conftest import LooksAsItDid, Way
from tests.screens.counter import LARGE, SMALL, Counter


async def no_slot(counter: Counter) -> None:
    fill(counter.desk)
    await counter.to_slots()
    await counter.until_shown("attestation de recherche infructueuse")


async def certified(counter: Counter) -> None:
    await no_slot(counter)
    await counter.press("a")
    await name_person(counter)
    await counter.until_message("Attestation 2026-000001 : enregistrée dans")


async def override_asked(counter: Counter) -> None:
    await counter.fill(*LATE)
    await counter.press("ctrl+g")
    await until_asked(counter)
    await counter.fill(REASON, "")
    await counter.write(BY)


async def overridden(counter: Counter) -> None:
    await decide(counter, LATE)


async def slots_overridden(counter: Counter) -> None:
    await decide(counter, LATE)
    await counter.press("space", "f10")
    await counter.until_on(SlotScreen)
    await counter.until_shown("lun.")


@pytest.fixture
def desk(store: Store, clock: StillClock) -> Desk:
    """A desk whose only day is today: four places."""
    return desk_on(store, office=small_office(counters=1, horizon_weeks=0), clock=clock)


WAYS: tuple[Way, ...] = (no_slot, certified, override_asked, overridden, slots_overridden)


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x36"])
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_it_looks_as_it_did(looks_as_it_did: LooksAsItDid, way: Way, size: tuple[int, int]) -> None:
    assert looks_as_it_did(way, size)
