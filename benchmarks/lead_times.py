"""The lead times on a store with one million places: nine in ten taken, then all of them."""

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
from rdv_tui.services.booking.lead_times import get_lead_times
from rdv_tui.services.office.startup import open_desk
from rdv_tui.store.engine import open_store

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


def _fill(store: Path, office: str, *, free_every: int) -> int:
    """Write the places, and an appointment on all but one in `free_every`, straight into the file.

    With 0 every place is taken.
    """
    places = [
        (office, f"{start:%F %T}.000000", n + 1) for start in _starts() for n in range(COUNTERS)
    ]
    taken = (
        (office, f"R{rank:08d}", "done", start, number, f"{rank:010d}")
        for rank, (_, start, number) in enumerate(places)
        if not free_every or rank % free_every
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
    return [
        _measure(store, "lead times on a million places", free_every=10),
        _measure(store, "lead times where nothing is free", free_every=0),
    ]


def _measure(store: Path, label: str, *, free_every: int) -> Figure:
    for name in (store.name, f"{store.name}-wal", f"{store.name}-shm"):
        store.with_name(name).unlink(missing_ok=True)
    office = replace(catalogue.default_office(), openings=())
    clock = Clock.starting_at(
        ZoneInfo(office.time_zone), datetime.combine(TODAY, datetime.min.time())
    )
    desk = open_desk(open_store(str(store)), office, clock, "bench", station="bench:1", founds=True)
    count = _fill(store, office.code, free_every=free_every)
    times = []
    for _turn in range(RUNS):
        began = time.perf_counter()
        found = get_lead_times(desk).rows[0]
        times.append((time.perf_counter() - began) * 1000)
        assert (found.third is None) == (free_every == 0)
    desk.store.close()
    detail = f"{count} places, worst {max(times):.0f} ms of {RUNS}"
    return Figure(label, statistics.median(times), LIMIT_MS, "ms", detail)
