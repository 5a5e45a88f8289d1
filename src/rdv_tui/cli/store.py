"""The commands on the store itself."""

import sys
import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from msgspec import to_builtins

from rdv_tui import catalogue
from rdv_tui.cli.french import FrenchCommand, group_of
from rdv_tui.cli.options import Options
from rdv_tui.cli.results import CliResult
from rdv_tui.cli.session import open_desk, read_context
from rdv_tui.errors import StoreError, UsageError
from rdv_tui.locales import cli as cli_fr
from rdv_tui.locales.office import (
    accounts as accounts_fr,
    backups as backup_fr,
    clock_marks as marks_fr,
    copies as copies_fr,
    privacy as privacy_fr,
)
from rdv_tui.services.office import (
    accounts,
    clock_check,
    office_record,
    purge as purge_service,
    sample as sample_service,
)
from rdv_tui.store import (
    backup as backups,
    connect,
    copying,
    engine,
    inspection,
    integrity,
    restoring,
)
from rdv_tui.store.store_file import has_other_names

_DAMAGED = 4

app = group_of("store")


@app.command(cls=FrenchCommand, help=cli_fr.STORE_INIT)
def init(context: typer.Context) -> CliResult:
    """Create the store or bring it up to date, and open its places up to the horizon."""
    options = context.ensure_object(Options)
    with open_desk(options, ahead=True, make=True, asks=False) as desk:
        answer = {"store": desk.store.place, "office": desk.office.code}
    return CliResult(answer, lambda: [cli_fr.store_ready(answer["store"])])


@app.command(cls=FrenchCommand, help=cli_fr.STORE_CHECK)
def check(context: typer.Context) -> CliResult:
    """Verify the file and the rules that must always hold; exit 4 when one does not."""
    options = context.ensure_object(Options)
    with open_desk(options, asks=False) as desk:
        problems = integrity.check(desk.store)
        marks = [] if problems else clock_check.find_marks(desk)
        late = [] if problems or marks else purge_service.find_forgotten(desk)
        notes = [] if problems or accounts.has_accounts(desk) else [accounts_fr.NO_ACCOUNTS]
        file = desk.store.path
        notes += [backup_fr.TWO_NAMES] if file and has_other_names(file) else []
    problems += [*marks, *late]
    sound = not problems
    hint = marks_fr.CHECK_HINT if marks else cli_fr.STORE_BAD_HINT
    hint = privacy_fr.OVERDUE_HINT if late else hint
    return CliResult(
        {"ok": sound, "problems": problems} | ({"notes": notes} if notes else {}),
        lambda: [cli_fr.STORE_CLEAN, *notes] if sound else [cli_fr.STORE_BAD, *problems, hint],
        exit_code=0 if sound else _DAMAGED,
    )


@app.command(cls=FrenchCommand, help=cli_fr.STORE_REPAIR)
def repair(context: typer.Context) -> CliResult:
    """Confirm the clock, and undo what one that was ahead has left."""
    options = context.ensure_object(Options)
    with open_desk(options) as desk:
        doubt = desk.store.doubt
        undone = clock_check.repair(desk)
    if doubt is not None and options.warning == doubt.message:
        options.warning = None  # it is settled
    return CliResult(
        {"undone": undone},
        lambda: [marks_fr.UNDONE, *undone] if undone else [marks_fr.NO_MARKS],
    )


@app.command(cls=FrenchCommand, help=cli_fr.STORE_BACKUP)
def backup(
    context: typer.Context,
    file: Annotated[str, typer.Argument(help=cli_fr.BACKUP_FILE, metavar="FICHIER")],
) -> CliResult:
    """Copy the store, which desks may go on writing, to a private and checked file."""
    options = context.ensure_object(Options)
    store = _store_file(options)
    size = backups.back_up(store, _named(file), _progress(options))
    return CliResult({"file": file, "bytes": size}, lambda: [backup_fr.made(file, size)])


@app.command(cls=FrenchCommand, help=cli_fr.STORE_RESTORE)
def restore(
    context: typer.Context,
    file: Annotated[str, typer.Argument(help=cli_fr.RESTORE_FILE, metavar="FICHIER")],
) -> CliResult:
    """Put a backup in the place of the store, and set the old store aside."""
    options = context.ensure_object(Options)
    store = _store_file(options)
    aside = restoring.restore(_named(file), store, datetime.now())  # noqa: DTZ005 - the machine's own
    kept = [backup_fr.set_aside(aside)] if aside else []
    options.warning = _warning_of(store)
    return CliResult(
        {"store": str(store), "file": file, "aside": str(aside) if aside else None},
        lambda: [backup_fr.restored(str(store), file), *kept],
    )


def _warning_of(store: Path) -> str | None:
    """Return what is to be done before a store that was put back can be worked in."""
    try:
        with engine.open_store(str(store), make=False, upgrade=False) as opened:
            problems = integrity.check(opened)
    except StoreError as error:
        if error.code == "store_too_old":
            return backup_fr.TO_UPGRADE
        return backup_fr.not_open_yet(error.message)
    return backup_fr.with_problems(problems) if problems else None


def _named(file: str) -> Path:
    """Return the file that somebody named. Raises UsageError for an empty name."""
    _require_name(file)
    try:
        return Path(file).expanduser()
    except RuntimeError:  # of nobody's home: a name like any other
        return Path(file)


def _require_name(file: str) -> None:
    if not file:
        raise UsageError("wrong_usage", backup_fr.NO_NAME, cli_fr.SEE_HELP)


def _store_file(options: Options) -> Path:
    """Return the file of the store. Raises UsageError when it is a server's."""
    target = options.store or read_context(options).settings.store
    path = connect.sqlite_file(target)
    if options.demo or path is None:
        raise UsageError("wrong_usage", backup_fr.NOT_SQLITE, cli_fr.SEE_HELP)
    if options.training:
        raise UsageError("wrong_usage", backup_fr.NO_TRAINING, cli_fr.SEE_HELP)
    known = inspection.facts_of(path) if options.now is not None else None
    if known is not None and not known.is_training:
        raise UsageError("real_store", marks_fr.REAL_STORE, marks_fr.REAL_STORE_HINT)
    return path


def _progress(options: Options) -> "backups.Progress":
    """Tell on a terminal how far a copy has come; say nothing to programs."""
    if options.as_json or not sys.stderr.isatty():
        return lambda _done, _total: None

    def tell(done: int, total: int) -> None:
        sys.stderr.write(f"\r{backup_fr.progress(done, total)}" + "\n" * (done >= total))

    return tell


@app.command(cls=FrenchCommand, help=cli_fr.STORE_OFFICE)
def office(
    context: typer.Context,
    file: Annotated[
        str | None, typer.Argument(help=cli_fr.OFFICE_FILE, metavar="FICHIER", show_default=False)
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
    _require_name(file)
    path = connect.sqlite_file(file)
    if path is None:
        file, count = sample_service.fill_server(file, read.office, read.clock.local())
    else:
        count = sample_service.build_sample(path, read.office, read.clock.local())
    return CliResult(
        {"file": file, "appointments": count}, lambda: [cli_fr.sample_built(file, count)]
    )


@app.command(cls=FrenchCommand, help=cli_fr.STORE_COPY)
def copy(
    context: typer.Context,
    source: Annotated[str, typer.Argument(help=cli_fr.COPY_SOURCE, metavar="DÉPART")],
    target: Annotated[str, typer.Argument(help=cli_fr.COPY_TARGET, metavar="ARRIVÉE")],
) -> CliResult:
    """Copy a whole store to another, from a file to a server or back."""
    options = context.ensure_object(Options)
    _require_name(source)
    _require_name(target)
    with engine.open_store(source, make=False, upgrade=False) as opened:
        rows = copying.copy_store(opened, target, _progress(options))
        if copying.count_acts(opened) != rows["audit"]:
            options.warning = copies_fr.changed_since(opened.place)
        places = connect.place_of(source), connect.place_of(target)
    return CliResult(
        {"from": places[0], "to": places[1], "rows": rows},
        lambda: [copies_fr.copied(*places, sum(rows.values()))],
    )
