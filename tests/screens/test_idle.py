"""Garbage is collected while nobody types, and never left to pile up."""

import gc
from collections.abc import Iterator

import pytest

from rdv_tui.screens import idle
from rdv_tui.screens.idle import Housekeeper


@pytest.fixture
def housekeeper(monkeypatch: pytest.MonkeyPatch) -> Iterator[Housekeeper]:
    monkeypatch.setattr(idle, "WORTH_IT", 10)
    keeper = Housekeeper()
    gc.collect()  # counting begins at nothing
    keeper.settle()
    yield keeper
    keeper.leave()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0


def make_garbage(count: int) -> None:
    for _ in range(count):
        ring: list[object] = []
        ring.append(ring)


def test_nothing_is_collected_while_somebody_types(housekeeper: Housekeeper) -> None:
    housekeeper.touched()
    make_garbage(1000)
    housekeeper.look()
    assert gc.get_count()[0] >= 1000


def test_it_is_collected_when_the_hands_rest(
    housekeeper: Housekeeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(idle, "IDLE_S", -1.0)
    make_garbage(1000)
    housekeeper.look()
    assert gc.get_count()[0] < 1000


def test_too_much_is_collected_in_any_case(
    housekeeper: Housekeeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(idle, "TOO_MANY", 500)
    housekeeper.touched()
    make_garbage(1000)
    housekeeper.look()
    assert gc.get_count()[0] < 1000
