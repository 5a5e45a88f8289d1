"""From settings to the screen in the hall."""

from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from rdv_tui.broker.client import BrokerDisplay
from rdv_tui.clock import Clock
from rdv_tui.display_app import DisplayApp, DisplaySetup
from rdv_tui.domain.office import Office
from rdv_tui.launch import driver
from rdv_tui.services.kiosk.secret_file import read_secret
from rdv_tui.services.office.which_office import office_and_clock
from rdv_tui.settings import Settings
from rdv_tui.terminal.guard import Guard

if TYPE_CHECKING:
    from rdv_tui.services.desk import Desk
    from rdv_tui.services.kiosk.contract import DisplayServices


def run(
    settings: Settings,
    guard: Guard,
    *,
    store_target: str | None = None,
    now: datetime | None = None,
    demo: bool = False,
) -> int:
    """Show the hall's calls on a terminal until a signal, or its key, ends it.

    Where the settings name a broker, no store is opened.
    """
    usual, by_file = store_target or settings.store, settings.broker is not None
    office, clock = office_and_clock(settings, usual, now, demo=demo, by_file=by_file)
    with ExitStack() as leaving:

        def open_services() -> "DisplayServices":
            leaving.pop_all().close()  # what was opened before the store was lost
            if settings.broker is not None:
                asking = BrokerDisplay(settings.broker, read_secret(settings.state))
                leaving.callback(asking.close)
                return asking
            target = _demo_store(leaving, office, clock) if demo else usual
            return _open_store(target, settings, office, clock, leaving, demo=demo)

        app = DisplayApp(
            DisplaySetup(office, clock, open_services, guard.attach), driver_class=driver()
        )
        guard.is_drawing = True
        app.run()
        guard.is_drawing = False
        if app.fault is not None:
            raise app.fault
        return app.return_code or 0


def _open_store(
    target: str,
    settings: Settings,
    office: Office,
    clock: Clock,
    leaving: ExitStack,
    *,
    demo: bool,
) -> "DisplayServices":
    """Open the store for as long as `leaving` is not closed. Raises RdvError."""
    from rdv_tui.services import stations  # noqa: PLC0415  (0.4 s)
    from rdv_tui.services.desk import Desk  # noqa: PLC0415  (0.4 s)
    from rdv_tui.services.kiosk.direct import DirectDisplay  # noqa: PLC0415  (0.4 s)
    from rdv_tui.services.office import sign_in, startup  # noqa: PLC0415  (0.4 s)
    from rdv_tui.store.engine import open_store  # noqa: PLC0415  (0.4 s)

    store = open_store(target, make=False, upgrade=False)
    leaving.callback(store.close)
    station = stations.open_station(settings.state)
    leaving.callback(station.close)
    known = startup.open_office(store, office, clock, ahead=False)
    desk = Desk(store, known, clock, settings.agent, station.name, settings.state)
    if demo:
        _call_some(sign_in.enter_sample(desk))
    return DirectDisplay(desk)


def _demo_store(leaving: ExitStack, office: Office, clock: Clock) -> str:
    from rdv_tui.services.office.demo import open_demo  # noqa: PLC0415  (brings the sample)

    folder = leaving.enter_context(TemporaryDirectory(prefix="rdv-tui-demo-"))
    return open_demo(Path(folder), office, clock).target


def _call_some(desk: "Desk") -> None:
    """Call those once more who are at a counter of the demonstration: its board would be bare."""
    from rdv_tui.services.day import arrivals, queue  # noqa: PLC0415  (seldom)

    for one in queue.get_queue(desk).called:
        if one.reference:
            arrivals.recall(desk, one.reference)
