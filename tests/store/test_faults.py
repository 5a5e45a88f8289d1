"""What befalls a machine: stopped programs, torn files, odd clocks. Afterwards the rules hold."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from rdv_tui.domain.appointment import Channel
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.errors import StoreError
from rdv_tui.services.booking import booking, holds
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import schedule
from rdv_tui.store import integrity
from rdv_tui.store.engine import open_store
from tests.engines import sqlite_only
from tests.factories import desk_on, person, still_clock

pytestmark = sqlite_only

HOLDER = """
import sqlite3, sys, time
raw = sqlite3.connect(sys.argv[1], isolation_level=None)
raw.execute("BEGIN IMMEDIATE")
print("held", flush=True)
time.sleep(600)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "rdv.db"


@pytest.fixture
def hasty(path: Path) -> Iterator[Desk]:
    """A desk that waits a fifth of a second for others."""
    with open_store(str(path), limit_s=0.2) as store:
        yield desk_on(store)


def book(desk: Desk, rank: int = 1) -> None:
    start = schedule.next_free(desk, desk.clock.local(), 1)[0].start
    booking.book_at(desk, start, person(rank), channel=Channel.PHONE)


def test_a_stopped_program_that_has_the_lock(hasty: Desk, path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        holder.send_signal(signal.SIGSTOP)
        for _ in range(3):
            with pytest.raises(StoreError) as caught:
                book(hasty)
            assert caught.value.code == "store_busy"
            assert "rien n'a été enregistré" in caught.value.message
        assert schedule.next_free(hasty, hasty.clock.local(), 1)  # reading goes on
    finally:
        holder.kill()
        holder.communicate()
    book(hasty)
    assert integrity.check(hasty.store) == []


@pytest.mark.parametrize("kept", [0.0, 0.3, 0.9])
def test_a_wal_cut_short_by_a_power_cut(kept: float, hasty: Desk, path: Path) -> None:
    for rank in range(1, 4):
        book(hasty, rank)
    other = path.with_name("after.db")
    wal = Path(f"{path}-wal").read_bytes()
    assert wal
    shutil.copy(path, other)
    Path(f"{other}-wal").write_bytes(wal[: int(len(wal) * kept)])
    with open_store(str(other)) as store:
        assert integrity.check(store) == []
        book(desk_on(store), 9)
        assert integrity.check(store) == []


def test_a_lost_shm_of_a_store_that_nobody_has_open(path: Path) -> None:
    script = (
        "import os, sys; from rdv_tui.store.engine import open_store;"
        "from tests.factories import desk_on; desk_on(open_store(sys.argv[1])); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    Path(f"{path}-shm").unlink()
    with open_store(str(path)) as store:
        book(desk_on(store))
        assert integrity.check(store) == []


@pytest.mark.parametrize("night", ["2027-03-28T01:59", "2026-10-25T02:30", "2027-10-31T02:59"])
@pytest.mark.parametrize("zone", ["Europe/Paris", "Pacific/Auckland"])
def test_a_hold_over_the_night_of_the_clock_change(
    night: str, zone: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)  # the machine's, which counts for nothing
    clock = still_clock(datetime.fromisoformat(night))
    with open_store(str(path)) as store:
        desk = desk_on(store, clock=clock)
        start = schedule.next_free(desk, desk.clock.local(), 1)[0].start
        hold = holds.hold(desk, start, BookingDraft())
        assert hold.expires_at - clock.now() == timedelta(minutes=5)
        clock.forward(timedelta(minutes=4))
        assert holds.renew(desk, hold).expires_at - clock.now() == timedelta(minutes=5)
        clock.forward(timedelta(minutes=6))
        assert start in {slot.start for slot in schedule.next_free(desk, clock.local(), 1)}
        expires = clock.today() + timedelta(days=60)
        booking.book_at(desk, start, person(permit_expires=expires), channel=Channel.PHONE)
        assert integrity.check(store) == []


def test_desks_killed_anywhere_leave_the_rules_whole(path: Path) -> None:
    script = (
        "import sys; from rdv_tui.store.engine import open_store;"
        "from tests.factories import desk_on; from tests.store.test_faults import book;"
        "desk = desk_on(open_store(sys.argv[1])); rank = int(sys.argv[2]) * 1000\n"
        "print('begun', flush=True)\n"
        "while True:\n    rank += 1\n    book(desk, rank)\n    print(rank, flush=True)\n"
    )
    told: set[str] = set()
    for program in range(3):
        killed = subprocess.Popen(
            [sys.executable, "-c", script, str(path), str(program)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert killed.stdout is not None
        for _ in range(3 + program):
            told.add(killed.stdout.readline().strip())
        os.kill(killed.pid, signal.SIGKILL)
        rest, _ = killed.communicate()
        told |= set(rest.split())
    told.discard("begun")
    with open_store(str(path)) as store:
        assert integrity.check(store) == []
        with store.engine.connect() as connection:
            rows = connection.exec_driver_sql(
                "SELECT given_names FROM appointment WHERE status = 'booked'"
            )
            kept = {str(row[0]).split()[-1] for row in rows}
    assert told
    assert told <= kept  # whoever was told so has their appointment


def test_readers_and_a_writer_at_once_see_whole_states(hasty: Desk) -> None:
    ended = threading.Event()
    problems: list[str] = []

    def look() -> None:
        while not ended.is_set():
            problems.extend(integrity.check(hasty.store))

    looking = threading.Thread(target=look)
    looking.start()
    for rank in range(1, 6):
        book(hasty, rank)
    ended.set()
    looking.join(60)
    assert problems == []
