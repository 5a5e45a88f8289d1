"""The certificate of a failed search: one page that a person may show to a judge."""

from dataclasses import dataclass
from datetime import datetime

from rdv_tui.documents.layout import (
    BODY,
    BOTTOM,
    HALF,
    LEAD,
    LEFT,
    MEASURE,
    PLAIN,
    RIGHT,
    SMALL,
    TITLE,
    PrintLayout,
    Sheet,
)
from rdv_tui.documents.letterhead import notice_lines, set_coded_heading
from rdv_tui.documents.typesetting import PLACEHOLDER, Run
from rdv_tui.domain.failed_search import FailedSearch
from rdv_tui.domain.numbers import group_digits
from rdv_tui.domain.office import Office
from rdv_tui.locales.booking import certificate as certificate_fr
from rdv_tui.locales.delivery import letter as letter_fr
from rdv_tui.locales.spacing import NBSP

_LABEL_WIDTH = 46.0
_PADDING = 6.0
_STAMP_WIDTH, _STAMP_HEIGHT = 70.0, 28.0


@dataclass(frozen=True, slots=True)
class Certificate:
    """All that a certificate says. `searched_at` is the office's wall clock.

    `agent` is who looked, as papers name them.
    """

    search: FailedSearch
    office: Office
    situation: str
    searched_at: datetime
    agent: str = ""


def render_certificate(certificate: Certificate, form: PrintLayout = PLAIN) -> bytes:
    """Return the certificate as a PDF file; equal certificates give equal bytes."""
    search, office = certificate.search, certificate.office
    title = certificate_fr.DOCUMENT_TITLE.format(reference=search.reference)
    sheet = Sheet(title, certificate_fr.DOCUMENT_SUBJECT, search.searched_at, form)
    sheet.running_header(sheet.french(certificate_fr.TITLE), search.reference)
    set_coded_heading(sheet, office, certificate_fr.REFERENCE, search.reference, certificate.agent)
    day = certificate.searched_at.date()
    sheet.draw_right(letter_fr.place_and_date(office.city, day), BODY, sheet.y)
    sheet.y += BODY.leading + HALF
    sheet.paragraph(sheet.french(certificate_fr.TITLE), TITLE, bold=True)
    _set_person(sheet, search)
    _set_search(sheet, certificate)
    sheet.paragraph(sheet.french(certificate_fr.certified(office, search.fact, search.last)))
    _set_stamp(sheet)
    for lead, text in (certificate_fr.keep(), certificate_fr.judge(), certificate_fr.no_permit()):
        sheet.paragraph([Run(sheet.french(lead) + " ", bold=True), Run(sheet.french(text))])
    if search.holder or search.foreign_resident_number:
        _set_privacy(sheet, office)
    return sheet.finish(letter_fr.FOOTER)


def _set_person(sheet: Sheet, search: FailedSearch) -> None:
    """Set who asked; what was not typed gets a line to write on."""
    number = search.foreign_resident_number
    holder = sheet.clean(search.holder) if search.holder else ""
    _set_row(sheet, certificate_fr.PERSON, holder)
    if PLACEHOLDER in holder:
        sheet.paragraph(sheet.french(certificate_fr.MISSING), SMALL, after=HALF / 2)
    _set_row(sheet, certificate_fr.NUMBER, group_digits(number, NBSP) if number else "")
    sheet.y += HALF


def _set_row(sheet: Sheet, label: str, value: str) -> None:
    x = LEFT + _LABEL_WIDTH
    lines = sheet.lines(value, BODY, RIGHT - x, bold=True)
    sheet.need(len(lines) * BODY.leading)
    sheet.draw([[Run(sheet.french(label))]], BODY, LEFT, sheet.y)
    below = sheet.draw(lines, BODY, x, sheet.y)
    if not value:
        sheet.rule(below - 0.5, 0.2, x, RIGHT - x)
    sheet.y = below + HALF / 2


def _set_search(sheet: Sheet, certificate: Certificate) -> None:
    """Set the box that says when, what, and that nothing was free."""
    search, room = certificate.search, MEASURE - 2 * _PADDING
    rows = (
        (certificate_fr.SITUATION, sheet.french(certificate.situation), False),
        (
            certificate_fr.DAYS,
            sheet.french(certificate_fr.days(search.first, search.last, search.fact)),
            False,
        ),
        (certificate_fr.RESULT, sheet.french(certificate_fr.RESULTS[search.fact]), True),
    )
    head = sheet.lines(
        sheet.french(certificate_fr.searched(certificate.searched_at)), LEAD, room, bold=True
    )
    width = room - _LABEL_WIDTH + _PADDING
    texts = [(label, sheet.lines(value, BODY, width, bold)) for label, value, bold in rows]
    height = len(head) * LEAD.leading + sum(
        len(lines) * BODY.leading + HALF / 2 for _, lines in texts
    )
    sheet.need(height + 2 * _PADDING)
    sheet.frame(LEFT, sheet.y, MEASURE, height + 2 * _PADDING - 1, 0.5)
    y = sheet.draw(head, LEAD, LEFT + _PADDING, sheet.y + _PADDING - 1) + HALF / 2
    for label, lines in texts:
        sheet.draw([[Run(sheet.french(label))]], BODY, LEFT + _PADDING, y)
        y = sheet.draw(lines, BODY, LEFT + _LABEL_WIDTH, y) + HALF / 2
    sheet.y += height + 2 * _PADDING + HALF


def _set_stamp(sheet: Sheet) -> None:
    """Leave room for the office's stamp, on the right."""
    sheet.need(_STAMP_HEIGHT)
    sheet.frame(RIGHT - _STAMP_WIDTH, sheet.y, _STAMP_WIDTH, _STAMP_HEIGHT, 0.2)
    sheet.draw([[Run(certificate_fr.STAMP)]], SMALL, RIGHT - _STAMP_WIDTH + 2, sheet.y + 1)
    sheet.y += _STAMP_HEIGHT + BODY.leading


def _set_privacy(sheet: Sheet, office: Office) -> None:
    """Set the data notice small at the foot: only where somebody is named is anything kept."""
    lines = notice_lines(sheet, *certificate_fr.privacy(office))
    sheet.need(len(lines) * SMALL.leading)
    sheet.draw(lines, SMALL, LEFT, max(sheet.y, BOTTOM - len(lines) * SMALL.leading))
    sheet.y = BOTTOM
