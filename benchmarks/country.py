"""A whole country in one PostgreSQL store: its offices, their years, and desks at work in all."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing
from pathlib import Path

from benchmarks import desks, on_server, questions, years
from benchmarks.report import Figure
from rdv_tui.domain.office import Office
from rdv_tui.services.office.offices import add_office
from rdv_tui.store.engine import open_store

OFFICES, PLACES = 100, 100_000
NUMBERS = (100, 2000)
GROWTH_LIMIT = 1.5
"""How many times longer one office's answers may take beside all others than alone."""


def measure(
    _store: Path,
    _: Mapping[str, str],
    *,
    offices: int = OFFICES,
    places: int = PLACES,
    numbers: tuple[int, ...] = NUMBERS,
    pace: desks.Pace = desks.REAL,
) -> list[Figure]:
    """Return how an office's answers fare beside a country's, and how long its desks wait."""
    every = [desks.office_without_hours(f"B{rank:03d}") for rank in range(offices)]
    with on_server.running() as databases:
        alone = _made(databases.create("alone"), every[:1], places)
        address = _made(databases.create("country"), every, places)
        figures = []
        for one, beside in _ask((alone, address), every[0]):
            detail = f"{one.took:.2f} ms alone, {beside.took:.2f} among {offices} offices"
            name = f"{one.name}, in a country's store"
            figures.append(Figure(name, beside.took / one.took, GROWTH_LIMIT, "times", detail))
        for number in numbers:
            on = f" in {offices} offices on PostgreSQL"
            server_s = databases.processor_s
            figures += desks.simulate(address, every, number, pace, on, server_s)
    return figures


def _made(address: str, every: list[Office], places: int) -> str:
    first = desks.desk_of(open_store(address), every[0], "s:0")
    with closing(first.store):
        for office in every[1:]:
            add_office(first, office)
    years.fill(address, [office.code for office in every], places)
    return address


def _ask(addresses: Sequence[str], office: Office) -> list[tuple[questions.Answered, ...]]:
    with ExitStack() as ending:
        asking = [desks.desk_of(open_store(address), office, "s:0") for address in addresses]
        for desk in asking:
            ending.callback(desk.store.close)
        return questions.ask_all(asking)
