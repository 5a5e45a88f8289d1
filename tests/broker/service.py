"""A broker that runs: its process, its socket, and hands that write on it line by line."""

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from io import BufferedReader
from pathlib import Path
from typing import Any

from rdv_tui.broker.client import BrokerDisplay, BrokerKiosk
from rdv_tui.locales.kiosk.broker import LISTENING
from tests.programs import NOW, without_the_tester

LIMIT_S = 30.0
LP = """#!{python}
import pathlib, sys
folder = pathlib.Path("{folder}")
number = len(list(folder.glob("*.pdf"))) + 1
queue = sys.argv[sys.argv.index("-d") + 1] if "-d" in sys.argv else "default"
(folder / f"{{queue}}-{{number}}.pdf").write_bytes(sys.stdin.buffer.read())
print(f"request id is {{queue}}-{{number}} (1 file(s))")
"""
PERSON = {
    "family_name": "Yılmaz",
    "given_names": "Şükrü",
    "birth_date": "17/04/1988",
    "nationality": "TR",
    "foreign_resident_number": "8499887766",
    "situation": "SALARIE",
    "permit_kind": "CST",
    "permit_expires": "20/12/2026",
    "postal_code": "84000",
    "commune": "Avignon",
    "phone": "",
    "language": "tr",
}


@dataclass
class Service:
    """A broker on a store, with a home and a printer of its own."""

    store: Path | str
    folder: Path
    process: "subprocess.Popen[str] | None" = None
    secrets: dict[str, str] = field(default_factory=dict)
    place: Path | None = None
    leaving: ExitStack = field(default_factory=ExitStack)

    @property
    def socket(self) -> Path:
        """Where it listens."""
        return (self.place or self.folder / "run") / "broker.sock"

    @property
    def printed(self) -> Path:
        """Where its printer leaves what it prints."""
        return self.folder / "printed"

    @property
    def environment(self) -> dict[str, str]:
        """Its environment: a home that no device shares."""
        return without_the_tester(self.folder) | {"PATH": str(self.folder / "bin")}

    def prepare(self) -> None:
        """Install a printer that keeps every paper."""
        for name in ("bin", "printed"):
            (self.folder / name).mkdir(parents=True)
        program = self.folder / "bin" / "lp"
        program.write_text(LP.format(python=sys.executable, folder=self.printed), encoding="utf-8")
        program.chmod(0o755)

    def start(self, *words: str) -> None:
        """Start it, and wait until it listens."""
        line = ["--store", str(self.store), "--now", NOW, "broker", "--socket", str(self.socket)]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "rdv_tui", *line, *words],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert self.process.stdout is not None
        said = self.process.stdout.readline()
        if not said.startswith(LISTENING):
            with self.process:  # it has ended, or does
                raise AssertionError(said + self.process.stdout.read())

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        """End it by a signal, and return its exit code."""
        assert self.process is not None
        self.process.send_signal(number)
        return self.ended()

    def ended(self) -> int:
        """Wait for its end, and return its exit code."""
        assert self.process is not None
        code = self.process.wait(LIMIT_S)
        assert self.process.stdout is not None
        self.process.stdout.close()
        self.process = None
        return code

    def command(self, *words: str) -> Any:  # noqa: ANN401  (what the command answers)
        """Run a command on the store, as the supervisor; return its answer."""
        line = ["--store", str(self.store), "--now", NOW, *words]
        done = subprocess.run(
            [sys.executable, "-m", "rdv_tui", *line, "--json"],
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return json.loads(done.stdout)

    def enrol(self, name: str, *more: str) -> str:
        """Enrol a device and return its secret."""
        file = self.folder / f"secret-{len(self.secrets)}"
        self.command("kiosk", "enrol", name, "--secret", str(file), *more)
        self.secrets[name] = file.read_text(encoding="ascii")
        return self.secrets[name]

    def kiosk(self, name: str = "Borne 1") -> BrokerKiosk:
        """Begin a visit at a kiosk."""
        return self.leaving.enter_context(closing(BrokerKiosk(self.socket, self.secrets[name])))

    def display(self, name: str = "Écran") -> BrokerDisplay:
        """Return the screen of the hall."""
        return self.leaving.enter_context(closing(BrokerDisplay(self.socket, self.secrets[name])))

    @contextmanager
    def connected(self, name: str = "Borne 1", kind: str = "kiosk") -> Iterator["Wire"]:
        """Connect as a device, by hand."""
        with self.bare() as wire:
            told = wire.ask("hello", secret=self.secrets[name], kind=kind)
            assert "failure" not in told, told
            yield wire

    @contextmanager
    def bare(self) -> Iterator["Wire"]:
        """Connect as nobody yet."""
        with socket.socket(socket.AF_UNIX) as made:
            made.settimeout(LIMIT_S)
            made.connect(str(self.socket))
            with made.makefile("rb") as file:
                yield Wire(made, file)


class Wire:
    """One connection, byte by byte."""

    def __init__(self, made: socket.socket, file: BufferedReader) -> None:
        self.socket, self._file = made, file

    def ask(self, verb: str, **given: object) -> dict[str, Any]:
        """Ask, and return the answer."""
        return self.send(json.dumps({"verb": verb, "given": given}).encode() + b"\n")

    def send(self, data: bytes) -> dict[str, Any]:
        """Send bytes, and return the answer to them."""
        self.socket.sendall(data)
        return self.answer()

    def answer(self) -> dict[str, Any]:
        """Return the next answer."""
        line = self._file.readline()
        assert line, "no answer"
        found: dict[str, Any] = json.loads(line)
        return found

    def is_over(self) -> bool:
        """Say whether the other side hung up; wait for it."""
        try:
            return self._file.read(1) == b""
        except ConnectionResetError:
            return True


def first_start(kiosk: BrokerKiosk) -> datetime:
    """Return the first slot that is offered."""
    return kiosk.offers(kiosk.clock.local(), 1)[0].start


def booked(kiosk: BrokerKiosk, **changes: str) -> str:
    """Book the first slot for a person, and return the reference."""
    kiosk.hold(first_start(kiosk))
    return kiosk.book(PERSON | changes).reference


def until(happened: Callable[[], object], what: str) -> None:
    """Wait for a fact, with a limit."""
    deadline = time.monotonic() + LIMIT_S
    while not happened():
        assert time.monotonic() < deadline, what
        time.sleep(0.02)


def told_by(service: Service) -> str:
    """Return all that the service ever wrote about what it did."""
    state = Path(service.environment["XDG_STATE_HOME"]) / "rdv-tui"
    files = [state / "rdv-tui.log", *(state / "crashes").glob("*")]
    return "\n".join(file.read_text(encoding="utf-8") for file in files if file.exists())
