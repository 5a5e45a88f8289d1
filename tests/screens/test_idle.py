"""Garbage is collected while nobody types, and never left to pile up."""

import gc
from collections.abc import Iterator

import pytest

from rdv_tui.screens import idle
from rdv_tui.screens.idle import IdleGC


@pytest.fixture
def housekeeper(monkeypatch: pytest.MonkeyPatch) -> Iterator[IdleGC]:
    monkeypatch.setattr(idle, "MIN_GARBAGE", 10)
    keeper = IdleGC()
    gc.collect()  # counting begins at nothing
    keeper.freeze()
    yield keeper
    keeper.restore()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0


def make_garbage(count: int) -> None:
    for _ in range(count):
        ring: list[object] = []
        ring.append(ring)


def test_nothing_is_collected_while_somebody_types(housekeeper: IdleGC) -> None:
    housekeeper.note_activity()
    make_garbage(1000)
    housekeeper.maybe_collect()
    assert gc.get_count()[0] >= 1000


def test_it_is_collected_when_the_hands_rest(
    housekeeper: IdleGC, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(idle, "IDLE_S", -1.0)
    make_garbage(1000)
    housekeeper.maybe_collect()
    assert gc.get_count()[0] < 1000


def test_too_much_is_collected_in_any_case(
    housekeeper: IdleGC, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(idle, "MAX_GARBAGE", 500)
    housekeeper.note_activity()
    make_garbage(1000)
    housekeeper.maybe_collect()
    assert gc.get_count()[0] < 1000
