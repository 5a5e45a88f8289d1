"""Bookings in a second, each durable, beside the bare driver that executes the same statements.

What one program says to the store while it books is written down. Then programs of ours book on a
copy of that store, and as many bare ones replay the same transactions on another.
"""

import gc
import multiprocessing
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing.synchronize import Barrier
from pathlib import Path
from shutil import copyfile
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, event

from benchmarks.report import Figure
from rdv_tui import catalogue
from rdv_tui.clock import Clock
from rdv_tui.domain.applicant import Applicant
from rdv_tui.domain.appointment import Channel
from rdv_tui.domain.birth_date import BirthDate
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.services.booking import booking, holds
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import schedule
from rdv_tui.services.office.startup import open_desk
from rdv_tui.store import integrity
from rdv_tui.store.engine import open_store
from rdv_tui.store.locking import WRITE_OPTION

NOW = datetime(2026, 11, 23, 10, 15)
EXPIRES = NOW.date() + timedelta(days=80)
PROGRAMS = (1, 4, 16)
BOOKINGS, WARM_UPS = 320, 2
LIMIT_TIMES, LIMIT_WAIT_MS, LIMIT_STATEMENTS = 2, 300, 20
WAIT_S = 60

Job = tuple[datetime, int]
Act = Callable[[Job], None]
Opened = Callable[[str], Act]
Said = tuple[str, Any, bool]
"""A statement, its values, and whether these are several rows of them."""
Transaction = tuple[str, list[Said]]
Replay = Callable[[Sequence[Transaction]], None]


class Ground(Protocol):
    """Where stores are made for a race: files, or a server's databases."""

    def copy(self, blank: str, name: str) -> str:
        """Return the address of the store `name`, which is now as `blank` is."""

    def bare(self, address: str) -> Replay:
        """Return what executes the transactions of a booking there without any of our code."""


@dataclass(frozen=True, slots=True)
class Files:
    """Stores that are files beside each other."""

    folder: Path

    def copy(self, blank: str, name: str) -> str:
        """Return the address of the store `name`, which is now as `blank` is."""
        file = self.folder / name
        for suffix in ("", "-wal", "-shm"):
            Path(f"{file}{suffix}").unlink(missing_ok=True)
        copyfile(blank, file)
        return str(file)

    def bare(self, address: str) -> Replay:
        """Return what executes transactions on a connection of the driver's own."""
        return _replay(address)


def measure(store: Path, _: Mapping[str, str]) -> list[Figure]:
    """Return, for each number of programs, how much slower ours are, and their longest wait."""
    return race(Files(store.parent), str(store.with_name("blank.db")), LIMIT_WAIT_MS)


def race(ground: Ground, blank: str, limit_ms: float, on: str = "") -> list[Figure]:
    """Race for bookings on copies of the new store `blank`; a wait may last `limit_ms`."""
    desk = _desk(blank)
    jobs = _jobs(desk)
    desk.store.close()
    figures = []
    for act, opened in (("booking", _book_at_once), ("hold, then book", _hold_then_book)):
        label = f"{act}{on}"
        said = _written_down(ground.copy(blank, opened.__name__.strip("_")), opened, jobs)
        count = statistics.median(sum(len(all_of_it) for _, all_of_it in one) for one in said)
        figures.append(Figure(f"{label}, statements", count, LIMIT_STATEMENTS, ""))
        for programs in PROGRAMS:
            ours = ground.copy(blank, "ours")
            took, longest = _race(ours, programs, opened, jobs)
            _check(ours)
            bare_took, _longest = _race(ground.copy(blank, "bare"), programs, ground.bare, said)
            timed = BOOKINGS - programs * WARM_UPS
            detail = f"{timed / took:.0f} a second, {timed / bare_took:.0f} bare"
            name = f"{label}, {programs} at once" if programs > 1 else f"{label}, alone"
            figures += [
                Figure(f"{name}, over bare", took / bare_took, LIMIT_TIMES, "times", detail),
                Figure(f"{name}, longest wait", longest * 1000, limit_ms, "ms"),
            ]
    return figures


def _desk(file: str) -> Desk:
    office = catalogue.default_office()
    clock = Clock.starting_at(ZoneInfo(office.time_zone), NOW)
    return open_desk(
        open_store(file, WAIT_S), office, clock, "bench", station="bench:1", founds=True
    )


def _jobs(desk: Desk) -> list[Job]:
    """Return as many starts with a free place as there are bookings to make, each with a person."""
    free = schedule.free_slots(desk, desk.clock.today(), 60)
    starts = [slot.start for slot in free for _ in range(slot.free)]
    return [(start, rank) for rank, start in enumerate(starts[-BOOKINGS:])]


def _person(rank: int) -> Applicant:
    return Applicant(
        family_name="Yılmaz",
        given_names="Şükrü",
        birth_date=BirthDate(1988, 4, 17),
        nationality="TR",
        foreign_resident_number=f"84{rank:08d}",
        situation="SALARIE",
        permit_kind="CST",
        permit_expires=EXPIRES,
        postal_code="84000",
        commune="Avignon",
    )


# -- ours, and bare
def _book_at_once(file: str) -> Act:
    desk = _desk(file)

    def book(job: Job) -> None:
        booking.book_at(desk, job[0], _person(job[1]), channel=Channel.PHONE)

    return book


def _hold_then_book(file: str) -> Act:
    desk = _desk(file)

    def book(job: Job) -> None:
        hold = holds.hold(desk, job[0], BookingDraft())
        booking.book(desk, hold, _person(job[1]), channel=Channel.PHONE, identification=None)

    return book


def _replay(file: str) -> Replay:
    connection = sqlite3.connect(file, timeout=WAIT_S, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")

    def replay(transactions: Sequence[Transaction]) -> None:
        for begin, statements in transactions:
            connection.execute(begin)
            for statement, values, is_many in statements:
                if is_many:
                    connection.executemany(statement, values)
                else:
                    connection.execute(statement, values).fetchall()
            connection.execute("COMMIT")

    return replay


def _written_down(file: str, opened: Opened, jobs: Sequence[Job]) -> list[list[Transaction]]:
    """Return the transactions of each booking, as one program makes them."""
    said: list[list[Transaction]] = []
    with _listening(said):
        act = opened(file)
        for job in jobs:
            said.append([])
            act(job)
    return said


@contextmanager
def _listening(said: list[list[Transaction]]) -> Iterator[None]:
    """Add what any engine executes to the last of `said`, as the driver is given it."""

    def begun(connection: Connection) -> None:
        if said:
            locks_file = connection.dialect.name == "sqlite" and (
                connection.get_execution_options().get(WRITE_OPTION)
            )
            said[-1].append(("BEGIN IMMEDIATE" if locks_file else "BEGIN", []))

    def executed(_: Any, _cursor: Any, statement: str, values: Any, *more: Any) -> None:  # noqa: ANN401
        _context, is_many = more
        if said and said[-1] and statement != "BEGIN":
            said[-1][-1][1].append((statement, values, is_many))

    heard = (("begin", begun), ("before_cursor_execute", executed))
    for name, hear in heard:
        event.listen(Engine, name, hear)
    yield
    for name, hear in heard:
        event.remove(Engine, name, hear)


# -- the race
def _race(
    address: str, programs: int, opened: Callable[[str], Any], work: Sequence[Any]
) -> tuple[float, float]:
    """Share `work` out to programs; return how long all took, and one at most, in seconds."""
    fresh = multiprocessing.get_context("spawn")  # SQLite's connections must not be inherited
    start, tell = fresh.Barrier(programs, timeout=WAIT_S), fresh.SimpleQueue()
    runners = [
        fresh.Process(target=_compete, args=(address, opened, work[rank::programs], start, tell))
        for rank in range(programs)
    ]
    for runner in runners:
        runner.start()
    for runner in runners:
        runner.join()
        assert runner.exitcode == 0
    told = [tell.get() for _ in runners]
    took = max(last for _, last, _ in told) - min(first for first, _, _ in told)
    return took, max(longest for *_, longest in told)


def _compete(
    file: str,
    opened: Callable[[str], Any],
    work: Sequence[Any],
    start: Barrier,
    tell: Any,  # noqa: ANN401
) -> None:
    act = opened(file)
    for item in work[:WARM_UPS]:
        act(item)
    waits = []
    gc.freeze()
    gc.disable()  # as a desk does (screens/idle.py)
    start.wait()
    began = time.monotonic()
    for item in work[WARM_UPS:]:
        asked = time.monotonic()
        act(item)
        waits.append(time.monotonic() - asked)
    ended = time.monotonic()
    start.wait()  # a program that ends takes the processors from those that are still timed
    tell.put((began, ended, max(waits)))


def _check(address: str) -> None:
    with open_store(address) as store:
        problems = integrity.check(store)
        assert not problems, problems
        with store.engine.connect() as connection:
            booked = connection.exec_driver_sql(
                "SELECT count(DISTINCT start || '/' || number), count(*) FROM appointment"
                " WHERE status = 'booked'"
            ).one()
        assert tuple(booked) == (BOOKINGS, BOOKINGS), booked
