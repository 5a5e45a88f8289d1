"""The day of all counters on a million appointments, while four processes write without pause."""

import multiprocessing
import multiprocessing.synchronize
import sqlite3
import statistics
import sys
import time
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

from benchmarks.keys import DOWN, LEFT, LIMIT_MS, NOW, QUIET_S, RIGHT, UP
from benchmarks.report import Figure, percentile
from benchmarks.terminal import Program
from benchmarks.writer import write_without_pause
from rdv_tui import catalogue

COUNT, COUNTERS, SLOTS_A_DAY = 1_000_000, 20, 26
BEFORE = date(2026, 11, 14)  # the sample begins two days later
WRITERS, KEYS, OPENINGS = 4, 480, 15
OPEN_LIMIT_MS = 150
F5, ESCAPE = "\x1b[15~", "\x1b"
CYCLE = [DOWN, DOWN, RIGHT, UP, LEFT, UP]


def _past() -> Iterator[tuple[int, str, int]]:
    """Yield rank, start and place of each appointment, back in time from the sample's past."""
    for rank in range(COUNT):
        day, rest = divmod(rank, COUNTERS * SLOTS_A_DAY)
        slot, counter = divmod(rest, COUNTERS)
        start = datetime.combine(BEFORE - timedelta(days=day), datetime.min.time())
        yield rank, f"{start + timedelta(hours=9, minutes=15 * slot):%F %T}.000000", counter + 1


def fill(store: Path) -> None:
    """Add a million appointments of years ago to the sample in the file `store`."""
    office = catalogue.default_office().code
    with sqlite3.connect(store) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.executemany(
            "INSERT INTO place (office, start, number) VALUES (?, ?, ?)",
            ((office, start, number) for _, start, number in _past()),
        )
        connection.executemany(
            "INSERT INTO appointment (office, reference, status, start, number,"
            " foreign_resident_number, created_at)"
            " VALUES (?, ?, 'done', ?, ?, ?, '2026-01-01 00:00:00')",
            (
                (office, f"R{rank:08d}", start, number, f"{rank:010d}")
                for rank, start, number in _past()
            ),
        )
        connection.execute("ANALYZE")
    connection.close()


def measure(store: Path, env: Mapping[str, str]) -> list[Figure]:
    """Return how long the day takes to open, and the 99th percentile from key to paint."""
    fill(store)
    context = multiprocessing.get_context("spawn")
    stop: multiprocessing.synchronize.Event = context.Event()
    writers = [
        context.Process(target=write_without_pause, args=(str(store), NOW, stop))
        for _ in range(WRITERS)
    ]
    desk = [str(Path(sys.executable).with_name("rdv-tui")), "--store", str(store), "--now", NOW]
    try:
        with Program(desk, env) as program:
            program.until("Code postal")
            program.quiet(1.5)
            opened = list(_openings(program))
            for writer in writers:
                writer.start()
            _until_all_write(store)
            program.press(F5)
            program.until("venir")
            times = _keys(program)
    finally:
        stop.set()
        for writer in writers:
            if writer.is_alive():
                writer.join(10)
    detail = f"worst {max(opened):.0f} ms of {OPENINGS}, the first one {opened[0]:.0f} ms"
    found = f"median {percentile(times, 50):.1f} ms, {len(times)} paints of {KEYS} keys"
    return [
        Figure("open the day", statistics.median(opened), OPEN_LIMIT_MS, "ms", detail),
        Figure("key to paint, p99, Journée", percentile(times, 99), LIMIT_MS, "ms", found),
    ]


def _until_all_write(store: Path) -> None:
    """Wait until the writers are past their own start, which takes all of a small machine."""
    with sqlite3.connect(store) as connection:
        lines = [_lines(connection)]
        while lines[-1] - lines[0] < WRITERS * 500:
            time.sleep(0.2)
            lines.append(_lines(connection))
    connection.close()


def _lines(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT max(id) FROM audit").fetchone()[0])


def _openings(program: Program) -> Iterator[float]:
    for _ in range(OPENINGS):
        program.press(F5)
        yield program.until("venir") * 1000
        program.quiet(0.3)
        program.press(ESCAPE)
        program.until("Code postal")
        program.quiet(0.3)


def _keys(program: Program) -> list[float]:
    program.quiet(1.0)
    times = []
    for turn in range(KEYS):
        taken = program.latency_ms(CYCLE[turn % len(CYCLE)])
        if taken is not None:
            times.append(taken)
        program.quiet(QUIET_S)
    return times
