"""Fixtures for all tests: a fresh store, a clock that stands still, a desk on both."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from rdv_tui.domain.applicant import Applicant
from rdv_tui.services.desk import Desk
from rdv_tui.store.engine import Store, open_store
from tests.engines import SERVER, fresh_target
from tests.factories import StillClock, desk_on, person, still_clock


@pytest.fixture
def target(tmp_path: Path) -> str:
    """The address of a store that does not exist yet."""
    return fresh_target(tmp_path)


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new store's file, migrated once for all the tests of a worker."""
    file = tmp_path_factory.mktemp("blank") / "rdv.db"
    open_store(str(file)).close()
    return file


@pytest.fixture
def store(target: str, blank: Path) -> Iterator[Store]:
    """A new store."""
    if not SERVER:
        shutil.copyfile(blank, target)
    with open_store(target) as opened:
        yield opened


@pytest.fixture
def clock() -> StillClock:
    """Monday 30 November 2026, 8 h at the office, until the test moves it."""
    return still_clock()


@pytest.fixture
def desk(store: Store, clock: StillClock) -> Desk:
    """A desk of the small office: two counters, Monday to Friday, 9 h to 10 h."""
    return desk_on(store, clock=clock)


@pytest.fixture
def applicant() -> Applicant:
    """A person who may book."""
    return person()
