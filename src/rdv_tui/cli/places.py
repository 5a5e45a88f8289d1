"""The commands that change nothing: which places are free, and who may take one."""

from typing import Annotated

import typer

from rdv_tui.cli.answer import Answer
from rdv_tui.cli.arguments import Reading
from rdv_tui.cli.forms import day_text, slot_lines, slot_objects
from rdv_tui.cli.session import Options, enter, open_desk
from rdv_tui.errors import Refusal
from rdv_tui.locales import cli as say

_DAYS = 28
_MOST_DAYS = 366


def slots(
    context: typer.Context,
    first: Annotated[
        str | None, typer.Option("--from", help=say.SLOTS_FROM, metavar="DATE")
    ] = None,
    days: Annotated[str, typer.Option("--days", help=say.SLOTS_DAYS, metavar="N")] = str(_DAYS),
    situation: Annotated[str | None, typer.Option(help=say.SITUATION, metavar="CODE")] = None,
) -> Answer:
    """Answer the free slots of some days; refused for a situation that takes no appointment."""
    reading = Reading()
    start = reading.day("--from", first)
    count = reading.count("--days", days, _MOST_DAYS)
    reading.refuse_wrong()
    options = context.ensure_object(Options)
    if situation is not None:
        _refuse_other_routes(options, situation)
    from rdv_tui.services import schedule  # noqa: PLC0415  (brings SQLAlchemy)

    with open_desk(options, ahead=True) as desk:
        found = schedule.free_slots(desk, start or desk.clock.today(), count)
    return Answer(slot_objects(found), lambda: slot_lines(found))


def _refuse_other_routes(options: Options, situation: str) -> None:
    """Raise Refusal `not_eligible` when `situation` is not filed in person."""
    from rdv_tui.services import eligibility  # noqa: PLC0415

    room = enter(options)
    finding = eligibility.find(room.office, room.clock.today(), situation=situation)
    if finding is not None:
        raise Refusal("not_eligible", finding.message, verdict=finding.verdict.code.value)


def check(
    context: typer.Context,
    *,
    situation: Annotated[
        str | None, typer.Option(help=say.SITUATION_NEEDED, metavar="CODE")
    ] = None,
    expires: Annotated[str | None, typer.Option(help=say.EXPIRES, metavar="DATE")] = None,
    kind: Annotated[str | None, typer.Option(help=say.KIND, metavar="CODE")] = None,
    postal_code: Annotated[str | None, typer.Option(help=say.POSTAL_CODE, metavar="84000")] = None,
    slot: Annotated[str | None, typer.Option(help=say.CHECK_SLOT, metavar="DATE")] = None,
) -> Answer:
    """Answer whether this person may book today; whatever the verdict, the command succeeds."""
    reading = Reading()
    code = reading.given("--situation", situation)
    expiry = reading.day("--expires", reading.given("--expires", expires))
    start = reading.moment("--slot", slot)
    reading.postal_code("--postal-code", postal_code)
    reading.refuse_wrong()
    from rdv_tui.services import eligibility  # noqa: PLC0415

    room = enter(context.ensure_object(Options))
    finding = eligibility.find(
        room.office,
        room.clock.today(),
        situation=code,
        permit_kind=kind,
        expires=expiry,
        postal_code=postal_code,
        slot=start.date() if start else None,
    )
    assert finding is not None  # the situation and the date decide
    verdict = finding.verdict
    data = {
        "verdict": verdict.code.value,
        "opens": day_text(verdict.opens),
        "closes": day_text(verdict.closes),
        "covered_until": day_text(verdict.covered_until),
        "warnings": [{"code": code, "message": said} for code, said in finding.warnings],
        "message": finding.message,
    }
    return Answer(data, lambda: [finding.message, *(said for _, said in finding.warnings)])
