"""The day's sheets, out of the program: as bytes or in a file."""

from datetime import date
from pathlib import Path

from rdv_tui.services.day import get_day
from rdv_tui.services.delivery import write_document
from rdv_tui.services.desk import Desk


def day_sheets(desk: Desk, day: date) -> bytes:
    """Return one page a counter for `day`, as a PDF file. Raises StoreError."""
    from rdv_tui.documents.day_sheet import (  # noqa: PLC0415  (fpdf2 starts slowly)
        DaySheet,
        render_day_sheet,
    )

    found = get_day(desk, day)
    return render_day_sheet(DaySheet(desk.office, found, found.at))


def save_day_sheets(desk: Desk, day: date, path: Path) -> Path:
    """Write the sheets of `day` to `path` whole or not at all. Raises OutputError `file_failed`."""
    return write_document(day_sheets(desk, day), path)
