"""`openings` and `counters`: when each counter receives people, and changing it."""

from typing import Annotated

import typer

from rdv_tui.cli.arguments import OptionReader
from rdv_tui.cli.french import FrenchCommand, group_of
from rdv_tui.cli.hours import AuthorisedBy, DryRun, Move, SameDay, make
from rdv_tui.cli.options import Options
from rdv_tui.cli.results import CliResult
from rdv_tui.cli.session import open_desk
from rdv_tui.domain.hour_parsing import parse_weekdays
from rdv_tui.domain.opening_hours import (
    SLOT_MINUTES_RANGE,
    HoursChange,
    SlotLength,
    WeeklyHours,
    weekly_hours,
)
from rdv_tui.locales.hours import hours_line as line_fr, opening_hours as hours_fr
from rdv_tui.services.hours import opening_hours

app = group_of("openings", lists=True)


@app.command("list", cls=FrenchCommand, help=line_fr.OPENINGS_LIST)
def list_(context: typer.Context) -> CliResult:
    """List the weekly hours of every counter."""
    with open_desk(context.ensure_object(Options)) as desk:
        hours = opening_hours.get_hours(desk)
    found = weekly_hours(hours.openings)
    return CliResult(
        [opening_object(one, one.slot_minutes or hours.slot_minutes) for one in found],
        lambda: [hours_fr.week_words(one) for one in found] or [line_fr.NO_OPENINGS],
    )


@app.command(cls=FrenchCommand, help=line_fr.OPENINGS_ADD)
def add(  # noqa: PLR0913 - an option each
    context: typer.Context,
    *,
    counter: Annotated[str | None, typer.Option(help=line_fr.OPEN_COUNTER, metavar="N")] = None,
    weekdays: Annotated[str | None, typer.Option(help=line_fr.OPEN_DAYS, metavar="JOURS")] = None,
    start: Annotated[
        str | None, typer.Option("--from", help=line_fr.OPEN_FROM, metavar="H")
    ] = None,
    end: Annotated[str | None, typer.Option("--to", help=line_fr.OPEN_TO, metavar="H")] = None,
    first: Annotated[str | None, typer.Option(help=line_fr.OPEN_FIRST, metavar="DATE")] = None,
    last: Annotated[str | None, typer.Option(help=line_fr.OPEN_LAST, metavar="DATE")] = None,
    slot_minutes: Annotated[
        str | None, typer.Option(help=line_fr.OPEN_MINUTES, metavar="N")
    ] = None,
    dry_run: DryRun = False,
    authorised_by: AuthorisedBy = None,
) -> CliResult:
    """Open a counter at these weekly hours; one that is new becomes a counter of the office."""
    reader = OptionReader()
    number = reader.counter(reader.given("--counter", counter))
    days = parse_weekdays(reader.given("--weekdays", weekdays) or "lun")
    if days is None:
        reader.wrong["--weekdays"] = hours_fr.NOT_DAYS.format(typed=weekdays)
    begins = reader.hour("--from", reader.given("--from", start))
    ends = reader.hour("--to", reader.given("--to", end))
    bounds = reader.day("--first", first), reader.day("--last", last)
    length = None
    if slot_minutes is not None:
        length = reader.count("--slot-minutes", slot_minutes, SLOT_MINUTES_RANGE.stop - 1)
    reader.refuse_wrong()
    assert number is not None  # they were given, and read
    assert begins is not None
    assert ends is not None
    week = WeeklyHours(number, days or (), begins, ends, *bounds, length)
    change = HoursChange(added=week.openings())
    with open_desk(context.ensure_object(Options)) as desk:
        return make(desk, change, dry_run=dry_run, authorised_by=authorised_by)


@app.command(cls=FrenchCommand, help=line_fr.OPENINGS_END)
def end(
    context: typer.Context,
    *,
    counter: Annotated[str | None, typer.Option(help=line_fr.END_WHICH, metavar="N")] = None,
    last: Annotated[str | None, typer.Option(help=line_fr.END_LAST, metavar="DATE")] = None,
    move: Move = False,
    dry_run: DryRun = False,
    authorised_by: AuthorisedBy = None,
) -> CliResult:
    """End all hours of a counter on its last day."""
    reader = OptionReader()
    number = reader.counter(reader.given("--counter", counter))
    day = reader.day("--last", reader.given("--last", last))
    reader.refuse_wrong()
    assert number is not None  # both were given, and read
    assert day is not None
    with open_desk(context.ensure_object(Options)) as desk:
        hours = opening_hours.get_hours(desk)
        if number not in hours.counters:
            raise line_fr.no_such_counter(number)
        change = hours.ending(number, day)
        return make(desk, change, move=move, dry_run=dry_run, authorised_by=authorised_by)


@app.command(cls=FrenchCommand, help=line_fr.OPENINGS_SLOTS)
def slots(  # noqa: PLR0913 - an option each
    context: typer.Context,
    *,
    minutes: Annotated[str | None, typer.Option(help=line_fr.SLOTS_MINUTES, metavar="N")] = None,
    first: Annotated[str | None, typer.Option(help=line_fr.SLOTS_FIRST, metavar="DATE")] = None,
    counter: Annotated[str | None, typer.Option(help=line_fr.SLOTS_COUNTER, metavar="N")] = None,
    move: Move = False,
    same_day: SameDay = False,
    dry_run: DryRun = False,
    authorised_by: AuthorisedBy = None,
) -> CliResult:
    """Give slots another length from a day on, at one counter or at all."""
    reader = OptionReader()
    length = reader.count("--minutes", reader.given("--minutes", minutes) or "1", 999)
    day = reader.day("--first", reader.given("--first", first))
    number = reader.counter(counter)
    reader.refuse_wrong()
    assert day is not None  # it was given, and read
    with open_desk(context.ensure_object(Options)) as desk:
        change = opening_hours.get_hours(desk).with_slots(SlotLength(length, day, number))
        return make(
            desk,
            change,
            move=move,
            same_day=same_day,
            dry_run=dry_run,
            authorised_by=authorised_by,
        )


@app.command("take-back", cls=FrenchCommand, help=line_fr.OPENINGS_BACK)
def take_back(
    context: typer.Context,
    *,
    move: Annotated[bool, typer.Option("--move", help=line_fr.REMOVE_MOVE)] = False,
    dry_run: DryRun = False,
    authorised_by: AuthorisedBy = None,
) -> CliResult:
    """Take the last change of hours back; those it moved may find their old places again."""
    with open_desk(context.ensure_object(Options)) as desk:
        last = opening_hours.get_overview(desk).last
        if last is None:
            raise line_fr.nothing_to_take_back()
        change = last.inverse()
        return make(desk, change, move=move, dry_run=dry_run, authorised_by=authorised_by)


def opening_object(week: WeeklyHours, minutes: int) -> dict[str, object]:
    """Return weekly hours for programs, with the length of their slots in minutes."""
    return {
        "counter": week.counter,
        "weekdays": list(week.weekdays),
        "from": week.start,
        "to": week.end,
        "first": week.valid_from,
        "last": week.valid_until,
        "slot_minutes": minutes,
    }
