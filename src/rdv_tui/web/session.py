"""One tab: its socket on one side, its program on the other, until either is gone.

From the page: bytes are typed; a text is an object, `{"size": [columns, lines]}`, first of all. To
the page: bytes are drawn; a text is an object, `{"file": token, "name": …}` or `{"end": sentence}`.
"""

import asyncio
import contextlib
import json
import logging
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

from rdv_tui.locales.office import browsers as browser_fr
from rdv_tui.services.kiosk.contract import SHUT_CODE
from rdv_tui.terminal import crash
from rdv_tui.web.environment import at_desk
from rdv_tui.web.files import Deliveries
from rdv_tui.web.program import Program
from rdv_tui.web.served import HEIGHTS, WIDTHS, Served

_LOG = logging.getLogger(__name__)
_LOOK_S = 0.3
"""How often it is looked for a file that was saved, in seconds."""


class Refused(Exception):  # noqa: N818  (what the page sent is refused)
    """The page sent what no page of ours sends, or nothing for too long."""

    def __init__(self, sentence: str, code: WSCloseCode = WSCloseCode.POLICY_VIOLATION) -> None:
        super().__init__()
        self.sentence, self.code = sentence, code


class Session:
    """One person before one browser. `number` names it in the log, which names nobody."""

    def __init__(
        self, served: Served, number: int, person: str, folder: Path, deliveries: Deliveries
    ) -> None:
        self._served, self._limits, self.number = served, served.limits, number
        self.person, self._folder, self._deliveries = person, folder, deliveries
        self._loop = asyncio.get_running_loop()
        self._last_input = self._loop.time()
        self._pace = Pace(self._limits.messages_a_second, self._loop.time)
        self.stopping = asyncio.Event()
        """Set to end the session because the server ends."""
        self.shut_out = asyncio.Event()
        """Set to end the session because the person, or the server, is shut out."""
        self.is_known = False
        """Whether the person was found to be somebody who may sit there."""
        self.is_ending = False
        """Whether nobody sits there any more; its program may still be putting things in order."""

    async def run(self, socket: web.WebSocketResponse) -> None:
        """Serve until the program, the page or the server ends; the program is gone afterwards."""
        sentence, code = browser_fr.ENDED, WSCloseCode.OK
        program: Program | None = None
        try:
            size = await self._greeting(socket)
            program = self._start(size)
            _LOG.info("session %s begins: process %s", self.number, program.pid)
            await self._both_ways(socket, program)
        except Refused as refused:
            sentence, code = refused.sentence, refused.code
        except OSError as error:
            crash.note(error)
            sentence, code = browser_fr.BROKEN, WSCloseCode.INTERNAL_ERROR
        finally:
            self.is_ending = True
            ended = await asyncio.shield(program.end(self._limits.ending_s)) if program else 0
            _LOG.info("session %s ends: %s", self.number, ended)
        if ended == SHUT_CODE and self._served.kiosk:
            sentence = browser_fr.KIOSK_LOST
        elif ended > 0 and sentence is browser_fr.ENDED:
            sentence = browser_fr.ENDED_BADLY
        await say_end(socket, sentence, code)

    def _start(self, size: tuple[int, int]) -> Program:
        served, environ = self._served, dict(self._served.environ)
        if not served.kiosk:
            (self._folder / browser_fr.DOWNLOADS).mkdir(mode=0o700)
            kept = served.state if served.asks_who else self._folder
            environ |= at_desk(kept, self.person)
        told = {"login": self.person, "secret": served.secret} if served.asks_who else {}
        line = json.dumps(told).encode()
        return Program.start(served.command, environ, self._folder, size, line)

    async def _greeting(self, socket: web.WebSocketResponse) -> tuple[int, int]:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._limits.greeting_s):
                message = await socket.receive()
            if message.type is WSMsgType.TEXT:
                return read_size(message.data)
        raise Refused(browser_fr.NOT_A_SIZE)

    async def _both_ways(self, socket: web.WebSocketResponse, program: Program) -> None:
        """Carry both ways until the first of them ends, and say why if it is to be said."""
        ways = [
            asyncio.create_task(way)
            for way in (
                self._draw(socket, program),
                self._type(socket, program),
                self._watch_idle(),
                self._watch(self.stopping, browser_fr.STOPPING),
                self._watch(self.shut_out, browser_fr.SHUT_OUT),
                self._deliver(socket),
            )
        ]
        try:
            done, _ = await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            found = await asyncio.gather(*ways, return_exceptions=True)
        await _offer(socket, self._saved())  # what was saved in the last moment
        for fault in found:
            if isinstance(fault, Exception) and not isinstance(fault, ConnectionError):
                raise fault
        assert done  # one of them ended

    async def _draw(self, socket: web.WebSocketResponse, program: Program) -> None:
        while data := await program.read():
            await socket.send_bytes(data)

    async def _type(self, socket: web.WebSocketResponse, program: Program) -> None:
        async for message in socket:
            self._last_input = self._loop.time()
            await self._pace.wait()
            if message.type is WSMsgType.BINARY:
                await program.write(message.data)
            elif message.type is WSMsgType.TEXT:
                program.resize(read_size(message.data))
            else:
                return

    async def _watch_idle(self) -> None:
        if self._served.kiosk:  # it waits for its next visitor, and forgets the last one itself
            await asyncio.Future()
        while True:
            left = self._last_input + self._limits.idle_s - self._loop.time()
            if left <= 0:
                raise Refused(browser_fr.IDLE, WSCloseCode.GOING_AWAY)
            await asyncio.sleep(left)

    @staticmethod
    async def _watch(happened: asyncio.Event, sentence: str) -> None:
        await happened.wait()
        raise Refused(sentence, WSCloseCode.GOING_AWAY)

    async def _deliver(self, socket: web.WebSocketResponse) -> None:
        """Tell the page of each file that was left for this person, or that the program saves."""
        await _offer(socket, self._deliveries.again(self.person, self.number))
        while True:
            await asyncio.sleep(_LOOK_S)
            await _offer(socket, self._saved())

    def _saved(self) -> Iterable[tuple[str, str]]:
        """Return token and name of each file saved since; a kiosk gives none to anybody."""
        if self._served.kiosk:
            return ()
        folder = self._folder / browser_fr.DOWNLOADS
        return self._deliveries.collect(folder, self.person, self.number)

    def leave_files(self) -> None:
        """Let what was saved to the last, and not fetched, wait for this person's next session."""
        for _ in self._saved():
            pass
        self._deliveries.leave(self.number)


async def _offer(socket: web.WebSocketResponse, files: Iterable[tuple[str, str]]) -> None:
    for token, name in files:
        with contextlib.suppress(ConnectionError):
            await socket.send_str(json.dumps({"file": token, "name": name}))


class Pace:
    """Lets pass so many a second, and has the others wait."""

    def __init__(self, a_second: int, now: Callable[[], float]) -> None:
        self._a_second, self._now = a_second, now
        self._left, self._at = float(a_second), now()

    async def wait(self) -> None:
        """Wait until one more may pass."""
        now = self._now()
        self._left = min(self._a_second, self._left + (now - self._at) * self._a_second)
        self._at = now
        self._left -= 1
        if self._left < 0:
            await asyncio.sleep(-self._left / self._a_second)


def read_size(text: str) -> tuple[int, int]:
    """Return columns and lines of `{"size": [columns, lines]}`. Raises Refused for any other."""
    try:
        given: Any = json.loads(text)
        columns, lines = given["size"]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise Refused(browser_fr.NOT_A_SIZE) from None
    if type(columns) is not int or type(lines) is not int:
        raise Refused(browser_fr.NOT_A_SIZE)
    if columns not in WIDTHS or lines not in HEIGHTS:
        raise Refused(browser_fr.NOT_A_SIZE)
    return columns, lines


async def say_end(socket: web.WebSocketResponse, sentence: str, code: WSCloseCode) -> None:
    """Tell the page why it is over, and close, if it is still there."""
    with contextlib.suppress(ConnectionError):
        await socket.send_str(json.dumps({"end": sentence}))
    await socket.close(code=code)
