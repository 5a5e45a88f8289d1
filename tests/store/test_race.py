"""Sixteen real processes fight for the last places; some are killed; no place is given twice."""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest
from sqlalchemy import text

from rdv_tui.store import integrity
from rdv_tui.store.engine import Store, open_store
from tests.store.racing import PLACES_EACH, SLOTS, race_desk

pytestmark = pytest.mark.slow

PROCESSES = 16
PLACES = len(SLOTS) * PLACES_EACH
ROOT = Path(__file__).parents[2]


class Competitor:
    """A process in the race, at the other end of its pipes."""

    def __init__(self, target: str, rank: int, manner: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.store.racing", target, str(rank), manner],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.orders: IO[str] = self.process.stdin
        self.answers: IO[str] = self.process.stdout

    def tell(self, order: str) -> None:
        self.orders.write(order + "\n")
        self.orders.flush()

    def heard(self) -> Counter[str]:
        """Return the answers to the last order, counted; waits for its end."""
        return Counter(iter(lambda: self.answers.readline().strip(), "end"))

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        self.orders.close()
        self.answers.close()


@contextmanager
def competitors(target: str, manner: str) -> Iterator[list[Competitor]]:
    runners = [Competitor(target, rank, manner) for rank in range(1, PROCESSES + 1)]
    try:
        for runner in runners:
            assert runner.answers.readline() == "ready\n"
        yield runners
    finally:
        for runner in runners:
            runner.close()


def fight(runners: list[Competitor], minutes: int) -> Counter[str]:
    for runner in runners:
        runner.tell(f"fight {minutes}")
    return sum((runner.heard() for runner in runners), Counter())


def count(store: Store, status: str) -> int:
    query = text("SELECT count(*) FROM appointment WHERE status = :status")
    with store.read() as session:
        return int(session.connection().execute(query, {"status": status}).scalar_one())


@pytest.fixture
def arena(target: str) -> str:
    """A store with the slots of the race, all free."""
    race_desk(target, rank=0).store.close()
    return target


@pytest.mark.xdist_group("race")
def test_no_place_is_given_twice_though_some_are_killed(arena: str) -> None:
    with open_store(arena) as store, competitors(arena, "guarded") as runners:
        holding, churning, fighting = runners[:3], runners[3:6], runners[6:]
        for runner in holding:
            runner.tell("hold")
            assert runner.heard() == Counter()
            runner.process.kill()
        for runner in churning:
            runner.tell("churn")
            assert runner.answers.readline() == "churned\n"
        for runner in fighting:
            runner.tell("fight 0")
        for runner in churning:  # wherever they are: waiting, writing, committing
            runner.process.kill()
        first = sum((runner.heard() for runner in fighting), Counter[str]())
        assert set(first) <= {"booked", "slot_taken"}
        assert first.total() == len(fighting) * len(SLOTS)
        assert first["booked"] == count(store, "booked")
        assert first["booked"] <= PLACES - len(holding)  # the dead keep theirs for a while
        assert integrity.check(store) == []

        second = fight(fighting, minutes=10)  # their holds are over now
        assert set(second) <= {"booked", "slot_taken"}
        assert second.total() == len(fighting) * len(SLOTS)
        assert second["booked"] >= len(holding)
        assert first["booked"] + second["booked"] == PLACES == count(store, "booked")
        assert count(store, "held") == 0
        assert integrity.check(store) == []


@pytest.mark.xdist_group("race")
def test_the_race_would_show_a_double_booking(arena: str) -> None:
    """The same race without the guards: neither write lock nor unique index."""
    with open_store(arena) as store, competitors(arena, "naked") as runners:
        with store.write() as session:
            for index in ("uq_appointment_place", "uq_appointment_person"):
                session.connection().execute(text(f"DROP INDEX {index}"))
        lines = fight(runners, minutes=0)
        assert lines["booked"] == count(store, "booked") > PLACES
        assert any("prise par plusieurs" in problem for problem in integrity.check(store))
