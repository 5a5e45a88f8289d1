"""What is handed to somebody whom step 1 turns away: a paper, and the field that decides."""

from collections.abc import Mapping
from typing import Any

from rdv_tui.domain.permits import VerdictCode
from rdv_tui.domain.situations import Route, Situation
from rdv_tui.locales.booking import guide as guide_fr
from rdv_tui.screens.delivery.print_or_save import print_or_save, read_first
from rdv_tui.screens.frame import DeskScreen
from rdv_tui.screens.shell import Shell


def decisive_field(verdict: VerdictCode, situation: Situation | None) -> str:
    """Return the name of the field whose answer turns the person away."""
    if situation is not None and situation.route is not Route.IN_PERSON:
        return "situation"
    if verdict in {VerdictCode.TOO_EARLY, VerdictCode.TOO_LATE}:
        return "permit_expires"
    return "postal_code"


async def hand_over(
    shell: Shell, screen: DeskScreen[Any], typed: Mapping[str, str], read: bool = False
) -> None:
    """Print where to go instead, or when to come back, with what was typed; or `read` it first."""
    desk = shell.desk
    if desk is None:
        screen.say(guide_fr.STORE_NOT_OPEN, "refused")
        return
    from rdv_tui.services.delivery import papers  # noqa: PLC0415  (stands on the store)

    give = read_first if read else print_or_save
    await give(
        screen,
        desk,
        lambda desk: papers.refusal_sheet(desk, typed),
        title=guide_fr.ROUTING,
        path=desk.letters / guide_fr.REFUSAL_FILE.format(at=desk.clock.local()),
    )
