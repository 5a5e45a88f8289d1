"""The questions of every day on ten thousand, a million and ten million appointments."""

from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from benchmarks import questions, years
from benchmarks.desks import desk_of, office_without_hours
from benchmarks.report import Figure
from rdv_tui.services.desk import Desk
from rdv_tui.store.engine import open_store

SIZES = (10_000, 1_000_000, 10_000_000)
GROWTH_LIMIT = 1.5
"""How many times longer an answer may take on the largest store than on the smallest."""


def measure(store: Path, _: Mapping[str, str], sizes: tuple[int, ...] = SIZES) -> list[Figure]:
    """Return how each answer grows with the store, and how it stands beside the SQL alone."""
    with ExitStack() as ending:
        desks = [_filled(store.with_name(f"{count}.db"), count, ending) for count in sizes]
        answers = questions.ask_all(desks)
    figures = []
    for first, *_between, last in answers:
        detail = f"{first.took:.2f} ms among {sizes[0]}, {last.took:.2f} among {sizes[-1]}"
        beside = f"{last.bare:.2f} ms by the SQL alone, among {sizes[-1]}"
        figures += [
            Figure(f"{last.name}, growth", last.took / first.took, GROWTH_LIMIT, "times", detail),
            Figure(f"{last.name}, over its SQL", last.took / last.bare, None, "times", beside),
        ]
    return figures


def _filled(file: Path, count: int, ending: ExitStack) -> Desk:
    office = office_without_hours()
    desk_of(open_store(str(file)), office, "s:0").store.close()
    ending.callback(file.unlink)
    years.fill(str(file), [office.code], count)
    desk = desk_of(open_store(str(file)), office, "s:0")
    ending.callback(desk.store.close)
    return desk
