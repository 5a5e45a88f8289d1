"""Real processes fight over the last place: two moves, a move and a booking, moves in a circle."""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from rdv_tui.domain.appointment import Channel
from rdv_tui.services.booking import booking
from rdv_tui.services.desk import Desk
from rdv_tui.store import integrity
from rdv_tui.store.engine import open_store
from tests.factories import person
from tests.store.racing import PLACES_EACH, SLOTS, race_desk

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
TURNS = 6


@contextmanager
def racers(target: str, lines: list[list[str]]) -> Iterator[list[subprocess.Popen[str]]]:
    """Start one process a line of words; each waits for a sign on its standard input."""
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.store.racing_changes", target, *words],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for words in lines
    ]
    try:
        for process in running:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        yield running
    finally:
        for process in running:
            process.kill()
            process.communicate()


def race(running: list[subprocess.Popen[str]]) -> Counter[str]:
    """Let all go at once; return what they were told, counted."""
    for process in running:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    answers: list[str] = []
    for process in running:
        out, _ = process.communicate(timeout=60)
        answers += out.split()
    return Counter(answers)


def full_but_one(desk: Desk, slot: int) -> None:
    for rank in range(PLACES_EACH - 1):
        other = person(900 + slot * 10 + rank)
        booking.book_at(desk, SLOTS[slot], other, channel=Channel.DESK)


@pytest.mark.xdist_group("race")
def test_the_last_place_goes_to_one_of_two_moves_or_a_booking(target: str) -> None:
    """Four processes, all after the one place left of the same slot."""
    desk = race_desk(target, rank=0)
    moved = [
        booking.book_at(desk, SLOTS[4 + rank], person(rank + 1), channel=Channel.DESK).reference
        for rank in range(3)
    ]
    full_but_one(desk, 0)
    goals = [["move", reference, SLOTS[0].isoformat()] for reference in moved]
    goals.append(["book", "50", SLOTS[0].isoformat()])
    with racers(target, goals) as running:
        lines = race(running)
    assert lines == {"done": 1, "slot_taken": len(goals) - 1}
    with desk.store.read() as session:
        standing = text("SELECT count(*) FROM appointment WHERE status = 'booked'")
        booked = session.connection().execute(standing).scalar_one()
        assert booked in {PLACES_EACH - 1 + 3, PLACES_EACH - 1 + 4}
    assert integrity.check(desk.store) == []
    desk.store.close()


@pytest.mark.xdist_group("race")
def test_people_moved_around_without_end_are_never_lost(target: str) -> None:
    """More people than one slot holds, each moved again and again by a process of their own."""
    desk = race_desk(target, rank=0)
    people = [
        booking.book_at(desk, SLOTS[rank // PLACES_EACH], person(rank + 1), channel=Channel.DESK)
        for rank in range(8)
    ]
    lines = [["roam", one.reference, str(TURNS)] for one in people]
    with racers(target, lines) as running:
        parts = race(running)
    assert parts.total() == len(people) * TURNS
    assert set(parts) <= {"done", "slot_taken"}
    assert parts["done"] > 0
    with open_store(target) as store, store.read() as session:
        rows = session.connection().execute(
            text("SELECT reference, status FROM appointment ORDER BY reference")
        )
        assert [tuple(row) for row in rows] == sorted((p.reference, "booked") for p in people)
        assert integrity.check(store) == []
    desk.store.close()
