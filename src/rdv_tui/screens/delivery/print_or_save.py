"""Hand a paper over: printed, or else saved, and the status line says which and why."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rdv_tui.errors import NoPrinter, RdvError
from rdv_tui.locales.booking import guide as guide_fr
from rdv_tui.locales.delivery import papers as paper_fr
from rdv_tui.screens.frame import DeskScreen
from rdv_tui.widgets.frame import Level

if TYPE_CHECKING:
    from rdv_tui.services.delivery.handing_over import HandedOver
    from rdv_tui.services.desk import Desk

Give = Callable[..., Awaitable[None]]
"""What is done with a paper: `print_or_save` or `read_first`."""


async def print_or_save(
    screen: DeskScreen[Any],
    desk: "Desk",
    make: Callable[["Desk"], bytes],
    *,
    title: str,
    path: Path,
) -> None:
    """Make a paper and print it; where it cannot be printed, save it at `path`.

    It is the program's job: a screen that is left meanwhile changes nothing.
    """
    screen.say(guide_fr.PRINTING.format(paper=title))
    await screen.shell.jobs.run(_hand_over(screen, desk, make, title, path))


async def read_first(
    screen: DeskScreen[Any],
    desk: "Desk",
    make: Callable[["Desk"], bytes],
    *,
    title: str,
    path: Path,
) -> None:
    """Make a paper and show it as it will be printed; from there it is printed, or not."""
    from rdv_tui.documents.transcript import Paper  # noqa: PLC0415  (only who reads)
    from rdv_tui.screens.delivery.paper_screen import PaperScreen  # noqa: PLC0415  (the same)

    paper = await screen.attempt(make, desk)
    if paper is None:
        return
    pages = paper.pages if isinstance(paper, Paper) else ()
    if not await screen.app.push_screen_wait(PaperScreen(title, pages)):
        screen.say(guide_fr.READ_ONLY.format(paper=title))
        return
    screen.say(guide_fr.PRINTING.format(paper=title))
    screen.shell.jobs.start(_hand_over(screen, desk, lambda _: paper, title, path))


async def print_missing(
    screen: DeskScreen[Any], desk: "Desk", reference: str, give: Give = print_or_save
) -> None:
    """Print what the file of an appointment lacks."""
    from rdv_tui.services.delivery import papers  # noqa: PLC0415  (stands on the store)

    await give(
        screen,
        desk,
        lambda one: papers.missing_sheet(one, reference),
        title=paper_fr.MISSING,
        path=desk.letters / paper_fr.MISSING_FILE.format(reference=reference),
    )


async def print_dossier(screen: DeskScreen[Any], desk: "Desk", situation: str) -> None:
    """Print the office's own form of a situation, or say where to get it."""
    from rdv_tui.services.delivery import papers  # noqa: PLC0415  (stands on the store)

    await print_or_save(
        screen,
        desk,
        lambda one: papers.dossier(one, situation),
        title=guide_fr.DOSSIER,
        path=desk.letters / guide_fr.DOSSIER_FILE,
    )


async def _hand_over(
    screen: DeskScreen[Any], desk: "Desk", make: Callable[["Desk"], bytes], title: str, path: Path
) -> None:
    from rdv_tui.services.delivery.handing_over import hand_over_paper  # noqa: PLC0415  (prints slowly)

    try:
        done = await asyncio.to_thread(hand_over_paper, desk, make, title, path)
    except RdvError as error:
        screen.say_here_or_next(error.message, "refused")
    else:
        screen.say_here_or_next(*_paper_text(done, title))


def _paper_text(done: "HandedOver", title: str) -> tuple[str, Level]:
    if done.job is not None:
        number = guide_fr.JOB.format(job=done.job.job) if done.job.job else ""
        return guide_fr.PRINTED.format(paper=title, printer=done.job.printer, job=number), "done"
    # That there is no printer is how this desk is; that one refuses is a mishap.
    if done.unprinted is None or isinstance(done.unprinted, NoPrinter):
        return guide_fr.SAVED_THERE.format(paper=title, file=done.file), "done"
    reason = done.unprinted.message
    return guide_fr.SAVED.format(paper=title, file=done.file, reason=reason), "waiting"
