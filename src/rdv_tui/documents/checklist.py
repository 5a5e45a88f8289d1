"""What to bring, on paper, before any appointment is made: no personal data on it."""

from dataclasses import dataclass
from datetime import date, datetime

from rdv_tui.documents.documents_list import set_documents
from rdv_tui.documents.layout import BODY, PLAIN, PrintLayout, Sheet, on_fewest_pages
from rdv_tui.documents.letterhead import set_heading
from rdv_tui.domain.office import Office
from rdv_tui.domain.situations import Document, Situation
from rdv_tui.locales.delivery import letter as letter_fr, papers as paper_fr


@dataclass(frozen=True, slots=True)
class Checklist:
    """All that a checklist says; `made_at` (aware) is the file's only date."""

    office: Office
    situation: Situation
    documents: tuple[Document, ...]
    as_of: date
    made_at: datetime
    if_lodged: tuple[Document, ...] = ()


def render_checklist(checklist: Checklist, form: PrintLayout = PLAIN) -> bytes:
    """Return the checklist as a PDF file; equal checklists give equal bytes."""
    sheet = on_fewest_pages(lambda one: _set(checklist, one), form)
    return sheet.finish(letter_fr.FOOTER)


def _set(checklist: Checklist, form: PrintLayout) -> Sheet:
    situation, office = checklist.situation, checklist.office
    sheet = Sheet(paper_fr.CHECKLIST, paper_fr.CHECKLIST_SUBJECT, checklist.made_at, form)
    sheet.running_header(paper_fr.CHECKLIST, sheet.clean(office.prefecture))
    set_heading(sheet, office, paper_fr.CHECKLIST)
    if not situation.unnamed:
        sheet.paragraph(sheet.french(situation.label), BODY, bold=True)
    set_documents(
        sheet,
        situation,
        checklist.documents,
        office,
        checklist.as_of,
        checklist.if_lodged,
        titled=False,
    )
    sheet.paragraph(sheet.french(paper_fr.FREE_BOOKING))
    return sheet
