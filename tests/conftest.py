"""Fixtures for all tests: a fresh store, a clock that stands still, a desk on both."""

import logging
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from hypothesis import HealthCheck, settings

import rdv_tui
from rdv_tui.domain.applicant import Applicant
from rdv_tui.services.desk import Desk
from rdv_tui.services.office import passwords
from rdv_tui.store.engine import Store, open_store
from tests.engines import new_store
from tests.factories import StillClock, desk_on, person, still_clock
from tests.settled import pauses_wait_for_facts

# How long an example takes says how busy the machine is, and nothing of a rule.
settings.register_profile("rdv", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("rdv")


def pytest_xdist_auto_num_workers() -> int:
    """Return how many workers run the tests: most of them wait for a program half of the time."""
    return 2 * (os.cpu_count() or 1)


PROGRAMS = frozenset({"broker", "cli", "cups", "desk", "mail", "web"})
"""Where tests start the program, and what it works with, once for each of them."""
READERS = frozenset({"pdffonts", "pdfinfo", "pdftoppm", "pdftotext", "qpdf", "zbarimg"})
"""What people read papers with, from Debian's poppler-utils, qpdf and zbar-tools."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let who changes the code hear of it in minutes."""
    told = "one case of each test; none that starts programs or goes through many days"
    parser.addoption("--quick", action="store_true", help=told)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave the folders alone whose tests start programs, where a quick answer is wanted."""
    quick = config.getoption("quick") and collection_path.parent == Path(__file__).parent
    return True if quick and collection_path.name in PROGRAMS else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the first case of each test that is quick, where a quick answer is wanted."""
    if not config.getoption("quick"):
        return
    kept: dict[str, pytest.Item] = {}
    left = []
    for item in items:
        test = item.nodeid.partition("[")[0]
        if test in kept or item.get_closest_marker("slow"):
            left.append(item)
        else:
            kept[test] = item
    config.hook.pytest_deselected(items=left)
    items[:] = kept.values()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Let a quick answer do without what a machine lacks to read papers back; nothing else may."""
    try:
        return (yield)
    except FileNotFoundError as error:
        if item.config.getoption("quick") and error.filename in READERS:
            pytest.skip(f"needs {error.filename}")
        raise


def pytest_configure() -> None:
    """Test the package that `tools/on_wheel.py` installed, where it is asked for, and no other."""
    installed = os.environ.get("RDV_TEST_INSTALLED")
    if installed and not Path(rdv_tui.__file__).is_relative_to(installed):
        pytest.exit(
            f"{rdv_tui.__file__} is not in {installed}", returncode=pytest.ExitCode.USAGE_ERROR
        )


@pytest.fixture(scope="session", autouse=True)
def facts_are_waited_for() -> Iterator[None]:
    """Let no pause depend on how busy the machine is."""
    with pauses_wait_for_facts():
        yield


@pytest.fixture(autouse=True)
def environment_kept() -> Iterator[None]:
    """Give environment and log back: what opens a desk takes from them what other tests need."""
    before, log = dict(os.environ), logging.getLogger("rdv_tui")
    written = log.propagate, log.level, list(log.handlers)
    yield
    os.environ.clear()
    os.environ.update(before)
    log.propagate, log.level, log.handlers[:] = written


@pytest.fixture
def target(tmp_path: Path) -> Iterator[str]:
    """The address of a new store."""
    with new_store(tmp_path) as address:
        yield address


@pytest.fixture
def store(target: str) -> Iterator[Store]:
    """A new store, open."""
    with open_store(target) as opened:
        yield opened


@pytest.fixture
def clock() -> StillClock:
    """Monday 30 November 2026, 8 h at the office, until the test moves it."""
    return still_clock()


@pytest.fixture
def desk(store: Store, clock: StillClock, tmp_path: Path) -> Desk:
    """A desk of the small office: two counters, Monday to Friday, 9 h to 10 h."""
    return replace(desk_on(store, clock=clock), letters=tmp_path / "letters")


@pytest.fixture
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash passwords at once: what they cost on purpose is for one test to see."""
    hasher = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", lambda: hasher)


@pytest.fixture
def applicant() -> Applicant:
    """A person who may book."""
    return person()
