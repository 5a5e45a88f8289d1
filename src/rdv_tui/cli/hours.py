"""What a change of hours answers, the same for closures and openings."""

from typing import TYPE_CHECKING, Annotated

import typer

from rdv_tui.cli.results import CliResult
from rdv_tui.cli.session import allow
from rdv_tui.domain.opening_hours import HoursChange
from rdv_tui.domain.rights import Right
from rdv_tui.locales.hours import hours_line as line_fr, opening_hours as hours_fr
from rdv_tui.locales.office import accounts as accounts_fr
from rdv_tui.services.hours import opening_hours

if TYPE_CHECKING:
    from rdv_tui.services.desk import Desk
    from rdv_tui.services.hours.opening_hours import ChangeEffect

Move = Annotated[bool, typer.Option("--move", help=line_fr.ADD_MOVE)]
SameDay = Annotated[bool, typer.Option("--same-day", help=line_fr.ADD_SAME_DAY)]
DryRun = Annotated[bool, typer.Option("--dry-run", help=line_fr.ADD_DRY)]
AuthorisedBy = Annotated[
    str | None,
    typer.Option("--authorised-by", help=accounts_fr.AUTHORISED_BY, metavar="IDENTIFIANT"),
]


def make(
    desk: "Desk",
    change: HoursChange,
    *,
    move: bool = False,
    same_day: bool = False,
    dry_run: bool,
    authorised_by: str | None,
) -> CliResult:
    """Make the change as far as it is to go, and answer what it did and whom it concerns.

    `authorised_by` is the supervisor who allows it to somebody else.
    """
    effect = opening_hours.preview(desk, change)
    if dry_run:
        return _answer(change, effect)
    if authorised_by is not None:
        allow(desk, Right.CHANGE_HOURS, authorised_by, hours_fr.change_words(change))
    moves = {of: start for of, start in effect.proposed.items() if start} if move else {}
    counters = effect.taken_over if same_day else effect.staying() if move else {}
    result = opening_hours.apply_change(desk, change, moves, counters)
    return _answer(change, result.effect, result.moved)


def _answer(change: HoursChange, effect: "ChangeEffect", moved: tuple[str, ...] = ()) -> CliResult:
    everybody = [(one, False) for one in effect.displaced]
    everybody += [(one, True) for one in effect.returning]
    text = hours_fr.effect_words(effect.appear, effect.go, len(effect.displaced), effect.holds)
    if effect.returning:
        text += f" ; {hours_fr.returning_words(len(effect.returning))}"
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
                    "returning": returning,
                    "moved": one.reference in moved,
                    "presence": one.presence,
                }
                for one, returning in everybody
            ],
        },
        lambda: [
            hours_fr.change_words(change),
            text,
            *(line_fr.proposal_line(one, effect.proposed[one.reference]) for one, _ in everybody),
            *(
                [hours_fr.one_or_many(len(moved), hours_fr.MOVED_ONE, hours_fr.MOVED)]
                if moved
                else []
            ),
        ],
    )
