"""Two accounts of one machine: the store's, and one that has nothing but the socket."""

import multiprocessing
import os
import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from rdv_tui.broker.client import BrokerKiosk
from rdv_tui.errors import RdvError
from tests.broker.service import Service, booked

NOBODY = 65534
pytestmark = pytest.mark.skipif(os.getuid() != 0, reason="only root can be two accounts")


@pytest.fixture
def reachable() -> Iterator[Path]:
    """A folder that other accounts may pass through."""
    folder = Path(tempfile.mkdtemp(prefix="rdv-tui-broker-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


def as_nobody(socket: Path, secret: str, store: Path) -> tuple[bool, str]:
    """Become another account for good; say whether it opens the store, and what it books."""
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)
    try:
        store.open("rb").close()
    except PermissionError:
        opens = False
    else:
        opens = True
    try:
        return opens, booked(BrokerKiosk(socket, secret))
    except RdvError as error:
        return opens, error.code


@pytest.mark.parametrize("allowed", ["nobody", "root"])
def test_an_account_that_cannot_open_the_store_books_if_it_is_named(
    service: Service, reachable: Path, allowed: str
) -> None:
    service.end()
    service.store = Path(shutil.move(service.store, reachable / "store.db"))
    service.store.chmod(0o600)
    service.place = reachable / "run"
    service.start("--allow", allowed)
    service.place.chmod(0o711)
    service.socket.chmod(0o666)
    with ProcessPoolExecutor(1, multiprocessing.get_context("fork")) as other:
        given = service.socket, service.secrets["Borne 1"], service.store
        opens, told = other.submit(as_nobody, *given).result(30)
    assert not opens
    if allowed == "nobody":
        assert service.command("show", told)["channel"] == "kiosk"
    else:
        assert told in {"not_served", "broker_away"}
    service.end()
