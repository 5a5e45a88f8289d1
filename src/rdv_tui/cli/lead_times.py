"""`lead-times`: how long people wait, per group of situations."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated

import typer

from rdv_tui.cli.forms import written
from rdv_tui.cli.options import Options
from rdv_tui.cli.results import CliResult, refuse_two_documents
from rdv_tui.cli.session import open_desk
from rdv_tui.documents.lead_times_page import lead_times_page
from rdv_tui.domain.lead_times import LeadTime, LeadTimes
from rdv_tui.errors import UsageError
from rdv_tui.locales import cli as cli_fr
from rdv_tui.locales.booking import lead_times as lead_time_fr, lead_times_page as page_fr
from rdv_tui.locales.dates import short_date, short_moment
from rdv_tui.locales.day import figures as figure_fr
from rdv_tui.locales.office import offices as office_fr
from rdv_tui.services.booking import lead_times as lead_times_service


def lead_times(
    context: typer.Context,
    *,
    all_offices: Annotated[bool, typer.Option("--all-offices", help=office_fr.ALL_OFFICES)] = False,
    page: Annotated[
        str | None, typer.Option("--html", help=page_fr.HTML, metavar="FICHIER|-")
    ] = None,
) -> CliResult:
    """Answer the first and third free slot, the wait, and the free places week by week.

    With `--html`, write them as a page for the public; with `--all-offices`, those of every office
    of the store that whoever is signed in supervises, side by side.
    """
    options = context.ensure_object(Options)
    if all_offices:
        if page is not None:
            raise UsageError("wrong_usage", office_fr.PAGE_OF_ONE, cli_fr.SEE_HELP)
        return _side_by_side(options)
    refuse_two_documents(page, as_json=options.as_json)
    with open_desk(options) as desk:
        times, office = lead_times_service.get_lead_times(desk), desk.office
    if page is not None:
        return written(lead_times_page(times, office).encode(), page, figure_fr.EXPORT_SAVED)
    return CliResult([_row_object(times, row) for row in times.rows], lambda: _lines(times))


def _side_by_side(options: Options) -> CliResult:
    with open_desk(options) as desk:
        found = lead_times_service.get_lead_times_side_by_side(desk)
    return CliResult(
        [
            {
                "office": office.code,
                "prefecture": office.prefecture,
                "city": office.city,
                "lead_times": [_row_object(times, row) for row in times.rows],
            }
            for office, times in found
        ],
        lambda: [_line(f"{office.code} ({office.city})", times.rows[0]) for office, times in found],
    )


def _line(label: str, row: LeadTime) -> str:
    first, third = _slot(row.first, row.wait_days), _slot(row.third, row.third_wait_days)
    return lead_time_fr.LINE.format(label=label, first=first, third=third)


def _row_object(times: LeadTimes, row: LeadTime) -> dict[str, object]:
    return asdict(row) | {"computed_at": times.computed_at}


def _lines(times: LeadTimes) -> list[str]:
    lines = [lead_time_fr.COMPUTED.format(when=short_moment(times.computed_at))]
    lines += [_line(row.label, row) for row in times.rows]
    lines.append(lead_time_fr.WEEKS)
    lines += [
        f"{week.monday:%d/%m}  {lead_time_fr.week(week.free, week.capacity)}"
        for week in times.rows[0].weeks
    ]
    coming = times.next_opening
    text = lead_time_fr.NEXT_OPENING if coming else lead_time_fr.NO_OPENING
    days = {"at": short_moment(coming.at), "day": short_date(coming.opens)} if coming else {}
    return [*lines, text.format(**days)]


def _slot(start: datetime | None, wait_days: int | None) -> str:
    if start is None or wait_days is None:
        return lead_time_fr.NONE
    wait = lead_time_fr.DAYS.format(count=wait_days)
    return lead_time_fr.WITH_WAIT.format(slot=short_moment(start), wait=wait)
