"""Start the program often: as a process of its own, from one that holds its libraries already.

Most of a command's time is the import of the libraries below. A server has them loaded and forks:
each run still imports every module of rdv-tui itself, in the order in which it needs them, and has
its own process, arguments, folder, environment, streams and end. What a test runs is a client
(`warm_client.py`), which hands over all of that and ends as the program does.
"""

import gc
import importlib
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

LIBRARIES = (
    "argon2",
    "sqlalchemy.dialects.postgresql.asyncpg",
    "sqlalchemy.dialects.sqlite",
    "sqlmodel",
    "typer",
)
_CLIENT = Path(__file__).with_name("warm_client.py")
_ROOT = Path(__file__).parents[1]


class Server:
    """The process that holds the libraries."""

    def __init__(self, folder: Path) -> None:
        """Start it, with its socket in `folder`."""
        self._address = str(folder / "warm")
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(self._address)
            listener.listen()
            words = [sys.executable, "-m", __name__, str(listener.fileno())]
            self._process = subprocess.Popen(words, pass_fds=[listener.fileno()], cwd=_ROOT)

    @property
    def start(self) -> Sequence[str]:
        """The words that start the program, in place of `python -m rdv_tui`."""
        return [sys.executable, "-S", "-E", str(_CLIENT), self._address]

    def close(self) -> None:
        """End it."""
        self._process.terminate()
        self._process.wait()


def _serve(listener: socket.socket) -> None:
    """Fork for whoever asks; return in the process that is to be the program."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # whoever answered is gone without a trace
    while True:
        asked, _ = listener.accept()
        if os.fork() == 0:
            listener.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            _answer(asked)
            return
        asked.close()


def _answer(asked: socket.socket) -> None:
    """Have the program run, and tell its end; return in its process alone."""
    head, streams, _, _ = socket.recv_fds(asked, 4, 3)
    with asked.makefile("rb") as rest:
        words, environment, folder = json.loads(rest.read(int.from_bytes(head)))
    program = os.fork()
    if program == 0:
        asked.close()
        _become(words, environment, folder, streams)
        return
    for stream in streams:
        os.close(stream)
    ended = os.pidfd_open(program)
    if asked.fileno() in select.select([asked.fileno(), ended], [], [])[0]:  # who asked is gone
        os.kill(program, signal.SIGKILL)
    _, status = os.waitpid(program, 0)
    asked.send(str(os.waitstatus_to_exitcode(status)).encode(), socket.MSG_NOSIGNAL)
    os._exit(0)


def _become(words: list[str], environment: dict[str, str], folder: str, streams: list[int]) -> None:
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    for name, number in (("stdin", 0), ("stdout", 1), ("stderr", 2)):
        old: TextIO = getattr(sys, name)
        new = open(number, old.mode, encoding=old.encoding, errors=old.errors, closefd=False)  # noqa: SIM115
        setattr(sys, name, new)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    sys.path[0] = folder
    sys.argv = ["rdv_tui", *words]


if __name__ == "__main__":
    for library in LIBRARIES:
        importlib.import_module(library)
    gc.freeze()  # no run need look through what all of them share
    _serve(socket.socket(fileno=int(sys.argv[1])))
    runpy.run_module("rdv_tui", run_name="__main__", alter_sys=True)
