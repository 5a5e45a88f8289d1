"""Garbage is collected while nobody types, and never left to pile up."""

import gc
import weakref
from collections.abc import Iterator

import pytest
from textual._styles_cache import StylesCache
from textual.color import Color

from rdv_tui.screens import idle
from rdv_tui.screens.idle import IdleGC


@pytest.fixture
def housekeeper(monkeypatch: pytest.MonkeyPatch) -> Iterator[IdleGC]:
    monkeypatch.setattr(idle, "MIN_GARBAGE", 10)
    keeper = IdleGC()
    idle.forget_painted()  # what is let go of counts too
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


def test_a_painter_that_is_gone_leaves_nothing_behind() -> None:
    painter = StylesCache()
    painter.get_inner_outer(Color(1, 2, 3), Color(4, 5, 6))
    left = weakref.ref(painter)
    del painter
    assert left() is not None  # or Textual has mended it, and idle.py need not
    IdleGC().maybe_collect()
    assert left() is None
