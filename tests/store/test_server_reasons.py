"""Why a server cannot be used, told apart in whichever language it says so; never a password."""

import socket
import struct
import threading
import time
from collections.abc import Iterator

import pytest

from rdv_tui.errors import StoreError
from rdv_tui.store import server
from rdv_tui.store.engine import open_store

SECRET = "m0t-de-passe"
_ASKS_FOR_PROTECTION = {80877103, 80877104}


class Turning:
    """A server that answers every start with one FATAL message, or with nothing at all."""

    def __init__(self, code: str, said: str) -> None:
        self._code, self._said = code, said
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        port = self._listener.getsockname()[1]
        self.address = f"postgresql+psycopg://agent:{SECRET}@127.0.0.1:{port}/rdv"
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._listener.close()
        for line in self._open:
            line.close()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            self._open.append(line)
            if self._said:
                self._refuse(line)

    def _refuse(self, line: socket.socket) -> None:
        size, kind = struct.unpack("!II", line.recv(8))
        while kind in _ASKS_FOR_PROTECTION:
            line.sendall(b"N")
            size, kind = struct.unpack("!II", line.recv(8))
        line.recv(size)
        fields = {"S": "FATAL", "V": "FATAL", "C": self._code, "M": self._said}
        body = b"".join(f"{name}{value}\0".encode() for name, value in fields.items()) + b"\0"
        line.sendall(b"E" + struct.pack("!I", len(body) + 4) + body)
        line.close()


def refusal_of(address: str) -> StoreError:
    with pytest.raises(StoreError) as caught:
        open_store(address)
    error = caught.value
    assert SECRET not in error.message + error.hint
    assert error.message.endswith(".")
    assert error.hint
    return error


SAID = {
    "password": ("28P01", 'password authentication failed for user "agent"', "mot de passe"),
    "password, in French": (
        "28P01",
        "authentification par mot de passe échouée pour l'utilisateur « agent »",
        "mot de passe",
    ),
    "database": ("3D000", 'database "rdv" does not exist', "n'a pas la base"),
    "database, in French": ("3D000", "la base de données « rdv » n'existe pas", "n'a pas la base"),
    "not let in": (
        "28000",
        'no pg_hba.conf entry for host "10.0.0.7", user "agent", database "rdv", no encryption',
        "pg_hba.conf",
    ),
    "too many": ("53300", "sorry, too many clients already", "trop de liaisons"),
    "too many, in French": ("53300", "désolé, trop de clients sont déjà connectés", "trop de"),
    "starting": ("57P03", "the database system is starting up", "démarre"),
    "anything else": ("XX000", "the dog ate it", "the dog ate it"),
    "a password in what it says": ("XX000", f"bad password={SECRET} given", "mot de passe"),
}


@pytest.mark.parametrize(("code", "said", "told"), SAID.values(), ids=list(SAID))
def test_what_the_server_says(code: str, said: str, told: str) -> None:
    turning = Turning(code, said)
    try:
        error = refusal_of(turning.address)
        assert told in error.message + error.hint
    finally:
        turning.close()


@pytest.fixture
def silent(monkeypatch: pytest.MonkeyPatch) -> Iterator[Turning]:
    """A server that accepts, and says nothing."""
    monkeypatch.setitem(server._DEFAULTS, "connect_timeout", "2")
    turning = Turning("", "")
    yield turning
    turning.close()


def test_a_server_that_says_nothing(silent: Turning) -> None:
    began = time.monotonic()
    assert "ne répond pas" in refusal_of(silent.address).message
    assert time.monotonic() - began < 20


def test_a_server_without_protection() -> None:
    turning = Turning("XX000", "it should not come so far")
    try:
        assert "TLS" in refusal_of(f"{turning.address}?sslmode=require").message
    finally:
        turning.close()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ("?connect_timeout=abc", "« connect_timeout »"),
        ("?connect_timeout=-1", "« connect_timeout »"),
        ("?keepalives_idle=x", "« keepalives_idle »"),
        ("?port=99999", "« port »"),
        ("?port=abc", "est illisible"),
        ("?client_encoding=zz", "« client_encoding »"),
        ("?foo=bar", "une de ses options n'existe pas"),
        (f"?password=a&{SECRET}=b", "une de ses options n'existe pas"),
        ("?host=a&host=b&port=1&port=2&port=3", "est illisible"),
    ],
)
def test_an_address_with_what_the_driver_does_not_take(options: str, told: str) -> None:
    error = refusal_of(f"postgresql+psycopg://agent:{SECRET}@127.0.0.1/rdv{options}")
    assert told in error.message


def test_a_port_that_no_machine_has() -> None:
    error = refusal_of(f"postgresql+psycopg://agent:{SECRET}@127.0.0.1:99999/rdv")
    assert "« port »" in error.message


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    error = refusal_of(f"postgresql+psycopg://agent:{SECRET}@127.0.0.1:{port}/rdv")
    assert "n'écoute" in error.message


def test_a_host_that_nobody_knows() -> None:
    error = refusal_of(f"postgresql+psycopg://agent:{SECRET}@absent.invalid/rdv")
    assert "nom du serveur" in error.message


@pytest.mark.parametrize(
    "address",
    [
        f"postgresql+psycopg://agent:a@{SECRET}@127.0.0.1/rdv",  # should be %40
        f"postgresql+psycopg://agent:{SECRET}@127.0.0.1:port/rdv",
        f"postgresql+psycopg://agent@127.0.0.1:1/rdv?password={SECRET}",
        f"postgresql://agent:{SECRET}@127.0.0.1:1/rdv",
        f"postgres://agent:{SECRET}@127.0.0.1:1/rdv",
        f"nonsense://agent:{SECRET}@127.0.0.1:1/rdv",
    ],
)
def test_no_way_of_writing_an_address_shows_its_password(address: str) -> None:
    refusal_of(address)
