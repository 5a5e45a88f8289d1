"""The commands on the store itself."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer
from msgspec import to_builtins

from rdv_tui import catalogue
from rdv_tui.cli.french import FrenchCommand, group_of
from rdv_tui.cli.options import Options
from rdv_tui.cli.results import CliResult
from rdv_tui.cli.session import open_desk, read_context
from rdv_tui.errors import StoreError
from rdv_tui.locales import cli as cli_fr
from rdv_tui.services.office import office_record, sample as sample_service
from rdv_tui.store import integrity

_DAMAGED = 4

app = group_of("store")


@app.command(cls=FrenchCommand, help=cli_fr.STORE_INIT)
def init(context: typer.Context) -> CliResult:
    """Create the store or bring it up to date, and open its places up to the horizon."""
    options = context.ensure_object(Options)
    with open_desk(options, ahead=True) as desk:
        answer = {"store": desk.store.place, "office": desk.office.code}
    return CliResult(answer, lambda: [cli_fr.store_ready(answer["store"])])


@app.command(cls=FrenchCommand, help=cli_fr.STORE_CHECK)
def check(context: typer.Context) -> CliResult:
    """Verify the file and the rules that must always hold; exit 4 when one does not."""
    options = context.ensure_object(Options)
    target = read_context(options).target
    if not options.demo and "://" not in target and not Path(target).exists():
        raise StoreError("store_missing", cli_fr.store_missing(target), cli_fr.STORE_MISSING_HINT)
    with open_desk(options) as desk:
        problems = integrity.check(desk.store)
    sound = not problems
    return CliResult(
        {"ok": sound, "problems": problems},
        lambda: (
            [cli_fr.STORE_CLEAN] if sound else [cli_fr.STORE_BAD, *problems, cli_fr.STORE_BAD_HINT]
        ),
        exit_code=0 if sound else _DAMAGED,
    )


@app.command(cls=FrenchCommand, help=cli_fr.STORE_OFFICE)
def office(
    context: typer.Context,
    file: Annotated[
        str | None, typer.Argument(help=cli_fr.OFFICE_FILE, metavar="[FICHIER]", show_default=False)
    ] = None,
) -> CliResult:
    """Show the office's record as a file, or change it as `file` says."""
    wanted = catalogue.load_office(Path(file)) if file else None
    with open_desk(context.ensure_object(Options)) as desk:
        if wanted is None:
            text = catalogue.office_text(desk.office)
            return CliResult(to_builtins(tomllib.loads(text)), text.splitlines)
        done = office_record.change_office(desk, wanted)
    changed = {name: {"before": one, "after": to} for name, (one, to) in done.fields.items()}
    return CliResult(
        to_builtins({"changed": changed, "left": done.unchanged_hours}),
        lambda: _office_lines(done.fields, done.unchanged_hours),
    )


def _office_lines(changed: Mapping[str, tuple[object, object]], left: Sequence[str]) -> list[str]:
    lines = [cli_fr.office_changed(name, *map(_plain, pair)) for name, pair in changed.items()]
    return [*(lines or [cli_fr.OFFICE_UNCHANGED]), *([cli_fr.hours_left(left)] if left else [])]


def _plain(value: object) -> str:
    return " · ".join(value) if isinstance(value, tuple) else str(value) or cli_fr.EMPTY


@app.command(cls=FrenchCommand, help=cli_fr.STORE_SAMPLE)
def sample(
    context: typer.Context,
    file: Annotated[str, typer.Argument(help=cli_fr.SAMPLE_FILE, metavar="FICHIER")],
) -> CliResult:
    """Build the sample store at `file`, around the day of the clock."""
    read = read_context(context.ensure_object(Options))
    count = sample_service.build_sample(Path(file), read.office, read.clock.local())
    return CliResult(
        {"file": file, "appointments": count}, lambda: [cli_fr.sample_built(file, count)]
    )
