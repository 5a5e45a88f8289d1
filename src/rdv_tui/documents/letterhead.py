"""Who writes: the office's block at the head of every paper."""

from rdv_tui.documents.layout import BODY, HALF, LEAD, LEFT, MEASURE, SMALL, TITLE, Sheet
from rdv_tui.domain.office import Office
from rdv_tui.locales import letter as words


def draw_office(sheet: Sheet, office: Office, room: float) -> float:
    """Draw the office's name and address from the sheet's `y` down; return the y below."""
    y = sheet.draw(sheet.lines(words.REPUBLIC, SMALL, room), SMALL, LEFT, sheet.y)
    for text, type_, bold in (
        (office.prefecture, LEAD, True),
        (office.bureau, BODY, False),
        *((line, SMALL, False) for line in office.postal_address if line != office.prefecture),
        (office.phone, SMALL, False),
    ):
        y = sheet.draw(sheet.lines(sheet.french(text), type_, room, bold), type_, LEFT, y)
    return y


def set_heading(sheet: Sheet, office: Office, title: str) -> None:
    """Set the office's block, a rule and the paper's title."""
    sheet.y = draw_office(sheet, office, MEASURE) + HALF
    sheet.rule(sheet.y, 0.7)
    sheet.y += BODY.leading
    sheet.paragraph(sheet.french(title), TITLE, bold=True)
