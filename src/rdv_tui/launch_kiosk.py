"""From settings to a running kiosk, and from one visitor to the next: a new program each time."""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from rdv_tui.broker.client import BrokerKiosk
from rdv_tui.clock import Clock
from rdv_tui.domain.office import Office
from rdv_tui.kiosk_app import Ending, KioskApp, KioskReady, KioskSetup
from rdv_tui.locales.kiosk import devices as device_fr
from rdv_tui.locales.kiosk.languages import in_each
from rdv_tui.locales.office import startup as startup_fr
from rdv_tui.services.kiosk.contract import SERVED, KioskServices
from rdv_tui.services.kiosk.limits import rules_of
from rdv_tui.services.kiosk.secret_file import read_secret
from rdv_tui.services.office.which_office import office_and_clock
from rdv_tui.settings import Settings
from rdv_tui.terminal import crash
from rdv_tui.terminal.guard import Guard
from rdv_tui.terminal.strict import StrictDriver, ignore_signals, replace_program

PAUSE_S = 1.0
"""How long a fault is over before the next start: one that comes back must not burn the machine."""
DEMO = "RDV_KIOSK_DEMO"
"""Where the demonstration of the visitor before is: the next one goes on with it."""


def run(
    settings: Settings,
    guard: Guard,
    *,
    store_target: str | None = None,
    now: datetime | None = None,
    demo: bool = False,
    training: bool = False,
    words: Sequence[str] = (),
) -> int:
    """Receive one person, and go on as a new program; return the exit code of whoever leaves.

    Where the settings name a broker, no store is opened. `words` are those of the command line by
    which the new program is started.
    """
    ignore_signals()
    target, by_file = store_target or settings.store, settings.broker is not None
    office, clock = office_and_clock(settings, target, now, demo=demo, by_file=by_file)
    with ExitStack() as leaving:
        if settings.broker is None and not demo and (now is not None or training):
            from rdv_tui.services.office.training import training_target  # noqa: PLC0415

            target = training_target(target, leaving, make=False, copy=training)
        opening = _Opening(settings, office, clock, target, leaving, demo=demo)
        ask = partial(_connect, settings.broker, settings, leaving) if settings.broker else None
        setup = KioskSetup(
            office,
            clock,
            ask or opening.open,
            rules=rules_of(settings),
            theme=settings.theme,
            trial=startup_fr.trial_mark(demo=demo, other=training or now is not None),
            ends_shut=bool(os.environ.get(SERVED)),
            on_signal=guard.attach,
        )
        app = KioskApp(setup, driver_class=StrictDriver)
        guard.is_drawing = True
        ending = app.run()
        if app.fault is not None:
            crash.note(app.fault)
            ending = Ending.AGAIN
            time.sleep(PAUSE_S)
        if guard.number is None and ending is not Ending.LEFT:
            leaving.pop_all().close()
            guard.restore_attributes()  # the next program is to find them, and leave them so
            _again(words, opening.demo_folder)
        if demo and opening.demo_folder:
            shutil.rmtree(opening.demo_folder, ignore_errors=True)
    guard.is_drawing = False
    return app.return_code or 0


def _again(words: Sequence[str], demo_folder: str) -> None:
    environ = dict(os.environ)
    if demo_folder:
        environ[DEMO] = demo_folder
    command = [sys.executable, "-P", "-m", "rdv_tui", *words]
    replace_program(command, in_each("please_wait", with_arabic=False)[0], environ)


def _connect(socket: Path, settings: Settings, leaving: ExitStack) -> KioskReady:
    """Begin a visit at a broker, as the device that this machine is. Raises RdvError."""
    kiosk = BrokerKiosk(socket, read_secret(settings.state))
    leaving.callback(kiosk.close)
    trial = startup_fr.trial_mark(demo=False, other=kiosk.is_trial)
    return KioskReady(kiosk, _draws_arabic(kiosk), trial)


def _draws_arabic(kiosk: KioskServices) -> bool:
    return kiosk.reads_arabic and os.environ.get("TERM") != "linux"


class _Opening:
    """Opens the store as the device that this machine is."""

    def __init__(
        self,
        settings: Settings,
        office: Office,
        clock: Clock,
        target: str,
        leaving: ExitStack,
        *,
        demo: bool,
    ) -> None:
        self._settings, self._office, self._clock = settings, office, clock
        self._target, self._leaving, self._demo = target, leaving, demo
        self.demo_folder = ""

    def open(self) -> KioskReady:
        """Open the store and recognise this device. Raises RdvError."""
        from rdv_tui.services import stations  # noqa: PLC0415  (0.4 s)
        from rdv_tui.services.delivery.print_choice import print_settings_of  # noqa: PLC0415
        from rdv_tui.services.kiosk import devices  # noqa: PLC0415  (0.4 s)
        from rdv_tui.services.kiosk.direct import DirectKiosk  # noqa: PLC0415  (0.4 s)
        from rdv_tui.services.office import sign_in, startup  # noqa: PLC0415  (0.4 s)
        from rdv_tui.store.engine import open_store  # noqa: PLC0415  (0.4 s)

        settings = self._settings
        where = self._demo_store() if self._demo else self._target
        station = stations.open_station(settings.state)
        self._leaving.callback(station.close)
        desk = startup.open_desk(
            open_store(where, make=self._demo),
            self._office,
            self._clock,
            settings.agent,
            station=station.name,
            stations=settings.state,
        )
        self._leaving.callback(desk.store.close)
        secret = read_secret(settings.state)
        if self._demo:
            secret = devices.enrol(sign_in.enter_sample(desk), device_fr.DEMO_NAME)
        is_trial = self._demo or desk.store.is_training
        desk = replace(desk, printing=print_settings_of(settings), is_trial=is_trial)
        kiosk = DirectKiosk(desk, secret, rules_of(settings))
        return KioskReady(kiosk, _draws_arabic(kiosk))

    def _demo_store(self) -> str:
        from rdv_tui.services.office.demo import open_demo  # noqa: PLC0415  (brings the sample)

        former = os.environ.get(DEMO, "")
        if former and (Path(former) / "demo.db").is_file():
            self.demo_folder = former
            return str(Path(former) / "demo.db")
        self.demo_folder = tempfile.mkdtemp(prefix="rdv-tui-demo-")  # it outlives this program
        return open_demo(Path(self.demo_folder), self._office, self._clock).target
