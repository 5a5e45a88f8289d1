"""Programs race for the last place of one slot after another; who is booked twice is counted.

The same race for ours, on a file and on a server, for one that reads and then inserts, and for
django-appointment.
"""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks import bookings, on_server
from benchmarks.contest import Ask, race
from benchmarks.report import Figure
from rdv_tui.domain.appointment import Channel
from rdv_tui.errors import Refusal
from rdv_tui.services.booking import booking
from rdv_tui.services.hours import schedule
from rdv_tui.store.engine import open_store

PROGRAMS, SLOTS = 16, 40
RACING = Path(__file__).parent
LOCK = RACING / "rivals.txt"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the programs were told, and how many appointments are beyond the room there was."""

    given: int
    refused: int
    doubles: int


def measure(
    store: Path,
    _: Mapping[str, str],
    programs: int = PROGRAMS,
    slots: int = SLOTS,
    *,
    is_whole: bool = True,
) -> list[Figure]:
    """Return the double bookings of each, ours against the limit of none.

    django-appointment, whose packages are installed for it, is left out unless `is_whole`.
    """
    ours = race_ours(str(store.with_name("ours.db")), programs, slots)
    plain = race_plain(str(store.with_name("plain.db")), programs, slots)
    with on_server.running() as databases:
        on_postgresql = race_ours(databases.create("ours"), programs, slots)
    asked = f"{slots} last places, each asked by {programs} at once"
    figures = [
        _figure("rdv-tui", ours, 0, asked),
        _figure("rdv-tui on PostgreSQL", on_postgresql, 0, asked),
        _figure("read, then insert", plain, None, asked),
    ]
    if is_whole:
        python = _install(store.parent / "rivals")
        for name, mode in (("", "DEFERRED"), (", its writers lock first", "IMMEDIATE")):
            found = race_django(python, store.with_name(f"{mode}.db"), mode, programs, slots)
            figures.append(_figure(f"django-appointment{name}", found, None, asked))
    return figures


def _figure(name: str, outcome: Outcome, limit: float | None, asked: str) -> Figure:
    detail = f"{asked}: {outcome.given} given, {outcome.refused} refused"
    return Figure(f"booked twice, {name}", outcome.doubles, limit, "", detail)


# -- ours
def race_ours(address: str, programs: int, slots: int) -> Outcome:
    """Race on a new store at `address`, where each slot has one place left."""
    with _desk(address) as desk:
        found = schedule.free_slots(desk, desk.clock.today(), 60)[-slots:]
        taken = [slot.start for slot in found for _ in range(slot.free - 1)]
        for rank, start in enumerate(taken):
            _book(desk, start, rank)
    told = race(address, _ours, [slot.start for slot in found], programs)
    with open_store(address) as store, store.engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT start, foreign_resident_number FROM appointment WHERE status = 'booked'"
        ).all()
    extra = len(rows) - sum(slot.free for slot in found)
    assert told[True] == slots + extra, "an answer is another than what the store holds"
    assert extra >= 0, "a place that was asked for stayed empty"
    again = len(rows) - len({person for _, person in rows})
    return Outcome(told[True], told[False], extra + again)


@contextmanager
def _desk(address: str) -> Iterator[Any]:
    desk = bookings._desk(address)
    yield desk
    desk.store.close()


def _book(desk: Any, start: datetime, rank: int) -> None:  # noqa: ANN401
    booking.book_at(desk, start, bookings._person(rank), channel=Channel.PHONE)


def _ours(address: str) -> Ask:
    desk = bookings._desk(address)

    def ask(start: datetime, rank: int) -> bool:
        try:
            _book(desk, start, rank)
        except Refusal:
            return False
        return True

    return ask


# -- one that reads, and then inserts
def race_plain(file: str, programs: int, slots: int) -> Outcome:
    """Race on a table without constraints, in a new SQLite file with a write-ahead log."""
    starts = [datetime(2027, 1, 4 + rank // 20, 8, rank % 20) for rank in range(slots)]
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE appointment (start TEXT, person INTEGER)")
    told = race(file, _plain, starts, programs)
    with closing(sqlite3.connect(file)) as connection:
        rows = connection.execute("SELECT count(*), count(DISTINCT start) FROM appointment")
        booked, places = rows.fetchone()
    return Outcome(told[True], told[False], booked - places)


def _plain(file: str) -> Ask:
    connection = sqlite3.connect(file, timeout=bookings.WAIT_S, isolation_level=None)

    def ask(start: datetime, rank: int) -> bool:
        when = start.isoformat()
        found = connection.execute("SELECT count(*) FROM appointment WHERE start = ?", (when,))
        if found.fetchone()[0]:
            return False
        connection.execute("INSERT INTO appointment VALUES (?, ?)", (when, rank))
        return True

    return ask


# -- django-appointment
def _install(folder: Path) -> Path:
    """Make an environment of its own with the locked packages; return its interpreter."""
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    python = folder / "bin" / "python"
    given = ["--quiet", "--require-hashes", "--only-binary", ":all:", "-r", str(LOCK)]
    subprocess.run([python, "-m", "pip", "install", *given], check=True)
    return python


def race_django(python: Path, file: Path, mode: str, programs: int, slots: int) -> Outcome:
    """Race on a new site of django-appointment, whose transactions begin in `mode`."""
    words = ["-m", "benchmarks.rival_site", str(file), mode, str(programs), str(slots)]
    done = subprocess.run(
        [python, *words], cwd=RACING.parent, stdout=subprocess.PIPE, text=True, check=True
    )
    return Outcome(**json.loads(done.stdout))
