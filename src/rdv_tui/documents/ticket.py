"""The ticket of the day on a roll of 80 mm: its letter and number, large. It names nobody."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from rdv_tui.documents.layout import PLAIN, SMALL, PrintLayout, Sheet, TypeSize
from rdv_tui.documents.tagging import Role
from rdv_tui.documents.typesetting import Run
from rdv_tui.domain.office import Office
from rdv_tui.locales.day import ticket as ticket_fr

_SIZE: Final = (80.0, 62.0)
_MARGIN: Final = 5.0
_TICKET: Final = TypeSize(54, 21)
_LINE: Final = TypeSize(11, 5)


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a ticket says. `start` is the hour of the appointment, None for who has none.

    `made_at` (aware) is the file's only date, `local` the same on the office's clock.
    """

    office: Office
    text: str
    start: datetime | None
    made_at: datetime
    local: datetime


def render_ticket(ticket: Ticket, form: PrintLayout = PLAIN) -> bytes:
    """Return the ticket as a PDF file of one page, as wide as the roll."""
    own = replace(form, size=_SIZE)
    sheet = Sheet(ticket_fr.TITLE, ticket_fr.SUBJECT, ticket.made_at, own)
    measure = _SIZE[0] - 2 * _MARGIN
    y = _MARGIN
    for line in sheet.lines(sheet.clean(ticket.office.bureau), SMALL, measure)[:2]:
        y = sheet.draw([line], SMALL, _MARGIN, y)
    y = _centred(sheet, ticket.text, _TICKET, y, Role.TITLE)
    y = _centred(sheet, sheet.french(ticket_fr.what_for(ticket.start)), _LINE, y)
    y = _centred(sheet, sheet.french(ticket_fr.given(ticket.local)), SMALL, y) + 1
    for sentence in ticket_fr.SENTENCES:
        for line in sheet.lines(sheet.clean(sentence), SMALL, measure):
            y = sheet.draw([line], SMALL, _MARGIN, y)
    return sheet.finish("")


def _centred(
    sheet: Sheet, text: str, type_: TypeSize, y: float, role: Role = Role.PARAGRAPH
) -> float:
    x = (_SIZE[0] - sheet.width(text, True, type_)) / 2
    return sheet.draw([[Run(text, True)]], type_, x, y, role=role)
