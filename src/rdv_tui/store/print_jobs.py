"""Statements on what the printers were given, and what became of it."""

from collections.abc import Sequence

from sqlalchemy import literal_column
from sqlmodel import col
from sqlmodel.sql.expression import SelectOfScalar

from rdv_tui.domain.printing import JobState, JobStatus, PaperJob
from rdv_tui.store.audit import record
from rdv_tui.store.delivery_tables import PrintJobRow
from rdv_tui.store.tables import AppointmentRow
from rdv_tui.store.unit import Snapshot, UnitOfWork

_QUEUED = "state IN ('handed', 'held')"


def add(
    unit: UnitOfWork,
    *,
    reference: str | None,
    revision: int | None,
    title: str,
    printer: str,
    job: str,
) -> PaperJob:
    """Keep a document that was handed to a printer, and audit it.

    `revision` is the appointment's as the document tells it.
    """
    if reference is not None:
        drop_unprinted(unit, reference)  # it need not wait any more
    row = PrintJobRow(
        office=unit.office,
        id=unit.next_id(PrintJobRow),
        reference=reference,
        title=title,
        printer=printer,
        job=job,
        station=unit.station,
        # A print system that gives no number will never say what became of the document.
        state=(JobState.SUBMITTED if job else JobState.UNKNOWN).value,
        handed_at=unit.now,
        revision=revision,
    )
    unit.session.add(row)
    record(unit, "print", reference, after={"printer": printer, "job": job})
    return _paper_job(row)


def add_unprinted(unit: UnitOfWork, *, reference: str, title: str, wish: str) -> None:
    """Keep a letter that no printer took; `wish` is how it is to be set, for its later printing.

    One letter of an appointment waits at a time: the newest wish holds.
    """
    drop_unprinted(unit, reference)
    unit.session.add(
        PrintJobRow(
            office=unit.office,
            id=unit.next_id(PrintJobRow),
            reference=reference,
            title=title,
            printer="",
            job="",
            station=unit.station,
            state=JobState.UNPRINTED.value,
            detail=wish,
            handed_at=unit.now,
        )
    )
    record(unit, "print_later", reference)


def list_unprinted(unit: Snapshot, host: str) -> list[PrintJobRow]:
    """Return the letters that wait for a printer of the machine `host`, oldest first."""
    found = _of_machine(unit, host, "state = 'waiting'")
    return list(unit.session.exec(found).all())


def list_queued(unit: Snapshot, host: str, reference: str) -> list[PaperJob]:
    """Return what waits for paper in the queues of the machine `host` for an appointment."""
    found = _of_machine(unit, host, _QUEUED).where(col(PrintJobRow.reference) == reference)
    return [_paper_job(row) for row in unit.session.exec(found).all()]


def list_outdated(unit: Snapshot, host: str) -> list[PaperJob]:
    """Return what waits in the queues of the machine `host` and is not true any more.

    The appointment was moved, corrected or cancelled after the document was made.
    """
    queued = _of_machine(unit, host, f"print_job.{_QUEUED}").join(AppointmentRow)
    found = queued.where(col(PrintJobRow.revision) < AppointmentRow.revision)
    return [_paper_job(row) for row in unit.session.exec(found).all()]


def _of_machine(unit: Snapshot, host: str, state: str) -> SelectOfScalar[PrintJobRow]:
    """Select by a state that is written out, as the partial indices have it, oldest first."""
    return (
        unit.rows_of(PrintJobRow)
        .where(literal_column(state))
        .where(col(PrintJobRow.station).startswith(f"{host}:", autoescape=True))
        .order_by(col(PrintJobRow.id))
    )


def drop_unprinted(unit: UnitOfWork, reference: str) -> None:
    """Let the letter of an appointment wait no more."""
    waiting = unit.rows_of(PrintJobRow).where(
        col(PrintJobRow.reference) == reference,
        col(PrintJobRow.state) == JobState.UNPRINTED.value,
    )
    for row in unit.session.exec(waiting).all():
        row.state = JobState.CANCELLED.value
        unit.session.add(row)
    unit.session.flush()


def change(unit: UnitOfWork, number: int, status: JobStatus) -> None:
    """Write what the print system says of a job now; audited when it is another state."""
    row = unit.session.get(PrintJobRow, (unit.office, number))
    if row is None:
        return
    before = row.state
    row.state, row.detail, row.checked_at = status.state.value, status.detail, unit.now
    unit.session.add(row)
    if before != row.state:
        record(
            unit,
            "print_state",
            row.reference,
            before={"job": row.job, "state": before},
            after={"job": row.job, "state": row.state, "detail": row.detail},
        )


def of_appointment(unit: Snapshot, reference: str) -> Sequence[PaperJob]:
    """Return all that was printed for an appointment, oldest first."""
    theirs = unit.rows_of(PrintJobRow).where(col(PrintJobRow.reference) == reference)
    return [_paper_job(row) for row in unit.session.exec(theirs.order_by(col(PrintJobRow.id)))]


def _paper_job(row: PrintJobRow) -> PaperJob:
    return PaperJob(
        id=row.id,
        reference=row.reference,
        title=row.title,
        printer=row.printer,
        job=row.job,
        status=JobStatus(JobState(row.state), row.detail),
        handed_at=row.handed_at,
    )
