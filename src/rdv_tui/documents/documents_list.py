"""The list of documents to bring, a box before each: the letter's second page, or a paper."""

from collections.abc import Sequence
from datetime import date

from rdv_tui.documents.layout import LEAD, LEFT, LIST, MEASURE, SMALL, TITLE, Sheet
from rdv_tui.documents.tagging import Role
from rdv_tui.documents.typesetting import Run
from rdv_tui.documents.web_address import set_address
from rdv_tui.domain.office import Office
from rdv_tui.domain.situations import Document, Situation
from rdv_tui.locales.delivery import letter as letter_fr
from rdv_tui.locales.fees import fee

BOX = 3.4
INDENT = 7.0
GAP = 0.7
_PADDING = 1.2
_LEAD_ROWS = 10
"""The title stays on the page of what the papers are, and of the first of them."""
_DOSSIER = "C07"
"""The office's own form in the list of documents."""


def set_documents(
    sheet: Sheet,
    situation: Situation,
    documents: Sequence[Document],
    office: Office,
    as_of: date,
    if_lodged: Sequence[Document] = (),
    *,
    titled: bool = True,
) -> None:
    """Set the list from where the sheet stands: for everybody, for this situation, for some.

    The papers of who is lodged by others (`if_lodged`) come last, in a frame of their own. A sheet
    that has its own title wants none here.
    """
    if titled:
        sheet.need(sheet.leading(TITLE) + _LEAD_ROWS * sheet.leading(LIST))
        sheet.paragraph(letter_fr.DOCUMENTS_TITLE, TITLE, bold=True, after=GAP)
    lead = f"{letter_fr.DOCUMENTS_LEAD} {fee(situation, office.rules)}"
    if any(one.id == _DOSSIER for one in documents):
        _set_lead(sheet, lead, office)
    else:
        sheet.paragraph(sheet.french(lead), LIST)
    common = [one for one in documents if one.id in situation.common_documents]
    always = [one for one in common if letter_fr.binds_everybody(one.condition)]
    heading = letter_fr.heading_for(situation.label, neutral=situation.unnamed)
    _set_group(sheet, letter_fr.COMMON_DOCUMENTS, always)
    _set_group(sheet, heading, [one for one in documents if one not in common])
    _set_group(sheet, letter_fr.CONDITIONAL_DOCUMENTS, [one for one in common if one not in always])
    _set_lodging(sheet, if_lodged)
    unsure = any(not one.verified for one in (*documents, *if_lodged))
    foot = [*([letter_fr.TO_CONFIRM] if unsure else []), letter_fr.list_as_of(as_of)]
    sheet.paragraph(sheet.french(". ".join(foot)), SMALL)


def _set_lead(sheet: Sheet, lead: str, office: Office) -> None:
    """Say what all papers are, and where the form that the list asks for comes from."""
    dossier = letter_fr.DOSSIER.format(how=office.dossier_how)
    if office.dossier_site:
        set_address(sheet, office.dossier_site, [lead, dossier])
    else:
        sheet.paragraph(sheet.french(lead), LIST, after=GAP)
        sheet.paragraph(sheet.french(dossier), LIST)


def _set_group(sheet: Sheet, heading: str, documents: Sequence[Document]) -> None:
    """Set a heading and its lines; the heading stays on the page of its first line."""
    if not documents:
        return
    items = [_runs(sheet, document) for document in documents]
    first = sheet.lines(items[0], LIST, MEASURE - INDENT)
    sheet.need(sheet.leading(LEAD) + len(first) * sheet.leading(LIST) + sheet.half)
    sheet.paragraph(sheet.french(heading), LIST, bold=True, after=GAP, role=Role.HEADING)
    for item in items:
        _set_item(sheet, item)
    sheet.y += sheet.half


def _set_lodging(sheet: Sheet, documents: Sequence[Document]) -> None:
    """Set the host's papers in a frame, whole on one page: they concern some people only."""
    if not documents:
        return
    lead = sheet.lines(sheet.french(letter_fr.LODGED_DOCUMENTS), LIST, MEASURE - 2 * _PADDING, True)
    items = [[Run(_marked(document, sheet.french(document.label)))] for document in documents]
    room = MEASURE - INDENT - 2 * _PADDING
    set_items = [sheet.lines(item, LIST, room) for item in items]
    rows = len(lead) + sum(len(lines) for lines in set_items)
    height = rows * sheet.leading(LIST) + len(items) * GAP + 2 * _PADDING
    sheet.need(height)
    sheet.frame(LEFT, sheet.y, MEASURE, height, 0.5)
    left, top = LEFT + _PADDING, sheet.y + _PADDING
    y = sheet.draw(lead, LIST, left, top, role=Role.HEADING) + GAP
    for lines in set_items:
        _set_box(sheet, LEFT + _PADDING, y)
        y = sheet.draw(lines, LIST, LEFT + _PADDING + INDENT, y) + GAP
    sheet.y += height + sheet.half / 2


def _runs(sheet: Sheet, document: Document) -> list[Run]:
    label = sheet.french(document.label)
    condition = sheet.french(letter_fr.condition(document.condition))
    if condition and not label.startswith(("Si ", "En cas ", "Pour ")):
        label = f"{label} ({condition})"
    return [Run(_marked(document, label))]


def _marked(document: Document, label: str) -> str:
    return label if document.verified else f"{label}{letter_fr.TO_CONFIRM_MARK}"


def _set_item(sheet: Sheet, runs: Sequence[Run]) -> None:
    lines = sheet.lines(runs, LIST, MEASURE - INDENT)
    sheet.need(len(lines) * sheet.leading(LIST))
    _set_box(sheet, LEFT, sheet.y)
    sheet.y = sheet.draw(lines, LIST, LEFT + INDENT, sheet.y) + GAP


def _set_box(sheet: Sheet, x: float, y: float) -> None:
    """Draw the box to tick of a line whose top is `y`."""
    sheet.frame(x, y + (sheet.leading(LIST) - BOX) / 2, BOX, BOX, 0.25)
