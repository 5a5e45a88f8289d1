"""What is handed to somebody whom step 1 turns away: a paper, and the field that decides."""

from collections.abc import Mapping
from typing import Any

from rdv_tui.domain.permits import VerdictCode
from rdv_tui.domain.situations import Route, Situation
from rdv_tui.locales.booking import guide as guide_fr
from rdv_tui.screens.delivery.print_or_save import Give
from rdv_tui.screens.frame import DeskScreen


def decisive_field(verdict: VerdictCode, situation: Situation | None) -> str:
    """Return the name of the field whose answer turns the person away."""
    if situation is not None and situation.route is not Route.IN_PERSON:
        return "situation"
    if verdict in {VerdictCode.TOO_EARLY, VerdictCode.TOO_LATE}:
        return "permit_expires"
    return "postal_code"


async def hand_over(screen: DeskScreen[Any], typed: Mapping[str, str], give: Give) -> None:
    """Give the paper that says where to go instead, or when to come back, with what was typed."""
    desk = screen.shell.desk
    if desk is None:
        screen.say(guide_fr.STORE_NOT_OPEN, "refused")
        return
    from rdv_tui.services.delivery import papers  # noqa: PLC0415  (stands on the store)

    await give(
        screen,
        desk,
        lambda desk: papers.refusal_sheet(desk, typed),
        title=guide_fr.ROUTING,
        path=desk.letters / guide_fr.REFUSAL_FILE.format(at=desk.clock.local()),
    )
