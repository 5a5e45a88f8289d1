"""Desks with people at them: how long an act takes while many others think, type and book.

Each desk is a desk of the services' own with a station of its own. Programs carry several of them;
an act that comes while the program is at another desk's waits, and that wait counts.
"""

import heapq
import multiprocessing
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, time as wall_time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import text
from tests.factories import person

from benchmarks import years
from benchmarks.report import Figure, percentile
from rdv_tui import catalogue
from rdv_tui.clock import Clock
from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.appointment import Channel, Hold
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.office import Office
from rdv_tui.errors import Refusal, StoreError
from rdv_tui.services.booking import booking, changes, history, holds
from rdv_tui.services.booking.search import search
from rdv_tui.services.day.day import get_day, last_change
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import schedule
from rdv_tui.services.office.startup import open_desk
from rdv_tui.store.engine import Store, open_store
from rdv_tui.store.tables import OCCUPIES_PLACE

NUMBERS, MOST_PROGRAMS = (16, 100), 20
PLACES = 100_000
LOOK_S = 0.4
"""How often a screen asks a file for changes, in seconds."""
READ_LIMIT_MS, WRITE_LIMIT_MS = 100, 300
_WAIT_S = 300
_TWICE = (
    f"SELECT count(*) FROM (SELECT 1 FROM appointment WHERE {OCCUPIES_PLACE}"
    " GROUP BY office, start, number HAVING count(*) > 1) twice"
)
_NOW = datetime.combine(years.TODAY, wall_time(9, 30))


@dataclass(frozen=True, slots=True)
class Pace:
    """How long it lasts and how long people think between two acts, in seconds.

    It goes on after that until every program has done `least` acts.
    """

    seconds: float = 60.0
    thinks: float = 15.0
    least: int = 0


REAL = Pace()


@dataclass
class Seen:
    """What came of the acts: how long each took from the key on (milliseconds), and what failed."""

    read: list[float] = field(default_factory=list)
    written: list[float] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    memory_kb: int = 0
    took_s: float = 0.0

    @property
    def acts(self) -> int:
        """Return how many there were."""
        return len(self.read) + len(self.written)

    def add(self, other: "Seen") -> None:
        """Take in what another program saw."""
        self.read += other.read
        self.written += other.written
        self.refused += other.refused
        self.failed += other.failed
        self.memory_kb += other.memory_kb
        self.took_s = max(self.took_s, other.took_s)


def measure(
    store: Path,
    _: Mapping[str, str],
    *,
    numbers: Sequence[int] = NUMBERS,
    pace: Pace = REAL,
    places: int = PLACES,
) -> list[Figure]:
    """Return how long desks on one file wait, 99 of 100 times, whatever the others do."""
    address, office = str(store.with_name("desks.db")), office_without_hours()
    desk_of(open_store(address), office, "s:0").store.close()
    years.fill(address, [office.code], places)
    return [figure for number in numbers for figure in simulate(address, [office], number, pace)]


def office_without_hours(code: str | None = None) -> Office:
    """Return an office whose days are those that are written straight into its store."""
    office = catalogue.default_office()
    return replace(office, code=code or office.code, openings=())


def desk_of(store: Store, office: Office, station: str) -> Desk:
    """Return a desk of that office, on the day for which stores are filled."""
    clock = Clock.starting_at(ZoneInfo(office.time_zone), _NOW)
    return open_desk(store, office, clock, "bench", station=station, founds=True)


def simulate(
    address: str,
    offices: Sequence[Office],
    desks: int,
    pace: Pace,
    on: str = "",
    server_s: Callable[[], float] | None = None,
) -> list[Figure]:
    """Let so many desks, shared out among `offices`, work on the store; return what they saw.

    `server_s` tells how long the store's server has worked, in seconds of a processor.
    """
    before = server_s() if server_s else 0.0
    programs = min(desks, MOST_PROGRAMS)
    fresh = multiprocessing.get_context("spawn")
    start, tell = fresh.Barrier(programs, timeout=_WAIT_S), fresh.SimpleQueue()
    ranks = [range(rank, desks, programs) for rank in range(programs)]
    running = [
        fresh.Process(target=_work, args=(address, offices, mine, pace, start, tell))
        for mine in ranks
    ]
    for program in running:
        program.start()
    seen = Seen()
    for _ in running:
        seen.add(tell.get())
    for program in running:
        program.join()
    label = f"{desks} desks{on}"
    figures = []
    if server_s:
        each = (server_s() - before) / seen.acts * 1000
        rate = desks / pace.thinks
        asked = f"{rate:.0f} acts a second keep {each * rate / 1000:.2f} of its processors at work"
        figures.append(Figure(f"{label}, the server's work an act", each, None, "ms", asked))
    told = ", ".join(f"{count} {code}" for code, count in seen.refused.items()) or "none"
    return [
        *figures,
        Figure(
            f"{label}, reading, p99",
            percentile(seen.read, 99),
            READ_LIMIT_MS,
            "ms",
            f"median {percentile(seen.read, 50):.1f} ms, {seen.acts} acts in {seen.took_s:.0f} s",
        ),
        Figure(
            f"{label}, writing, p99",
            percentile(seen.written, 99),
            WRITE_LIMIT_MS,
            "ms",
            f"median {percentile(seen.written, 50):.1f} ms, refused: {told}",
        ),
        Figure(f"{label}, places booked twice", _count_twice(address), 0, ""),
        Figure(f"{label}, acts that failed", seen.failed.total(), 0, "", f"{dict(seen.failed)}"),
        Figure(f"{label}, memory", seen.memory_kb / 1024, None, "MB", f"all {programs} programs"),
    ]


def _count_twice(address: str) -> int:
    with open_store(address) as store, store.engine.connect() as connection:
        return int(connection.execute(text(_TWICE)).scalar_one())


# -- one program with its desks
def _work(
    address: str,
    offices: Sequence[Office],
    ranks: Sequence[int],
    pace: Pace,
    start: Any,  # noqa: ANN401
    tell: Any,  # noqa: ANN401
) -> None:
    store = open_store(address)
    store.listen()
    people = [
        _Person(desk_of(store, offices[rank % len(offices)], f"s:{rank}"), rank, pace.thinks)
        for rank in ranks
    ]
    people[0].warm_up()
    seen = Seen()
    start.wait()
    _run(people, seen, pace, asks=store.feed is None)
    seen.memory_kb = _memory_kb()
    tell.put(seen)
    store.close()


def _run(people: Sequence["_Person"], seen: Seen, pace: Pace, *, asks: bool) -> None:
    began = time.monotonic()
    due: list[tuple[float, int, bool]] = []
    for rank, one in enumerate(people):
        heapq.heappush(due, (began + one.thinks(), rank, True))
        if asks:
            heapq.heappush(due, (began + one.chance.random() * LOOK_S, rank, False))
    while due[0][0] < began + pace.seconds or seen.acts < pace.least:
        at, rank, is_act = heapq.heappop(due)
        one = people[rank]
        time.sleep(max(0.0, at - time.monotonic()))
        if not is_act:
            last_change(one.desk)
            heapq.heappush(due, (time.monotonic() + LOOK_S, rank, False))
            continue
        _do(one, seen, at)
        heapq.heappush(due, (time.monotonic() + one.thinks(), rank, True))
    seen.took_s = time.monotonic() - began


def _do(one: "_Person", seen: Seen, at: float) -> None:
    act, writes = one.next_act()
    try:
        act()
    except Refusal as refusal:
        seen.refused[refusal.code] += 1
    except StoreError as error:
        seen.failed[error.code] += 1
    (seen.written if writes else seen.read).append((time.monotonic() - at) * 1000)


class _Person:
    """Somebody at a desk, who does one thing after the other."""

    def __init__(self, desk: Desk, rank: int, thinks_s: float) -> None:
        self.desk, self.chance = desk, random.Random(rank)
        self._thinks_s = thinks_s
        self._hold: Hold | None = None
        self._booked: list[str] = []
        self._numbers: Iterator[int] = iter(range(50_000_000 + rank * 1000, 60_000_000))

    def thinks(self) -> float:
        """Return for how long, in seconds."""
        return self.chance.expovariate(1 / self._thinks_s)

    def warm_up(self) -> None:
        """Do once what is done all day: a program is at work since the morning."""
        for act in (self._month, self._day, self._find, self._card, self._hold_one):
            with suppress(Refusal):  # the place went to another
                act()
        if self._hold is not None:
            holds.release(self.desk, self._hold)
            self._hold = None

    def next_act(self) -> tuple[Callable[[], object], bool]:
        """Return what is done next, and whether it writes."""
        if self._hold is not None:
            return self._book, True
        what = self.chance.random()
        if what < 0.25:
            return self._hold_one, True
        if what < 0.3 and self._booked:
            return self._cancel, True
        return self.chance.choice((self._month, self._day, self._find, self._card)), False

    def _hold_one(self) -> None:
        free = schedule.next_free(self.desk, self.desk.clock.local(), 40)
        slot = self.chance.choice(free)
        self._hold = holds.hold(self.desk, slot.start, BookingDraft())

    def _book(self) -> None:
        hold, self._hold = self._hold, None
        assert hold is not None
        who = person(next(self._numbers), permit_expires=years.TODAY + timedelta(days=60))
        done = booking.book(self.desk, hold, who, channel=Channel.PHONE, identification=None)
        self._booked.append(done.reference)

    def _cancel(self) -> None:
        changes.cancel(self.desk, self._booked.pop(), CancelReason.APPLICANT)

    def _month(self) -> None:
        first = years.TODAY
        schedule.list_days(self.desk, first, first + timedelta(days=34))

    def _day(self) -> None:
        get_day(self.desk, years.TODAY)

    def _find(self) -> None:
        search(self.desk, years.name_of(self.chance.randrange(1000))[0])

    def _card(self) -> None:
        rank = 1 + 10 * self.chance.randrange(700)
        history.get_card(self.desk, years.reference_of(rank))


def _memory_kb() -> int:
    told = Path("/proc/self/smaps_rollup").read_text(encoding="ascii")
    return int(told.split("Pss:")[1].split()[0])
