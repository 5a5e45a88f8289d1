"""The new letters of many persons in one key: printed one by one, or else saved."""

from collections.abc import Sequence
from typing import Any

from rdv_tui.errors import PrinterFailed, RdvError
from rdv_tui.locales.delivery import printing as printing_fr
from rdv_tui.locales.hours import opening_hours as hours_fr
from rdv_tui.screens.delivery.print_batch import PrintBatchScreen
from rdv_tui.screens.frame import DeskScreen, run_blocking
from rdv_tui.services.delivery import delivery, unprinted
from rdv_tui.services.desk import Desk


async def print_or_save_letters(
    screen: DeskScreen[Any], desk: Desk, references: Sequence[str]
) -> None:
    """Print the letters; once no printer takes one, save it and the rest.

    A bar tells how far it has come, and Escape stops it: then nothing more is printed or saved.
    The status line says at the end how many were printed, saved, or neither. A program that ends
    before leaves the rest to its next start.
    """
    if not references:
        screen.say(hours_fr.NO_LETTER, "waiting")
        return
    left = list(references)
    await screen.shell.jobs.run(
        _print_or_save(screen, desk, left), lambda: unprinted.keep_unmade(desk, tuple(left))
    )


async def _print_or_save(screen: DeskScreen[Any], desk: Desk, left: list[str]) -> None:
    """Do it; `left` loses each letter that is printed or saved."""
    total = len(left)
    batch = PrintBatchScreen(desk, tuple(left), left.remove)
    steps = await screen.app.push_screen_wait(batch)
    printed = sum(step.job is not None for step in steps)
    refused = bool(steps) and isinstance(steps[-1].error, PrinterFailed)
    if len(steps) < total and not refused:
        left.clear()
        text = printing_fr.BATCH_LEFT.format(printed=printed, left=total - printed)
        screen.say(text, "waiting")
        return
    why = next((step.error.message for step in reversed(steps) if step.error), "")
    to_save = left[left.index(steps[-1].reference) :] if refused else []
    saved = 0
    for done, reference in enumerate(to_save, 1):
        screen.say(hours_fr.PRINTING.format(done=done, total=len(to_save)))
        path = delivery.letter_file(desk, reference)
        try:
            await run_blocking(delivery.save_letter, desk, reference, path)
            left.remove(reference)
            saved += 1
        except RdvError as error:
            why = error.message
    missing = total - printed - saved
    text = hours_fr.letters_words(printed, saved, missing, str(desk.letters), why)
    screen.say_here_or_next(text, "refused" if missing else "waiting" if saved else "done")
