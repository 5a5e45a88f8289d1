"""Every screen is tested on its own store, with a clock that stands still and without printer."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from rdv_tui.services.desk import Desk
from tests.screens.counter import Counter, sitting_at


@pytest.fixture(autouse=True)
def no_printer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the print system of the machine: no test prints on anybody's printer."""
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.fixture
async def counter(desk: Desk, tmp_path: Path) -> AsyncIterator[Counter]:
    """A desk at 80x24 on the small office, before its first person."""
    async with sitting_at(desk, tmp_path) as sitting:
        yield sitting
