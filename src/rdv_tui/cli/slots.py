"""`slots`: which places are free."""

from dataclasses import asdict
from typing import Annotated

import typer

from rdv_tui.cli.arguments import OptionReader
from rdv_tui.cli.forms import slot_lines
from rdv_tui.cli.options import Options
from rdv_tui.cli.results import CliResult
from rdv_tui.cli.session import open_desk, read_context
from rdv_tui.errors import Refusal
from rdv_tui.locales import cli as cli_fr
from rdv_tui.services.booking import eligibility
from rdv_tui.services.hours import schedule

_DAYS = 28
_MAX_DAYS = 366


def slots(
    context: typer.Context,
    first: Annotated[
        str | None, typer.Option("--from", help=cli_fr.SLOTS_FROM, metavar="DATE")
    ] = None,
    days: Annotated[str, typer.Option("--days", help=cli_fr.SLOTS_DAYS, metavar="N")] = str(_DAYS),
    situation: Annotated[str | None, typer.Option(help=cli_fr.SITUATION, metavar="CODE")] = None,
) -> CliResult:
    """Answer the free slots of some days; refused for a situation that takes no appointment."""
    reader = OptionReader()
    start = reader.day("--from", first)
    count = reader.count("--days", days, _MAX_DAYS)
    reader.refuse_wrong()
    options = context.ensure_object(Options)
    if situation is not None:
        _refuse_other_routes(options, situation)
    with open_desk(options, ahead=True) as desk:
        found = schedule.free_slots(desk, start or desk.clock.today(), count)
    return CliResult([asdict(one) for one in found], lambda: slot_lines(found))


def _refuse_other_routes(options: Options, situation: str) -> None:
    """Raise Refusal `not_eligible` when `situation` is not filed in person."""
    read = read_context(options)
    finding = eligibility.evaluate(read.office, read.clock.today(), situation=situation)
    if finding is not None:
        raise Refusal("not_eligible", finding.message, verdict=finding.verdict.code.value)
