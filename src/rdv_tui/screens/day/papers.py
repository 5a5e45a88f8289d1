"""What can be saved of the day: tables and calendars in files."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from rdv_tui.domain.day import Day
from rdv_tui.locales.day import figures as figure_fr
from rdv_tui.screens.dialogs import Pick
from rdv_tui.services.day.exports import counter_ics, days_csv
from rdv_tui.services.delivery.delivery import write_document
from rdv_tui.services.desk import Desk

Write = Callable[[], Path]
"""Make the document and write it, outside the screen's thread; return where it is."""


def exports(desk: Desk, day: Day, counter: int | None) -> list[Pick[Write]]:
    """Return what can be saved of `day`; the calendar is `counter`'s."""
    table, named, calendar = figure_fr.EXPORTS
    found: list[tuple[str, Write]] = [
        (table, partial(_save_table, desk, day.day, personal=False)),
        (named, partial(_save_table, desk, day.day, personal=True)),
    ]
    if counter is not None:
        save = partial(_save_calendar, desk, day.day, counter)
        found.append((calendar.format(counter=counter), save))
    return [Pick(rank, f"{rank}  {text}", save) for rank, (text, save) in enumerate(found, start=1)]


def _save_table(desk: Desk, day: date, *, personal: bool) -> Path:
    name = (figure_fr.NAMED_FILE if personal else figure_fr.DAY_FILE).format(day=day)
    table = days_csv(desk, day, day, personal=personal)
    return write_document(table.encode(), desk.letters / name)


def _save_calendar(desk: Desk, day: date, counter: int) -> Path:
    name = figure_fr.CALENDAR_FILE.format(counter=counter, day=day)
    return write_document(counter_ics(desk, day, counter), desk.letters / name)
