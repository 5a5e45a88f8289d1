"""One run of a command: the settings that it needs, and the desk that it works at."""

import getpass
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rdv_tui import catalogue, logs, settings
from rdv_tui.cli.options import Options
from rdv_tui.clock import Clock
from rdv_tui.domain.office import Office
from rdv_tui.domain.rights import Right
from rdv_tui.locales.office import accounts as accounts_fr, clock_marks as marks_fr
from rdv_tui.services.delivery import print_choice
from rdv_tui.services.delivery.specimens import folder_of
from rdv_tui.services.desk import Desk
from rdv_tui.services.office import clock_check, demo, sign_in, startup, training
from rdv_tui.services.office.which_office import chosen_office
from rdv_tui.store import engine
from rdv_tui.store.store_file import is_there

if TYPE_CHECKING:
    from rdv_tui.settings import Settings


@dataclass(frozen=True)
class Context:
    """All that a command needs before a store is open; the office is read when it is asked for."""

    settings: "Settings"
    target: str
    options: Options

    @cached_property
    def office(self) -> Office:
        """The office that the settings choose. Raises UsageError, StoreError."""
        return chosen_office(self.settings, self.target, by_file=self.options.demo)

    @cached_property
    def clock(self) -> Clock:
        """The office's clock, from where the line lets it start."""
        zone, now = ZoneInfo(self.office.time_zone), self.options.now
        return Clock.starting_at(zone, now) if now else Clock(zone)


def read_context(options: Options) -> Context:
    """Read the settings and the office's own situations."""
    chosen = settings.load_settings(os.environ)
    logs.open_log(chosen.state, chosen.log_level)
    catalogue.override_situations(chosen.situations)
    options.warning = catalogue.override_problem()
    return Context(chosen, options.store or chosen.store, options)


@contextmanager
def open_desk(
    options: Options, *, ahead: bool = False, make: bool = False, asks: bool = True
) -> Iterator[Desk]:
    """Open the store, or a demonstration's, for one command; close it and clean up afterwards.

    With `ahead`, places are opened up to the horizon; otherwise only in a store that is new. With
    `make`, a store that is not there is made with its office, and an older one brought to this
    version. The very first start makes the usual store; one that lies there without an office is
    left so. Where the store has accounts, who acts must prove it, unless the command `asks`
    nobody. Raises NotAllowed, StoreError.
    """
    context = read_context(options)
    target, clock, founds = context.target, context.clock, make
    with ExitStack() as leaving:
        if options.demo:
            folder = leaving.enter_context(tempfile.TemporaryDirectory(prefix="rdv-tui-demo-"))
            sample = demo.open_demo(Path(folder), context.office, context.clock)
            target, clock = sample.target, sample.clock
            make = False
        elif options.now is not None or options.training:
            target = training.training_target(target, leaving, make=make, copy=options.training)
            if options.training:
                options.warning = options.warning or marks_fr.TRAINING_COPY
        else:
            is_first = options.store is None and context.settings.may_make_store
            founds = founds or (is_first and not is_there(Path(target)))
            make = make or is_first
        store = engine.open_store(target, make=make, upgrade=make)
        leaving.callback(store.close)
        if options.store is None:
            context.settings.note_start()
        store.follow(clock)
        agent, station = context.settings.agent, f"{platform.node()}:{os.getpid()}"
        desk = Desk(store, context.office, clock, agent, station)
        clock_check.doubt_clock(desk)
        if store.doubt is not None:
            options.warning = options.warning or store.doubt.message
        is_trial = options.demo or store.is_training or options.now is not None
        if asks and startup.is_known(desk):
            desk = _enter(desk, context, demo=options.demo)
        office = startup.open_office(store, context.office, clock, ahead=ahead, founds=founds)
        yield replace(
            desk,
            office=office,
            stations=context.settings.state,
            letters=folder_of(context.settings.letters, is_trial=is_trial),
            printing=print_choice.print_settings_of(context.settings),
            is_trial=is_trial,
            sends_mail=context.settings.smtp is not None,
        )


def _enter(desk: Desk, context: Context, *, demo: bool) -> Desk:
    if demo:
        return sign_in.enter_sample(desk)
    who = settings.read_credentials(context.settings, os.environ)
    if who.password is None and can_ask() and sign_in.asks_for(desk) == sign_in.BY_PASSWORD:
        who = replace(who, password=ask_password(accounts_fr.password_of(who.login)))
    return sign_in.enter(desk, who)


def allow(desk: Desk, right: Right, login: str, reason: str) -> None:
    """Let a supervisor allow one act here, by a password typed at this terminal and nowhere else.

    Raises NotAllowed.
    """
    if not can_ask():
        raise accounts_fr.no_terminal_to_allow()
    sign_in.approve(desk, right, login, ask_password(accounts_fr.password_of(login)), reason)


def can_ask() -> bool:
    """Say whether somebody sits at a terminal who can be asked for a password."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask_password(question: str) -> str:
    """Ask for a password, which nobody sees."""
    return getpass.getpass(question, sys.stderr)
