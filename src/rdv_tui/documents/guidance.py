"""Papers that send a person on: where to file instead, and whom to ask for help."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rdv_tui.documents.layout import BODY, LEAD, PLAIN, SMALL, PrintLayout, Sheet
from rdv_tui.documents.letterhead import set_heading
from rdv_tui.domain.office import Office
from rdv_tui.locales.delivery import letter as letter_fr

Section = tuple[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Guidance:
    """A paper of headed paragraphs; `note` stands small at its end."""

    office: Office
    title: str
    sections: tuple[Section, ...]
    made_at: datetime
    note: str = ""


def render_guidance(guidance: Guidance, form: PrintLayout = PLAIN) -> bytes:
    """Return the paper as a PDF file; equal papers give equal bytes."""
    sheet = Sheet(guidance.title, guidance.title, guidance.made_at, form)
    sheet.running_header(sheet.french(guidance.title), sheet.clean(guidance.office.prefecture))
    set_heading(sheet, guidance.office, guidance.title)
    for heading, lines in guidance.sections:
        sheet.need(LEAD.leading + BODY.leading)
        sheet.paragraph(sheet.french(heading), LEAD, bold=True, after=1)
        for line in lines:
            sheet.paragraph(sheet.french(line), after=1)
        sheet.y += BODY.leading / 2
    if guidance.note:
        sheet.paragraph(sheet.french(guidance.note), SMALL)
    return sheet.finish(letter_fr.FOOTER)
