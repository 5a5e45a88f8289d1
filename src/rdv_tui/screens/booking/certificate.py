"""The certificate of a failed search, from any screen: the store decides, the paper goes out."""

from functools import partial
from typing import TYPE_CHECKING, Any

from rdv_tui.errors import RdvError
from rdv_tui.locales import screens as screen_fr
from rdv_tui.locales.booking import certificate as certificate_fr
from rdv_tui.screens.booking.steps.step import StepScreen
from rdv_tui.screens.delivery.print_or_save import print_or_save
from rdv_tui.screens.frame import DeskScreen, run_blocking
from rdv_tui.screens.shell import Shell

if TYPE_CHECKING:
    from rdv_tui.services.booking.failed_searches import FailedSearch


async def certify(shell: Shell, screen: DeskScreen[Any]) -> None:
    """Certify the search of the booking under way, and print or save the paper.

    `screen` tells what came of it. A second paper for the same booking keeps its number.
    """
    from rdv_tui.services.booking import failed_searches  # noqa: PLC0415  (stands on the store)

    desk, typed = shell.desk, _typed(shell)
    if desk is None:
        screen.say(screen_fr.NO_STORE_YET if shell.lost else screen_fr.LOADING, "refused")
        return
    if not typed.get("situation"):
        screen.say(certificate_fr.SITUATION_FIRST, "refused")
        return
    screen.say(certificate_fr.ASKING)
    try:
        search: FailedSearch = await run_blocking(
            partial(failed_searches.certify, desk, typed, again=shell.certified)
        )
    except RdvError as error:
        screen.show_refusal(error)
        return
    shell.certified = search
    await print_or_save(
        screen,
        desk,
        lambda desk: failed_searches.certificate_pdf(desk, search.reference),
        title=certificate_fr.DOCUMENT_TITLE.format(reference=search.reference),
        path=desk.letters / certificate_fr.FILE_NAME.format(reference=search.reference),
    )


def _typed(shell: Shell) -> dict[str, str]:
    """Return what the step under way says, also when a window stands over it."""
    steps = [one for one in shell.screen_stack if isinstance(one, StepScreen)]
    draft = steps[-1].current() if steps else shell.draft
    return dict(draft.typed)
