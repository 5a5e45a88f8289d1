"""The new letters of many persons in one key: printed one by one, or else saved."""

from collections.abc import Sequence
from typing import Any

from rdv_tui.errors import PrinterFailed, RdvError
from rdv_tui.locales.hours import opening_hours as hours_fr
from rdv_tui.screens.delivery.print_batch import PrintBatchScreen, stopped_words
from rdv_tui.screens.frame import DeskScreen, run_blocking
from rdv_tui.services.delivery import delivery
from rdv_tui.services.desk import Desk


async def print_or_save_letters(
    screen: DeskScreen[Any], desk: Desk, references: Sequence[str]
) -> None:
    """Print the letters; once no printer takes one, save it and the rest.

    A bar tells how far it has come, and Escape stops it: then nothing more is printed or saved.
    The status line says at the end how many were printed, saved, or neither.
    """
    if not references:
        screen.say(hours_fr.NO_LETTER, "waiting")
        return
    steps = await screen.app.push_screen_wait(PrintBatchScreen(desk, references))
    printed = sum(step.job is not None for step in steps)
    refused = bool(steps) and isinstance(steps[-1].error, PrinterFailed)
    if len(steps) < len(references) and not refused:
        screen.say(stopped_words(printed, len(references)), "waiting")
        return
    left = list(references[len(steps) - 1 :]) if refused else []
    why = next((step.error.message for step in reversed(steps) if step.error), "")
    saved = 0
    for done, reference in enumerate(left, 1):
        screen.say(hours_fr.PRINTING.format(done=done, total=len(left)))
        path = desk.letters / f"convocation-{reference}.pdf"
        try:
            await run_blocking(delivery.save_letter, desk, reference, path)
            saved += 1
        except RdvError as error:
            why = error.message
    missing = len(references) - printed - saved
    text = hours_fr.letters_words(printed, saved, missing, str(desk.letters), why)
    screen.say(text, "refused" if missing else "waiting" if saved else "done")
