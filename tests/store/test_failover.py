"""The server that is written to dies in the middle of bookings, and its standby takes over."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from rdv_tui.store import integrity
from tests.engines import postgresql_only
from tests.store import failing_over, pair

pytestmark = [postgresql_only, pytest.mark.xdist_group("server")]

DESKS, ENOUGH = 3, 15


class Booker:
    """A desk in a process of its own; `confirmed` are the references it was given."""

    def __init__(self, address: str, rank: int) -> None:
        self.confirmed: list[str] = []
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.store.failing_over", address, str(rank)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        self.confirmed += map(str.strip, iter(self._process.stdout.readline, ""))

    def is_running(self) -> bool:
        return self._process.poll() is None

    def end(self) -> int:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._reader.join()
        self._process.stdout.close()  # type: ignore[union-attr]
        return self._process.wait()


@contextmanager
def bookers(address: str) -> Iterator[list[Booker]]:
    with ExitStack() as ending:
        some = [Booker(address, rank) for rank in range(1, DESKS + 1)]
        for one in some:
            ending.callback(one.end)
        yield some


def booked_by(some: list[Booker], count: int) -> bool:
    """Say whether each has so many bookings; none may have ended by itself."""
    assert all(one.is_running() for one in some)
    return all(len(one.confirmed) >= count for one in some)


@pytest.mark.parametrize("programs", pair.PROGRAMS, ids=lambda path: path.parent.name)
def test_no_confirmed_booking_is_lost_and_none_doubled(programs: Path) -> None:
    with pair.pair(programs) as (primary, standby):
        hosts = "&".join(f"host=127.0.0.1:{one.port}" for one in (primary, standby))
        address = f"postgresql+psycopg://postgres@/postgres?{hosts}"
        failing_over.open_books(address, rank=0).store.close()  # makes the store
        with bookers(address) as some:
            pair.until(lambda: booked_by(some, ENOUGH))
            primary.kill()
            standby.ask("SELECT pg_promote()")
            before = max(len(one.confirmed) for one in some)
            pair.until(lambda: booked_by(some, before + ENOUGH))
            assert [one.end() for one in some] == [0] * DESKS
        confirmed = [reference for one in some for reference in one.confirmed]
        desk = failing_over.open_books(address, rank=0)
        with desk.store.engine.connect() as connection:
            kept = {
                row.reference: (row.start, row.number, row.foreign_resident_number)
                for row in connection.execute(
                    text("SELECT * FROM appointment WHERE status = 'booked'")
                )
            }
        assert integrity.check(desk.store) == []
        desk.store.close()
    assert len(set(confirmed)) == len(confirmed)
    assert set(confirmed) <= kept.keys()
    assert len({(start, number) for start, number, _ in kept.values()}) == len(kept)
    assert len({person for _, _, person in kept.values()}) == len(kept)
