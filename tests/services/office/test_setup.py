"""Making a store ready: written once, what is there stays, two programs at once are fine."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest

from rdv_tui.catalogue import default_office
from rdv_tui.domain.office import Closure
from rdv_tui.errors import StoreError
from rdv_tui.services.office.startup import open_office
from rdv_tui.store import copying, integrity
from rdv_tui.store.engine import Store, open_store
from tests.factories import StillClock, everything, small_office


def test_office_comes_back_whole(store: Store, clock: StillClock) -> None:
    closure = Closure(date(2026, 12, 24), date(2026, 12, 31), "Fermeture annuelle")
    office = replace(default_office(), closures=(closure,))
    assert open_office(store, office, clock, founds=True) == office
    assert integrity.check(store) == []


def test_second_time_changes_nothing_and_the_store_is_right(
    store: Store, clock: StillClock
) -> None:
    first = open_office(store, small_office(), clock, founds=True)
    before = everything(store)
    assert open_office(store, small_office(city="Ailleurs", counters=5), clock) == first
    assert everything(store) == before


def test_programs_that_start_at_once_prepare_once(
    store: Store, target: str, clock: StillClock
) -> None:
    others = [open_store(target) for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        kept = list(
            threads.map(lambda each: open_office(each, small_office(), clock, founds=True), others)
        )
    for each in others:
        each.close()
    assert kept == [kept[0]] * 4
    assert len(everything(store)["office"]) == 1
    assert [row[5] for row in everything(store)["audit"]] == ["add_office", "open_ahead"]
    assert integrity.check(store) == []


def test_who_only_asks_makes_no_office(store: Store, clock: StillClock) -> None:
    with pytest.raises(StoreError) as caught:
        open_office(store, small_office(), clock)
    assert caught.value.code == "office_unknown"
    assert "store init" in caught.value.hint
    assert copying.holds_nothing(store)
