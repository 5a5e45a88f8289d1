"""`counters`: the counters of the office, and when each receives people."""

import typer

from rdv_tui.cli.openings import opening_object
from rdv_tui.cli.options import Options
from rdv_tui.cli.results import CliResult
from rdv_tui.cli.session import open_desk
from rdv_tui.domain.opening_hours import weekly_hours
from rdv_tui.locales.hours import hours_line as line_fr
from rdv_tui.services.hours import opening_hours


def counters(context: typer.Context) -> CliResult:
    """List the counters, and whether each receives people now."""
    with open_desk(context.ensure_object(Options)) as desk:
        hours, now = opening_hours.get_hours(desk), desk.clock.local()
    open_now = hours.open_counters(now)
    weeks = weekly_hours(hours.openings)
    return CliResult(
        [
            {
                "counter": number,
                "open_now": number in open_now,
                "openings": [
                    opening_object(one, one.slot_minutes or hours.slot_minutes)
                    for one in weeks
                    if one.counter == number
                ],
            }
            for number in hours.counters
        ],
        lambda: [line_fr.counter_line(one, is_open=one in open_now) for one in hours.counters],
    )
