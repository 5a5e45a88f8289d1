"""`closures`: those to come, and a new one with the persons that it concerns."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from rdv_tui.cli.answer import Answer
from rdv_tui.cli.arguments import Reading
from rdv_tui.cli.french import FrenchCommand, FrenchGroup
from rdv_tui.cli.session import Options, open_desk
from rdv_tui.domain.office import Closure
from rdv_tui.domain.openings import Change
from rdv_tui.locales import openings as words
from rdv_tui.locales.dates import short_moment

if TYPE_CHECKING:
    from rdv_tui.services.openings import Effect

closures_app = typer.Typer(
    cls=FrenchGroup, help=words.COMMAND, rich_markup_mode=None, invoke_without_command=True
)
_MOST_COUNTERS = 999


@closures_app.callback()
def closures(context: typer.Context) -> Answer | None:
    """List when no command of the group was given."""
    return _list(context.ensure_object(Options)) if context.invoked_subcommand is None else None


@closures_app.command("list", cls=FrenchCommand, help=words.LIST)
def list_(context: typer.Context) -> Answer:
    """List the closures that are not over."""
    return _list(context.ensure_object(Options))


@closures_app.command(cls=FrenchCommand, help=words.ADD)
def add(  # noqa: PLR0913 - an option each
    context: typer.Context,
    *,
    first: Annotated[str | None, typer.Option(help=words.ADD_FIRST, metavar="DATE")] = None,
    last: Annotated[str | None, typer.Option(help=words.ADD_LAST, metavar="DATE")] = None,
    counter: Annotated[str | None, typer.Option(help=words.ADD_COUNTER, metavar="N")] = None,
    since: Annotated[str | None, typer.Option("--from", help=words.ADD_FROM, metavar="H")] = None,
    until: Annotated[str | None, typer.Option("--to", help=words.ADD_TO, metavar="H")] = None,
    reason: Annotated[str | None, typer.Option(help=words.ADD_REASON, metavar="MOTIF")] = None,
    move: Annotated[bool, typer.Option("--move", help=words.ADD_MOVE)] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=words.ADD_DRY)] = False,
) -> Answer:
    """Close, and say whom it concerns; with `--move`, move them to the places proposed."""
    reading = Reading()
    starts = reading.day("--first", reading.given("--first", first))
    why = reading.given("--reason", reason)
    ends, opens = reading.day("--last", last), reading.hour("--from", since)
    shuts = reading.hour("--to", until)
    number = None if counter is None else reading.count("--counter", counter, _MOST_COUNTERS)
    reading.refuse_wrong()
    from rdv_tui.services import openings  # noqa: PLC0415  (brings SQLAlchemy)

    assert starts is not None  # both were given, and read
    assert why is not None
    change = Change(added=(Closure(starts, ends or starts, why, number, opens, shuts),))
    with open_desk(context.ensure_object(Options)) as desk:
        effect = openings.preview(desk, change)
        if dry_run:
            return _answer(change, effect)
        moves = {of: start for of, start in effect.proposed.items() if start} if move else {}
        result = openings.apply(desk, change, moves)
    return _answer(change, effect, result.moved)


def _list(options: Options) -> Answer:
    from rdv_tui.services import openings  # noqa: PLC0415  (brings SQLAlchemy)

    with open_desk(options) as desk:
        known, today = openings.hours(desk).closures, desk.clock.today()
    found = sorted(
        (one for one in known if one.last >= today), key=lambda one: (one.first, one.last)
    )
    return Answer(
        [_object(one) for one in found],
        lambda: [words.closure_words(one) for one in found] or [words.NO_CLOSURES],
    )


def _answer(change: Change, effect: "Effect", moved: tuple[str, ...] = ()) -> Answer:
    count = len(effect.concerned)
    return Answer(
        {
            "appear": effect.appear,
            "go": effect.go,
            "holds": effect.holds,
            "concerned": [
                {
                    "reference": one.reference,
                    "start": _wall_clock(one.start),
                    "proposed": _wall_clock(effect.proposed[one.reference]),
                    "moved": one.reference in moved,
                }
                for one in effect.concerned
            ],
        },
        lambda: [
            words.change_words(change),
            words.effect_words(effect.appear, effect.go, count, effect.holds),
            *(_line(effect, rank) for rank in range(count)),
            *([words.counted(len(moved), words.MOVED_ONE, words.MOVED)] if moved else []),
        ],
    )


def _line(effect: "Effect", rank: int) -> str:
    one = effect.concerned[rank]
    start = effect.proposed[one.reference]
    place = short_moment(start) if start else None
    return words.proposal_line(one.reference, one.name, short_moment(one.start), place)


def _object(one: Closure) -> dict[str, object]:
    return {
        "first": one.first.isoformat(),
        "last": one.last.isoformat(),
        "counter": one.counter,
        "from": words.hour(one.start) if one.start else None,
        "to": words.hour(one.end) if one.end else None,
        "reason": one.reason,
    }


def _wall_clock(start: datetime | None) -> str | None:
    return f"{start:%Y-%m-%dT%H:%M}" if start else None
