"""The office of the kiosk's visits."""

import pytest

from rdv_tui.services.desk import Desk
from rdv_tui.store.engine import Store
from tests.factories import StillClock, desk_on, small_office


@pytest.fixture
def desk(store: Store, clock: StillClock) -> Desk:
    return desk_on(store, office=small_office(counters=3, kept_for_kiosk=1), clock=clock)
