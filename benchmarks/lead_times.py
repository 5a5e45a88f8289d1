"""The lead times on a store with one million places, nine in ten of them taken."""

import sqlite3
import statistics
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks.report import Figure
from rdv_tui import catalogue
from rdv_tui.clock import Clock
from rdv_tui.services.lead_times import lead_times
from rdv_tui.services.opening import open_desk

COUNTERS, SLOTS_A_DAY, DAYS = 100, 26, 385
TODAY = date(2026, 11, 23)
RUNS = 15
LIMIT_MS = 100


def _starts() -> Iterator[datetime]:
    """Return every start, from about a year ago to the horizon; days off do not matter here."""
    last = TODAY + timedelta(weeks=8)
    for offset in range(DAYS):
        morning = datetime.combine(last - timedelta(days=offset), datetime.min.time())
        for rank in range(SLOTS_A_DAY):
            yield morning + timedelta(hours=9, minutes=15 * rank)


def _fill(store: Path, office: str) -> int:
    """Write the places, and an appointment on nine in ten, straight into the file."""
    places = [
        (office, f"{start:%F %T}.000000", n + 1) for start in _starts() for n in range(COUNTERS)
    ]
    taken = (
        (office, f"R{rank:08d}", "done", start, number, f"{rank:010d}")
        for rank, (_, start, number) in enumerate(places)
        if rank % 10
    )
    with sqlite3.connect(store) as connection:
        connection.execute("DELETE FROM place")
        connection.executemany("INSERT INTO place (office, start, number) VALUES (?, ?, ?)", places)
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.executemany(
            "INSERT INTO appointment (office, reference, status, start, number,"
            " foreign_resident_number, created_at)"
            " VALUES (?, ?, ?, ?, ?, ?, '2026-01-01 00:00:00')",
            taken,
        )
        connection.execute("ANALYZE")
    return len(places)


def measure(store: Path, _: Mapping[str, str]) -> list[Figure]:
    """Return the median time of the figures that the screen shows, in milliseconds."""
    store.unlink()
    office = replace(catalogue.default_office(), openings=())
    clock = Clock.starting_at(
        ZoneInfo(office.time_zone), datetime.combine(TODAY, datetime.min.time())
    )
    desk = open_desk(str(store), office, clock, "bench", station="bench:1")
    count = _fill(store, office.code)
    times = []
    for _turn in range(RUNS):
        began = time.perf_counter()
        lead_times(desk)
        times.append((time.perf_counter() - began) * 1000)
    desk.store.close()
    detail = f"{count} places, worst {max(times):.0f} ms of {RUNS}"
    return [
        Figure("lead times on a million places", statistics.median(times), LIMIT_MS, "ms", detail)
    ]
