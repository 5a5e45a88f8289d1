"""What a visit asks of its program, and by what it is broken off."""

from collections.abc import Awaitable, Callable
from typing import Protocol

from rdv_tui.domain.appointment import Hold
from rdv_tui.domain.kiosk import KioskRules
from rdv_tui.screens.kiosk.page import Page, Way
from rdv_tui.services.kiosk.contract import KioskServices

Question = Callable[[], Awaitable[Way]]


class Host(Protocol):
    """What a visit asks of the program in which it happens."""

    services: KioskServices
    rules: KioskRules
    reads_arabic: bool
    held: Hold | None

    async def ask(self, page: Page) -> str:
        """Show a page and return its answer, or `BACK`; whoever erases ends the visit."""

    def call_agent(self, stage: str, reason: str = "asked") -> None:
        """Call an agent to this kiosk."""


class VisitOver(Exception):  # noqa: N818  (no error)
    """The visit ends here."""


class PlaceLost(Exception):  # noqa: N818  (no error)
    """The time for which the place was held is over."""
