"""`printers` and `prints`: the printers of this desk, and what became of letters on paper."""

from functools import partial
from typing import Annotated

import typer

from rdv_tui.cli.options import Options
from rdv_tui.cli.results import CliResult, listing
from rdv_tui.cli.session import open_desk, read_context
from rdv_tui.domain.printing import PaperJob, PrintChoice, Printer
from rdv_tui.errors import UsageError
from rdv_tui.locales import cli as cli_fr
from rdv_tui.locales.delivery import printing as printing_fr
from rdv_tui.outputs import spooler
from rdv_tui.services.booking import search
from rdv_tui.services.delivery import print_choice, printing

_CANCEL = "cancel"


def printers(context: typer.Context) -> CliResult:
    """Answer the printers of this machine, and which one this desk uses; no store is opened."""
    settings = read_context(context.ensure_object(Options)).settings
    chosen, found = print_choice.print_settings_of(settings).choice(), spooler.get_printers()
    return listing(
        found,
        partial(_printer_object, chosen),
        partial(_line, chosen),
        printing_fr.NONE_HERE.format(folder=settings.letters),
    )


def prints(
    context: typer.Context,
    reference: Annotated[str, typer.Argument(help=printing_fr.PRINTS_WHO, metavar="[cancel]")],
    cancelled: Annotated[
        str | None, typer.Argument(help=cli_fr.REFERENCE, metavar="RÉFÉRENCE")
    ] = None,
) -> CliResult:
    """Ask what became of everything that was printed for an appointment, and answer it.

    With `cancel` before the reference, what waits for paper on this machine is taken back first.
    """
    if cancelled is not None and reference != _CANCEL:
        raise UsageError("wrong_usage", cli_fr.too_many_words(cancelled), cli_fr.SEE_HELP)
    if reference == _CANCEL and cancelled is None:
        raise UsageError("wrong_usage", cli_fr.argument_missing("RÉFÉRENCE"), cli_fr.SEE_HELP)
    with open_desk(context.ensure_object(Options)) as desk:
        found = search.get(desk, cancelled or reference)
        if cancelled is not None and not printing.take_back_queued(desk, found.reference):
            raise printing_fr.nothing_to_take_back(found.reference)
        jobs = [printing.follow(desk, job) for job in printing.list_jobs(desk, found.reference)]
    return listing(jobs, _job_object, _job_line, printing_fr.NOTHING_PRINTED)


def _printer_object(chosen: PrintChoice, printer: Printer) -> dict[str, object]:
    return {
        "name": printer.name,
        "used_here": chosen.uses(printer),
        "state": printer.state.value,
        "accepting": printer.accepting,
        "reasons": list(printer.reasons),
        "trays": list(printer.trays),
        "sides": list(printer.sides),
    }


def _line(chosen: PrintChoice, printer: Printer) -> str:
    mark = "✓" if chosen.uses(printer) else " "
    return f"{mark} {printer.name} : {printing_fr.state_of(printer)}"


def _job_line(job: PaperJob) -> str:
    return f"{job.title} : {printing_fr.job_status_text(job)}"


def _job_object(job: PaperJob) -> dict[str, object]:
    return {
        "job": job.job,
        "printer": job.printer,
        "state": job.status.state.value,
        "detail": job.status.detail,
        "handed_at": job.handed_at,
    }
