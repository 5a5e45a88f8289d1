"""One connection of a device: who it is, and each of its requests on the services of its kind."""

import logging
import threading
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from msgspec import MsgspecError, json, structs

from rdv_tui.broker import verbs, wire
from rdv_tui.domain.kiosk import KioskRules
from rdv_tui.domain.printing import PrintChoice
from rdv_tui.domain.rights import Role
from rdv_tui.errors import RdvError, Refusal
from rdv_tui.locales.kiosk import broker as broker_fr
from rdv_tui.services import stations
from rdv_tui.services.delivery.print_choice import PrintSettings
from rdv_tui.services.desk import Desk
from rdv_tui.services.kiosk import devices
from rdv_tui.services.kiosk.direct import DirectDisplay, DirectKiosk
from rdv_tui.services.office import clock_check, startup
from rdv_tui.terminal import crash

AT_ONCE = 6
"""How many acts are done at the same time: fewer than the store has connections."""
LOST = frozenset({"store_moved", "store_too_new"})
"""Codes after which this program can serve no more: another one is to open the store anew."""
_LOG = logging.getLogger(__name__)


class Closed(Exception):  # noqa: N818  (no error of ours)
    """The connection ends, after `answer`; the whole service where the store is `lost`."""

    def __init__(self, answer: wire.Answer, *, lost: bool = False) -> None:
        super().__init__()
        self.answer, self.lost = answer, lost


@dataclass(frozen=True, slots=True)
class Bench:
    """What all connections share: a desk on the store, the kiosks' limits and their printers."""

    desk: Desk
    rules: KioskRules
    printers: dict[str, str]
    turns: threading.Semaphore = field(default_factory=partial(threading.Semaphore, AT_ONCE))


class Session:
    """A device that said who it is. Its role decides which verbs there are."""

    def __init__(self, bench: Bench, line: bytes, leaving: ExitStack) -> None:
        """Take the first line of a connection. Raises Closed for a device that is not let in."""
        self._bench = bench
        try:
            request = wire.read_request(line)
            if request.verb != verbs.HELLO:
                raise Closed(wire.not_served())
            hello = json.decode(request.given, type=verbs.Hello)
        except (MsgspecError, ValueError, RecursionError):
            raise Closed(wire.not_served()) from None
        self.role, self._secret = Role(hello.kind), hello.secret
        self._services: Any
        try:
            with bench.turns:
                self.device, self.welcome = self._open(leaving)
        except RdvError as error:
            _LOG.warning("a device is not let in: %s", error.code)
            raise Closed(wire.failed(error), lost=error.code in LOST) from error

    def _open(self, leaving: ExitStack) -> tuple[str, wire.Answer]:
        desk = self._bench.desk
        device = devices.recognise(desk, self._secret, self.role)
        if self.role is Role.DISPLAY:
            desk = replace(desk, agent=device.name, device=device.name)
            devices.note_seen(desk)
            self._services, asks = DirectDisplay(desk), False
        else:
            desk = self._ready(desk, device.name, leaving)
            kiosk = DirectKiosk(desk, self._secret, self._bench.rules)
            leaving.callback(kiosk.end)
            self._services, asks = kiosk, kiosk.asks_who_leaves
        office = replace(desk.office, openings=(), closures=())
        told = verbs.Welcome(office, desk.clock.now(), device.reads_arabic, asks, desk.is_trial)
        return device.name, wire.answered(told)

    def _ready(self, desk: Desk, name: str, leaving: ExitStack) -> Desk:
        """Return a desk as a kiosk's own program would have opened it now."""
        desk.store.doubt = None  # somebody may have confirmed the clock since
        clock_check.doubt_clock(desk)
        office = startup.open_office(desk.store, desk.office, desk.clock)
        assert desk.stations is not None  # the state folder
        station = stations.open_station(desk.stations)
        leaving.callback(station.close)
        printer = self._bench.printers.get(name)
        printing = PrintSettings(PrintChoice(printer)) if printer else desk.printing
        return replace(desk, office=office, station=station.name, printing=printing)

    def answer(self, line: bytes) -> wire.Answer:
        """Do what a line asks, if it is in the table, and return its answer. Raises Closed."""
        try:
            request = wire.read_request(line)
            verb = verbs.VERBS[self.role][request.verb]
            given = structs.asdict(json.decode(request.given, type=verb.takes))
        except (MsgspecError, ValueError, RecursionError, KeyError):
            _LOG.warning("%s asked for what is not served", self.device)
            return wire.not_served()
        try:
            with self._bench.turns:
                self._require_enabled()
                return wire.answered(getattr(self._services, request.verb)(**given))
        except Closed:
            raise
        except RdvError as error:
            _LOG.info("%s: %s refused: %s", self.device, request.verb, error.code)
            if error.code in LOST:
                raise Closed(wire.failed(error), lost=True) from error
            return wire.failed(error)
        except Exception as fault:  # noqa: BLE001  (one request ends, and nobody sees a traceback)
            with suppress(OSError):
                crash.note(fault)
            _LOG.error("%s: %s: a fault that nobody foresaw", self.device, request.verb)
            return wire.failed(broker_fr.store_away())

    def _require_enabled(self) -> None:
        """Refuse and hang up as soon as the device is disabled, or has another secret."""
        try:
            device = devices.recognise(self._bench.desk, self._secret, self.role)
            if device.name != self.device:
                raise Closed(wire.not_served())
        except Refusal as refused:
            _LOG.warning("%s is shut out", self.device)
            raise Closed(wire.failed(refused)) from refused
