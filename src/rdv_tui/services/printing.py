"""Documents handed to printers, and followed until they are on paper.

Nothing here holds a transaction while it prints: a printer may take its time.
"""

import logging
from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from rdv_tui.domain.printing import JobState, JobStatus, PaperJob, PrintChoice, Printer
from rdv_tui.errors import OutputError, PrinterFailed, RdvError, StoreError
from rdv_tui.outputs import printers, spooler
from rdv_tui.services.desk import Desk
from rdv_tui.store import print_jobs
from rdv_tui.store.transactions import reading, transaction

if TYPE_CHECKING:
    from rdv_tui.documents.layout import Form

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class BatchStep:
    """How far a batch has come: the letter just done, with its job or with why there is none."""

    done: int
    total: int
    reference: str
    job: PaperJob | None = None
    error: RdvError | None = None


def hand_over(
    desk: Desk,
    document: bytes,
    title: str,
    *,
    reference: str | None = None,
    printer: str | None = None,
) -> PaperJob:
    """Print a document on `printer`, or where this desk prints, and keep its job.

    A store that cannot keep it changes nothing: the paper is already under way. Raises OutputError
    `no_printer` or `printer_failed`.
    """
    choice = desk.printing.choice_for(printer)
    sent = printers.submit(document, title, choice.printer, tray=choice.tray, sides=choice.sides)
    try:
        with transaction(desk) as unit:
            return print_jobs.add(
                unit,
                reference=reference,
                title=title,
                printer=sent.printer,
                job=sent.job,
            )
    except StoreError as error:
        _LOG.warning("print job %s is not kept: %s", sent.job, error.code)
        state = JobState.HANDED if sent.job else JobState.UNKNOWN
        return PaperJob(
            None, reference, title, sent.printer, sent.job, JobStatus(state), desk.clock.now()
        )


def follow(desk: Desk, job: PaperJob) -> PaperJob:
    """Return `job` as it stands now; a change is written down.

    A print system that does not answer leaves it as it was. Raises StoreError.
    """
    if job.has_ended or not job.job:
        return job
    try:
        status = spooler.status_of(job.job)
    except OutputError:
        return job
    if status == job.status:
        return job
    if job.id is not None:
        with transaction(desk) as unit:
            print_jobs.change(unit, job.id, status)
    return replace(job, status=status)


def jobs_of(desk: Desk, reference: str) -> Sequence[PaperJob]:
    """Return all that was printed for an appointment, oldest first. Raises StoreError."""
    with reading(desk) as unit:
        return print_jobs.of_appointment(unit, reference)


def print_letters(
    desk: Desk,
    references: Sequence[str],
    printer: str | None = None,
    form: "Form | None" = None,
) -> Generator[BatchStep]:
    """Print the letters one by one, each its own job; a step is told after each of them.

    Whoever stops asking for the next step cancels what is left. A letter that cannot be made is
    told and passed over; a printer that takes nothing ends the batch with the step that says so.
    """
    from rdv_tui.services.delivery import print_letter  # noqa: PLC0415  (it prints through here)

    for done, reference in enumerate(references, 1):
        try:
            job = print_letter(desk, reference, printer, form)
        except RdvError as error:
            yield BatchStep(done, len(references), reference, error=error)
            if isinstance(error, PrinterFailed):
                return
        else:
            yield BatchStep(done, len(references), reference, job)


def printers_here() -> tuple[Printer, ...]:
    """Return the printers of this machine, the system's default one first.

    Raises OutputError `printer_failed` when the print system does not answer.
    """
    return spooler.survey()


def choose(desk: Desk, choice: PrintChoice) -> None:
    """Print there from now on, at this desk. Raises OutputError `file_failed`."""
    desk.printing.keep(choice)


def show(path: Path) -> bool:
    """Open a saved document on this machine's display; return whether there was one."""
    from rdv_tui.outputs.viewer import open_document  # noqa: PLC0415  (only without a printer)

    return open_document(path)
