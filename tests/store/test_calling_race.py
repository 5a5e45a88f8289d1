"""Six counters, each a process, call out of one waiting room: nobody is called twice."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from rdv_tui.domain.appointment import Channel
from rdv_tui.services.booking import booking
from rdv_tui.services.day import arrivals
from rdv_tui.services.day.day import get_day
from rdv_tui.store import integrity
from tests.factories import MONDAY, person
from tests.store.calling import COUNTERS, counter_desk

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


@contextmanager
def counters(target: str) -> Iterator[list["subprocess.Popen[str]"]]:
    runners = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.store.calling", target, str(counter)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for counter in range(1, COUNTERS + 1)
    ]
    try:
        for runner in runners:
            assert runner.stdout is not None
            assert runner.stdout.readline() == "ready\n"
        yield runners
    finally:
        for runner in runners:
            runner.kill()
            runner.communicate()


@pytest.mark.xdist_group("race")
def test_two_counters_never_call_the_same_person(target: str) -> None:
    desk = counter_desk(target, 0)
    waiting = []
    for rank in range(4 * COUNTERS):
        start = MONDAY.replace(hour=9) + timedelta(minutes=15 * (rank // COUNTERS))
        waiting.append(booking.book_at(desk, start, person(rank), channel=Channel.DESK).reference)
        arrivals.check_in(desk, waiting[-1])
    with counters(target) as runners:
        for runner in runners:
            assert runner.stdin is not None
            runner.stdin.write("call\n")
            runner.stdin.flush()
        called: list[str] = []
        for runner in runners:
            assert runner.stdout is not None
            called += iter(runner.stdout.readline, "end\n")
    assert sorted(line.strip() for line in called if line.strip()) == sorted(waiting)
    assert get_day(desk, MONDAY.date()).counts().done == len(waiting)
    assert integrity.check(desk.store) == []
    desk.store.close()
