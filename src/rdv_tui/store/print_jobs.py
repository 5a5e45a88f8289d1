"""Statements on what the printers were given, and what became of it."""

from collections.abc import Sequence

from sqlalchemy import literal_column
from sqlmodel import Session, col, func, select

from rdv_tui.domain.printing import JobState, JobStatus, PaperJob
from rdv_tui.store.audit import Actor, record
from rdv_tui.store.delivery_tables import PrintJobRow


def add(
    session: Session, actor: Actor, *, reference: str | None, title: str, printer: str, job: str
) -> PaperJob:
    """Keep a document that was handed to a printer, and audit it.

    The next number is safe to compute: the unit holds the office's write lock.
    """
    if reference is not None:
        drop_waiting(session, actor, reference)  # it need not wait any more
    last = session.exec(
        select(func.max(PrintJobRow.id)).where(col(PrintJobRow.office) == actor.office)
    ).one()
    row = PrintJobRow(
        office=actor.office,
        id=(last or 0) + 1,
        reference=reference,
        title=title,
        printer=printer,
        job=job,
        station=actor.station,
        # A print system that gives no number will never say what became of the document.
        state=(JobState.HANDED if job else JobState.UNKNOWN).value,
        handed_at=actor.at,
    )
    session.add(row)
    record(session, actor, "print", reference, after={"printer": printer, "job": job})
    return _paper_job(row)


def keep_waiting(session: Session, actor: Actor, *, reference: str, title: str, wish: str) -> None:
    """Keep a letter that no printer took; `wish` is how it is to be set, for its later printing.

    One letter of an appointment waits at a time: the newest wish holds.
    """
    drop_waiting(session, actor, reference)
    last = session.exec(
        select(func.max(PrintJobRow.id)).where(col(PrintJobRow.office) == actor.office)
    ).one()
    session.add(
        PrintJobRow(
            office=actor.office,
            id=(last or 0) + 1,
            reference=reference,
            title=title,
            printer="",
            job="",
            station=actor.station,
            state=JobState.WAITING.value,
            detail=wish,
            handed_at=actor.at,
        )
    )
    record(session, actor, "print_later", reference)


def waiting(session: Session, office: str, host: str) -> list[PrintJobRow]:
    """Return the letters that wait for a printer of the machine `host`, oldest first."""
    found = (
        select(PrintJobRow)
        .where(col(PrintJobRow.office) == office, literal_column("state = 'waiting'"))
        .where(col(PrintJobRow.station).startswith(f"{host}:", autoescape=True))
        .order_by(col(PrintJobRow.id))
    )
    return list(session.exec(found).all())


def drop_waiting(session: Session, actor: Actor, reference: str) -> None:
    """Let the letter of an appointment wait no more."""
    for row in session.exec(
        select(PrintJobRow).where(
            col(PrintJobRow.office) == actor.office,
            col(PrintJobRow.reference) == reference,
            col(PrintJobRow.state) == JobState.WAITING.value,
        )
    ).all():
        row.state = JobState.CANCELLED.value
        session.add(row)
    session.flush()


def change(session: Session, actor: Actor, number: int, status: JobStatus) -> None:
    """Write what the print system says of a job now; audited when it is another state."""
    row = session.get(PrintJobRow, (actor.office, number))
    if row is None:
        return
    before = row.state
    row.state, row.detail, row.checked_at = status.state.value, status.detail, actor.at
    session.add(row)
    if before != row.state:
        record(
            session,
            actor,
            "print_state",
            row.reference,
            before={"job": row.job, "state": before},
            after={"job": row.job, "state": row.state, "detail": row.detail},
        )


def of_appointment(session: Session, office: str, reference: str) -> Sequence[PaperJob]:
    """Return all that was printed for an appointment, oldest first."""
    rows = session.exec(
        select(PrintJobRow)
        .where(col(PrintJobRow.office) == office, col(PrintJobRow.reference) == reference)
        .order_by(col(PrintJobRow.id))
    )
    return [_paper_job(row) for row in rows]


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
