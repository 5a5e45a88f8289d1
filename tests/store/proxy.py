"""What lies between a program and a PostgreSQL server: a wire that can be cut or fall silent."""

import contextlib
import socket
import threading
from collections.abc import Callable
from types import TracebackType

from sqlalchemy import make_url

Wire = Callable[[], socket.socket]


class Proxy:
    """Listens on loopback and passes on to `server` what it hears, as long as it is told to."""

    def __init__(self, server: Wire) -> None:
        self._server = server
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._open: list[socket.socket] = []
        self.is_silent = threading.Event()
        """While set, nothing passes in either direction, and nobody hangs up."""
        self.is_down = threading.Event()
        """While set, whoever connects is hung up on."""
        self.drop_answer_to = b""
        """What is passed on to the server when it is heard next, and never answered."""
        self.drop = b""
        """What is not even passed on when it is heard next."""
        self.stay_down = False
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> "Proxy":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._listener.close()
        self.hang_up()

    def address(self, of: str) -> str:
        """Return the address of the store `of`, through this wire."""
        url = make_url(of)
        query = {name: value for name, value in url.query.items() if name not in {"host", "port"}}
        through = url.set(host="127.0.0.1", port=self.port, query=query)
        return through.render_as_string(hide_password=False)

    def hang_up(self) -> None:
        """Cut every connection."""
        for line in self._open:
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            line.close()
        self._open.clear()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            if self.is_down.is_set():
                near.close()
                continue
            far = self._server()
            self._open += [near, far]
            for one, other, is_asking in ((near, far, True), (far, near, False)):
                threading.Thread(
                    target=self._pass_on, args=(one, other, is_asking), daemon=True
                ).start()

    def _pass_on(self, one: socket.socket, other: socket.socket, is_asking: bool) -> None:
        with contextlib.suppress(OSError):
            while heard := one.recv(65536):
                if self.is_silent.is_set():
                    return
                if is_asking and self.drop and self.drop in heard:
                    self._lose()
                    return
                if is_asking and self.drop_answer_to and self.drop_answer_to in heard:
                    self._swallow(other, heard)
                    return
                other.sendall(heard)
        with contextlib.suppress(OSError):
            other.shutdown(socket.SHUT_RDWR)

    def _lose(self) -> None:
        self.drop = b""
        if self.stay_down:
            self.is_down.set()
        self.hang_up()

    def _swallow(self, server: socket.socket, order: bytes) -> None:
        """Let the server do as it was told before the line is cut; its answer passes nobody."""
        self.drop_answer_to = b""
        if self.stay_down:
            self.is_down.set()
        self.is_silent.set()  # before the order: its answer may come at once
        with contextlib.suppress(OSError):
            server.sendall(order)
            server.settimeout(0.5)
            server.recv(1)  # either thread may hear it: what counts is that it was said
        self.is_silent.clear()
        self.hang_up()


def wire_to(address: str) -> Wire:
    """Return how to reach the server of `address`, by its socket or its port."""
    url = make_url(address)
    host = str(url.query.get("host", url.host or "127.0.0.1"))
    port = int(str(url.query.get("port", url.port or 5432)))

    def connect() -> socket.socket:
        if not host.startswith("/"):
            return socket.create_connection((host, port))
        line = socket.socket(socket.AF_UNIX)
        line.connect(f"{host}/.s.PGSQL.{port}")
        return line

    return connect
