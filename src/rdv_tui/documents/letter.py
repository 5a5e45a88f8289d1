"""The appointment letter: one page that calls a person in, then the list of what to bring.

Pure: it prints the values it is given. What the law says of this permit on the day of the slot is
asked of `domain.permits`; the words are `locales.letter`'s.
"""

import logging

from rdv_tui.documents.documents_list import set_documents
from rdv_tui.documents.layout import (
    BODY,
    BOTTOM,
    DISPLAY,
    LEAD,
    LEFT,
    MEASURE,
    PLAIN,
    SMALL,
    PrintLayout,
    Sheet,
    on_fewest_pages,
)
from rdv_tui.documents.letter_contents import Letter
from rdv_tui.documents.letterhead import notice_lines, set_coded_heading
from rdv_tui.documents.tagging import Role
from rdv_tui.documents.transcript import Pages
from rdv_tui.documents.translation import set_translation
from rdv_tui.documents.typesetting import PLACEHOLDER, Run
from rdv_tui.domain.numbers import group_digits
from rdv_tui.domain.permit_kinds import Cover
from rdv_tui.domain.permits import Caution, cover_ends
from rdv_tui.locales import law
from rdv_tui.locales.booking import rules
from rdv_tui.locales.dates import birth_date, moment, plain_date
from rdv_tui.locales.delivery import letter as letter_fr
from rdv_tui.locales.spacing import NBSP

_LOG = logging.getLogger(__name__)
_BOX_PADDING = 6.0
_COLUMN = MEASURE / 3


def render_letter(letter: Letter, form: PrintLayout = PLAIN) -> bytes:
    """Return the letter as a PDF file; equal letters in one form give equal bytes."""
    sheet = on_fewest_pages(lambda one: _set(letter, one), form)
    if sheet.missing:
        reference = letter.appointment.reference
        _LOG.info("letter %s: %d characters have no glyph", reference, sheet.missing)
    return sheet.finish(letter_fr.FOOTER)


def letter_pages(letter: Letter, form: PrintLayout = PLAIN) -> Pages:
    """Return what stands on each page of the letter that `render_letter` makes."""
    sheet = on_fewest_pages(lambda one: _set(letter, one), form)
    sheet.close()
    return tuple(sheet.transcript)


def _set(letter: Letter, form: PrintLayout) -> Sheet:
    reference = letter.appointment.reference
    sheet = Sheet(
        letter_fr.DOCUMENT_TITLE.format(reference=reference),
        letter_fr.DOCUMENT_SUBJECT,
        letter.appointment.booked_at,
        form,
    )
    name = sheet.clean(letter.name)
    sheet.running_header(name, reference)
    set_coded_heading(sheet, letter.office, letter_fr.REFERENCE, reference, letter.agent)
    _set_name(sheet, letter, name)
    # In large print the box comes first: it always stands on the first page.
    parts = (_set_person, _set_appointment)
    for part in reversed(parts) if form.large_print else parts:
        part(sheet, letter)
    _set_notes(sheet, _notes(letter))
    notice = notice_lines(sheet, *letter_fr.privacy(letter.office))
    _set_rest(sheet, letter, notice)
    return sheet


def _set_rest(sheet: Sheet, letter: Letter, notice: list[list[Run]]) -> None:
    """Set the data notice, the list of documents, and the translation.

    A sheet printed on both sides has the translation on the back of the letter's last sheet where
    that is free, else after the list: no page is left empty for it. The notice stands at the foot
    of the first page, or where there is room for it; in large print it follows the text.
    """
    translated = letter.translation
    noticed = sheet.form.large_print
    if noticed:
        _set_privacy(sheet, notice)
    else:
        noticed = sheet.pages == 1 and _set_privacy_if_it_fits(sheet, notice)
    on_back_of_letter = translated is not None and sheet.pages % 2 == 1
    if translated is not None and on_back_of_letter:
        set_translation(sheet, letter, translated)
        noticed = noticed or _set_privacy_if_it_fits(sheet, notice)
    if sheet.pages == 1 or on_back_of_letter:
        sheet.begin_part()
    set_documents(
        sheet,
        letter.situation,
        letter.documents,
        letter.office,
        letter.as_of,
        letter.if_lodged,
    )
    if not noticed:
        _set_privacy(sheet, notice)
    if translated is not None and not on_back_of_letter:
        set_translation(sheet, letter, translated)


def _set_name(sheet: Sheet, letter: Letter, name: str) -> None:
    """Set place and date, and who is called in."""
    sheet.draw_right(letter_fr.place_and_date(letter.office.city, letter.booked_on), BODY, sheet.y)
    if sheet.form.large_print:
        sheet.y += sheet.leading(BODY) + sheet.half
    lines = sheet.lines(name, LEAD, 2 * _COLUMN - 10, bold=True)
    sheet.y = sheet.draw(lines, LEAD, LEFT, sheet.y, role=Role.PARAGRAPH)
    if PLACEHOLDER in name:
        sheet.paragraph(sheet.french(letter_fr.MISSING), SMALL, after=0)
    sheet.y += sheet.half / 2


def _set_person(sheet: Sheet, letter: Letter) -> None:
    """Set the person and the permit, as labelled values on three columns, and what it is about."""
    applicant = letter.appointment.applicant
    _set_values(
        sheet,
        (0, letter_fr.BIRTH_DATE, birth_date(applicant.birth_date)),
        (1, letter_fr.NATIONALITY, sheet.french(letter.nationality)),
        (2, letter_fr.NUMBER, group_digits(applicant.foreign_resident_number, NBSP)),
    )
    _set_values(
        sheet,
        (0, letter_fr.PERMIT, letter_fr.capitalised(sheet.french(letter.kind.label))),
        (2, letter_fr.EXPIRES, plain_date(applicant.permit_expires)),
    )
    sheet.y += sheet.half / 2
    sheet.paragraph(
        [
            Run(sheet.french(letter_fr.OBJECT_LABEL) + " ", bold=True),
            Run(sheet.french(letter_fr.OBJECT)),
        ]
    )


def _set_values(sheet: Sheet, *values: tuple[int, str, str]) -> None:
    """Set labelled values side by side; each starts at its column and may go on to the next's.

    In large print there is no room beside one another: a line each.
    """
    if sheet.form.large_print:
        for _, label, value in values:
            runs = [Run(sheet.french(f"{label} :") + " "), Run(value, bold=True)]
            sheet.paragraph(runs, after=0)
        return
    bottoms = []
    ends = [column for column, _, _ in values[1:]] + [3]
    for (column, label, value), end in zip(values, ends, strict=True):
        x = LEFT + column * _COLUMN
        y = sheet.draw([[Run(sheet.french(label))]], SMALL, x, sheet.y)
        lines = sheet.lines(value, BODY, (end - column) * _COLUMN - 4)
        bottoms.append(sheet.draw(lines, BODY, x, y))
    sheet.y = max(bottoms) + sheet.half / 2


def _set_appointment(sheet: Sheet, letter: Letter) -> None:
    """Set the box that answers when and where."""
    office, appointment = letter.office, letter.appointment
    named = office.letter_names_counter and appointment.counter is not None
    where = letter_fr.COUNTER.format(counter=appointment.counter) if named else letter_fr.RECEPTION
    content = (
        (moment(appointment.start), DISPLAY, True, sheet.half / 2),
        (sheet.french(where), LEAD, True, sheet.half / 2),
        *((sheet.french(line), BODY, False, 0.0) for line in office.address[:-1]),
        (sheet.french(office.address[-1]), BODY, False, sheet.half / 2),
        (sheet.french(letter_fr.TEN_MINUTES), BODY, False, 0.0),
        (sheet.french(office.access), BODY, False, 0.0),
    )
    room = MEASURE - 2 * _BOX_PADDING
    blocks = [
        (sheet.lines(text, type_, room, bold), type_, after)
        for text, type_, bold, after in content
        if text
    ]
    text_height = sum(len(lines) * sheet.leading(type_) + after for lines, type_, after in blocks)
    height = text_height + 2 * _BOX_PADDING - 2
    sheet.need(height)
    sheet.frame(LEFT, sheet.y, MEASURE, height, 0.5)
    y = sheet.y + _BOX_PADDING - 1
    for lines, type_, after in blocks:
        y = sheet.draw(lines, type_, LEFT + _BOX_PADDING, y) + after
    sheet.y += height + sheet.leading(BODY)


def _set_notes(sheet: Sheet, notes: list[letter_fr.Note]) -> None:
    """Set the paragraphs, closer together when that keeps them on the page."""
    texts = [
        [Run(sheet.french(lead) + " ", bold=True), Run(sheet.french(text))] for lead, text in notes
    ]
    rows = sum(len(sheet.lines(runs, BODY, MEASURE)) for runs in texts)
    whole = sheet.fits(rows * sheet.leading(BODY) + (len(texts) - 1) * sheet.half)
    gap = sheet.half if whole else sheet.half / 2
    for runs in texts:
        sheet.paragraph(runs, after=gap)


def _notes(letter: Letter) -> list[letter_fr.Note]:
    """Return the letter's paragraphs in order: come, what the law says, what it is not, help."""
    return [
        letter_fr.in_person(),
        *([(law.MINOR_COMES.say(), "")] if letter.is_minor else ()),
        *_legal_notes(letter),
        letter_fr.no_permit(),
        letter_fr.free_of_charge(),
        letter_fr.keep_it(),
        letter_fr.cancelling(letter.office, letter.appointment.start.date(), letter.booked_on),
        *([letter_fr.translated(letter.translation.name)] if letter.translation else ()),
    ]


def _legal_notes(letter: Letter) -> list[letter_fr.Note]:
    """Return what the law says of this permit on the day of the slot (L.433-3, L.436-5, R.431-8).

    `Caution.FILING_NOT_OPEN` is the agent's to weigh before booking; a letter cannot mend it.
    """
    expires, day = letter.appointment.applicant.permit_expires, letter.appointment.start.date()
    notes: list[letter_fr.Note] = []
    if day > expires:
        notes.append(letter_fr.expired(expires, letter.booked_on, _lateness(letter)))
    until = cover_ends(expires, letter.office.rules)
    ends_before = letter.booked_on <= until < day
    if letter.kind.cover is Cover.YES:
        notes.append(letter_fr.cover(rules.cover_sentence(until, letter.booked_on)))
    elif day > expires:
        notes.append(letter_fr.cover(_uncovered(letter)))
    said = letter.kind.cover in {Cover.YES, Cover.BY_DEPARTMENT, Cover.NO}
    if ends_before and said:
        notes.append(letter_fr.cover_ended(rules.cover_over(until, letter.booked_on)))
    if Caution.RENEWAL_AT_RISK in letter.cautions:
        notes.append(letter_fr.at_risk(rules.entry_conditions(letter.kind), letter.booked_on))
    return notes


def _lateness(letter: Letter) -> str:
    """Say what coming late may cost, where anybody may say so."""
    if Caution.LATE_FEE in letter.cautions:
        return law.LATE_FEE.say(fee=letter.office.rules.late_fee_eur)
    if Caution.LATENESS_UNCLEAR in letter.cautions:
        return law.LATENESS_UNCLEAR.say()
    return law.PROOFS.say()


def _uncovered(letter: Letter) -> str:
    """Say how L.433-3 stands on a permit of which it is not sure."""
    until = cover_ends(letter.appointment.applicant.permit_expires, letter.office.rules)
    if Caution.COVER_ENDED in letter.cautions:
        return rules.cover_over(until, letter.booked_on)
    return rules.not_covered(letter.office, letter.kind, until, letter.booked_on)


def _set_privacy_if_it_fits(sheet: Sheet, notice: list[list[Run]]) -> bool:
    """Set the data notice on this page if it has the room; return whether it did."""
    fits = sheet.fits(len(notice) * sheet.leading(SMALL))
    if fits:
        _set_privacy(sheet, notice)
    return fits


def _set_privacy(sheet: Sheet, notice: list[list[Run]]) -> None:
    """Set the data notice in small print, at the foot of the page that the text has reached.

    In large print it is text like any other.
    """
    height = len(notice) * sheet.leading(SMALL)
    sheet.need(height)
    if sheet.form.large_print:
        sheet.y = sheet.draw(notice, SMALL, LEFT, sheet.y) + sheet.half
        return
    top = BOTTOM - height
    sheet.rule(top - sheet.half / 2, 0.2)
    sheet.draw(notice, SMALL, LEFT, top)
    sheet.y = BOTTOM
