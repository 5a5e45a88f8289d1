"""The command of the screen in the hall: `display`."""

import os
import sys

import typer

from rdv_tui.cli.options import Options
from rdv_tui.errors import UsageError
from rdv_tui.locales import cli as cli_fr
from rdv_tui.terminal import environment
from rdv_tui.terminal.guard import Guard


def display(context: typer.Context) -> int:
    """Show the calls of the hall on this terminal, until its key or a signal ends it."""
    options = context.ensure_object(Options)
    if options.as_json:
        raise UsageError("wrong_usage", cli_fr.NOT_FOR_DESK, cli_fr.SEE_HELP)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("wrong_usage", cli_fr.NO_TERMINAL, cli_fr.SEE_HELP)
    with Guard() as guard:
        environment.prepare(os.environ)
        from rdv_tui import launch, launch_display  # noqa: PLC0415  (they bring Textual)

        return launch_display.run(
            launch.load(os.environ),
            guard,
            store_target=options.store,
            now=options.now,
            demo=options.demo,
        )
