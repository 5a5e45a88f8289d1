"""Many desks on one store for long: random acts, kills, backups; then all is counted.

    python -m benchmarks.soak [--store ADDRESS] [--desks 16] [--seconds 3600]

Prints one JSON object, and ends with 1 when somebody who was told of an appointment has none, when
a rule is broken, or when the memory of a desk grew by more than a tenth in its second half.
"""

import argparse
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from tests.factories import PARIS, person

from rdv_tui import catalogue
from rdv_tui.clock import Clock
from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.appointment import Channel
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.errors import Refusal, StoreError
from rdv_tui.services.booking import booking, changes, holds
from rdv_tui.services.day.day import get_day
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import schedule
from rdv_tui.services.office.startup import open_desk
from rdv_tui.store import backup, integrity
from rdv_tui.store.connect import sqlite_file
from rdv_tui.store.engine import open_store

KILL_EVERY_S, BACK_UP_EVERY_S = 2.0, 7.0
GROWTH_LIMIT = 1.1
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
    )
    number = seed * 10_000
    mine: list[str] = []
    while True:
        number += 1
        try:
            _act(desk, chance, number, mine)
        except (Refusal, StoreError) as error:
            print(f"refused {error.code}", flush=True)
        print(f"memory {_memory_kb()}", flush=True)


def _act(desk: Desk, chance: random.Random, number: int, mine: list[str]) -> None:
    free = schedule.next_free(desk, desk.clock.local(), 40)
    start = chance.choice(free).start
    expires = desk.clock.today() + timedelta(days=60)
    what = chance.random()
    if what < 0.5:
        done = booking.book_at(
            desk, start, person(number, permit_expires=expires), channel=Channel.PHONE
        )
        mine.append(done.reference)
        print(f"told {done.reference}", flush=True)
    elif what < 0.6:
        holds.release(desk, holds.hold(desk, start, BookingDraft()))
    elif what < 0.75 and mine:
        changes.move(desk, chance.choice(mine), start)
    elif what < 0.85 and mine:
        gone = mine.pop(chance.randrange(len(mine)))
        print(f"cancelling {gone}", flush=True)
        changes.cancel(desk, gone, CancelReason.APPLICANT)
    else:
        get_day(desk, start.date())


def _memory_kb() -> int:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0])


# -- what they are told, put together
@dataclass
class Told:
    """What the desks said."""

    kept: set[str] = field(default_factory=set)
    acts: int = 0
    kills: int = 0
    backups: int = 0
    refusals: dict[str, int] = field(default_factory=dict)
    growth: float = 1.0

    def hear(self, text: str) -> None:
        """Take in all that one desk said from its start to its end."""
        memory: list[int] = []
        for line in text.splitlines():
            what, _, about = line.partition(" ")
            if what == "told":
                self.kept.add(about)
            elif what == "cancelling":
                self.kept.discard(about)
            elif what == "refused":
                self.refusals[about] = self.refusals.get(about, 0) + 1
            elif what == "memory" and about.isdecimal():
                self.acts += 1
                memory.append(int(about))
        if len(memory) > 200:
            self.growth = max(self.growth, memory[-1] / memory[len(memory) // 2])


def soak(address: str, desks: int, seconds: float) -> dict[str, object]:
    """Let `desks` processes work on the store for so long; return what was found."""
    told, chance, seed = Told(), random.Random(1), 0
    file = sqlite_file(address)
    running: list[tuple[subprocess.Popen[str], Path]] = []
    with tempfile.TemporaryDirectory() as folder:

        def start() -> None:
            nonlocal seed
            seed += 1
            said = Path(folder, f"{seed}.txt")
            words = [sys.executable, "-m", "benchmarks.soak", "--work", address, str(seed)]
            with said.open("w", encoding="utf-8") as output:
                running.append((subprocess.Popen(words, stdout=output, text=True), said))

        def end(which: int) -> None:
            program, said = running.pop(which)
            program.send_signal(signal.SIGKILL)
            program.wait()
            told.hear(said.read_text(encoding="utf-8"))

        for _ in range(desks):
            start()
        until = time.monotonic() + seconds
        kill_at, back_up_at = time.monotonic() + KILL_EVERY_S, time.monotonic() + BACK_UP_EVERY_S
        latest = until + START_LIMIT_S
        while (now := time.monotonic()) < until or (now < latest and not _has_acted(running[0][1])):
            time.sleep(0.1)
            if time.monotonic() > kill_at and desks > 1:
                kill_at = time.monotonic() + KILL_EVERY_S
                end(chance.randrange(len(running) // 2, len(running)))  # the first ones grow old
                told.kills += 1
                start()
            if file is not None and time.monotonic() > back_up_at:
                back_up_at = time.monotonic() + BACK_UP_EVERY_S
                backup.back_up(file, Path(folder, f"backup-{told.backups}.db"))
                told.backups += 1
        while running:
            end(0)
    return _verdict(address, told)


def _has_acted(said: Path) -> bool:
    return "memory" in said.read_text(encoding="utf-8")


def _verdict(address: str, told: Told) -> dict[str, object]:
    with open_store(address) as store:
        problems = integrity.check(store)
        with store.engine.connect() as connection:
            rows = connection.exec_driver_sql(
                "SELECT reference FROM appointment WHERE status = 'booked'"
            )
            there = {str(row[0]) for row in rows}
    return {
        "acts": told.acts,
        "kills": told.kills,
        "backups": told.backups,
        "refusals": told.refusals,
        "told": len(told.kept),
        "lost": sorted(told.kept - there),
        "problems": problems,
        "growth": round(told.growth, 3),
    }


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
    return (
        1 if found["lost"] or found["problems"] or float(str(found["growth"])) > GROWTH_LIMIT else 0
    )


if __name__ == "__main__":
    sys.exit(main())
