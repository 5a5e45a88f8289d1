"""Asking whether a clock that jumped is right: what is written under a wrong one stays."""

from collections.abc import Callable
from typing import Any

from rdv_tui.errors import RdvError
from rdv_tui.locales.office import clock_marks as marks_fr
from rdv_tui.screens.frame import DeskScreen, run_blocking


async def ask_clock(
    screen: DeskScreen[Any], doubt: RdvError, confirm: Callable[[], list[str]]
) -> None:
    """Ask, and let the desk write when the clock is right; until then nothing is written."""
    if not await screen.ask(f"{doubt.message} {marks_fr.IS_IT_RIGHT}"):
        screen.say(f"{doubt.message} {doubt.hint}", "refused")
        return
    try:
        undone = await run_blocking(confirm)
    except RdvError as error:
        screen.say(f"{error.message} {error.hint}", "refused")
    else:
        screen.say(" ".join(undone) or marks_fr.NO_MARKS)
