"""The new letters of many persons in one key: printed one by one, or else saved."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from rdv_tui.errors import OutputError, RdvError
from rdv_tui.locales import openings as words
from rdv_tui.screens.frame import DeskScreen, in_thread
from rdv_tui.services import delivery
from rdv_tui.services.desk import Desk


async def hand_out(
    screen: DeskScreen[Any],
    desk: Desk,
    references: Sequence[str],
    *,
    printer: str | None,
    folder: Path,
) -> None:
    """Print the letters; once no printer takes one, save it and the rest in `folder`.

    The status line follows, and says at the end how many were printed, saved, or neither.
    """
    if not references:
        screen.say(words.NO_LETTER, "waiting")
        return
    printed = saved = 0
    prints, why = True, ""
    for done, reference in enumerate(references, 1):
        screen.say(words.PRINTING.format(done=done, total=len(references)))
        try:
            if prints:
                try:
                    await in_thread(partial(delivery.print_letter, desk, reference, printer))
                    printed += 1
                    continue
                except OutputError as error:
                    prints, why = error.code not in {"no_printer", "printer_failed"}, error.message
            path = folder / f"convocation-{reference}.pdf"
            await in_thread(partial(delivery.save_letter, desk, reference, path))
            saved += 1
        except RdvError as error:
            why = error.message
    missing = len(references) - printed - saved
    told = words.letters_words(printed, saved, missing, str(folder), why)
    screen.say(told, "refused" if missing else "waiting" if saved else "done")
