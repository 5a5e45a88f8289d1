"""The commands of the day and of the weeks: `day`, `figures`, `export`."""

from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from rdv_tui.cli.arguments import OptionReader
from rdv_tui.cli.forms import appointment_object, written
from rdv_tui.cli.options import Options
from rdv_tui.cli.results import STANDARD_OUTPUT, CliResult, refuse_two_documents
from rdv_tui.cli.session import open_desk
from rdv_tui.locales import cli as cli_fr
from rdv_tui.locales.dates import long_date
from rdv_tui.locales.day import figures as figure_fr
from rdv_tui.locales.day.day import totals
from rdv_tui.services import reading
from rdv_tui.services.day import day as day_service, exports, figures as figures_service
from rdv_tui.services.delivery import delivery

if TYPE_CHECKING:
    from rdv_tui.domain.day import Day, DayPlace

_MAX_WEEKS = 104
_MAX_SPAN = timedelta(days=366)


def day(
    context: typer.Context,
    on: Annotated[str | None, typer.Argument(help=figure_fr.DAY_DATE, metavar="DATE")] = None,
    *,
    output: Annotated[
        str | None, typer.Option("-o", "--output", help=figure_fr.DAY_OUTPUT, metavar="FICHIER")
    ] = None,
    by_name: Annotated[bool, typer.Option("--by-name", help=figure_fr.DAY_BY_NAME)] = False,
) -> CliResult:
    """Answer the day of all counters in time order, or write its sheets as a PDF.

    With `--by-name`, the paper is the list of who is awaited, for the door.
    """
    reader = OptionReader()
    wanted = reader.day("DATE", on)
    if by_name and output is None:
        reader.wrong["--by-name"] = figure_fr.BY_NAME_ALONE
    reader.refuse_wrong()
    options = context.ensure_object(Options)
    refuse_two_documents(output, as_json=options.as_json)
    with open_desk(options) as desk:
        chosen = wanted or desk.clock.today()
        if output is not None:
            make = delivery.arrival_list if by_name else delivery.day_sheets
            return written(make(desk, chosen), output, figure_fr.SHEETS_SAVED)
        found = day_service.get_day(desk, chosen)
        booked = day_service.list_appointments(desk, chosen)
        reading.note_people(desk, booked)
    return CliResult([appointment_object(one) for one in booked], lambda: _day_lines(found))


def figures(
    context: typer.Context,
    *,
    table: Annotated[
        str | None, typer.Option("--csv", help=figure_fr.FIGURES_CSV, metavar="FICHIER|-")
    ] = None,
    weeks: Annotated[str, typer.Option(help=figure_fr.FIGURES_WEEKS, metavar="N")] = "12",
    hall: Annotated[bool, typer.Option("--hall", help=figure_fr.FIGURES_HALL)] = False,
) -> CliResult:
    """Answer what the weeks came to, oldest first; or write them as a table.

    With `--hall`, answer how long people waited in the hall and were at the counter.
    """
    reader = OptionReader()
    count = reader.count("--weeks", weeks, _MAX_WEEKS)
    reader.refuse_wrong()
    options = context.ensure_object(Options)
    refuse_two_documents(table, as_json=options.as_json)
    with open_desk(options) as desk:
        if hall:
            visits = figures_service.list_hall(desk, count)
            return CliResult(
                [asdict(one) for one in visits], lambda: list(map(figure_fr.hall_line, visits))
            )
        found = figures_service.list_weeks(desk, count)
        if table is not None:
            return written(exports.figures_csv(desk, found).encode(), table, figure_fr.EXPORT_SAVED)
    return CliResult(
        [asdict(week) for week in found], lambda: list(map(figure_fr.week_line, found))
    )


def export(
    context: typer.Context,
    *,
    first: Annotated[
        str | None, typer.Option("--from", help=figure_fr.EXPORT_FROM, metavar="DATE")
    ] = None,
    last: Annotated[
        str | None, typer.Option("--to", help=figure_fr.EXPORT_TO, metavar="DATE")
    ] = None,
    personal: Annotated[bool, typer.Option("--personal", help=figure_fr.EXPORT_PERSONAL)] = False,
    counter: Annotated[
        str | None, typer.Option("--counter", help=figure_fr.EXPORT_COUNTER, metavar="N")
    ] = None,
    output: Annotated[
        str, typer.Option("-o", "--output", help=figure_fr.EXPORT_OUTPUT, metavar="FICHIER|-")
    ] = STANDARD_OUTPUT,
) -> CliResult:
    """Write days as a table, or one counter's first day as a calendar."""
    reader = OptionReader()
    begin, end = reader.day("--from", first), reader.day("--to", last)
    number = reader.counter(counter)
    options = context.ensure_object(Options)
    reader.refuse_wrong()
    refuse_two_documents(output, as_json=options.as_json)
    with open_desk(options) as desk:
        start = begin or desk.clock.today()
        if number is not None:
            document = exports.counter_ics(desk, start, number, personal=personal)
        else:
            _require_span(reader, start, end or start)
            document = exports.days_csv(desk, start, end or start, personal=personal).encode()
    return written(document, output, figure_fr.EXPORT_SAVED)


def _require_span(reader: OptionReader, first: date, last: date) -> None:
    if last < first:
        reader.wrong["--to"] = figure_fr.WRONG_SPAN
    elif last - first > _MAX_SPAN:
        reader.wrong["--to"] = figure_fr.LONG_SPAN
    reader.refuse_wrong()


def _day_lines(found: "Day") -> list[str]:
    """Return the day for eyes and screen readers: a line a place, in time order."""
    lines = [long_date(found.day)]
    if not found.places:
        closed = (
            figure_fr.CLOSED_DAY.format(reason=found.closed)
            if found.closed
            else figure_fr.EMPTY_DAY
        )
        return [*lines, closed]
    lines.append(totals(found.counts(), sum(1 for c in found.counters if c.number is not None)))
    previous: datetime | None = None
    for place in found.places:
        if place.start != previous:
            previous = place.start
            lines.append(f"{place.start:%H:%M}")
        counter = (
            figure_fr.COUNTER.format(number=place.counter)
            if place.counter
            else figure_fr.ANY_COUNTER
        )
        lines.append(figure_fr.DAY_LINE.format(counter=counter, counts=_place_line(place)))
    return lines


def _place_line(place: "DayPlace") -> str:
    visit = place.visit
    if visit is None:
        return figure_fr.HELD if place.held else figure_fr.FREE
    name = visit.name
    status = cli_fr.STATUSES[visit.status.value]
    return f"{name}, {status}, {visit.reference}"
