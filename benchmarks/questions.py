"""What desks ask all day, of the services and of the store alone in the cheapest SQL for it."""

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from benchmarks.years import TODAY, name_of, number_of, reference_of, start_of
from rdv_tui.domain.names import fold
from rdv_tui.domain.search_words import NUMBER
from rdv_tui.services.booking.history import get_card
from rdv_tui.services.booking.lead_times import get_lead_times
from rdv_tui.services.booking.search import search
from rdv_tui.services.day.day import get_day
from rdv_tui.services.day.queue import get_queue
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import schedule
from rdv_tui.store.tables import OCCUPIES_PLACE

RUNS, WARM_UPS = 15, 2
MONTH, FREE, FOUND = timedelta(days=35), 3, 20
SOMEBODY = 5_001
"""The rank of a place that is taken, on every store."""

_TAKEN = "a.office = p.office AND a.start = p.start AND a.number = p.number AND a." + OCCUPIES_PLACE
_BETWEEN = "p.office = {office} AND p.start >= {first} AND p.start < {last}"
_COUNTED = (
    "SELECT date(p.start), count(*), count(a.reference) FROM place p"
    f" LEFT JOIN appointment a ON {_TAKEN} WHERE {_BETWEEN} GROUP BY 1"
)
_OF_A_DAY = f"SELECT * FROM place p LEFT JOIN appointment a ON {_TAKEN} WHERE {_BETWEEN}"
_NEXT_FREE = (
    f"SELECT DISTINCT p.start FROM place p WHERE {_BETWEEN} AND NOT p.withdrawn AND NOT EXISTS"
    f" (SELECT 1 FROM appointment a WHERE {_TAKEN}) ORDER BY 1 LIMIT {FREE}"
)
_FOUND = (
    "SELECT a.* FROM search_word w JOIN appointment a ON a.office = w.office"
    " AND a.reference = w.reference WHERE w.office = {office} AND w.word >= {word}"
    f" AND w.word < {{beyond}} LIMIT {FOUND}"
)
_CARD = (
    "SELECT * FROM appointment a LEFT JOIN audit s ON s.office = a.office"
    " AND s.reference = a.reference WHERE a.office = {office} AND a.reference = {reference}"
)
_QUEUE = (
    "SELECT * FROM appointment WHERE office = {office} AND start >= {first} AND start < {last}"
    f" AND status IN ('arrived', 'in_progress') AND {OCCUPIES_PLACE}"
)
"""Whose places are taken is said twice: the day's index is then the one that answers."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question: who answers it among the services, and the SQL that does with its values."""

    name: str
    ask: Callable[[], object]
    sql: str
    given: dict[str, str]


@dataclass(frozen=True, slots=True)
class Answered:
    """How long an answer took by the services, and by the bare driver: medians, milliseconds."""

    name: str
    took: float
    bare: float


def ask_all(desks: Sequence[Desk]) -> list[tuple[Answered, ...]]:
    """Ask every question on stores that benchmarks/years.py has filled; one answer a store.

    Stores, and both ways, take turns: what disturbs the machine disturbs all.
    """
    with ExitStack() as ending:
        opened = [ending.enter_context(desk.store.engine.connect()) for desk in desks]
        drivers = [connection.connection.driver_connection for connection in opened]
        alike = zip(*map(questions, desks), strict=True)
        return [_answered(asked, drivers, desks) for asked in alike]


def questions(desk: Desk) -> Iterator[Question]:
    """Yield the questions; each has an answer in the store."""
    midnight = datetime.combine(TODAY, datetime.min.time())
    tomorrow, horizon = midnight + timedelta(days=1), start_of(0)
    number, (family, given) = number_of(SOMEBODY), name_of(SOMEBODY)
    office = desk.office.code

    def between(first: datetime, last: datetime) -> dict[str, str]:
        return {"office": office, "first": f"{first:%F %T}", "last": f"{last:%F %T}"}

    def words(word: str) -> dict[str, str]:
        beyond = word[:-1] + chr(ord(word[-1]) + 1)
        return {"office": office, "word": word, "beyond": beyond}

    month = TODAY + MONTH - timedelta(days=1)
    yield Question(
        "month",
        lambda: schedule.list_days(desk, TODAY, month),
        _COUNTED,
        between(midnight, midnight + MONTH),
    )
    yield Question("day", lambda: get_day(desk, TODAY), _OF_A_DAY, between(midnight, tomorrow))
    yield Question(
        "next free",
        lambda: schedule.next_free(desk, tomorrow, FREE),
        _NEXT_FREE,
        between(tomorrow, horizon),
    )
    yield Question("lead times", lambda: get_lead_times(desk), _COUNTED, between(midnight, horizon))
    yield Question("search, a beginning", lambda: search(desk, "ben").found, _FOUND, words("ben"))
    yield Question(
        "search, a whole name",
        lambda: search(desk, f"{family} {given}").found,
        _FOUND,
        words(fold(family).split()[0]),
    )
    yield Question(
        "search, a number",
        lambda: search(desk, number).found,
        _FOUND,
        words(f"{NUMBER}{number}"),
    )
    yield Question(
        "card",
        lambda: get_card(desk, reference_of(SOMEBODY)),
        _CARD,
        {"office": office, "reference": reference_of(SOMEBODY)},
    )
    yield Question("queue", lambda: get_queue(desk).waiting, _QUEUE, between(midnight, tomorrow))


def _answered(
    asked: Sequence[Question], drivers: Sequence[Any], desks: Sequence[Desk]
) -> tuple[Answered, ...]:
    took: list[list[float]] = [[] for _ in asked]
    bare: list[list[float]] = [[] for _ in asked]
    written = [_sql(question, desk) for question, desk in zip(asked, desks, strict=True)]
    for turn in range(WARM_UPS + RUNS):
        for rank, question in enumerate(asked):
            began = time.perf_counter()
            answer = question.ask()
            answered = time.perf_counter()
            rows = drivers[rank].execute(written[rank], question.given).fetchall()
            if turn >= WARM_UPS:
                took[rank].append(answered - began)
                bare[rank].append(time.perf_counter() - answered)
            assert answer, question.name
            assert rows, question.name
    return tuple(
        Answered(question.name, _median_ms(by_us), _median_ms(by_sql))
        for question, by_us, by_sql in zip(asked, took, bare, strict=True)
    )


def _sql(question: Question, desk: Desk) -> str:
    is_file = desk.store.engine.dialect.name == "sqlite"
    marks = {name: f":{name}" if is_file else f"%({name})s" for name in question.given}
    return question.sql.format(**marks)


def _median_ms(seconds: Sequence[float]) -> float:
    return statistics.median(seconds) * 1000
