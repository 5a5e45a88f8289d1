"""Many desks on one store for long: random acts, kills, backups, a purge; then all is counted.

    python -m benchmarks.soak [--store ADDRESS] [--desks 16] [--seconds 3600]

Prints one JSON object, and ends with 1 when somebody who was told of an appointment has none, when
a rule is broken, when somebody stands there whom the purge should have erased, or when the memory
of a desk grew by more than a tenth in its second half.
"""

import argparse
import json
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.factories import PARIS, person

from benchmarks import years
from rdv_tui import catalogue
from rdv_tui.clock import Clock
from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.appointment import Appointment, Channel, Status
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.errors import Refusal, StoreError
from rdv_tui.services.booking import booking, changes, holds
from rdv_tui.services.day.day import get_day, list_appointments
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import schedule
from rdv_tui.services.office import purge
from rdv_tui.services.office.startup import open_desk
from rdv_tui.store import backup, integrity
from rdv_tui.store.connect import sqlite_file
from rdv_tui.store.engine import open_store

KILL_EVERY_S, BACK_UP_EVERY_S = 2.0, 7.0
GROWTH_LIMIT = 1.1
MANY_ACTS = 200
"""Acts of one desk from which its memory says something."""
LONG_AGO = 2_000
"""Places of ten years before: their people are overdue, and purged while the desks work."""
START_LIMIT_S = 60.0
"""How much longer a loaded machine is given until the first desk has done anything."""


# -- one desk, a process of its own
def work(address: str, rank: int, seed: int) -> None:
    """Do random acts until killed; say on standard output what somebody was told."""
    chance = random.Random(seed)
    desk = open_desk(
        open_store(address),
        catalogue.default_office(),
        Clock(PARIS),
        f"agent{rank}",
        station=f"s:{seed}",
        founds=True,
    )
    number = seed * 10_000
    while True:
        number += 1
        try:
            _act(desk, chance, number)
        except (Refusal, StoreError) as error:
            print(f"refused {error.code}", flush=True)
        print(f"memory {_memory_kb()}", flush=True)


def _act(desk: Desk, chance: random.Random, number: int) -> None:
    free = schedule.next_free(desk, desk.clock.local(), 40)
    somebody = _somebody(desk, chance)
    what = chance.random()
    if somebody is not None and (not free or what < 0.4):
        print(f"cancelling {somebody.reference}", flush=True)
        changes.cancel(desk, somebody.reference, CancelReason.APPLICANT)
    elif not free:
        get_day(desk, desk.clock.today())
    elif what < 0.8:
        start = chance.choice(free).start
        expires = desk.clock.today() + timedelta(days=60)
        done = booking.book_at(
            desk, start, person(number, permit_expires=expires), channel=Channel.PHONE
        )
        print(f"told {done.reference}", flush=True)
    elif what < 0.85:
        holds.release(desk, holds.hold(desk, chance.choice(free).start, BookingDraft()))
    elif what < 0.95 and somebody is not None:
        changes.move(desk, somebody.reference, chance.choice(free).start)
    else:
        get_day(desk, chance.choice(free).start.date())


def _somebody(desk: Desk, chance: random.Random) -> Appointment | None:
    """Return somebody, whoever booked them, who is awaited on some day to come."""
    day = desk.clock.today() + timedelta(days=chance.randrange(1, 56))
    awaited = [one for one in list_appointments(desk, day) if one.status is Status.BOOKED]
    return chance.choice(awaited) if awaited else None


def _memory_kb() -> int:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0])


# -- what they are told, put together
@dataclass
class Told:
    """What the desks said."""

    booked: set[str] = field(default_factory=set)
    cancelled: set[str] = field(default_factory=set)
    acts: int = 0
    kills: int = 0
    backups: int = 0
    refusals: dict[str, int] = field(default_factory=dict)
    purged: int = 0
    growth: float = 1.0
    slope: float = 0.0
    """How many kB a desk grows by in a thousand acts, the worst of those that had many."""

    def hear(self, text: str) -> None:
        """Take in all that one desk said from its start to its end."""
        memory: list[int] = []
        for line in text.splitlines():
            what, _, about = line.partition(" ")
            if what == "told":
                self.booked.add(about)
            elif what == "cancelling":
                self.cancelled.add(about)
            elif what == "refused":
                self.refusals[about] = self.refusals.get(about, 0) + 1
            elif what == "memory" and about.isdecimal():
                self.acts += 1
                memory.append(int(about))
        if len(memory) > MANY_ACTS:
            later = memory[len(memory) // 2 :]
            self.growth = max(self.growth, later[-1] / later[0])
            slope, _ = statistics.linear_regression(range(len(later)), later)
            self.slope = max(self.slope, slope * 1000)


class _Desks:
    """The running desks of one store, the oldest first; what each said stands in a file."""

    def __init__(self, address: str, folder: Path, told: Told) -> None:
        self._address, self._folder, self._told = address, folder, told
        self._running: list[tuple[subprocess.Popen[str], Path]] = []
        self._started = 0

    def start(self) -> None:
        """Start one more."""
        self._started += 1
        said = self._folder / f"{self._started}.txt"
        words = [sys.executable, "-m", "benchmarks.soak"]
        words += ["--work", self._address, str(self._started)]
        with said.open("w", encoding="utf-8") as output:
            self._running.append((subprocess.Popen(words, stdout=output, text=True), said))

    def replace_one(self, chance: random.Random) -> None:
        """Kill one of the younger half in the middle of its work, and start another."""
        self._end(chance.randrange(len(self._running) // 2, len(self._running)))
        self._told.kills += 1
        self.start()

    def end_all(self) -> None:
        """Kill all that still run."""
        while self._running:
            self._end(0)

    def has_acted(self) -> bool:
        """Say whether the oldest has done anything yet."""
        return "memory" in self._running[0][1].read_text(encoding="utf-8")

    def _end(self, which: int) -> None:
        program, said = self._running.pop(which)
        program.send_signal(signal.SIGKILL)
        program.wait()
        self._told.hear(said.read_text(encoding="utf-8"))


def soak(address: str, desks: int, seconds: float) -> dict[str, object]:
    """Let `desks` processes work on the store for so long; return what was found."""
    told, chance = Told(), random.Random(1)
    file = sqlite_file(address)
    _add_overdue(address)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as ending:
        running = _Desks(address, Path(folder), told)
        ending.callback(running.end_all)
        for _ in range(desks):
            running.start()
        until = time.monotonic() + seconds
        kill_at, back_up_at = time.monotonic() + KILL_EVERY_S, time.monotonic() + BACK_UP_EVERY_S
        latest, purge_at = until + START_LIMIT_S, time.monotonic() + seconds / 2
        while (now := time.monotonic()) < until or (now < latest and not running.has_acted()):
            time.sleep(0.1)
            if time.monotonic() > kill_at and desks > 1:
                kill_at = time.monotonic() + KILL_EVERY_S
                running.replace_one(chance)
            if file is not None and time.monotonic() > back_up_at:
                back_up_at = time.monotonic() + BACK_UP_EVERY_S
                copy = Path(folder, "backup.db")
                backup.back_up(file, copy)
                copy.unlink()
                told.backups += 1
            if not told.purged and time.monotonic() > purge_at:
                told.purged = _purge(address)
    return _verdict(address, told)


def _on(address: str) -> Desk:
    """Return a desk for what the machine does by itself."""
    office = catalogue.default_office()
    return open_desk(
        open_store(address), office, Clock(PARIS), "système", station="s:0", founds=True
    )


def _add_overdue(address: str) -> None:
    desk = _on(address)
    desk.store.close()
    last = desk.clock.today() - timedelta(days=3650)
    years.fill(address, [desk.office.code], LONG_AGO, last)


def _purge(address: str) -> int:
    desk = _on(address)
    try:
        return purge.purge(desk, compact=False).overdue.counts["appointments"]
    finally:
        desk.store.close()


def _verdict(address: str, told: Told) -> dict[str, object]:
    desk = _on(address)
    with closing(desk.store):
        problems = integrity.check(desk.store)
        overdue = purge.preview(desk).overdue.counts
        with desk.store.engine.connect() as connection:
            rows = connection.exec_driver_sql(
                "SELECT reference FROM appointment WHERE status = 'booked'"
            )
            there = {str(row[0]) for row in rows}
    awaited = told.booked - told.cancelled
    return {
        "acts": told.acts,
        "kills": told.kills,
        "backups": told.backups,
        "purged": told.purged,
        "refusals": told.refusals,
        "told": len(told.booked),
        "awaited": len(awaited),
        "lost": sorted(awaited - there),
        "problems": problems,
        "overdue": {name: count for name, count in overdue.items() if count},
        "growth": round(told.growth, 3),
        "slope_kb": round(told.slope, 1),
        "bytes": _bytes(address),
    }


def _bytes(address: str) -> dict[str, int]:
    file = sqlite_file(address)
    if file is None:
        return {}
    parts = (file.with_name(f"{file.name}{suffix}") for suffix in ("", "-wal"))
    return {part.name: part.stat().st_size for part in parts if part.exists()}


def is_bad(found: Mapping[str, Any]) -> bool:
    """Say whether anything that a soak found may not be."""
    return bool(
        found["lost"] or found["problems"] or found["overdue"] or found["growth"] > GROWTH_LIMIT
    )


def main() -> int:
    """Return 0 when nobody was lost, no rule broken, and no memory grew."""
    reading = argparse.ArgumentParser(prog="python -m benchmarks.soak")
    reading.add_argument("--store")
    reading.add_argument("--desks", type=int, default=16)
    reading.add_argument("--seconds", type=float, default=3600.0)
    reading.add_argument("--work", nargs=2, help=argparse.SUPPRESS)
    options = reading.parse_args()
    if options.work:
        work(options.work[0], int(options.work[1]) % 100, int(options.work[1]))
    with tempfile.TemporaryDirectory(prefix="rdv-tui-soak-") as folder:
        address = options.store or str(Path(folder, "rdv.db"))
        found = soak(address, options.desks, options.seconds)
    sys.stdout.write(json.dumps(found, indent=2) + "\n")
    return 1 if is_bad(found) else 0


if __name__ == "__main__":
    sys.exit(main())
