"""`offices`: the offices of one store, and one more."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from rdv_tui import catalogue
from rdv_tui.cli.french import FrenchCommand, group_of
from rdv_tui.cli.options import Options
from rdv_tui.cli.results import CliResult
from rdv_tui.cli.session import open_desk
from rdv_tui.locales.office import offices as office_fr
from rdv_tui.services.office import offices as offices_service

app = group_of("offices", lists=True)


@app.command("list", cls=FrenchCommand, help=office_fr.LIST)
def list_(context: typer.Context) -> CliResult:
    """List the offices of the store; `here` is the one that this command works for."""
    with open_desk(context.ensure_object(Options)) as desk:
        found = offices_service.list_offices(desk)
    return CliResult([asdict(one) for one in found], lambda: [_line(one) for one in found])


@app.command(cls=FrenchCommand, help=office_fr.ADD)
def add(
    context: typer.Context,
    file: Annotated[str, typer.Argument(help=office_fr.FILE, metavar="FICHIER")],
) -> CliResult:
    """Add the office of a file to the store, with the account of whoever adds it."""
    added = catalogue.load_office(Path(file))
    with open_desk(context.ensure_object(Options)) as desk:
        offices_service.add_office(desk, added)
        found = offices_service.list_offices(desk)
    return CliResult([asdict(one) for one in found], lambda: [office_fr.added(added.code)])


def _line(one: "offices_service.KnownOffice") -> str:
    mark = office_fr.HERE if one.here else office_fr.ELSEWHERE
    return mark.format(line=office_fr.office_line(one.code, one.prefecture, one.bureau, one.city))
