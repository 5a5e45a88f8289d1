"""The server as a program, and a page's side of it: what a proxy sends, what a terminal shows."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import pyte
from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

from tests.programs import NOW, sample_copy, without_the_tester

ORIGIN = "https://guichet.prefecture.example"
PATIENCE_S = 120.0
SIZE = (120, 36)


class Serving:
    """A running server. `secret` is what its proxy knows."""

    def __init__(self, process: "subprocess.Popen[str]", address: str, secret: str) -> None:
        self.process, self.address, self.secret = process, address, secret

    def headers(self, person: str = "agent", **changed: str | None) -> dict[str, str]:
        """Return what the proxy sends for `person`, with what is `changed`, or left out."""
        usual = {"X-Remote-User": person, "X-Rdv-Secret": self.secret, "Origin": ORIGIN}
        named = {name.replace("_", "-"): value for name, value in changed.items()}
        return {name: value for name, value in {**usual, **named}.items() if value is not None}

    def children(self) -> list[int]:
        """Return the numbers of the sessions' programs."""
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(number) for number in listed.read_text().split()]


def runs(pid: int) -> bool:
    """Say whether a process is there and no corpse."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def memory_of(pid: int) -> int:
    """Return how much memory a process has, in bytes."""
    pages = Path(f"/proc/{pid}/statm").read_text().split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def program(folder: Path, store: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run one command as the sample's supervisor."""
    return subprocess.run(
        [sys.executable, "-m", "rdv_tui", "--store", str(store), "--now", NOW, *words],
        env=without_the_tester(folder),
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )


@contextmanager
def serving(
    folder: Path,
    *words: str,
    origin: str = ORIGIN,
    environment: Mapping[str, str] | None = None,
) -> Iterator[Serving]:
    """Serve a copy of the sample, enrolled; end it afterwards, however it is."""
    store = sample_copy(folder)
    enrolled = program(folder, store, "kiosk", "enrol", "Navigateurs", "--web")
    assert enrolled.returncode == 0, enrolled.stderr
    secret = (folder / "home/STATE/rdv-tui/web-secret").read_text()
    line = ["--store", str(store), "--now", NOW, "serve", "--listen", "127.0.0.1:0"]
    process = subprocess.Popen(
        [sys.executable, "-m", "rdv_tui", *line, "--public-url", origin, *words],
        env=without_the_tester(folder) | dict(environment or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        told = process.stdout.readline()
        assert told, process.stderr and process.stderr.read()
        yield Serving(process, told.rpartition(" : ")[2].strip(), secret)
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE_S)


class Tab:
    """A page's side of a session, without a browser."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self.socket = socket
        self._screen = pyte.Screen(*SIZE)
        self._stream = pyte.ByteStream(self._screen)
        self.told: list[dict[str, Any]] = []

    async def shown(self, *words: str) -> str:
        """Return the screen once all `words` stand on it."""
        async with asyncio.timeout(PATIENCE_S):
            while not all(word in self.text for word in words):
                assert await self.hear(), self.text
        return self.text

    async def hear(self) -> bool:
        """Take the next message; False when there will be none."""
        message = await self.socket.receive()
        if message.type is WSMsgType.BINARY:
            self._stream.feed(message.data)
        elif message.type is WSMsgType.TEXT:
            self.told.append(json.loads(message.data))
        else:
            return False
        return True

    async def ended(self) -> str:
        """Return what is said at the end, once it has come."""
        async with asyncio.timeout(PATIENCE_S):
            while await self.hear():
                pass
        return str(next((one["end"] for one in self.told if "end" in one), ""))

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    async def type(self, data: bytes) -> None:
        """Send bytes as if they were typed."""
        await self.socket.send_bytes(data)

    async def size(self, columns: object, lines: object) -> None:
        """Tell a size."""
        await self.socket.send_str(json.dumps({"size": [columns, lines]}))


@asynccontextmanager
async def tab(
    served: Serving, person: str = "agent", size: tuple[object, object] = SIZE
) -> AsyncIterator[Tab]:
    """Open a session for `person`, as the proxy's."""
    async with (
        ClientSession() as client,
        client.ws_connect(
            f"{served.address}/session", headers=served.headers(person), max_msg_size=0
        ) as socket,
    ):
        opened = Tab(socket)
        await opened.size(*size)
        yield opened


async def until(fact: Callable[[], bool]) -> None:
    """Wait for a fact."""
    async with asyncio.timeout(PATIENCE_S):
        while not fact():  # noqa: ASYNC110  (another process's fact)
            await asyncio.sleep(0.05)
