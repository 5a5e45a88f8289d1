"""The command line as a whole: the global options, and which commands there are."""

from importlib import import_module
from typing import Annotated, Any

import typer
from typer.main import get_command

from rdv_tui import __version__
from rdv_tui.cli.french import FrenchCommand, FrenchGroup
from rdv_tui.cli.lazily import on_first_use
from rdv_tui.cli.options import Options, open_the_desk, read_options
from rdv_tui.cli.results import CliResult, write_result
from rdv_tui.locales import cli as cli_fr

COMMANDS = {
    "slots": "slots",
    "check": "check",
    "guide": "guide",
    "book": "appointments",
    "show": "appointments",
    "find": "find",
    "move": "changes",
    "cancel": "changes",
    "letter": "appointments",
    "printers": "printing",
    "prints": "printing",
    "day": "day",
    "arrive": "hall",
    "queue": "hall",
    "call": "hall",
    "finish": "hall",
    "walk-in": "walk_ins",
    "figures": "day",
    "export": "day",
    "certificate": "searches",
    "searches": "searches",
    "waiting": "waiting",
    "lead-times": "lead_times",
    "outbox": "outbox",
    "openings": "openings",
    "closures": "closures",
    "counters": "counters",
    "kiosk": "kiosk",
    "display": "display",
    "serve": "serve",
    "broker": "broker",
    "agents": "agents",
    "offices": "offices",
    "store": "store",
    "audit": "audit",
    "privacy": "privacy",
}
"""The module of each command, in the order of the help: it has a function of the command's name.

The module of a group of commands has it as `app` instead.
"""


class LazyGroup(FrenchGroup):
    """The commands by name and help, of which only the one that is used is imported."""

    def __init__(self, **attributes: Any) -> None:  # noqa: ANN401 - as the parser has it
        super().__init__(**attributes)
        for name in COMMANDS:
            self.add_command(FrenchCommand(name, help=cli_fr.COMMANDS[name]))

    def resolve_command(
        self,
        ctx: Any,  # noqa: ANN401 - the parser's own, of which Typer names no type
        args: list[str],
    ) -> tuple[Any, Any, list[str]]:
        """Return the name of the command, the command itself, and the words left for it."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, command and imported(str(name)), rest


def imported(name: str) -> Any:  # noqa: ANN401 - the same
    """Return the command or the group of this name, imported when it is asked for."""
    with on_first_use():
        module = import_module(f"rdv_tui.cli.{COMMANDS[name]}")
    group: typer.Typer | None = getattr(module, "app", None)
    if group is None:
        group = typer.Typer(add_completion=False, rich_markup_mode=None)
        function = getattr(module, name.replace("-", "_"))
        group.command(name, cls=FrenchCommand, help=cli_fr.COMMANDS[name])(function)
    return get_command(group)


app = typer.Typer(
    cls=LazyGroup,
    help=cli_fr.PROGRAM,
    invoke_without_command=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
)


@app.callback()
def rdv_tui(
    context: typer.Context,
    store: Annotated[str | None, typer.Option(help=cli_fr.STORE, metavar="FICHIER|URL")] = None,
    *,
    demo: Annotated[bool, typer.Option("--demo", help=cli_fr.DEMO)] = False,
    now: Annotated[
        str | None,
        typer.Option(help=cli_fr.NOW, metavar="DATE", envvar="RDV_NOW", show_envvar=False),
    ] = None,
    training: Annotated[bool, typer.Option("--training", help=cli_fr.TRAINING)] = False,
    json: Annotated[bool, typer.Option("--json", help=cli_fr.JSON)] = False,  # noqa: ARG001 - taken before
    version: Annotated[bool, typer.Option("--version", help=cli_fr.VERSION)] = False,
) -> int:
    """Set the global options; without a command, open the desk."""
    options = context.ensure_object(Options)
    if version:
        result = CliResult({"version": __version__}, lambda: [f"rdv-tui {__version__}"])
        write_result(result, as_json=options.as_json)
        raise typer.Exit
    read = read_options(store, now, demo=demo, training=training, as_json=options.as_json)
    options.store, options.demo, options.now = read.store, read.demo, read.now
    options.training = read.training
    return open_the_desk(options) if context.invoked_subcommand is None else 0
