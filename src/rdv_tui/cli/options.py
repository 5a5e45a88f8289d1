"""The global options, read and checked; and the desk itself, when no command was given."""

import os
import sys
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rdv_tui.cli.arguments import OptionReader
from rdv_tui.errors import UsageError
from rdv_tui.locales import cli as cli_fr
from rdv_tui.locales.kiosk import broker as broker_fr
from rdv_tui.terminal import environment
from rdv_tui.terminal.guard import Guard

if TYPE_CHECKING:
    from rdv_tui.settings import Settings, Voucher


@dataclass(slots=True)
class Options:
    """The global options as they were given. `now` is the office's wall clock."""

    as_json: bool = False
    store: str | None = None
    demo: bool = False
    now: datetime | None = None
    training: bool = False
    warning: str | None = None
    """What the person must be told beside any answer; set when the settings are read."""
    voucher: "Voucher | None" = None
    """Who sits there, as the server of browsers says."""

    def warn(self, *warnings: str | None) -> None:
        """Have the person told this as well."""
        self.warning = " ".join(filter(None, (self.warning, *warnings))) or None


def read_options(
    store: str | None,
    now: str | None,
    *,
    demo: bool,
    training: bool = False,
    as_json: bool = False,
) -> Options:
    """Return the global options. Raises UsageError `wrong_usage` for what cannot be meant."""
    reader = OptionReader()
    moment = reader.moment("--now", now or None)
    reader.refuse_wrong()
    if store is not None and not store.strip():
        raise UsageError("wrong_usage", cli_fr.STORE_EMPTY, cli_fr.SEE_HELP)
    if store and demo:
        raise UsageError("wrong_usage", cli_fr.STORE_AND_DEMO, cli_fr.SEE_HELP)
    return Options(as_json, store, demo, moment, training)


def refuse_both(options: Options, broker: str | None) -> None:
    """Raise UsageError `wrong_usage` for a broker named beside a store: it has its own."""
    if broker is not None and (options.store or options.demo or options.training):
        raise broker_fr.not_together()


def asking(settings: "Settings", options: Options, broker: str | None) -> "Settings":
    """Return the settings of a program of the hall: with the socket that it asks, if it does.

    What the line says, a socket or a store, counts for more than the setting.
    """
    if broker:
        return replace(settings, broker=Path(broker))
    opens = options.store or options.demo or options.training
    return replace(settings, broker=None) if opens else settings


def require_terminal(options: Options) -> None:
    """Raise UsageError `wrong_usage` where no screen can be opened."""
    if options.as_json:
        raise UsageError("wrong_usage", cli_fr.NOT_FOR_DESK, cli_fr.SEE_HELP)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("wrong_usage", cli_fr.NO_TERMINAL, cli_fr.SEE_HELP)


def open_the_desk(options: Options) -> int:
    """Open the desk on this terminal until the agent quits; return the exit code."""
    require_terminal(options)
    with Guard() as guard:
        environment.prepare(os.environ)
        from rdv_tui import launch  # noqa: PLC0415  (brings Textual, which reads the environment)

        return launch.run(
            launch.load(os.environ),
            guard,
            store_target=options.store,
            now=options.now,
            demo=options.demo,
            training=options.training,
            voucher=options.voucher,
        )
