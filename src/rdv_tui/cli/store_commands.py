"""The commands on the store itself."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from rdv_tui.cli.answer import Answer
from rdv_tui.cli.french import FrenchCommand, FrenchGroup
from rdv_tui.cli.session import Options, enter, open_desk
from rdv_tui.errors import StoreError
from rdv_tui.locales import cli as say

_DAMAGED = 4

store_app = typer.Typer(cls=FrenchGroup, help=say.STORE_GROUP, rich_markup_mode=None)


@store_app.command(cls=FrenchCommand, help=say.STORE_INIT)
def init(context: typer.Context) -> Answer:
    """Create the store or bring it up to date, and open its places up to the horizon."""
    options = context.ensure_object(Options)
    with open_desk(options, ahead=True) as desk:
        answer = {"store": desk.store.place, "office": desk.office.code}
    return Answer(answer, lambda: [say.store_ready(answer["store"])])


@store_app.command(cls=FrenchCommand, help=say.STORE_CHECK)
def check(context: typer.Context) -> Answer:
    """Verify the file and the rules that must always hold; exit 4 when one does not."""
    from rdv_tui.services import upkeep  # noqa: PLC0415  (brings SQLAlchemy)

    options = context.ensure_object(Options)
    target = enter(options).target
    if not options.demo and "://" not in target and not Path(target).exists():
        raise StoreError("store_missing", say.store_missing(target), say.STORE_MISSING_HINT)
    with open_desk(options) as desk:
        problems = upkeep.check(desk.store)
    sound = not problems
    return Answer(
        {"ok": sound, "problems": problems},
        lambda: [say.STORE_CLEAN] if sound else [say.STORE_BAD, *problems, say.STORE_BAD_HINT],
        exit_code=0 if sound else _DAMAGED,
    )


@store_app.command(cls=FrenchCommand, help=say.STORE_OFFICE)
def office(
    context: typer.Context,
    file: Annotated[
        str | None, typer.Argument(help=say.OFFICE_FILE, metavar="[FICHIER]", show_default=False)
    ] = None,
) -> Answer:
    """Show the office's record as a file, or change it as `file` says."""
    from msgspec import to_builtins  # noqa: PLC0415  (`--help` needs neither it nor data)

    from rdv_tui import catalogue  # noqa: PLC0415

    wanted = catalogue.load_office(Path(file)) if file else None
    with open_desk(context.ensure_object(Options)) as desk:
        if wanted is None:
            text = catalogue.office_text(desk.office)
            return Answer(to_builtins(tomllib.loads(text)), text.splitlines)
        from rdv_tui.services.office_record import change_office  # noqa: PLC0415

        done = change_office(desk, wanted)
    changed = {name: {"before": one, "after": to} for name, (one, to) in done.fields.items()}
    return Answer(
        to_builtins({"changed": changed, "left": done.left}),
        lambda: _told_of_office(done.fields, done.left),
    )


def _told_of_office(changed: Mapping[str, tuple[object, object]], left: Sequence[str]) -> list[str]:
    lines = [say.office_changed(name, *map(_plain, pair)) for name, pair in changed.items()]
    return [*(lines or [say.OFFICE_UNCHANGED]), *([say.hours_left(left)] if left else [])]


def _plain(value: object) -> str:
    return " · ".join(value) if isinstance(value, tuple) else str(value) or say.EMPTY


@store_app.command(cls=FrenchCommand, help=say.STORE_SAMPLE)
def sample(
    context: typer.Context,
    file: Annotated[str, typer.Argument(help=say.SAMPLE_FILE, metavar="FICHIER")],
) -> Answer:
    """Build the sample store at `file`, around the day of the clock."""
    from rdv_tui.services.sample import build_sample  # noqa: PLC0415

    room = enter(context.ensure_object(Options))
    count = build_sample(Path(file), room.office, room.clock.local())
    return Answer({"file": file, "appointments": count}, lambda: [say.sample_built(file, count)])
