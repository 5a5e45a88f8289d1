"""Programs that ask for one place after another, each at the same instant as all the others."""

import multiprocessing
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from multiprocessing.synchronize import Barrier
from typing import Any

PATIENCE_S = 300
_FIRST_RIVAL = 10_000
"""The rank of the first person in the race: those before have filled the other places."""

Ask = Callable[[datetime, int], bool]
"""Ask for the place at a start for the person of a rank; tell whether it was given."""
Opened = Callable[[str], Ask]


def race(address: str, opened: Opened, starts: Sequence[datetime], programs: int) -> Counter[bool]:
    """Let every program ask for each start at the same instant; return the answers, counted."""
    fresh = multiprocessing.get_context("spawn")  # SQLite's connections must not be inherited
    together, tell = fresh.Barrier(programs, timeout=PATIENCE_S), fresh.SimpleQueue()
    runners = [
        fresh.Process(target=_compete, args=(address, opened, starts, rank, together, tell))
        for rank in range(programs)
    ]
    for runner in runners:
        runner.start()
    for runner in runners:
        runner.join()
        assert runner.exitcode == 0
    return sum((tell.get() for _ in runners), Counter())


def _compete(
    address: str,
    opened: Opened,
    starts: Sequence[datetime],
    rank: int,
    together: Barrier,
    tell: Any,  # noqa: ANN401
) -> None:
    ask = opened(address)
    answers: Counter[bool] = Counter()
    for number, start in enumerate(starts):
        person = _FIRST_RIVAL + rank * len(starts) + number
        together.wait()
        answers[ask(start, person)] += 1
    tell.put(answers)
