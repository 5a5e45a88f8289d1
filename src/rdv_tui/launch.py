"""From settings to a running desk: which office, which store, what runs beside the screens."""

import sys
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from textual.driver import Driver

from rdv_tui import catalogue
from rdv_tui.app import RdvApp
from rdv_tui.clock import Clock
from rdv_tui.domain.office import Office
from rdv_tui.locales.office import startup as startup_fr
from rdv_tui.services.delivery.print_choice import print_settings_of
from rdv_tui.services.office.counter_choice import FILE, CounterChoice
from rdv_tui.settings import Settings, load_settings
from rdv_tui.setup import Setup, StoreReady
from rdv_tui.terminal.guard import Guard

SWITCH_S = 0.001
"""How long a thread that reads the store may keep the screen's thread waiting, in seconds."""


def load(environ: Mapping[str, str]) -> Settings:
    """Read the settings, and let the office's own situations override those shipped."""
    settings = load_settings(environ)
    catalogue.override_situations(settings.situations)
    return settings


def run(
    settings: Settings,
    guard: Guard,
    *,
    store_target: str | None = None,
    now: datetime | None = None,
    demo: bool = False,
) -> int:
    """Open the desk on a terminal until the agent quits; return the exit code.

    `now` is the office's wall clock to start from. With `demo` the store is a private copy of the
    sample, removed at the end.
    """
    office = _office(settings)
    zone = ZoneInfo(office.time_zone)
    clock = Clock.starting_at(zone, now) if now else Clock(zone)
    if demo:
        from rdv_tui.services.office.demo_day import demo_clock  # noqa: PLC0415  (only a demonstration)

        clock = demo_clock(office, clock)
    sys.setswitchinterval(SWITCH_S)
    # A demonstration writes to nobody, whatever its persons are called.
    smtp = None if demo else settings.smtp
    with ExitStack() as leaving:
        target = store_target or settings.store

        def open_desk() -> StoreReady:
            from rdv_tui.services import background, stations  # noqa: PLC0415  (0.4 s)
            from rdv_tui.services.booking import holds  # noqa: PLC0415  (0.4 s)
            from rdv_tui.services.hours import reseating  # noqa: PLC0415  (0.4 s)
            from rdv_tui.services.office import office_record, startup  # noqa: PLC0415  (0.4 s)
            from rdv_tui.store.engine import open_store  # noqa: PLC0415  (0.4 s)

            leaving.close()  # what an opening before this one has left
            where = _demo_store(leaving, office, clock) if demo else target
            station = stations.open_station(settings.state)
            # A station that was cut short stays known: its booking is offered at the next start.
            leaving.callback(lambda: None if app.cut_short else station.close())
            make = demo or (store_target is None and settings.may_make_store)
            desk = startup.open_desk(
                open_store(where, make=make),
                office,
                clock,
                settings.agent,
                station=station.name,
                stations=settings.state,
                printing=print_settings_of(settings),
            )
            if store_target is None:
                settings.note_start()
            # What is chosen in a demonstration is not this desk's own.
            kept = None if demo else settings.state / FILE
            desk = replace(
                desk, letters=settings.letters, counter=CounterChoice(settings.counter, kept)
            )
            leaving.callback(desk.store.close)
            post = background.BackgroundWorker(desk, smtp)
            post.start()
            leaving.callback(post.stop)
            interrupted, left = holds.list_interrupted(desk), len(reseating.list_displaced(desk))
            problem = startup.counter_problem(desk)
            if not station.is_known:
                problem = problem or startup_fr.no_state_folder(settings.state)
            if settings.office:
                problem = problem or office_record.file_problem(desk, office, settings.office)
            return StoreReady(
                desk,
                tuple(interrupted),
                lambda: post.is_stuck,
                left,
                problem,
                desk.store.require_same,
            )

        setup = Setup(
            office,
            clock,
            settings.agent,
            open_desk,
            theme=settings.theme,
            sends_mail=smtp is not None,
            keys=settings.keys,
            key_lines=settings.key_lines,
            on_signal=guard.attach,
        )
        app = RdvApp(setup, driver_class=_driver())
        return _draw(app, guard)


def _draw(app: RdvApp, guard: Guard) -> int:
    """Run the program and return its exit code; what nobody foresaw goes on to whoever tells it."""
    guard.is_drawing = True
    app.run()
    guard.is_drawing = False
    if app.fault is not None:
        raise app.fault
    return app.return_code or 0


def _driver() -> type[Driver] | None:
    if sys.platform == "win32":
        return None
    from rdv_tui.terminal.driver import SafeDriver  # noqa: PLC0415  (not on Windows)

    return SafeDriver


def _office(settings: Settings) -> Office:
    if settings.office:
        return catalogue.load_office(settings.office)
    return catalogue.default_office()


def _demo_store(leaving: ExitStack, office: Office, clock: Clock) -> str:
    from rdv_tui.services.office.demo import open_demo  # noqa: PLC0415  (brings the sample)

    folder = leaving.enter_context(
        TemporaryDirectory(prefix="rdv-tui-demo-", ignore_cleanup_errors=True)
    )
    return open_demo(Path(folder), office, clock).target
