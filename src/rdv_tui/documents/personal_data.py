"""All that is held on a person, on paper for them: RGPD art. 15. Black and white."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rdv_tui.documents.layout import BODY, LEFT, PLAIN, SMALL, TITLE, PrintLayout, Sheet
from rdv_tui.documents.typesetting import Run
from rdv_tui.domain.numbers import group_digits
from rdv_tui.domain.office import Office
from rdv_tui.locales.dates import plain_date
from rdv_tui.locales.delivery.letter import FOOTER
from rdv_tui.locales.fields import LABELS
from rdv_tui.locales.office import privacy as privacy_fr


def render_personal_data(
    office: Office,
    number: str,
    made_at: datetime,
    sections: Mapping[str, Any],
    form: PrintLayout = PLAIN,
) -> bytes:
    """Return one PDF file; `sections` are lists of rows (column → value) by kind of data."""
    sheet = Sheet(privacy_fr.EXPORT_TITLE, privacy_fr.EXPORT_SUBJECT, made_at, form)
    sheet.y = sheet.draw([[Run(sheet.french(privacy_fr.EXPORT_TITLE), True)]], TITLE, LEFT, sheet.y)
    day = plain_date(made_at.date())
    intro = privacy_fr.EXPORT_INTRO.format(number=group_digits(number), day=day)
    sheet.paragraph(sheet.clean(office.bureau))
    sheet.paragraph(sheet.french(intro))
    if not any(sections.values()):
        sheet.paragraph(sheet.french(privacy_fr.NOBODY))
    for name, rows in sections.items():
        if rows:
            _set_section(sheet, privacy_fr.SECTIONS[name], rows)
    return sheet.finish(FOOTER)


def _set_section(sheet: Sheet, title: str, rows: list[Mapping[str, object]]) -> None:
    sheet.need(4 * BODY.leading)
    sheet.y += BODY.leading
    sheet.y = sheet.draw([[Run(sheet.french(title), True)]], BODY, LEFT, sheet.y)
    for row in rows:
        sheet.need(2 * SMALL.leading)
        sheet.rule(sheet.y + 0.6, 0.15)
        sheet.y += 1.2
        for column, value in row.items():
            label = privacy_fr.COLUMNS.get(column) or LABELS.get(column) or column
            text = sheet.clean(str(value).replace("\n", " "))
            sheet.paragraph([Run(f"{sheet.french(label)} : ", True), Run(text)], SMALL, after=0)
