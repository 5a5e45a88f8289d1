"""The list of documents to bring, a box before each: the letter's second page, or a paper."""

from collections.abc import Sequence
from datetime import date

from rdv_tui.documents.layout import BODY, HALF, LEAD, LEFT, MEASURE, SMALL, TITLE, Sheet
from rdv_tui.documents.typesetting import Run
from rdv_tui.domain.office import Rules
from rdv_tui.domain.situations import Document, Situation
from rdv_tui.locales import letter as words

_BOX = 3.4
_INDENT = 7.0
_GAP = 0.7


def set_documents(
    sheet: Sheet,
    situation: Situation,
    documents: Sequence[Document],
    rules: Rules,
    as_of: date,
) -> None:
    """Set the list from where the sheet stands: for everybody, for this situation, for some."""
    sheet.paragraph(words.DOCUMENTS_TITLE, TITLE, bold=True, after=_GAP)
    sheet.paragraph(sheet.french(f"{words.DOCUMENTS_LEAD} {words.fee(situation.fee_eur(rules))}"))
    common = [one for one in documents if one.id in situation.common_documents]
    always = [one for one in common if words.binds_everybody(one.condition)]
    heading = words.heading_for(situation.label, neutral=situation.sensitive)
    _set_group(sheet, words.COMMON_DOCUMENTS, always)
    _set_group(sheet, heading, [one for one in documents if one not in common])
    _set_group(sheet, words.CONDITIONAL_DOCUMENTS, [one for one in common if one not in always])
    unsure = any(not one.verified for one in documents)
    foot = [words.TO_CONFIRM, words.list_as_of(as_of)] if unsure else [words.list_as_of(as_of)]
    sheet.paragraph(sheet.french(". ".join(foot)), SMALL)


def _set_group(sheet: Sheet, heading: str, documents: Sequence[Document]) -> None:
    """Set a heading and its lines; the heading stays on the page of its first line."""
    if not documents:
        return
    items = [_runs(sheet, document) for document in documents]
    first = sheet.lines(items[0], BODY, MEASURE - _INDENT)
    sheet.need(LEAD.leading + len(first) * BODY.leading + HALF)
    sheet.paragraph(sheet.french(heading), BODY, bold=True, after=_GAP)
    for item in items:
        _set_item(sheet, item)
    sheet.y += HALF


def _runs(sheet: Sheet, document: Document) -> list[Run]:
    label = sheet.french(document.label)
    condition = sheet.french(words.condition(document.condition))
    if condition and not label.startswith(("Si ", "En cas ", "Pour ")):
        label = f"{label} ({condition})"
    return [Run(label if document.verified else f"{label}{words.TO_CONFIRM_MARK}")]


def _set_item(sheet: Sheet, runs: Sequence[Run]) -> None:
    lines = sheet.lines(runs, BODY, MEASURE - _INDENT)
    sheet.need(len(lines) * BODY.leading)
    sheet.frame(LEFT, sheet.y + (BODY.leading - _BOX) / 2, _BOX, _BOX, 0.25)
    sheet.y = sheet.draw(lines, BODY, LEFT + _INDENT, sheet.y) + _GAP
