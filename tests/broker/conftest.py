"""A broker with a kiosk and a screen enrolled."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.broker.service import Service
from tests.programs import sample_copy


@pytest.fixture(scope="session")
def enrolled(tmp_path_factory: pytest.TempPathFactory) -> Service:
    """A store with two kiosks and a screen, which no test changes, and nobody serves."""
    folder = tmp_path_factory.mktemp("enrolled")
    made = Service(sample_copy(folder), folder / "broker")
    made.prepare()
    for name in ("Borne 1", "Borne 2"):
        made.enrol(name)
    made.enrol("Écran", "--display")
    return made


@pytest.fixture
def service(enrolled: Service, tmp_path: Path) -> Iterator[Service]:
    """A broker that serves `Borne 1`, `Borne 2` and `Écran`."""
    store = Path(shutil.copy(enrolled.store, tmp_path / "store.db"))
    made = Service(store, tmp_path / "broker", secrets=dict(enrolled.secrets))
    made.prepare()
    made.start()
    with made.leaving:
        yield made
    if made.process is not None:
        assert made.end() == 0
