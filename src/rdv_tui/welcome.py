"""What is said or asked first, once somebody is at the desk."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from rdv_tui import catalogue
from rdv_tui.errors import RdvError
from rdv_tui.locales.office import (
    accounts_screens as account_fr,
    clock_marks as marks_fr,
    startup as startup_fr,
)
from rdv_tui.screens.booking.steps.notice import NoticeScreen
from rdv_tui.screens.frame import DeskScreen, run_blocking
from rdv_tui.setup import StoreReady

if TYPE_CHECKING:
    from rdv_tui.services.desk import Desk


async def welcome(screen: Screen[Any], desk: "Desk", ready: StoreReady) -> None:
    """Ask of a clock that jumped, offer what was cut short, or say what the settings have wrong."""
    if not isinstance(screen, DeskScreen):
        return
    if isinstance(screen, NoticeScreen):
        screen.rest.read()
    interrupted = ready.interrupted
    if ready.asks:  # whose they are was not known when the store was opened
        from rdv_tui.services.booking import holds  # noqa: PLC0415  (stands on the store)

        with suppress(RdvError):
            interrupted = tuple(await run_blocking(holds.list_interrupted, desk))
    if desk.store.doubt is not None and ready.doubt is not None:
        await _ask_clock(screen, ready.doubt, partial(ready.confirm_clock, desk))
    elif interrupted:
        found = interrupted[0]
        if isinstance(screen, NoticeScreen) and not screen.is_touched:
            screen.offer(found.draft, found.hold)
    else:
        told = catalogue.override_problem() or ready.problem
        told = told or startup_fr.displaced_line(ready.displaced)
        screen.say(told or ("" if ready.has_accounts else account_fr.NO_ACCOUNTS), "waiting")


async def _ask_clock(
    screen: DeskScreen[Any], doubt: RdvError, confirm: Callable[[], list[str]]
) -> None:
    """Ask whether a clock that jumped is right: what is written under a wrong one stays.

    The desk writes when it is; until then nothing is written.
    """
    if not await screen.ask(f"{doubt.message} {marks_fr.IS_IT_RIGHT}"):
        screen.show_refusal(doubt)
    elif (undone := await screen.attempt(confirm)) is not None:
        screen.say(" ".join(undone) or marks_fr.NO_MARKS)
