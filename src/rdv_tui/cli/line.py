"""The command line as a whole: the global options, and which commands there are."""

from typing import Annotated

import typer

from rdv_tui import __version__
from rdv_tui.cli import (
    appointments,
    changes,
    day,
    finding,
    places,
    printing,
    searches,
    waiting,
    waits,
)
from rdv_tui.cli.answer import Answer, give
from rdv_tui.cli.closures import closures_app
from rdv_tui.cli.french import FrenchCommand, FrenchGroup
from rdv_tui.cli.opening import open_the_desk, read_options
from rdv_tui.cli.outbox import outbox_app
from rdv_tui.cli.session import Options
from rdv_tui.cli.store_commands import store_app
from rdv_tui.locales import certificate, figures, find, waiting_screens
from rdv_tui.locales import changes as words
from rdv_tui.locales import cli as say
from rdv_tui.locales import printing as paper

app = typer.Typer(
    cls=FrenchGroup,
    help=say.PROGRAM,
    invoke_without_command=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
)
for command, help_text in (
    (places.slots, say.SLOTS),
    (places.check, say.CHECK),
    (appointments.book, say.BOOK),
    (appointments.show, say.SHOW),
    (finding.find, find.FIND),
    (changes.move, words.MOVE),
    (changes.cancel, words.CANCEL),
    (appointments.letter, say.LETTER),
    (printing.printers, paper.PRINTERS),
    (printing.prints, paper.PRINTS),
    (day.day, figures.DAY),
    (day.figures, figures.FIGURES),
    (day.export, figures.EXPORT),
    (searches.certificate, certificate.CERTIFICATE),
    (searches.searches, certificate.SEARCHES),
    (waiting.waiting, waiting_screens.COMMAND),
):
    app.command(cls=FrenchCommand, help=help_text)(command)
app.command("lead-times", cls=FrenchCommand, help=say.LEAD_TIMES)(waits.lead_times)
app.add_typer(outbox_app, name="outbox")
app.add_typer(closures_app, name="closures")
app.add_typer(store_app, name="store")


@app.callback()
def rdv_tui(
    context: typer.Context,
    store: Annotated[str | None, typer.Option(help=say.STORE, metavar="FICHIER|URL")] = None,
    *,
    demo: Annotated[bool, typer.Option("--demo", help=say.DEMO)] = False,
    now: Annotated[
        str | None, typer.Option(help=say.NOW, metavar="DATE", envvar="RDV_NOW", show_envvar=False)
    ] = None,
    json: Annotated[bool, typer.Option("--json", help=say.JSON)] = False,  # noqa: ARG001 - taken before
    version: Annotated[bool, typer.Option("--version", help=say.VERSION)] = False,
) -> int:
    """Set the global options; without a command, open the desk."""
    options = context.ensure_object(Options)
    if version:
        told = Answer({"version": __version__}, lambda: [f"rdv-tui {__version__}"])
        give(told, as_json=options.as_json)
        raise typer.Exit
    read = read_options(store, now, demo=demo, as_json=options.as_json)
    options.store, options.demo, options.now = read.store, read.demo, read.now
    return open_the_desk(options) if context.invoked_subcommand is None else 0
