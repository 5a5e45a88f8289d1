"""For tests of the services: a store found sound afterwards, an office without a free place."""

from collections.abc import Iterator
from datetime import time

import pytest

from rdv_tui.services.desk import Desk
from rdv_tui.store import integrity
from rdv_tui.store.engine import Store
from tests.factories import StillClock, desk_on, small_office
from tests.services.waiting.asking import fill_up


@pytest.fixture
def sound(store: Store) -> Iterator[None]:
    """The store passes its own check after each test."""
    yield
    assert integrity.check(store) == []


@pytest.fixture
def office(store: Store, clock: StillClock) -> Desk:
    """An office of one counter that opens for two weeks."""
    office = small_office(counters=1, horizon_weeks=1, release_time=time(12))
    return desk_on(store, office=office, clock=clock)


@pytest.fixture
def full(office: Desk) -> list[str]:
    """The references of all who are booked there, by start: nothing is free."""
    return fill_up(office)
