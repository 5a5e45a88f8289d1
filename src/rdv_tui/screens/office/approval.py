"""Who answers for an act: whoever sits here, or a supervisor who allows it once with a password."""

from typing import Any

from rdv_tui.domain.rights import Right
from rdv_tui.screens.frame import DeskScreen


async def answerable(
    screen: DeskScreen[Any], right: Right, reason: str = "", reference: str | None = None
) -> str | None:
    """Return the login that answers for the act, asking a supervisor where one is needed.

    It concerns the appointment of that `reference`, if any. Empty where the store asks nobody; None
    when nobody allowed it.
    """
    desk = screen.shell.desk
    if desk is None or desk.signed_in is None:
        return ""
    if desk.may(right):
        return desk.signed_in.login
    from rdv_tui.screens.office.account_forms import ApprovalScreen  # noqa: PLC0415  (seldom)

    if not await screen.shell.push_screen_wait(ApprovalScreen(desk, right, reason, reference)):
        return None
    return desk.approvals[-1].by


def forget_approval(screen: DeskScreen[Any], right: Right) -> None:
    """Forget what a supervisor allowed here and nobody did."""
    desk = screen.shell.desk
    if desk is not None:
        desk.approvals[:] = [one for one in desk.approvals if one.right is not right]
