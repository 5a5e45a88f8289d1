"""The questions of every day on ten thousand, a million and ten million appointments."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks import questions, years
from benchmarks.report import Figure
from rdv_tui import catalogue
from rdv_tui.clock import Clock
from rdv_tui.services.desk import Desk
from rdv_tui.services.office.startup import open_desk
from rdv_tui.store.engine import open_store

SIZES = (10_000, 1_000_000, 10_000_000)
GROWTH_LIMIT = 1.5
"""How many times longer an answer may take on the largest store than on the smallest."""


def measure(store: Path, _: Mapping[str, str], sizes: tuple[int, ...] = SIZES) -> list[Figure]:
    """Return how each answer grows with the store, and how it stands beside the SQL alone."""
    made = [_ask(store.with_name(f"{count}.db"), count) for count in sizes]
    figures = []
    for first, *_between, last in zip(*made, strict=True):
        detail = f"{first.took:.2f} ms among {sizes[0]}, {last.took:.2f} among {sizes[-1]}"
        beside = f"{last.bare:.2f} ms by the SQL alone, among {sizes[-1]}"
        figures += [
            Figure(f"{last.name}, growth", last.took / first.took, GROWTH_LIMIT, "times", detail),
            Figure(f"{last.name}, over its SQL", last.took / last.bare, None, "times", beside),
        ]
    return figures


def _ask(file: Path, count: int) -> list[questions.Answered]:
    _desk(file).store.close()
    years.fill(str(file), [catalogue.default_office().code], count)
    desk = _desk(file)
    try:
        return questions.ask_all(desk)
    finally:
        desk.store.close()
        file.unlink()


def _desk(file: Path) -> Desk:
    """Return a desk whose office has no hours: its days are those that are written."""
    office = replace(catalogue.default_office(), openings=())
    now = datetime.combine(years.TODAY, time(10))
    clock = Clock.starting_at(ZoneInfo(office.time_zone), now)
    return open_desk(open_store(str(file)), office, clock, "bench", station="bench:1")
