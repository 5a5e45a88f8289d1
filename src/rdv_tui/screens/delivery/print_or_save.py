"""Hand a paper over: printed, or else saved, and the status line says which and why."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rdv_tui.errors import NoPrinter, OutputError, RdvError
from rdv_tui.locales.booking import guide as guide_fr
from rdv_tui.screens.frame import DeskScreen, run_blocking

if TYPE_CHECKING:
    from rdv_tui.services.desk import Desk


async def print_or_save(
    screen: DeskScreen[Any],
    desk: "Desk",
    make: Callable[["Desk"], bytes],
    *,
    title: str,
    path: Path,
) -> None:
    """Make a paper and print it; where it cannot be printed, save it at `path`."""
    from rdv_tui.services.delivery import delivery, printing  # noqa: PLC0415  (stand on the store, print slowly)

    screen.say(guide_fr.PRINTING.format(paper=title))
    try:
        document = await run_blocking(make, desk)
        try:
            job = await run_blocking(printing.submit, desk, document, title)
        except OutputError as error:
            saved = await run_blocking(delivery.write_document, document, path)
            # That there is no printer is how this desk is; that one refuses is a mishap.
            if isinstance(error, NoPrinter):
                screen.say(guide_fr.SAVED_THERE.format(paper=title, file=saved), "done")
            else:
                reason = error.message
                screen.say(guide_fr.SAVED.format(paper=title, file=saved, reason=reason), "waiting")
        else:
            number = guide_fr.JOB.format(job=job.job) if job.job else ""
            message = guide_fr.PRINTED.format(paper=title, printer=job.printer, job=number)
            screen.say(message, "done")
    except RdvError as error:
        screen.say(error.message, "refused")
