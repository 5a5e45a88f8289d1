"""The commands on the store itself."""

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
