"""Every test of the mail has a server of its own, and nothing leaves the loopback."""

import socket
from collections.abc import Iterator

import pytest

from rdv_tui.mail_settings import Security, Smtp
from tests.mail.post_office import HOST, PostOffice, open_post_office


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail whoever wants to speak to another machine."""
    real = socket.socket.connect

    def connect(self: socket.socket, address: tuple[str, int] | str) -> None:
        assert isinstance(address, str) or address[0] in {HOST, "::1"}, address
        real(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture
def post() -> Iterator[PostOffice]:
    """An open mail server without protection or login."""
    with open_post_office() as office:
        yield office


@pytest.fixture
def smtp(post: PostOffice) -> Smtp:
    """The settings that lead to it."""
    return Smtp(HOST, post.port, Security.NONE, sender="rdv@prefecture.test")
