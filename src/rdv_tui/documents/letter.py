"""The appointment letter: one page that calls a person in, then the list of what to bring.

Pure: it prints the values it is given. What the law says of this permit on the day of the slot is
asked of `domain.permits`; the words are `locales.letter`'s.
"""

import logging
from dataclasses import dataclass
from datetime import date

from rdv_tui.documents.documents_list import set_documents
from rdv_tui.documents.layout import (
    BODY,
    BOTTOM,
    DISPLAY,
    HALF,
    LEAD,
    LEFT,
    MEASURE,
    SMALL,
    Sheet,
)
from rdv_tui.documents.letterhead import set_coded_heading
from rdv_tui.documents.typesetting import PLACEHOLDER, Run
from rdv_tui.domain.appointment import Appointment
from rdv_tui.domain.office import Office
from rdv_tui.domain.permits import Caution, Cover, PermitKind, cautions_on, cover_ends
from rdv_tui.domain.situations import Document, Situation
from rdv_tui.locales import letter as words
from rdv_tui.locales.dates import moment, plain_date

_LOG = logging.getLogger(__name__)
_BOX_PADDING = 6.0
_COLUMN = MEASURE / 3


@dataclass(frozen=True, slots=True)
class Letter:
    """All that a letter says. `booked_on` is the office's day on which the booking was made.

    `nationality` is the country's French name; `as_of` the day on which the catalogue, hence
    `documents`, was last confirmed.
    """

    appointment: Appointment
    office: Office
    situation: Situation
    kind: PermitKind
    nationality: str
    documents: tuple[Document, ...]
    booked_on: date
    as_of: date


def render_letter(letter: Letter) -> bytes:
    """Return the letter as a PDF file; equal letters give equal bytes."""
    reference = letter.appointment.reference
    sheet = Sheet(
        words.DOCUMENT_TITLE.format(reference=reference),
        words.DOCUMENT_SUBJECT,
        letter.appointment.booked_at,
    )
    name = sheet.clean(_full_name(letter))
    sheet.running_header(name, reference)
    set_coded_heading(sheet, letter.office, words.REFERENCE, reference)
    _set_addressee(sheet, letter, name)
    _set_appointment(sheet, letter)
    _set_notes(sheet, _notes(letter))
    lead, text = words.privacy(letter.office)
    runs = [Run(f"{lead} ", bold=True), Run(sheet.french(text))]
    notice = sheet.lines(runs, SMALL, MEASURE)
    on_first_page = sheet.pages == 1 and sheet.fits(len(notice) * SMALL.leading)
    if on_first_page:
        _set_privacy(sheet, notice)
    if sheet.pages == 1:
        sheet.turn()
    set_documents(sheet, letter.situation, letter.documents, letter.office.rules, letter.as_of)
    if not on_first_page:
        _set_privacy(sheet, notice)
    if sheet.missing:
        _LOG.info("letter %s: %d characters have no glyph", reference, sheet.missing)
    return sheet.finish(words.FOOTER)


def _full_name(letter: Letter) -> str:
    applicant = letter.appointment.applicant
    return f"{applicant.family_name} {applicant.given_names}".strip()


def _set_addressee(sheet: Sheet, letter: Letter, name: str) -> None:
    """Set place and date, then the person and the permit, as labelled values on three columns."""
    applicant = letter.appointment.applicant
    sheet.draw_right(words.place_and_date(letter.office.city, letter.booked_on), BODY, sheet.y)
    lines = sheet.lines(name, LEAD, 2 * _COLUMN - 10, bold=True)
    sheet.y = sheet.draw(lines, LEAD, LEFT, sheet.y)
    if PLACEHOLDER in name:
        sheet.paragraph(sheet.french(words.MISSING), SMALL, after=0)
    sheet.y += HALF / 2
    _set_values(
        sheet,
        (0, words.BIRTH_DATE, plain_date(applicant.birth_date)),
        (1, words.NATIONALITY, sheet.french(letter.nationality)),
        (2, words.NUMBER, words.grouped_number(applicant.foreign_resident_number)),
    )
    _set_values(
        sheet,
        (0, words.PERMIT, words.capitalised(sheet.french(letter.kind.label))),
        (2, words.EXPIRES, plain_date(applicant.permit_expires)),
    )
    sheet.y += HALF / 2
    sheet.paragraph(
        [Run(sheet.french(words.OBJECT_LABEL) + " ", bold=True), Run(sheet.french(words.OBJECT))]
    )


def _set_values(sheet: Sheet, *values: tuple[int, str, str]) -> None:
    """Set labelled values side by side; each starts at its column and may go on to the next's."""
    bottoms = []
    ends = [column for column, _, _ in values[1:]] + [3]
    for (column, label, value), end in zip(values, ends, strict=True):
        x = LEFT + column * _COLUMN
        y = sheet.draw([[Run(sheet.french(label))]], SMALL, x, sheet.y)
        lines = sheet.lines(value, BODY, (end - column) * _COLUMN - 4)
        bottoms.append(sheet.draw(lines, BODY, x, y))
    sheet.y = max(bottoms) + HALF / 2


def _set_appointment(sheet: Sheet, letter: Letter) -> None:
    """Set the box that answers when and where."""
    office, appointment = letter.office, letter.appointment
    named = office.letter_names_counter and appointment.counter is not None
    where = words.COUNTER.format(counter=appointment.counter) if named else words.RECEPTION
    content = (
        (moment(appointment.start), DISPLAY, True, HALF / 2),
        (sheet.french(where), LEAD, True, HALF / 2),
        *((sheet.french(line), BODY, False, 0.0) for line in office.address[:-1]),
        (sheet.french(office.address[-1]), BODY, False, HALF / 2),
        (sheet.french(words.TEN_MINUTES), BODY, False, 0.0),
        (sheet.french(office.access), BODY, False, 0.0),
    )
    room = MEASURE - 2 * _BOX_PADDING
    blocks = [
        (sheet.lines(text, type_, room, bold), type_, after)
        for text, type_, bold, after in content
        if text
    ]
    text_height = sum(len(lines) * type_.leading + after for lines, type_, after in blocks)
    height = text_height + 2 * _BOX_PADDING - 2
    sheet.need(height)
    sheet.frame(LEFT, sheet.y, MEASURE, height, 0.5)
    y = sheet.y + _BOX_PADDING - 1
    for lines, type_, after in blocks:
        y = sheet.draw(lines, type_, LEFT + _BOX_PADDING, y) + after
    sheet.y += height + BODY.leading


def _set_notes(sheet: Sheet, notes: list[words.Note]) -> None:
    """Set the paragraphs, closer together when that keeps them on the page."""
    texts = [
        [Run(sheet.french(lead) + " ", bold=True), Run(sheet.french(text))] for lead, text in notes
    ]
    height = sum(len(sheet.lines(runs, BODY, MEASURE)) for runs in texts) * BODY.leading
    gap = HALF if sheet.fits(height + (len(texts) - 1) * HALF) else HALF / 2
    for runs in texts:
        sheet.paragraph(runs, after=gap)


def _notes(letter: Letter) -> list[words.Note]:
    """Return the letter's paragraphs in order: come, what the law says, what it is not, help."""
    return [
        words.in_person(),
        *_legal_notes(letter),
        words.no_permit(),
        words.free_of_charge(),
        words.cancelling(letter.office),
    ]


def _legal_notes(letter: Letter) -> list[words.Note]:
    """Return what the law says of this permit on the day of the slot (L.433-3, L.436-5, R.431-8).

    `Caution.FILING_NOT_OPEN` is the agent's to weigh before booking; a letter cannot mend it.
    """
    expires, rules = letter.appointment.applicant.permit_expires, letter.office.rules
    until = cover_ends(expires, rules)
    cautions = cautions_on(letter.appointment.start.date(), letter.kind, expires, rules)
    said = {
        Caution.LATE_FEE: words.late_fee(expires, letter.booked_on, rules),
        Caution.NOT_COVERED: words.not_covered(),
        Caution.COVER_UNCLEAR: words.cover_unclear(),
        Caution.COVER_ENDED: words.cover_ended(until),
        Caution.RENEWAL_AT_RISK: words.renewal_lost(letter.booked_on),
    }
    notes = [said[caution] for caution in cautions if caution in said]
    return [words.cover(until), *notes] if letter.kind.cover is Cover.YES else notes


def _set_privacy(sheet: Sheet, notice: list[list[Run]]) -> None:
    """Set the data notice in small print, at the foot of the page that the text has reached."""
    height = len(notice) * SMALL.leading
    sheet.need(height)
    top = BOTTOM - height
    sheet.rule(top - HALF / 2, 0.2)
    sheet.draw(notice, SMALL, LEFT, top)
    sheet.y = BOTTOM
