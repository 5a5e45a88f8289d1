"""`printers` and `prints`: the printers of this desk, and what became of letters on paper."""

from typing import Annotated

import typer

from rdv_tui.cli.answer import Answer
from rdv_tui.cli.session import Options, enter, open_desk
from rdv_tui.domain.printing import PaperJob, PrintChoice, Printer
from rdv_tui.locales import cli as say
from rdv_tui.locales import printing as words

Reference = Annotated[str, typer.Argument(help=say.REFERENCE, metavar="RÉFÉRENCE")]


def printers(context: typer.Context) -> Answer:
    """Answer the printers of this machine, and which one this desk uses; no store is opened."""
    from rdv_tui.outputs.spooler import survey  # noqa: PLC0415  (only who prints needs it)
    from rdv_tui.services.print_choice import printing_of  # noqa: PLC0415

    settings = enter(context.ensure_object(Options)).settings
    chosen, found = printing_of(settings).choice(), survey()
    folder = str(settings.letters)
    return Answer(
        [_printer_object(one, chosen) for one in found],
        lambda: [_line(one, chosen) for one in found] or [words.NONE_HERE.format(folder=folder)],
    )


def prints(context: typer.Context, reference: Reference) -> Answer:
    """Ask what became of everything that was printed for an appointment, and answer it."""
    from rdv_tui.services import lookup, printing  # noqa: PLC0415  (bring SQLAlchemy)

    with open_desk(context.ensure_object(Options)) as desk:
        found = lookup.get(desk, reference)
        jobs = [printing.follow(desk, job) for job in printing.jobs_of(desk, found.reference)]
    return Answer(
        [_job_object(job) for job in jobs],
        lambda: (
            [f"{job.title} : {words.became_of(job)}" for job in jobs] or [words.NOTHING_PRINTED]
        ),
    )


def _uses(printer: Printer, chosen: PrintChoice) -> bool:
    return printer.is_default if chosen.printer is None else printer.name == chosen.printer


def _printer_object(printer: Printer, chosen: PrintChoice) -> dict[str, object]:
    return {
        "name": printer.name,
        "used_here": _uses(printer, chosen),
        "state": printer.state.value,
        "accepting": printer.accepting,
        "reasons": list(printer.reasons),
        "trays": list(printer.trays),
        "sides": list(printer.sides),
    }


def _line(printer: Printer, chosen: PrintChoice) -> str:
    mark = "✓" if _uses(printer, chosen) else " "
    return f"{mark} {printer.name} : {words.state_of(printer)}"


def _job_object(job: PaperJob) -> dict[str, object]:
    return {
        "job": job.job,
        "printer": job.printer,
        "state": job.status.state.value,
        "detail": job.status.detail,
        "handed_at": job.handed_at.isoformat(timespec="seconds").replace("+00:00", "Z"),
    }
