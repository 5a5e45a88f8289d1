"""Papers that send a person on: where to file instead, and whom to ask for help."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rdv_tui.documents.layout import (
    BODY,
    LEAD,
    PLAIN,
    SMALL,
    PrintLayout,
    Sheet,
    TypeSize,
    on_fewest_pages,
)
from rdv_tui.documents.letterhead import set_heading
from rdv_tui.documents.typesetting import unparted
from rdv_tui.documents.web_address import SCHEME, set_address
from rdv_tui.domain.office import Office
from rdv_tui.locales.delivery import letter as letter_fr

Section = tuple[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a paper says, in the language of who takes it along: read first, proving nothing.

    `language` is its code (ISO 639-1); Arabic begins at the right edge.
    """

    language: str
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guidance:
    """A paper of headed paragraphs; `note` stands small at its end.

    A line that is an https address is set as one, with its code. A `summary` in another language
    stands before the French, under the title.
    """

    office: Office
    title: str
    sections: tuple[Section, ...]
    made_at: datetime
    note: str = ""
    summary: Summary | None = None


def render_guidance(guidance: Guidance, form: PrintLayout = PLAIN) -> bytes:
    """Return the paper as a PDF file; equal papers give equal bytes."""
    return on_fewest_pages(lambda one: _set(guidance, one), form).finish(letter_fr.FOOTER)


def _set(guidance: Guidance, form: PrintLayout) -> Sheet:
    sheet = Sheet(guidance.title, guidance.title, guidance.made_at, form)
    sheet.running_header(sheet.french(guidance.title), sheet.clean(guidance.office.prefecture))
    set_heading(sheet, guidance.office, guidance.title)
    if guidance.summary is not None:
        _set_summary(sheet, guidance.summary)
    for heading, lines in guidance.sections:
        sheet.need(sheet.leading(LEAD) + 3 * sheet.leading(BODY))
        sheet.paragraph(sheet.french(heading), LEAD, bold=True, after=1)
        _set_lines(sheet, lines)
        sheet.y += sheet.half
    if guidance.note:
        sheet.paragraph(sheet.french(guidance.note), SMALL)
    return sheet


def _set_summary(sheet: Sheet, summary: Summary) -> None:
    """Set what another language says, and a rule between it and the French."""
    from_right = summary.language == "ar"
    texts: list[tuple[str, TypeSize, bool]] = [(summary.title, LEAD, True)]
    texts += [(line, BODY, False) for line in summary.lines]
    sheet.language = summary.language
    for text, type_, bold in texts:
        clean = sheet.arabic(unparted(text)) if from_right else sheet.clean(text)
        sheet.paragraph(clean, type_, bold=bold, after=1, backwards=from_right)
    sheet.language = ""
    sheet.paragraph(sheet.french(letter_fr.BINDING))
    sheet.rule(sheet.y, 0.2)
    sheet.y += sheet.half


def _set_lines(sheet: Sheet, lines: Sequence[str]) -> None:
    """Set the paragraphs of a section; those before an address stand beside its code."""
    at = next((rank for rank, line in enumerate(lines) if line.startswith(SCHEME)), None)
    if at is not None:
        set_address(sheet, lines[at], lines[:at])
        lines = lines[at + 1 :]
    for line in lines:
        sheet.paragraph(sheet.french(line), after=1)
