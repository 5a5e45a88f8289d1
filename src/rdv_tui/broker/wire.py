"""One line of JSON a request, one an answer: bounded in size and in time, on both sides."""

import socket
import time
from typing import Annotated, Any, Literal

from msgspec import Meta, Raw, Struct, json

from rdv_tui.errors import NotAllowed, OutputError, RdvError, Refusal, SlotTaken, StoreError
from rdv_tui.locales.kiosk import broker as broker_fr

MOST_BYTES = 64 * 1024
"""The longest request, its end of line counted."""
MOST_ANSWER_BYTES = 1024 * 1024
LINE_S = 5.0
"""How long one line may take, from its first byte to its last, in either direction."""
_CHUNK = 16 * 1024

Kind = Literal["slot_taken", "refusal", "not_allowed", "output", "store"]
_KINDS: dict[type[RdvError], Kind] = {
    SlotTaken: "slot_taken",
    Refusal: "refusal",
    NotAllowed: "not_allowed",
    OutputError: "output",
}


class Request(Struct, frozen=True, forbid_unknown_fields=True):
    """A verb and its arguments, which are read when the verb is known."""

    verb: Annotated[str, Meta(max_length=32)]
    given: Raw = Raw(b"{}")


class Failure(Struct, frozen=True):
    """Why nothing was done, as the error that the other side raises."""

    kind: Kind
    code: str
    message: str
    hint: str = ""


class Answer(Struct, frozen=True, omit_defaults=True):
    """What a verb gave, or why it did not."""

    given: Raw = Raw(b"null")
    failure: Failure | None = None


class LineTooLong(Exception):  # noqa: N818  (it says what is the matter)
    """A line is longer than any honest one."""


class Lines:
    """A connected socket, read and written line by line. Every wait ends."""

    def __init__(self, connection: socket.socket, most_bytes: int = MOST_BYTES) -> None:
        self._socket, self._most = connection, most_bytes
        self._rest = bytearray()

    def receive(self, patience_s: float) -> bytes | None:
        """Return the next line, None at the end; the first byte comes within `patience_s`.

        Half a line before the end is no line. Raises LineTooLong, OSError (TimeoutError).
        """
        deadline = time.monotonic() + (LINE_S if self._rest else patience_s)
        looked = 0
        while (end := self._rest.find(b"\n", looked)) < 0:
            looked = len(self._rest)
            if looked >= self._most:
                raise LineTooLong
            self._socket.settimeout(_left(deadline))
            data = self._socket.recv(_CHUNK)
            if not data:
                return None
            if not self._rest:
                deadline = time.monotonic() + LINE_S
            self._rest += data
        if end >= self._most:
            raise LineTooLong
        line = bytes(self._rest[:end])
        del self._rest[: end + 1]
        return line

    def send(self, message: Struct) -> None:
        """Send one line. Raises OSError (TimeoutError) when the other side does not read it."""
        data = memoryview(json.encode(message) + b"\n")
        deadline = time.monotonic() + LINE_S
        while data:
            self._socket.settimeout(_left(deadline))
            data = data[self._socket.send(data) :]


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def answered(value: object) -> Answer:
    """Return the answer that gives `value`."""
    return Answer(given=Raw(json.encode(value)))


def failed(error: RdvError) -> Answer:
    """Return the answer that refuses as `error` does.

    Only a rule's own sentence goes through: what the store or a printer says may name files.
    """
    kind = next((name for known, name in _KINDS.items() if isinstance(error, known)), None)
    if kind == "output":
        return _told(kind, broker_fr.printer_failed())
    return _told(kind, error) if kind else _told("store", broker_fr.store_away())


def _told(kind: Kind, error: RdvError) -> Answer:
    return Answer(failure=Failure(kind, error.code, error.message, error.hint))


def not_served() -> Answer:
    """Return the answer to whatever is not in the table."""
    return _told("store", broker_fr.not_served())


def busy() -> Answer:
    """Return the answer to one connection too many."""
    return _told("store", broker_fr.busy())


def error_of(failure: Failure) -> RdvError:
    """Return the error that `failed` was told."""
    if failure.kind == "slot_taken":
        return SlotTaken(failure.message, failure.hint)
    kinds: dict[Kind, type[RdvError]] = {name: known for known, name in _KINDS.items()}
    return kinds.get(failure.kind, StoreError)(failure.code, failure.message, failure.hint)


def read_request(line: bytes) -> Request:
    """Return what a line asks. Raises MsgspecError, UnicodeError, RecursionError."""
    return json.decode(line, type=Request)


def read_answer(line: bytes, gives: Any) -> Any:  # noqa: ANN401  (each verb has its own)
    """Return what a line gives, or raise the error that it tells. Raises RdvError, MsgspecError."""
    answer = json.decode(line, type=Answer)
    if answer.failure is not None:
        raise error_of(answer.failure)
    return json.decode(answer.given, type=gives)
