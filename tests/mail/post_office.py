"""A mail server of our own on the loopback, which can be told to misbehave at any stage."""

import asyncio
import contextlib
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

HOST = "127.0.0.1"
STAGES = ("connect", "EHLO", "MAIL", "RCPT", "DATA", "dot")
"""Where a conversation can break; at the dot the message has come, and the yes has not gone."""

DROP = "drop"


@dataclass(slots=True)
class Received:
    """One message as it came, and the addresses of its envelope."""

    sender: str
    recipient: str
    raw: bytes
    user: str | None = None


@dataclass
class PostOffice:
    """A server that can be closed, opened again, and made to fail.

    `faults` are consumed one by one: a stage, and what happens there: DROP, a reply ("451 …"), or
    seconds of delay. `hears` tells when a stage is reached.
    """

    port: int = 0
    faults: list[tuple[str, str | float]] = field(default_factory=list)
    received: list[Received] = field(default_factory=list)
    accepted: list[Received] = field(default_factory=list)
    tls: ssl.SSLContext | None = None
    logins: dict[str, str] = field(default_factory=dict)
    direct_tls: bool = False
    arrived: threading.Condition = field(default_factory=threading.Condition)
    _controller: Controller | None = None

    def open(self) -> None:
        """Listen; the port stays the same for the whole life of this office."""
        if not self.port:
            with socket.socket() as probe:
                probe.bind((HOST, 0))
                self.port = probe.getsockname()[1]
        office = self

        class Ours(Controller):
            def factory(self) -> SMTP:
                return Clerk(
                    office,
                    self.handler,
                    hostname="poste.test",
                    tls_context=None if office.direct_tls else office.tls,
                    require_starttls=office.tls is not None and not office.direct_tls,
                    authenticator=office._check if office.logins else None,
                    auth_required=bool(office.logins),
                    auth_require_tls=False,
                )

        self._controller = Ours(
            Counter(self),
            hostname=HOST,
            port=self.port,
            ssl_context=self.tls if self.direct_tls else None,
        )
        self._controller.start()

    def close(self) -> None:
        """Stop listening: connections are refused from now on."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    def take_fault(self, stage: str) -> str | float | None:
        """Return what shall happen at this stage now."""
        if self.faults and self.faults[0][0] == stage:
            return self.faults.pop(0)[1]
        return None

    def wait_for(self, count: int, limit_s: float = 20.0) -> None:
        """Wait until that many messages have been accepted."""
        with self.arrived:
            happened = self.arrived.wait_for(lambda: len(self.accepted) >= count, limit_s)
        assert happened, f"{len(self.accepted)} of {count} messages came"

    def _check(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _way: str, given: object
    ) -> AuthResult:
        assert isinstance(given, LoginPassword)
        known = self.logins.get(given.login.decode()) == given.password.decode()
        return AuthResult(success=known, handled=known, auth_data=given.login.decode())


class Counter:
    """Takes what comes."""

    def __init__(self, office: PostOffice) -> None:
        self.office = office

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        office, content = self.office, envelope.original_content
        assert isinstance(content, bytes)
        message = Received(
            envelope.mail_from or "",
            envelope.rcpt_tos[0],
            content,
            str(session.auth_data) if session.authenticated else None,
        )
        office.received.append(message)
        fault = office.take_fault("dot")
        if fault == DROP:
            assert isinstance(server, Clerk)
            server.hang_up()
        elif isinstance(fault, str):
            return fault
        elif fault is not None:
            await asyncio.sleep(fault)
        if fault != DROP:
            with office.arrived:
                office.accepted.append(message)
                office.arrived.notify_all()
        return "250 2.0.0 pris en charge"


class Clerk(SMTP):
    """Speaks to one client, and fails where it was told to."""

    def __init__(self, office: PostOffice, *arguments: Any, **settings: Any) -> None:  # noqa: ANN401 - aiosmtpd's own
        super().__init__(*arguments, **settings)
        self.office = office

    def hang_up(self) -> None:
        assert isinstance(self.transport, asyncio.Transport)
        self.transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        fault = self.office.take_fault("connect")
        assert isinstance(transport, asyncio.Transport)
        if fault == DROP:
            transport.abort()
        elif isinstance(fault, str):
            transport.write(f"{fault}\r\n".encode())
            transport.close()
        elif fault is not None:
            asyncio.get_running_loop().call_later(fault, super().connection_made, transport)
        else:
            super().connection_made(transport)

    async def _or_fail(self, stage: str) -> bool:
        fault = self.office.take_fault(stage)
        if fault == DROP:
            self.hang_up()
        elif isinstance(fault, str):
            await self.push(fault)
        elif fault is not None:
            await asyncio.sleep(fault)
        return isinstance(fault, str)

    async def smtp_EHLO(self, hostname: str) -> None:  # noqa: N802
        if not await self._or_fail("EHLO"):
            await super().smtp_EHLO(hostname)

    async def smtp_HELO(self, hostname: str) -> None:  # noqa: N802
        if not await self._or_fail("HELO"):
            await super().smtp_HELO(hostname)

    async def smtp_MAIL(self, arg: str | None) -> None:  # noqa: N802
        if not await self._or_fail("MAIL"):
            await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg: str | None) -> None:  # noqa: N802
        if not await self._or_fail("RCPT"):
            await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        if not await self._or_fail("DATA"):
            await super().smtp_DATA(arg)


@contextlib.contextmanager
def open_post_office(
    **settings: Any,  # noqa: ANN401 - any field of an office
) -> Iterator[PostOffice]:
    """Open a mail server until the end of the block."""
    office = PostOffice(**settings)
    office.open()
    try:
        yield office
    finally:
        office.close()
