"""The service at the socket: who may connect, how many, how long; a thread a connection."""

import logging
import selectors
import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Collection
from contextlib import ExitStack, suppress

from msgspec import json

from rdv_tui.broker import wire
from rdv_tui.broker.session import Bench, Closed, Session
from rdv_tui.domain.rights import Role
from rdv_tui.terminal import crash

MOST, MOST_OF_ACCOUNT = 96, 64
"""How many connections there are at once, in all and of one account of this machine."""
HELLO_S = 5.0
"""How soon a connection says which device it is."""
SILENCE_S = 60.0
"""How long one may be silent: a kiosk asks each second whether it may go on."""
ORDERLY_S = 1.0
"""How long acts under way may take once the service is to end."""
_CREDENTIALS = struct.Struct("3i")
_LOG = logging.getLogger(__name__)


class Server:
    """Serves the devices of the hall at a listening socket, until `stop`."""

    def __init__(self, listening: socket.socket, bench: Bench, allowed: Collection[int]) -> None:
        """Serve the accounts whose numbers are `allowed`; all who reach the socket if none is."""
        self._listening, self._bench, self._allowed = listening, bench, frozenset(allowed)
        self._wake, self._waker = socket.socketpair()
        self._mutex = threading.Lock()
        self._threads: dict[socket.socket, threading.Thread] = {}
        self._of_account: Counter[int] = Counter()
        self._kiosks: dict[str, socket.socket] = {}
        self._ends = False
        self.is_lost = False
        """Whether it ended because the store is no longer the one that was opened."""

    def stop(self) -> None:
        """End soon; may be called from a signal's handler."""
        self._ends = True
        with suppress(OSError):
            self._waker.send(b"\0")

    def serve(self) -> None:
        """Serve until `stop` is called; then let what is under way end, within limits."""
        self._listening.setblocking(False)
        with selectors.DefaultSelector() as selector:
            selector.register(self._listening, selectors.EVENT_READ)
            selector.register(self._wake, selectors.EVENT_READ)
            while not self._ends:
                selector.select()
                if not self._ends:
                    self._accept()
        self._end()

    def _end(self) -> None:
        self._listening.close()
        with self._mutex:
            threads = dict(self._threads)
        for connection in threads:
            _hang_up(connection)
        deadline = time.monotonic() + ORDERLY_S
        for thread in threads.values():
            thread.join(max(0.0, deadline - time.monotonic()))
        self._wake.close()
        self._waker.close()

    def _accept(self) -> None:
        try:
            connection, _ = self._listening.accept()
        except BlockingIOError:
            return
        except OSError as error:  # no descriptor is left, or the other side is gone already
            _LOG.warning("a connection was not taken: %s", error.errno)
            time.sleep(0.05)
            return
        try:
            account = account_of(connection)
        except OSError:
            connection.close()
            return
        if self._allowed and account not in self._allowed:
            _LOG.warning("account %s is not served here", account)
            _refuse(connection, wire.not_served())
            return
        if not self._begin(connection, account):
            _LOG.warning("too many connections of account %s", account)
            _refuse(connection, wire.busy())

    def _begin(self, connection: socket.socket, account: int) -> bool:
        """Give a connection a thread, if there is one left for that account."""
        thread = threading.Thread(target=self._serve, args=(connection, account), daemon=True)
        with self._mutex:
            if len(self._threads) >= MOST or self._of_account[account] >= MOST_OF_ACCOUNT:
                return False
            try:
                thread.start()
            except RuntimeError:  # the system has no thread left
                return False
            self._threads[connection] = thread
            self._of_account[account] += 1
        return True

    def _serve(self, connection: socket.socket, account: int) -> None:
        try:
            with ExitStack() as leaving:
                self._converse(connection, account, leaving)
        except (OSError, wire.LineTooLong):
            pass  # gone, too slow, or never to be understood
        except Exception as fault:  # noqa: BLE001  (one connection ends, and no other)
            crash.note(fault)
            _LOG.error("a connection ended by a fault that nobody foresaw")
        finally:
            with self._mutex:
                self._threads.pop(connection, None)
                self._of_account[account] -= 1
                for name in [one for one, its in self._kiosks.items() if its is connection]:
                    del self._kiosks[name]
            connection.close()

    def _converse(self, connection: socket.socket, account: int, leaving: ExitStack) -> None:
        lines = wire.Lines(connection)
        try:
            line = lines.receive(HELLO_S)
            if line is None:
                return
            session = Session(self._bench, line, leaving)
            if session.role is Role.KIOSK:
                self._only_one(session.device, connection)
            _LOG.info("%s comes, as account %s", session.device, account)
            lines.send(session.welcome)
            while not self._ends and (line := lines.receive(SILENCE_S)) is not None:
                lines.send(session.answer(line))
        except Closed as closed:
            if closed.lost:
                self.is_lost = True
                self.stop()
            lines.send(closed.answer)
        except wire.LineTooLong:
            _LOG.warning("account %s sent a line without end", account)
            lines.send(wire.not_served())

    def _only_one(self, device: str, connection: socket.socket) -> None:
        """End the visit that this kiosk had before: one at a time, and the latest counts."""
        with self._mutex:
            before, self._kiosks[device] = self._kiosks.get(device), connection
        if before is not None:
            _hang_up(before)


def account_of(connection: socket.socket) -> int:
    """Return the number of the account that is at the other end, as the system knows it."""
    data = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
    return int(_CREDENTIALS.unpack(data)[1])


def _refuse(connection: socket.socket, answer: wire.Answer) -> None:
    """Say no to who is not even listened to, and wait for nobody."""
    with connection, suppress(OSError):
        connection.setblocking(False)
        connection.send(json.encode(answer) + b"\n")


def _hang_up(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
