"""`closures`: those to come, and a new one with the persons that it concerns."""

from typing import TYPE_CHECKING, Annotated

import typer

from rdv_tui.cli.arguments import OptionReader
from rdv_tui.cli.french import FrenchCommand, group_of
from rdv_tui.cli.options import Options
from rdv_tui.cli.results import CliResult
from rdv_tui.cli.session import open_desk
from rdv_tui.domain.office import Closure
from rdv_tui.domain.opening_hours import HoursChange
from rdv_tui.locales.hours import opening_hours as hours_fr
from rdv_tui.services.hours import opening_hours

if TYPE_CHECKING:
    from rdv_tui.services.hours.opening_hours import ChangeEffect

app = group_of("closures", works_alone=True)
_MAX_COUNTERS = 999


@app.callback()
def closures(context: typer.Context) -> CliResult | None:
    """List when no command of the group was given."""
    return list_(context) if context.invoked_subcommand is None else None


@app.command("list", cls=FrenchCommand, help=hours_fr.LIST)
def list_(context: typer.Context) -> CliResult:
    """List the closures that are not over."""
    with open_desk(context.ensure_object(Options)) as desk:
        known, today = opening_hours.get_hours(desk).closures, desk.clock.today()
    found = sorted(
        (one for one in known if one.last >= today), key=lambda one: (one.first, one.last)
    )
    return CliResult(
        [_object(one) for one in found],
        lambda: [hours_fr.closure_words(one) for one in found] or [hours_fr.NO_CLOSURES],
    )


@app.command(cls=FrenchCommand, help=hours_fr.ADD)
def add(  # noqa: PLR0913 - an option each
    context: typer.Context,
    *,
    first: Annotated[str | None, typer.Option(help=hours_fr.ADD_FIRST, metavar="DATE")] = None,
    last: Annotated[str | None, typer.Option(help=hours_fr.ADD_LAST, metavar="DATE")] = None,
    counter: Annotated[str | None, typer.Option(help=hours_fr.ADD_COUNTER, metavar="N")] = None,
    since: Annotated[
        str | None, typer.Option("--from", help=hours_fr.ADD_FROM, metavar="H")
    ] = None,
    until: Annotated[str | None, typer.Option("--to", help=hours_fr.ADD_TO, metavar="H")] = None,
    reason: Annotated[str | None, typer.Option(help=hours_fr.ADD_REASON, metavar="MOTIF")] = None,
    move: Annotated[bool, typer.Option("--move", help=hours_fr.ADD_MOVE)] = False,
    same_day: Annotated[bool, typer.Option("--same-day", help=hours_fr.ADD_SAME_DAY)] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=hours_fr.ADD_DRY)] = False,
) -> CliResult:
    """Close, and say whom it concerns; with `--move`, move them to the places proposed."""
    reader = OptionReader()
    starts = reader.day("--first", reader.given("--first", first))
    why = reader.given("--reason", reason)
    ends, opens = reader.day("--last", last), reader.hour("--from", since)
    shuts = reader.hour("--to", until)
    number = None if counter is None else reader.count("--counter", counter, _MAX_COUNTERS)
    reader.refuse_wrong()
    assert starts is not None  # both were given, and read
    assert why is not None
    change = HoursChange(added=(Closure(starts, ends or starts, why, number, opens, shuts),))
    with open_desk(context.ensure_object(Options)) as desk:
        effect = opening_hours.preview(desk, change)
        if dry_run:
            return _answer(change, effect)
        moves = {of: start for of, start in effect.proposed.items() if start} if move else {}
        counters = effect.taken_over if same_day else effect.staying() if move else {}
        result = opening_hours.apply_change(desk, change, moves, counters)
    return _answer(change, effect, result.moved)


def _answer(change: HoursChange, effect: "ChangeEffect", moved: tuple[str, ...] = ()) -> CliResult:
    count = len(effect.displaced)
    return CliResult(
        {
            "appear": effect.appear,
            "go": effect.go,
            "holds": effect.holds,
            "concerned": [
                {
                    "reference": one.reference,
                    "start": one.start,
                    "proposed": effect.proposed[one.reference],
                    "taken_over_by": effect.taken_over.get(one.reference),
                    "moved": one.reference in moved,
                    "presence": one.presence,
                }
                for one in effect.displaced
            ],
        },
        lambda: [
            hours_fr.change_words(change),
            hours_fr.effect_words(effect.appear, effect.go, count, effect.holds),
            *(_line(effect, rank) for rank in range(count)),
            *(
                [hours_fr.one_or_many(len(moved), hours_fr.MOVED_ONE, hours_fr.MOVED)]
                if moved
                else []
            ),
        ],
    )


def _line(effect: "ChangeEffect", rank: int) -> str:
    one = effect.displaced[rank]
    return hours_fr.proposal_line(one, effect.proposed[one.reference])


def _object(one: Closure) -> dict[str, object]:
    return {
        "first": one.first,
        "last": one.last,
        "counter": one.counter,
        "from": one.start,
        "to": one.end,
        "reason": one.reason,
    }
