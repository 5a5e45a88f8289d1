"""The appointment letter, out of the program: as bytes, in a file, on a printer.

Nothing here holds a transaction: the appointment is read first, then the letter is set.
"""

import errno
import os
import tempfile
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rdv_tui import catalogue
from rdv_tui.domain.appointment import Appointment
from rdv_tui.domain.printing import PaperJob
from rdv_tui.domain.reading import ReadAction
from rdv_tui.errors import OutputError, PrinterFailed, RdvError
from rdv_tui.locales import system_errors
from rdv_tui.locales.delivery import printing as printing_fr
from rdv_tui.locales.delivery.letter import DOCUMENT_TITLE
from rdv_tui.locales.office import audit as audit_fr
from rdv_tui.services.booking.search import booked_by, get
from rdv_tui.services.day.day import get_day
from rdv_tui.services.delivery.printing import submit
from rdv_tui.services.delivery.specimens import layout_of
from rdv_tui.services.desk import Desk
from rdv_tui.services.office.audit_trail import get_head
from rdv_tui.services.reading import note

if TYPE_CHECKING:
    from rdv_tui.documents.day_sheet import DaySheet
    from rdv_tui.documents.layout import PrintLayout
    from rdv_tui.documents.letter_contents import Letter


@dataclass(frozen=True, slots=True)
class BatchStep:
    """How far a batch has come: the letter just done, with its job or with why there is none."""

    done: int
    total: int
    reference: str
    job: PaperJob | None = None
    error: RdvError | None = None


def letter_pdf(desk: Desk, reference: str, form: "PrintLayout | None" = None) -> bytes:
    """Return the letter of an appointment as a PDF file, the same bytes each time.

    `form` asks for large print, or for an archive's file. Raises Refusal `unknown_reference`,
    StoreError.
    """
    return _rendered(desk, get(desk, reference), form)


def save_letter(desk: Desk, reference: str, path: Path, form: "PrintLayout | None" = None) -> Path:
    """Write the letter to `path` (folders are made) whole or not at all, and return the path.

    From a browser no path is taken, only its name. Raises OutputError `file_failed` beside what
    `letter` raises.
    """
    if desk.in_browser:
        path = desk.letters / (path.name.lstrip(".") or letter_file(desk, reference).name)
    return write_document(letter_pdf(desk, reference, form), path)


def letter_file(desk: Desk, reference: str, *, large_print: bool = False) -> Path:
    """Return where a letter is saved; in large print it has a file of its own."""
    name = printing_fr.LARGE_FILE if large_print else printing_fr.LETTER_FILE
    return desk.letters / name.format(reference=reference)


def write_document(document: bytes, path: Path) -> Path:
    """Write a document to `path` whole or not at all. Raises OutputError `file_failed`."""
    try:
        _write_whole(path, document)
    except OSError as error:
        told = printing_fr.unwritable(path, system_errors.reason(error))
        raise OutputError("file_failed", told, printing_fr.SAVE_ELSEWHERE) from error
    return path


def print_letter(
    desk: Desk, reference: str, printer: str | None = None, form: "PrintLayout | None" = None
) -> PaperJob:
    """Print the letter on `printer`, or where this desk prints.

    The job is kept, and can be followed. Raises OutputError `no_printer` or `printer_failed` beside
    what `letter` raises.
    """
    appointment = get(desk, reference)
    # The title shows in the queue to everybody: the reference, never the name.
    title = DOCUMENT_TITLE.format(reference=appointment.reference)
    document = _rendered(desk, appointment, form)
    return submit(desk, document, title, about=appointment, printer=printer)


def _rendered(desk: Desk, appointment: Appointment, form: "PrintLayout | None" = None) -> bytes:
    from rdv_tui.documents.letter import render_letter  # noqa: PLC0415  (fpdf2 starts slowly)

    return render_letter(contents(desk, appointment), layout_of(desk, form))


def contents(desk: Desk, appointment: Appointment) -> "Letter":
    """Gather what the letter says, on the day of the booking: later days change nothing.

    Raises OutputError `not_in_catalogue` when a code was taken out of the catalogue since.
    """
    from rdv_tui.documents.letter_contents import Letter  # noqa: PLC0415  (fpdf2 starts slowly)

    guide, applicant = catalogue.situations(), appointment.applicant
    countries = catalogue.country_names()
    try:
        situation = guide.situation(applicant.situation)
        kind = guide.permit_kind(applicant.permit_kind)
        nationality = countries[applicant.nationality]
    except KeyError as error:
        raise printing_fr.not_in_catalogue(str(error.args[0])) from error
    return Letter(
        appointment=appointment,
        office=desk.office,
        situation=situation,
        kind=kind,
        nationality=nationality,
        documents=guide.documents_for(situation, kind, applicant.nationality),
        booked_on=desk.clock.wall(appointment.booked_at).date(),
        as_of=guide.as_of,
        if_lodged=guide.documents_if_lodged(situation),
        agent=booked_by(desk, appointment.reference),
    )


def _write_whole(path: Path, document: bytes) -> None:
    """Write beside the file and rename: nobody ever opens half a letter.

    What is no file (a pipe, a device) is written into; a link is followed to what it leads to.
    """
    if _is_written_into(path):
        with path.open("wb") as file:
            file.write(document)
        return
    target = Path(os.path.realpath(path)) if path.is_symlink() else path
    if target.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    descriptor, name = tempfile.mkstemp(prefix=".lettre-", dir=target.parent)
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(document)
        part.replace(target)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def _is_written_into(path: Path) -> bool:
    """Say whether `path` leads to what is no regular file, or to one that a program has open."""
    if not path.exists():
        return False
    return not path.is_file() or path.parts[:2] in {("/", "dev"), ("/", "proc")}


def print_letters(desk: Desk, references: Sequence[str]) -> Generator[BatchStep]:
    """Print the letters one by one, each its own job; a step is told after each of them.

    Whoever stops asking for the next step cancels what is left. A letter that cannot be made is
    told and passed over; a printer that takes nothing ends the batch with the step that says so.
    """
    for done, reference in enumerate(references, 1):
        try:
            job = print_letter(desk, reference)
        except RdvError as error:
            yield BatchStep(done, len(references), reference, error=error)
            if isinstance(error, PrinterFailed):
                return
        else:
            yield BatchStep(done, len(references), reference, job)


def day_sheets(desk: Desk, day: date) -> bytes:
    """Return one page a counter for `day`, as a PDF file. Raises StoreError."""
    from rdv_tui.documents.day_sheet import render_day_sheet  # noqa: PLC0415  (fpdf2 starts slowly)

    return render_day_sheet(_day_on_paper(desk, day, "print_day_sheet"), layout_of(desk))


def arrival_list(desk: Desk, day: date) -> bytes:
    """Return who is awaited on `day`, by name, as a PDF file. Raises StoreError."""
    from rdv_tui.documents.arrival_list import render_arrival_list  # noqa: PLC0415  (fpdf2 starts slowly)

    return render_arrival_list(_day_on_paper(desk, day, "print_arrival_list"), layout_of(desk))


def _day_on_paper(desk: Desk, day: date, action: ReadAction) -> "DaySheet":
    """Read `day` with the end of the audit's chain, and note that its names leave the store."""
    from rdv_tui.documents.day_sheet import DaySheet  # noqa: PLC0415  (fpdf2 starts slowly)

    found, end = get_day(desk, day), get_head(desk)
    note(desk, action, day=day)
    return DaySheet(desk.office, found, found.at, audit_fr.on_sheet(end.lines, end.digest))
