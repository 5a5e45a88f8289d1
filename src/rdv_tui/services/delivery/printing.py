"""Documents handed to printers, and followed until they are on paper.

Nothing here holds a transaction while it prints: a printer may take its time.
"""

import logging
from collections.abc import Sequence
from dataclasses import replace

from rdv_tui.domain.printing import JobState, JobStatus, PaperJob
from rdv_tui.errors import OutputError, StoreError
from rdv_tui.outputs import printers, spooler
from rdv_tui.services.desk import Desk
from rdv_tui.store import print_jobs
from rdv_tui.store.transactions import snapshot, transaction

_LOG = logging.getLogger(__name__)


def submit(
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
        state = JobState.SUBMITTED if sent.job else JobState.UNKNOWN
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


def list_jobs(desk: Desk, reference: str) -> Sequence[PaperJob]:
    """Return all that was printed for an appointment, oldest first. Raises StoreError."""
    with snapshot(desk) as unit:
        return print_jobs.of_appointment(unit, reference)
