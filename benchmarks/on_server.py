"""Bookings on a PostgreSQL server that waits for the disk, beside the bare driver."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg
from tests.store.pair import PROGRAMS, Server, give

from benchmarks.bookings import Replay, Transaction, race
from benchmarks.report import Figure

LIMIT_WAIT_MS = 150
_DURABLE = """
fsync = on
synchronous_commit = on
max_connections = 200
shared_buffers = 512MB
"""
_BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Databases:
    """Stores that are databases of one server, whose first process is `pid`."""

    port: int
    pid: int

    def address(self, name: str) -> str:
        """Return the address of the store `name`."""
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/{name}"

    def create(self, name: str, template: str = "template1") -> str:
        """Return the address of a new database, which is as `template` is."""
        with psycopg.connect(self._plain("postgres"), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
        return self.address(name)

    def processor_s(self) -> float:
        """Return how long all processes of the server have worked, in seconds."""
        running = [_ticks(Path("/proc") / str(self.pid))]
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text(encoding="ascii")
        for child in children.split():
            with suppress(OSError):  # one that has ended meanwhile
                running.append(_ticks(Path("/proc") / child))
        return sum(running) / os.sysconf("SC_CLK_TCK")

    def copy(self, blank: str, name: str) -> str:
        """Return the address of the store `name`, which is now as `blank` is."""
        return self.create(name, blank.rpartition("/")[2])

    def bare(self, address: str) -> Replay:
        """Return what executes transactions on a connection of the driver's own."""
        connection = psycopg.connect(self._plain(address.rpartition("/")[2]), autocommit=True)

        def replay(transactions: Sequence[Transaction]) -> None:
            with connection.cursor() as cursor:
                for begin, statements in transactions:
                    cursor.execute(begin.encode())
                    for statement, values, is_many in statements:
                        if is_many:
                            cursor.executemany(statement.encode(), values)
                        else:
                            cursor.execute(statement.encode(), values)
                    cursor.execute(b"COMMIT")

        return replay

    def _plain(self, name: str) -> str:
        return self.address(name).replace("+psycopg", "")


def _ticks(process: Path) -> int:
    """Return how long a process and those of its children that have ended have worked."""
    told = (process / "stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return sum(map(int, told[11:15]))


@contextmanager
def running() -> Iterator[Databases]:
    """Yield the databases of a server that waits for the disk; gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="rdv-tui-server-"))
    with ExitStack() as ending:
        ending.callback(shutil.rmtree, folder, ignore_errors=True)
        give(folder)
        server = Server(PROGRAMS[0], folder / "data").make()
        server.set(_DURABLE)
        ending.callback(server.stop)
        server.start()
        pid = (folder / "data" / "postmaster.pid").read_text(encoding="ascii").split()[0]
        yield Databases(server.port, int(pid))


def measure(_store: Path, _: Mapping[str, str]) -> list[Figure]:
    """Return what benchmarks/bookings.py does, of a server."""
    with running() as databases:
        blank = databases.create(_BLANK)
        return race(databases, blank, LIMIT_WAIT_MS, " on PostgreSQL")
