"""The desk on a PostgreSQL server, in a terminal: it ends though the server is silent."""

import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from rdv_tui import catalogue
from rdv_tui.services.office import sample
from tests.desk.terminal import Terminal
from tests.engines import SERVER, postgresql_only
from tests.programs import NOW
from tests.store.proxy import Proxy, wire_to

pytestmark = postgresql_only
END_LIMIT_S = 30.0


@pytest.fixture
def wire() -> Iterator[Proxy]:
    with Proxy(wire_to(SERVER)) as proxy:
        yield proxy


@pytest.fixture
def address(target: str, wire: Proxy) -> str:
    """A sample on the server, at the other end of a wire."""
    office = catalogue.default_office()
    sample.fill_server(target, office, datetime.fromisoformat(NOW))
    return wire.address(target)


@pytest.mark.parametrize("window", [None, "f5"])
def test_the_desk_ends_though_its_server_is_silent(
    window: str | None,
    address: str,
    wire: Proxy,
    environment: dict[str, str],
    tmp_path: Path,
) -> None:
    words = ("--store", address, "--now", NOW)
    with Terminal(words, environment, tmp_path) as desk:
        desk.until_shown("✓ en ordre")
        if window is not None:
            desk.press(window)
            desk.until_shown("23 novembre")
        wire.is_silent.set()
        desk.until_shown("✗ fichier")
        began = time.monotonic()
        desk.press("ctrl+q")
        desk.ended()
        assert time.monotonic() - began < END_LIMIT_S
