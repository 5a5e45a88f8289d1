"""The command of the screen in the hall: `display`."""

import os
from typing import Annotated

import typer

from rdv_tui.cli.options import Options, asking, refuse_both, require_terminal
from rdv_tui.locales.kiosk import broker as broker_fr
from rdv_tui.terminal import environment
from rdv_tui.terminal.guard import Guard


def display(
    context: typer.Context,
    broker: Annotated[
        str | None, typer.Option("--broker", help=broker_fr.OPTION, metavar="CHEMIN")
    ] = None,
) -> int:
    """Show the calls of the hall on this terminal, until its key or a signal ends it."""
    options = context.ensure_object(Options)
    refuse_both(options, broker)
    require_terminal(options)
    with Guard() as guard:
        environment.prepare(os.environ)
        from rdv_tui import launch, launch_display  # noqa: PLC0415  (they bring Textual)

        settings = asking(launch.load(os.environ), options, broker)
        return launch_display.run(
            settings,
            guard,
            store_target=options.store,
            now=options.now,
            demo=options.demo,
        )
