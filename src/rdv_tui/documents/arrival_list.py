"""Who is awaited on a day, by name, on paper for the door: a box to tick when they come.

For the desk alone, like the day's sheets: it names people, and says so at its head.
"""

from typing import Final

from rdv_tui.documents.day_sheet import DaySheet, set_day_heading, who
from rdv_tui.documents.layout import PLAIN, PrintLayout, Sheet
from rdv_tui.documents.table import Lines, Table
from rdv_tui.documents.typesetting import Run
from rdv_tui.domain.day import DayPlace, Visit
from rdv_tui.domain.names import fold
from rdv_tui.locales.dates import short_birth_date
from rdv_tui.locales.day import day_sheet as day_sheet_fr
from rdv_tui.locales.delivery.letter import FOOTER

_WIDTHS: Final = (62.0, 26.0, 24.0, 14.0, 22.0)


def render_arrival_list(contents: DaySheet, form: PrintLayout = PLAIN) -> bytes:
    """Return the day's list by name as a PDF file; equal days give equal bytes."""
    sheet = Sheet(day_sheet_fr.LIST_TITLE, day_sheet_fr.LIST_SUBJECT, contents.made_at, form)
    people = sorted(contents.day.visits(), key=_by_name)

    def heading() -> None:
        set_day_heading(sheet, contents, day_sheet_fr.LIST_TITLE, len(people))

    table = Table(sheet, _WIDTHS, day_sheet_fr.LIST_COLUMNS, heading)
    heading()
    table.set_names()
    if not people:
        reason = contents.day.closed
        text = day_sheet_fr.CLOSED.format(reason=reason) if reason else day_sheet_fr.NOBODY
        sheet.paragraph(sheet.french(text))
    for place, visit in people:
        table.set_row(_columns(sheet, table, place, visit))
    return sheet.finish(FOOTER)


def _by_name(one: tuple[DayPlace, Visit]) -> tuple[str, str]:
    place, visit = one
    return fold(visit.name), f"{place.start:%H:%M}{place.number:04d}"


def _columns(sheet: Sheet, table: Table, place: DayPlace, visit: Visit) -> list[Lines]:
    """Return name, birth date, number, hour, counter, and room to note the arrival."""
    number = f"…{visit.foreign_resident_number[-4:]}" if visit.foreign_resident_number else ""
    counter = day_sheet_fr.COUNTER.format(number=place.counter) if place.counter else ""
    return [
        table.lines(who(sheet, visit, extra=place.extra), 0),
        [[Run(sheet.clean(short_birth_date(visit.birth_date)))]],
        [[Run(sheet.clean(number))]],
        [[Run(f"{place.start:%H:%M}", True)]],
        [[Run(sheet.french(counter))]],
        [],
    ]
