"""From settings to a running desk: which office, which store, what runs beside the screens."""

import logging
import os
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime

from textual.driver import Driver

from rdv_tui import __version__, catalogue, logs
from rdv_tui.app import RdvApp
from rdv_tui.locales.office import startup as startup_fr
from rdv_tui.opening import Opening
from rdv_tui.services.office.which_office import office_and_clock
from rdv_tui.settings import Settings, Voucher, load_settings, read_credentials
from rdv_tui.setup import Setup
from rdv_tui.terminal.guard import Guard

_LOG = logging.getLogger(__name__)

SWITCH_S = 0.001
"""How long a thread that reads the store may keep the screen's thread waiting, in seconds."""


def load(environ: Mapping[str, str]) -> Settings:
    """Read the settings, and let the office's own situations override those shipped."""
    settings = load_settings(environ)
    logs.open_log(settings.state, settings.log_level)
    catalogue.override_situations(settings.situations)
    catalogue.use_dossiers(settings.dossiers)
    return settings


def run(
    settings: Settings,
    guard: Guard,
    *,
    store_target: str | None = None,
    now: datetime | None = None,
    demo: bool = False,
    training: bool = False,
    voucher: Voucher | None = None,
) -> int:
    """Open the desk on a terminal until the agent quits; return the exit code.

    `voucher` says who sits at a browser. `now` is the office's wall clock to start from, on stores
    for training; with `training` on a copy of the store, with `demo` on one of the sample, removed
    at the end.
    """
    who = replace(read_credentials(settings, os.environ), voucher=voucher)
    usual = store_target or settings.store
    upgrade = now is None and not training
    office, clock = office_and_clock(settings, usual, now, demo=demo, upgrade=upgrade)
    os.environ.pop("RDV_PASSWORD", None)  # what the desk starts (printing, a viewer) needs none
    trial = startup_fr.trial_mark(demo=demo, other=training or now is not None)
    sys.setswitchinterval(SWITCH_S)
    # A demonstration writes to nobody, whatever its persons are called.
    smtp = None if demo or training else settings.smtp
    with ExitStack() as ending, ExitStack() as leaving:
        target = usual
        if not demo and (now is not None or training):
            from rdv_tui.services.office.training import training_target  # noqa: PLC0415  (seldom)

            target = training_target(target, ending, make=False, copy=training)
        opening = Opening(
            settings,
            office,
            clock,
            target,
            is_usual=store_target is None,
            is_trial=bool(trial),
            demo=demo,
            smtp=smtp,
            who=who,
            leaving=leaving,
            is_cut_short=lambda: app.cut_short,
        )
        setup = Setup(
            office,
            clock,
            settings.agent,
            opening.open_desk,
            theme=settings.theme,
            sends_mail=smtp is not None,
            trial=trial,
            keys=settings.keys,
            key_lines=settings.key_lines,
            on_signal=guard.attach,
            is_training=training,
            lock_minutes=settings.lock_minutes,
        )
        app = RdvApp(setup, driver_class=driver())
        code = _draw(app, guard)
    return run(settings, guard, demo=True) if app.wants_demo else code


def _draw(app: RdvApp, guard: Guard) -> int:
    """Run the program and return its exit code; what nobody foresaw goes on to whoever tells it."""
    guard.is_drawing = True
    _LOG.info("the desk opens: rdv-tui %s", __version__)
    app.run()
    _LOG.info("the desk ends: %s", app.return_code or 0)
    guard.is_drawing = False
    if app.fault is not None:
        raise app.fault
    return app.return_code or 0


def driver() -> type[Driver] | None:
    """Return the driver of a program that nothing from outside ends."""
    if sys.platform == "win32":
        return None
    from rdv_tui.terminal.driver import SafeDriver  # noqa: PLC0415  (not on Windows)

    return SafeDriver
