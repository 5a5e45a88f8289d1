"""Documents handed to printers, and followed until they are on paper.

Nothing here holds a transaction while it prints: a printer may take its time.
"""

import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from rdv_tui.domain.appointment import Appointment
from rdv_tui.domain.printing import JobState, JobStatus, PaperJob
from rdv_tui.domain.rights import Right
from rdv_tui.errors import OutputError, StoreError
from rdv_tui.locales.day import ticket as ticket_fr
from rdv_tui.locales.delivery import printing as printing_fr
from rdv_tui.outputs import printers, spooler
from rdv_tui.services.delivery.specimens import layout_of
from rdv_tui.services.desk import Desk
from rdv_tui.store import print_jobs
from rdv_tui.store.transactions import snapshot, transaction

_LOG = logging.getLogger(__name__)


def submit(
    desk: Desk,
    document: bytes,
    title: str,
    *,
    about: Appointment | None = None,
    printer: str | None = None,
) -> PaperJob:
    """Print a document on `printer`, or where this desk prints, and keep its job.

    `about` is the appointment that it tells of. What still waits in a queue for that appointment,
    and is out of date or stuck, is taken back first: one letter comes out, the last one.

    A store that cannot keep it changes nothing: the paper is already under way. Raises OutputError
    `no_printer` or `printer_failed`.
    """
    choice = desk.printing.choice_for(printer)
    reference = about.reference if about is not None else None
    if reference is not None:
        with suppress(OutputError, StoreError):  # the new paper matters more
            _take_back_stuck(desk, reference)
    sent = printers.submit(document, title, choice.printer, tray=choice.tray, sides=choice.sides)
    try:
        with transaction(desk, Right.PRINT) as unit:
            return print_jobs.add(
                unit,
                reference=reference,
                revision=about.revision if about is not None else None,
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
        with transaction(desk, Right.UPKEEP) as unit:
            print_jobs.change(unit, job.id, status)
    return replace(job, status=status)


def printer_trouble(desk: Desk) -> str:
    """Say in words why nothing comes out of the printer of this desk; empty when it prints.

    A desk that has none and chose none saves its letters, and lacks nothing.
    """
    chosen = desk.printing.choice().printer
    try:
        found = spooler.get_printers()
    except OutputError:
        return printing_fr.NO_ANSWER
    ours = (one for one in found if one.name == chosen or (chosen is None and one.is_default))
    printer = next(ours, None)
    if printer is None:
        return printing_fr.NOT_THERE if chosen is not None else ""
    if keyword := spooler.trouble_of(printer):
        return printing_fr.reason(keyword)
    return "" if printer.accepting else printing_fr.REFUSING


def take_back_outdated(desk: Desk) -> int:
    """Take back what waits for paper on this machine and is not true any more; return how many.

    An appointment that was moved, corrected or cancelled, at whatever desk, has letters of before
    in the queue. Each machine looks after its own queues: another's may number its jobs alike.
    From a print system that is away nothing comes out; what waits there is left for the next call.
    Raises StoreError.
    """
    with snapshot(desk) as unit:
        jobs = print_jobs.list_outdated(unit, desk.machine)
    taken = 0
    with suppress(OutputError):
        for job in jobs:
            taken += _take_back(desk, job)
    return taken


def take_back_queued(desk: Desk, reference: str) -> int:
    """Take back whatever of an appointment waits for paper on this machine; return how many.

    Raises OutputError `printer_failed`, StoreError.
    """
    return sum(_take_back(desk, job) for job in _queued(desk, reference))


def _take_back_stuck(desk: Desk, reference: str) -> None:
    take_back_outdated(desk)
    for job in _queued(desk, reference):
        if follow(desk, job).status.state is JobState.HELD:
            _take_back(desk, job)


def _queued(desk: Desk, reference: str) -> Sequence[PaperJob]:
    with snapshot(desk) as unit:
        return print_jobs.list_queued(unit, desk.machine, reference)


def _take_back(desk: Desk, job: PaperJob) -> bool:
    """Take a job back, write down what became of it, and say whether it stays off paper."""
    status = spooler.cancel(job.job)
    if job.id is not None and status != job.status:
        with transaction(desk, Right.PRINT) as unit:
            print_jobs.change(unit, job.id, status)
    return status.state is JobState.CANCELLED


def list_jobs(desk: Desk, reference: str) -> Sequence[PaperJob]:
    """Return all that was printed for an appointment, oldest first. Raises StoreError."""
    with snapshot(desk) as unit:
        return print_jobs.of_appointment(unit, reference)


def ticket_pdf(desk: Desk, text: str, start: datetime | None = None) -> bytes:
    """Return a ticket as a PDF file; `start` is the hour of the appointment, None without one."""
    from rdv_tui.documents.ticket import Ticket, render_ticket  # noqa: PLC0415  (fpdf2 starts slowly)

    clock = desk.clock
    ticket = Ticket(desk.office, text, start, clock.now(), clock.local())
    return render_ticket(ticket, layout_of(desk))


def print_ticket(desk: Desk, text: str, start: datetime | None = None) -> PaperJob | None:
    """Print a ticket on the printer of tickets; return None where there is no such printer.

    Raises OutputError `no_printer` or `printer_failed`.
    """
    printer = desk.printing.tickets
    if printer is None or not text:
        return None
    title = ticket_fr.JOB.format(ticket=text)
    return submit(desk, ticket_pdf(desk, text, start), title, printer=printer)
