"""What CUPS says of its printers and of the jobs that it was given."""

import sys
from collections.abc import Sequence

from rdv_tui.domain.printing import JobState, JobStatus, Printer, PrinterState
from rdv_tui.errors import OutputError
from rdv_tui.locales.delivery import printing as printing_fr
from rdv_tui.outputs import ipp, printers

_PRINTER = (
    "printer-name",
    "printer-state",
    "printer-state-reasons",
    "printer-is-accepting-jobs",
    "media-source-supported",
    "sides-supported",
)
_JOB = ("job-state", "job-state-reasons", "job-printer-uri", "job-printer-state-reasons")
_STATES = {3: PrinterState.IDLE, 4: PrinterState.PRINTING, 5: PrinterState.STOPPED}
_HELD, _STOPPED, _CANCELLED, _ABORTED, _COMPLETED = 4, 6, 7, 8, 9
_PAUSED = "paused"
_WITH_ERRORS = "job-completed-with-errors"
# Reasons for which a printer waits for somebody, though its queue goes on.
_NEEDS_SOMEBODY = (
    "media-empty",
    "media-needed",
    "media-jam",
    "door-open",
    "cover-open",
    "toner-empty",
    "marker-supply-empty",
    "offline",
    "shutdown",
    "connecting-to-device",
    "timed-out",
)


def get_printers() -> tuple[Printer, ...]:
    """Return every printer of this machine with its state, the default one first.

    On Windows there is one, of which nothing is known: it prints by the system's verb. Raises
    OutputError `printer_failed` when there is a print system and it does not answer.
    """
    known = printers.list_printers()
    if not known.names:
        return ()
    if sys.platform == "win32":
        return (Printer(printing_fr.WINDOWS_PRINTER, is_default=True),)
    answer = ipp.request(ipp.GET_PRINTERS, _PRINTER)
    found = [_printer(group, known.default) for group in answer.groups if "printer-name" in group]
    # Printers of the network that have no queue here yet: they can be printed on all the same.
    lines = {printer.name for printer in found}
    found += [Printer(name, name == known.default) for name in known.names if name not in lines]
    return tuple(sorted(found, key=lambda printer: (not printer.is_default, printer.name)))


def _printer(group: ipp.Attributes, default: str | None) -> Printer:
    name = str(group["printer-name"][0])
    (state, *_) = group.get("printer-state", [0])
    (accepting, *_) = group.get("printer-is-accepting-jobs", [True])
    return Printer(
        name=name,
        is_default=name == default,
        state=_STATES.get(int(state), PrinterState.UNKNOWN),
        accepting=bool(accepting),
        reasons=_reasons(group.get("printer-state-reasons", ())),
        trays=tuple(map(str, group.get("media-source-supported", ()))),
        sides=tuple(map(str, group.get("sides-supported", ()))),
    )


def _reasons(values: Sequence[ipp.Value]) -> tuple[str, ...]:
    """Return keywords without their severity, errors first; « none » is no reason."""
    ranks = {"error": 0, "warning": 2, "report": 3}
    found: list[tuple[int, str]] = []
    for value in map(str, values):
        stem, _, severity = value.rpartition("-")
        if value != "none":
            plain = stem if severity in ranks else value
            found.append((ranks.get(severity, 1), plain))
    return tuple(reason for _, reason in sorted(found))


def status_of(job: str) -> JobStatus:
    """Return what became of a job, by the print system's name for it (`PRINTER-12`).

    Raises OutputError `printer_failed` when the print system does not answer.
    """
    name, _, number = job.rpartition("-")
    if not number.isdecimal() or sys.platform == "win32":
        return JobStatus(JobState.UNKNOWN)
    answer = ipp.request(
        ipp.GET_JOB_ATTRIBUTES, _JOB, ("job-uri", f"ipp://localhost/jobs/{number}")
    )
    if answer.status == ipp.NOT_FOUND or not answer.groups:
        return JobStatus(JobState.UNKNOWN)
    group = answer.groups[0]
    return _status(name, int(group.get("job-state", [0])[0]), group)


def cancel(job: str) -> JobStatus:
    """Take a job back from the print system, and return what became of it.

    What is on paper already stays so. Raises OutputError `printer_failed` when the print system
    does not answer.
    """
    printers.take_back(job)
    return status_of(job)


def _status(name: str, state: int, group: ipp.Attributes) -> JobStatus:
    reasons = _reasons(group.get("job-state-reasons", ()))
    if state == _COMPLETED and _WITH_ERRORS not in reasons:
        return JobStatus(JobState.PRINTED)
    # A document that no filter understood is stopped for good, though its queue goes on.
    if state in {_COMPLETED, _ABORTED} or (state == _STOPPED and _WITH_ERRORS in reasons):
        return JobStatus(JobState.FAILED, next(iter(reasons), ""))
    if state == _CANCELLED:
        return JobStatus(JobState.CANCELLED)
    if state == _HELD:
        return JobStatus(JobState.HELD, next(iter(reasons), ""))
    return _pending_status(name, stopped=state == _STOPPED)


def trouble_of(printer: Printer) -> str:
    """Return the keyword for which a printer waits for somebody, empty when it prints."""
    for reason in printer.reasons:
        if reason.startswith(_NEEDS_SOMEBODY):
            return reason
    if printer.state is PrinterState.STOPPED:
        return next(iter(printer.reasons), _PAUSED)
    return ""


def _pending_status(name: str, *, stopped: bool) -> JobStatus:
    """Say whether a job that is not done goes on by itself: the answer is its printer's."""
    try:
        printer = next((one for one in get_printers() if one.name == name), None)
    except OutputError:
        printer = None
    trouble = trouble_of(printer) if printer is not None else ""
    return JobStatus(JobState.HELD if stopped or trouble else JobState.SUBMITTED, trouble)
