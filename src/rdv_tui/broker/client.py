"""The programs in the hall on a broker: they have a socket, and neither store nor its path."""

import socket
import threading
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import MsgspecError, Raw, Struct, json

from rdv_tui.broker import verbs, wire
from rdv_tui.clock import Clock
from rdv_tui.domain.appointment import Hold, Slot
from rdv_tui.domain.rights import Role
from rdv_tui.errors import RdvError, Refusal, StoreError
from rdv_tui.locales.kiosk import broker as broker_fr
from rdv_tui.services.kiosk.contract import DEVICE_CLOSED, Booked, CallBoard

ANSWER_S = 12.0
"""How long an act may take, a letter's printing included: less than a screen waits for it."""
CONNECT_S, WELCOME_S = 2.0, 3.0
"""How soon a broker takes a connection, and lets a device in: else it is away."""


class _Line:
    """One connection, one request at a time. Once it fails it stays closed."""

    def __init__(self, path: Path, secret: str, role: Role) -> None:
        """Connect, and say which device this is. Raises StoreError, Refusal `device_closed`."""
        self._verbs, self._turn = verbs.VERBS[role], threading.Lock()
        self._socket = socket.socket(socket.AF_UNIX)
        self._lines = wire.Lines(self._socket, wire.MOST_ANSWER_BYTES)
        try:
            self._socket.settimeout(CONNECT_S)
            self._socket.connect(str(path))
        except OSError as error:
            self._socket.close()
            raise broker_fr.away() from error
        try:
            hello = verbs.Hello(secret, role.value)
            self.welcome: verbs.Welcome = self._exchange(
                verbs.HELLO, hello, verbs.Welcome, WELCOME_S
            )
        except RdvError:
            self.close()
            raise

    def ask(self, name: str, arguments: Struct | None = None) -> Any:  # noqa: ANN401  (by verb)
        """Return what a verb gives. Raises RdvError; `broker_away` ends the connection."""
        verb = self._verbs[name]
        with self._turn:
            return self._exchange(name, arguments or verbs.Nothing(), verb.gives, ANSWER_S)

    def close(self) -> None:
        """Hang up."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _exchange(self, name: str, arguments: Struct, gives: Any, patience_s: float) -> Any:  # noqa: ANN401
        try:
            self._lines.send(wire.Request(name, Raw(json.encode(arguments))))
            line = self._lines.receive(patience_s)
            if line is None:
                raise ConnectionResetError
            return wire.read_answer(line, gives)
        except (OSError, wire.LineTooLong, MsgspecError) as error:
            self.close()  # an answer that comes too late must not be taken for the next one
            raise broker_fr.away() from error


class BrokerKiosk:
    """A visit of a kiosk (contract.KioskServices), done by a broker."""

    def __init__(self, path: Path, secret: str) -> None:
        """Begin a visit. Raises StoreError `broker_away`, Refusal `device_closed`."""
        self._line = _Line(path, secret, Role.KIOSK)
        told = self._line.welcome
        self.office, self.is_trial = told.office, told.is_trial
        self.clock = Clock(ZoneInfo(told.office.time_zone), told.now - datetime.now(UTC))
        self.reads_arabic, self.asks_who_leaves = told.reads_arabic, told.asks_who_leaves

    def close(self) -> None:
        """End the visit: its place is given back."""
        self._line.close()

    def is_enabled(self) -> bool:
        """Say whether the device may still do anything."""
        try:
            return bool(self._line.ask("is_enabled"))
        except Refusal as refused:
            if refused.code != DEVICE_CLOSED:
                raise
            return False

    def offers(self, after: datetime, count: int) -> list[Slot]:
        """Return the first free slots after `after`."""
        found: list[Slot] = self._line.ask("offers", verbs.Offers(after, count))
        return found

    def hold(self, start: datetime) -> Hold:
        """Hold a place at `start`, instead of the one held before."""
        held: Hold = self._line.ask("hold", verbs.Start(start))
        return held

    def renew(self) -> Hold:
        """Keep the place for the full time again."""
        held: Hold = self._line.ask("renew")
        return held

    def book(self, typed: Mapping[str, str]) -> Booked:
        """Book the place that is held."""
        made: Booked = self._line.ask("book", verbs.Typed(dict(typed)))
        return made

    def print_letter(self) -> None:
        """Print the letter of what was booked."""
        self._line.ask("print_letter")

    def print_refusal(self, typed: Mapping[str, str], language: str) -> None:
        """Print where to go instead."""
        self._line.ask("print_refusal", verbs.TurnedAway(dict(typed), language))

    def call_agent(self, step: str, language: str, reason: str) -> int:
        """Call an agent to this device."""
        return int(self._line.ask("call_agent", verbs.HelpCall(step, language, reason)))

    def is_answered(self, call: int) -> bool:
        """Say whether somebody answered the call."""
        return bool(self._line.ask("is_answered", verbs.CallNumber(call)))

    def accepts_code(self, code: str) -> bool:
        """Say whether an agent's code waves a person through here now."""
        return bool(self._line.ask("accepts_code", verbs.Code(code)))

    def count_left(self, step: str, language: str) -> None:
        """Count a visit that somebody left."""
        self._line.ask("count_left", verbs.Left(step, language))

    def let_out(self, login: str, password: str) -> None:
        """Return for who may close the device."""
        self._line.ask("let_out", verbs.Credentials(login, password))


class BrokerDisplay:
    """The screen in the hall (contract.DisplayServices), told by a broker."""

    def __init__(self, path: Path, secret: str) -> None:
        """Connect when the first board is asked for, and again whenever the broker was away."""
        self._path, self._secret = path, secret
        self._line: _Line | None = None

    def close(self) -> None:
        """Hang up."""
        if self._line is not None:
            self._line.close()
            self._line = None

    def get_board(self) -> CallBoard:
        """Return what is shown now. Raises StoreError `broker_away`, Refusal `device_closed`."""
        try:
            self._line = self._line or _Line(self._path, self._secret, Role.DISPLAY)
            found: CallBoard = self._line.ask("get_board")
        except (StoreError, Refusal):
            self.close()
            raise
        return found
