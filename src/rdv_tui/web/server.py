"""The server: whom it answers, what it answers, and how it starts and ends.

It listens where this machine alone comes: the office's proxy stands before it, knows people, and
says who it is in a header, beside a secret that nobody else has.
"""

import asyncio
import errno
import hmac
import logging
import os
import signal
import socket as sockets
from collections.abc import Callable
from pathlib import Path

from aiohttp import WSCloseCode, web
from aiohttp.typedefs import Handler

from rdv_tui.locales import system_errors
from rdv_tui.locales.office import browsers as browser_fr
from rdv_tui.terminal import crash
from rdv_tui.web import page
from rdv_tui.web.address import Listen
from rdv_tui.web.files import Deliveries
from rdv_tui.web.folders import Folders
from rdv_tui.web.health import Health
from rdv_tui.web.served import MAX_LOGIN, Served
from rdv_tui.web.session import Session, say_end

PERSON, SECRET = "X-Remote-User", "X-Rdv-Secret"
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Server": "rdv-tui",
}
"""With every answer. The terminal writes its styles into the page, hence `unsafe-inline`."""
_SOCKET_MODE = 0o660
_LOG = logging.getLogger(__name__)


class Server:
    """One server of one office's desk, or of its kiosk."""

    def __init__(self, served: Served) -> None:
        self._served, self._limits = served, served.limits
        self._sessions: dict[int, Session] = {}
        self._last = 0
        self._deliveries = Deliveries(served.limits)
        self._folders = Folders(served.state)
        self._health = Health(served.is_store_there)
        self._stopped, self._empty = False, asyncio.Event()
        self._watching: asyncio.Task[None] | None = None

    def app(self) -> web.Application:
        """Return the application."""
        app = web.Application(middlewares=[self._guard], client_max_size=1024)
        app.router.add_get("/", self._page)
        app.router.add_get("/session", self._session)
        app.router.add_get("/static/{name}", self._static)
        app.router.add_get("/files/{token}", self._file)
        app.router.add_get("/healthz", self._healthz)
        app.on_startup.append(self._begin)
        app.on_shutdown.append(self._stop)
        app.on_cleanup.append(self._end)
        return app

    async def _begin(self, _: web.Application) -> None:
        self._folders.open()
        if self._served.asks_who:
            self._watching = asyncio.create_task(self._watch_people())

    async def _watch_people(self) -> None:
        """End the sessions of who was let in and may no longer: see whether the store says so."""
        while True:
            await asyncio.sleep(self._limits.look_s)
            sessions = list(self._sessions.values())
            if not sessions:
                continue
            people = frozenset(one.person for one in sessions)
            may = await self._who_may(people)
            for one in sessions:
                if one.is_known and one.person not in may:
                    one.shut_out.set()

    async def _who_may(self, people: frozenset[str]) -> frozenset[str]:
        """Return who of `people` may sit at a desk; all of them when that cannot be told."""
        if not self._served.asks_who:
            return people
        try:
            return await asyncio.to_thread(self._served.who_may, people)
        except Exception as fault:  # noqa: BLE001  (the next look may see more)
            crash.note(fault)
            return people

    async def _stop(self, _: web.Application) -> None:
        self._stopped = True
        if self._watching is not None:
            self._watching.cancel()
        for session in self._sessions.values():
            session.stopping.set()
        if self._sessions:
            await self._empty.wait()

    async def _end(self, _: web.Application) -> None:
        self._folders.close()

    # -- who asks
    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Answer the proxy alone, say nothing of faults, and have every answer carry `HEADERS`."""
        try:
            if request.path == "/healthz" or self._is_proxy(request):
                answer = await handler(request)
            else:
                answer = _sentence(403, browser_fr.FORBIDDEN)
        except web.HTTPException as error:
            answer = _sentence(error.status, browser_fr.NOT_FOUND)
        except Exception as fault:  # noqa: BLE001  (whatever it is, its values are nobody's)
            crash.note(fault)
            answer = _sentence(500, browser_fr.BROKEN)
        if not answer.prepared:
            answer.headers.update(HEADERS)
        return answer

    def _is_proxy(self, request: web.Request) -> bool:
        served = self._served
        if served.secret is None:
            return True
        given = request.headers.getall(SECRET, [])
        is_secret = len(given) == 1 and hmac.compare_digest(
            given[0].encode("utf-8", "surrogateescape"), served.secret.encode()
        )
        return is_secret and (not served.asks_who or bool(self._person(request)))

    def _person(self, request: web.Request) -> str:
        """Return the login that the proxy says, empty where it says none, or several."""
        if not self._served.asks_who:
            return ""
        given = request.headers.getall(PERSON, [])
        login = given[0].strip().casefold() if len(given) == 1 else ""
        return login if len(login) <= MAX_LOGIN and login.isprintable() else ""

    def _is_own_page(self, request: web.Request) -> bool:
        """Say whether a page of this server's own asks: any page may open a socket to it."""
        return request.headers.getall("Origin", []) == [self._served.origin]

    # -- answers
    async def _page(self, request: web.Request) -> web.StreamResponse:
        if self._served.secret is None and request.host != self._served.host:
            # Without a proxy people type what they like; a socket opens from one address alone.
            return web.Response(status=302, headers={"Location": f"{self._served.origin}/"})
        return web.Response(text=page.page(kiosk=self._served.kiosk), content_type="text/html")

    async def _static(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        kind = page.STATIC.get(name)
        if kind is None:
            raise web.HTTPNotFound
        return web.Response(body=page.static(name), content_type=kind, charset="utf-8")

    async def _file(self, request: web.Request) -> web.StreamResponse:
        found = self._deliveries.take(request.match_info["token"], self._person(request))
        if found is None:
            raise web.HTTPNotFound
        headers = {"Content-Type": found.kind, "Content-Disposition": "attachment"}
        return web.Response(body=found.data, headers=headers)

    async def _healthz(self, _: web.Request) -> web.StreamResponse:
        store = await self._health.is_well()
        free = self._limits.sessions - len(self._sessions)
        told = {"ok": store and free > 0, "free_sessions": free, "store": store}
        return web.json_response(told, status=200 if store and free > 0 else 503)

    async def _session(self, request: web.Request) -> web.StreamResponse:
        if not self._is_own_page(request):
            return _sentence(403, browser_fr.FORBIDDEN)
        socket = web.WebSocketResponse(
            heartbeat=self._limits.heartbeat_s, max_msg_size=self._limits.message, compress=False
        )
        if not socket.can_prepare(request):
            raise web.HTTPNotFound
        person = self._person(request)
        is_known = person in await self._who_may(frozenset({person}))
        # From here to the session's place among the others nothing may wait.
        full = self._full(person)
        if not full:
            self._last += 1
            number = self._last
            session = Session(
                self._served, number, person, self._folders.make(number), self._deliveries
            )
            session.is_known = is_known
            self._sessions[number] = session
        try:
            await socket.prepare(request)
            if full:
                await say_end(socket, full, WSCloseCode.TRY_AGAIN_LATER)
            else:
                await session.run(socket)
        finally:
            if not full:
                self._forget(session)
        return socket

    def _full(self, person: str) -> str:
        """Say why there is no room for one more, empty when there is."""
        sessions = self._sessions.values()
        if len(sessions) >= self._limits.sessions or self._stopped:
            return browser_fr.FULL
        each, theirs = self._limits.sessions_each, [one for one in sessions if one.person == person]
        # A page that is loaded again comes before the program of the former one has ended.
        is_many = sum(not one.is_ending for one in theirs) >= each or len(theirs) >= 2 * each
        if self._served.asks_who and is_many:
            return browser_fr.TWO_ALREADY
        return ""

    def _forget(self, session: Session) -> None:
        del self._sessions[session.number]
        session.leave_files()
        self._folders.remove(session.number)
        if self._stopped and not self._sessions:
            self._empty.set()


def _sentence(status: int, sentence: str) -> web.Response:
    return web.Response(status=status, text=sentence + "\n")


async def serve(served: Served, listen: Listen, tell: Callable[[str], None]) -> None:
    """Serve until a signal ends it, and `tell` where. Raises RdvError `address_taken`."""
    for name in ("aiohttp.server", "aiohttp.web", "aiohttp.websocket", "asyncio"):
        # What these write of a fault holds its values.
        logging.getLogger(name).addHandler(logging.NullHandler())
        logging.getLogger(name).propagate = False
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    runner = web.AppRunner(Server(served).app(), access_log=None, shutdown_timeout=5)
    try:
        await runner.setup()
        tell(await _listen(runner, listen))
        await ended.wait()
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, listen: Listen) -> str:
    """Listen, and return where. Raises RdvError `address_taken`."""
    try:
        if listen.path is not None:
            await web.SockSite(runner, _socket_at(listen.path)).start()
            return str(listen.path)
        await web.TCPSite(runner, listen.host, listen.port).start()
    except OSError as error:
        where = str(listen.path or f"{listen.host}:{listen.port}")
        raise browser_fr.is_taken(where, system_errors.reason(error)) from error
    host, port = runner.addresses[0][:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def _socket_at(path: Path) -> sockets.socket:
    """Return a socket at `path` that this account and its group may reach. Raises OSError."""
    found = sockets.socket(sockets.AF_UNIX, sockets.SOCK_STREAM)
    if path.is_socket():  # left by a server that was killed, or one that runs
        try:
            found.connect(str(path))
        except ConnectionRefusedError:
            path.unlink()
        else:
            found.close()
            raise OSError(errno.EADDRINUSE, os.strerror(errno.EADDRINUSE))
    umask = os.umask(0o777 & ~_SOCKET_MODE)
    try:
        found.bind(str(path))
    except OSError:
        found.close()
        raise
    finally:
        os.umask(umask)
    return found
