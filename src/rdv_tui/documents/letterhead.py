"""Who writes: the office's block at the head of every paper."""

from rdv_tui.documents.layout import BODY, LEAD, LEFT, MEASURE, RIGHT, SMALL, TITLE, Sheet
from rdv_tui.documents.tagging import Role
from rdv_tui.documents.typesetting import Run
from rdv_tui.domain.office import Office
from rdv_tui.locales.delivery import letter as letter_fr

_CODE_SIDE = 24.0
_QUIET = 4.8  # white around the code: four of its 21 modules, as ISO/IEC 18004 asks


def draw_office(sheet: Sheet, office: Office, room: float, followed_by: str = "") -> float:
    """Draw the office's name and address from the sheet's `y` down; return the y below.

    `followed_by` says who follows the file, under it all.
    """
    y = sheet.draw(sheet.lines(letter_fr.REPUBLIC, SMALL, room), SMALL, LEFT, sheet.y)
    for text, type_, bold in (
        (office.prefecture, LEAD, True),
        (office.bureau, BODY, False),
        *((line, SMALL, False) for line in office.postal_address if line != office.prefecture),
        (office.phone, SMALL, False),
        *(((followed_by, SMALL, False),) if followed_by else ()),
    ):
        lines = sheet.lines(sheet.french(text), type_, room, bold)
        y = sheet.draw(lines, type_, LEFT, y, role=Role.PARAGRAPH)
    return y


def set_heading(sheet: Sheet, office: Office, title: str) -> None:
    """Set the office's block, a rule and the paper's title."""
    sheet.y = draw_office(sheet, office, MEASURE) + sheet.half
    sheet.rule(sheet.y, 0.7)
    sheet.y += sheet.leading(BODY)
    sheet.paragraph(sheet.french(title), TITLE, bold=True)


def set_coded_heading(sheet: Sheet, office: Office, label: str, reference: str, agent: str) -> None:
    """Set who writes, on the left, and the labelled reference with its code, on the right."""
    code_left = RIGHT - _CODE_SIDE
    sheet.code(reference, code_left, sheet.y, _CODE_SIDE)
    top, right = sheet.y, code_left - 6
    below = top + 7 + sheet.leading(SMALL)
    sheet.draw_right(label, SMALL, top + 7, right=right)
    sheet.draw_right(reference, TITLE, below, right=right, bold=True)
    room = right - LEFT - sheet.width(reference, True, TITLE) - 8
    y = draw_office(sheet, office, room, letter_fr.followed_by(office, agent))
    sheet.y = max(y, top + _CODE_SIDE + _QUIET)
    sheet.rule(sheet.y, 0.7)
    sheet.y += sheet.leading(BODY)


def notice_lines(sheet: Sheet, lead: str, text: str, apart: str) -> list[list[Run]]:
    """Return the lines of the data notice; the right to object stands in a paragraph of its own."""
    runs = [Run(f"{lead} ", bold=True), Run(sheet.french(text))]
    own = sheet.lines(sheet.french(apart), SMALL, MEASURE)
    return [*sheet.lines(runs, SMALL, MEASURE), *own]
