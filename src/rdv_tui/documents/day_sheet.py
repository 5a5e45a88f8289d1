"""The day on paper: a page a counter, in time order, with room to write. Black and white.

For the desk alone: it names people, and says so at its foot.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from rdv_tui.documents.layout import BODY, LEFT, MEASURE, PLAIN, SMALL, TITLE, PrintLayout, Sheet
from rdv_tui.documents.table import Table
from rdv_tui.documents.typesetting import Run
from rdv_tui.domain.day import Day, DayCounter, DayPlace, Visit
from rdv_tui.domain.names import written_family, written_given
from rdv_tui.domain.numbers import group_digits
from rdv_tui.domain.office import Office
from rdv_tui.locales.day import day as day_fr, day_sheet as day_sheet_fr
from rdv_tui.locales.delivery.letter import FOOTER

_WIDTHS: Final = (13.0, 56.0, 38.0, 25.0)
"""Of the columns, in millimetres; what is left of the measure is for notes."""


@dataclass(frozen=True, slots=True)
class DaySheet:
    """What the sheets of a day show; `made_at` (aware) is the file's only date.

    `chain` is a sentence with the end of the audit's chain: paper keeps what no program changes.
    """

    office: Office
    day: Day
    made_at: datetime
    chain: str = ""


def render_day_sheet(contents: DaySheet, form: PrintLayout = PLAIN) -> bytes:
    """Return the sheets of all counters as one PDF file; equal days give equal bytes."""
    sheet = Sheet(day_sheet_fr.TITLE, day_sheet_fr.SUBJECT, contents.made_at, form)
    day = contents.day
    for rank, counter in enumerate(day.counters or (DayCounter(None, day.closed),)):
        if rank:
            sheet.turn()
        _Page(sheet, contents, counter).set_rows()
    return sheet.finish(FOOTER)


class _Page:
    """One counter's page, and the next one when it has more rows than fit."""

    def __init__(self, sheet: Sheet, contents: DaySheet, counter: DayCounter) -> None:
        self._sheet, self._contents, self._counter = sheet, contents, counter
        number = counter.number
        self._name = (
            day_sheet_fr.COUNTER.format(number=number) if number else day_sheet_fr.RECEPTION
        )
        self._rows = [p for p in contents.day.places if p.counter == number]
        self._table = Table(sheet, _WIDTHS, day_sheet_fr.COLUMNS, self._go_on)

    def set_rows(self) -> None:
        """Set the heading and every place, or why there is none."""
        self._set_heading(self._name)
        self._table.set_names()
        if not self._rows:
            reason = self._counter.closed or self._contents.day.closed
            text = day_sheet_fr.CLOSED.format(reason=reason) if reason else day_sheet_fr.NO_PLACE
            self._sheet.paragraph(self._sheet.french(text))
        for place in self._rows:
            self._table.set_row(self._columns(place))

    def _go_on(self) -> None:
        self._set_heading(day_sheet_fr.CONTINUED.format(counter=self._name))

    def _set_heading(self, name: str) -> None:
        people = sum(1 for place in self._rows if place.visit)
        set_day_heading(self._sheet, self._contents, name, people)

    def _columns(self, place: DayPlace) -> list[list[list[Run]]]:
        """Return each column's lines: hour, name, situation and permit, number, room for notes."""
        visit, lines = place.visit, self._table.lines
        hour = [[Run(f"{place.start:%H:%M}", True)]]
        if visit is None:
            text = day_sheet_fr.HELD if place.held else day_sheet_fr.FREE
            return [hour, [[Run(self._sheet.french(text))]], [], [], []]
        short = day_fr.SHORT_SITUATIONS.get(visit.situation, visit.situation)
        facts = (short, day_sheet_fr.expires(visit.permit_expires))
        number = visit.foreign_resident_number
        return [
            hour,
            lines(who(self._sheet, visit, extra=place.extra), 1),
            [line for fact in facts for line in lines([Run(self._sheet.french(fact))], 2)],
            lines([Run(self._sheet.clean(group_digits(number)))], 3),
            [],
        ]


def set_day_heading(sheet: Sheet, contents: DaySheet, title: str, people: int) -> None:
    """Set what a page is of, how many people, the day, and that it is the desk's own."""
    sheet.draw_right(day_sheet_fr.count(people), BODY, sheet.y + 1.6, bold=True)
    sheet.y = sheet.draw([[Run(sheet.french(title), True)]], TITLE, LEFT, sheet.y)
    day = [[Run(sheet.french(day_sheet_fr.heading(contents.day.day)), True)]]
    sheet.y = sheet.draw(day, BODY, LEFT, sheet.y)
    made = f"{sheet.clean(contents.office.bureau)}. {day_sheet_fr.made(contents.day.now)}. "
    text = " ".join((made + day_sheet_fr.INTERNAL, contents.chain)).rstrip()
    note = sheet.lines(sheet.french(text), SMALL, MEASURE)
    sheet.y = sheet.draw(note, SMALL, LEFT, sheet.y) + 1.5


def who(sheet: Sheet, visit: Visit, *, extra: bool = False) -> list[Run]:
    """Return the name of a person as it is printed, and what there is to know of them today."""
    name = [
        Run(sheet.clean(written_family(visit.family_name)), True),
        Run(f" {sheet.clean(written_given(visit.given_names))}".rstrip()),
    ]
    lines = (
        day_sheet_fr.EXTRA if extra else "",
        day_sheet_fr.STATES.get(visit.status.value, ""),
    )
    message = ", ".join(one for one in lines if one)
    return [*name, Run(f" ({sheet.french(message)})")] if message else name
