"""How « Suites » looks, kept as pictures. After a wanted change: `pytest --snapshot-update`."""

from collections.abc import Callable

import pytest

from rdv_tui.services.desk import Desk
from tests.screens.conftest import LooksAsItDid
from tests.screens.counter import LARGE, SMALL, Counter
from tests.screens.delivery.test_follow_up import failed, in_trouble, moved, opened


def busy(desk: Desk) -> None:
    """Leave something of everything to do."""
    moved(desk, 1)
    failed(desk, 2, "Nguyễn-Łukaszewska de la Villardière")
    in_trouble(desk, 3)


def quiet(desk: Desk) -> None:
    """Leave nothing to do."""


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x36"])
@pytest.mark.parametrize("day", [busy, quiet], ids=["busy", "quiet"])
@pytest.mark.usefixtures("same_references")
def test_it_looks_as_it_did(
    looks_as_it_did: LooksAsItDid,
    desk: Desk,
    day: Callable[[Desk], None],
    size: tuple[int, int],
) -> None:
    async def one_line_down(counter: Counter) -> None:
        await opened(counter)
        await counter.press("down")

    day(desk)
    assert looks_as_it_did(one_line_down, size)
