"""A question to CUPS in its own language (IPP, RFC 8010), and its answer.

`lpstat` does not tell a printed job from one that was stopped; the protocol does.
"""

import http.client
import os
import socket
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rdv_tui.errors import PrinterFailed
from rdv_tui.locales import system_errors
from rdv_tui.locales.delivery import printing as printing_fr

TIME_LIMIT_S = 5.0

GET_JOB_ATTRIBUTES = 0x0009
GET_PRINTERS = 0x4002
NOT_FOUND = 0x0406

Value = int | bool | str
Attributes = Mapping[str, Sequence[Value]]

_SOCKETS = ("/run/cups/cups.sock", "/var/run/cups/cups.sock")
_END, _OPERATION = 0x03, 0x01
_INTEGER, _BOOLEAN, _ENUM = 0x21, 0x22, 0x23
_KEYWORD, _URI, _CHARSET, _LANGUAGE = 0x44, 0x45, 0x47, 0x48


@dataclass(frozen=True, slots=True)
class IppReply:
    """The status of an answer, and one mapping for each printer or job that it tells of."""

    status: int
    groups: tuple[Attributes, ...]


class _LocalConnection(http.client.HTTPConnection):
    """HTTP over the spooler's socket."""

    def __init__(self, path: str) -> None:
        super().__init__("localhost", timeout=TIME_LIMIT_S)
        self._path = path

    def connect(self) -> None:
        """Connect to the socket."""
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(TIME_LIMIT_S)
        self.sock.connect(self._path)


def request(operation: int, wanted: Sequence[str], uri: tuple[str, str] | None = None) -> IppReply:
    """Ask the spooler for the attributes `wanted`, of the object that `uri` (name, value) names.

    Raises OutputError `printer_failed` when it cannot be asked or does not answer in time.
    """
    connection = _connection()
    try:
        connection.request(
            "POST",
            "/",
            _encode_request(operation, wanted, uri),
            {"Content-Type": "application/ipp"},
        )
        body = connection.getresponse().read()
        return _decode_reply(body)
    except TimeoutError as error:
        raise PrinterFailed(printing_fr.SILENT, printing_fr.KEPT) from error
    except OSError as error:
        told = printing_fr.unusable(system_errors.reason(error))
        raise PrinterFailed(told, printing_fr.KEPT) from error
    except (http.client.HTTPException, struct.error, IndexError) as error:
        raise PrinterFailed(
            printing_fr.unusable(printing_fr.GIBBERISH), printing_fr.KEPT
        ) from error
    finally:
        connection.close()


def _connection() -> http.client.HTTPConnection:
    """Return the way to the spooler that `lp` would take."""
    named = os.environ.get("CUPS_SERVER", "").partition("/version=")[0]
    if named.startswith("/"):
        return _LocalConnection(named)
    if named:
        host, _, port = named.partition(":")
        return http.client.HTTPConnection(
            host, int(port) if port.isdecimal() else 631, timeout=TIME_LIMIT_S
        )
    local = next((path for path in _SOCKETS if Path(path).exists()), None)
    if local is not None:
        return _LocalConnection(local)
    return http.client.HTTPConnection("localhost", 631, timeout=TIME_LIMIT_S)


def _encode_request(operation: int, wanted: Sequence[str], uri: tuple[str, str] | None) -> bytes:
    parts = [
        struct.pack(">HHIB", 0x0200, operation, 1, _OPERATION),
        _attribute(_CHARSET, "attributes-charset", "utf-8"),
        _attribute(_LANGUAGE, "attributes-natural-language", "en"),
    ]
    if uri is not None:
        parts.append(_attribute(_URI, *uri))
    for rank, name in enumerate(wanted):
        parts.append(_attribute(_KEYWORD, "" if rank else "requested-attributes", name))
    return b"".join([*parts, bytes([_END])])


def _attribute(tag: int, name: str, value: str) -> bytes:
    coded = value.encode()
    head = struct.pack(">BH", tag, len(name)) + name.encode()
    return head + struct.pack(">H", len(coded)) + coded


def _decode_reply(body: bytes) -> IppReply:
    """Read an answer: groups of attributes, each a name and one or more values."""
    _, status, _ = struct.unpack_from(">HHI", body)
    at, name = 8, ""
    groups: list[dict[str, list[Value]]] = []
    while body[at] != _END:
        tag = body[at]
        at += 1
        if tag < 0x10:
            groups.append({})
            continue
        (length,) = struct.unpack_from(">H", body, at)
        name = body[at + 2 : at + 2 + length].decode() or name
        at += 2 + length
        (length,) = struct.unpack_from(">H", body, at)
        groups[-1].setdefault(name, []).append(_value(tag, body[at + 2 : at + 2 + length]))
        at += 2 + length
    return IppReply(status, tuple(groups[1:]))


def _value(tag: int, raw: bytes) -> Value:
    if tag in {_INTEGER, _ENUM}:
        return int.from_bytes(raw, "big", signed=True)
    if tag == _BOOLEAN:
        return raw != b"\0"
    return raw.decode(errors="replace")
