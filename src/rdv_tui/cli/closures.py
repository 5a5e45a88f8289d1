"""`closures`: those to come, and a new one with the persons that it concerns."""

from typing import Annotated

import typer

from rdv_tui.cli.arguments import OptionReader
from rdv_tui.cli.french import FrenchCommand, group_of
from rdv_tui.cli.hours import AuthorisedBy, DryRun, Move, SameDay, make
from rdv_tui.cli.options import Options
from rdv_tui.cli.results import CliResult, listing
from rdv_tui.cli.session import open_desk
from rdv_tui.domain.office import Closure
from rdv_tui.domain.opening_hours import HoursChange
from rdv_tui.locales.hours import hours_line as line_fr, opening_hours as hours_fr
from rdv_tui.services.hours import opening_hours

app = group_of("closures", lists=True)


@app.command("list", cls=FrenchCommand, help=line_fr.LIST)
def list_(context: typer.Context) -> CliResult:
    """List the closures that are not over."""
    with open_desk(context.ensure_object(Options)) as desk:
        known, today = opening_hours.get_hours(desk).closures, desk.clock.today()
    found = sorted(
        (one for one in known if one.last >= today), key=lambda one: (one.first, one.last)
    )
    return listing(found, _object, hours_fr.closure_words, line_fr.NO_CLOSURES)


@app.command(cls=FrenchCommand, help=line_fr.ADD)
def add(  # noqa: PLR0913 - an option each
    context: typer.Context,
    *,
    first: Annotated[str | None, typer.Option(help=line_fr.ADD_FIRST, metavar="DATE")] = None,
    last: Annotated[str | None, typer.Option(help=line_fr.ADD_LAST, metavar="DATE")] = None,
    counter: Annotated[str | None, typer.Option(help=line_fr.ADD_COUNTER, metavar="N")] = None,
    since: Annotated[str | None, typer.Option("--from", help=line_fr.ADD_FROM, metavar="H")] = None,
    until: Annotated[str | None, typer.Option("--to", help=line_fr.ADD_TO, metavar="H")] = None,
    reason: Annotated[str | None, typer.Option(help=line_fr.ADD_REASON, metavar="MOTIF")] = None,
    move: Move = False,
    same_day: SameDay = False,
    dry_run: DryRun = False,
    authorised_by: AuthorisedBy = None,
) -> CliResult:
    """Close, and say whom it concerns; with `--move`, move them to the places proposed."""
    reader = OptionReader()
    starts = reader.day("--first", reader.given("--first", first))
    why = reader.given("--reason", reason)
    ends, opens = reader.day("--last", last), reader.hour("--from", since)
    shuts = reader.hour("--to", until)
    number = reader.counter(counter)
    reader.refuse_wrong()
    assert starts is not None  # both were given, and read
    assert why is not None
    change = HoursChange(added=(Closure(starts, ends or starts, why, number, opens, shuts),))
    with open_desk(context.ensure_object(Options)) as desk:
        return make(
            desk,
            change,
            move=move,
            same_day=same_day,
            dry_run=dry_run,
            authorised_by=authorised_by,
        )


@app.command(cls=FrenchCommand, help=line_fr.REMOVE)
def remove(  # noqa: PLR0913 - an option each
    context: typer.Context,
    *,
    first: Annotated[str | None, typer.Option(help=line_fr.ADD_FIRST, metavar="DATE")] = None,
    last: Annotated[str | None, typer.Option(help=line_fr.REMOVE_LAST, metavar="DATE")] = None,
    counter: Annotated[str | None, typer.Option(help=line_fr.REMOVE_COUNTER, metavar="N")] = None,
    since: Annotated[str | None, typer.Option("--from", help=line_fr.ADD_FROM, metavar="H")] = None,
    move: Annotated[bool, typer.Option("--move", help=line_fr.REMOVE_MOVE)] = False,
    dry_run: DryRun = False,
    authorised_by: AuthorisedBy = None,
) -> CliResult:
    """Take the closure away that begins on the day given; those it moved may come back."""
    reader = OptionReader()
    starts = reader.day("--first", reader.given("--first", first))
    wanted: dict[str, object] = {"first": starts}
    if last is not None:
        wanted["last"] = reader.day("--last", last)
    if counter is not None:
        wanted["counter"] = reader.counter(counter)
    if since is not None:
        wanted["start"] = reader.hour("--from", since)
    reader.refuse_wrong()
    with open_desk(context.ensure_object(Options)) as desk:
        known = opening_hours.get_hours(desk).closures
        found = [one for one in known if all(getattr(one, k) == v for k, v in wanted.items())]
        if len(found) != 1:
            raise line_fr.which_closure(len(found))
        change = HoursChange(removed=(found[0],))
        return make(desk, change, move=move, dry_run=dry_run, authorised_by=authorised_by)


def _object(one: Closure) -> dict[str, object]:
    return {
        "first": one.first,
        "last": one.last,
        "counter": one.counter,
        "from": one.start,
        "to": one.end,
        "reason": one.reason,
    }
