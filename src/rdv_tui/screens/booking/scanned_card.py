"""The card of whoever was scanned, opened over the screen at which it was."""

from typing import Generic, TypeVar

from rdv_tui.screens.scanning import ScanScreen
from rdv_tui.services.day.arrivals import Arrival
from rdv_tui.widgets.frame import Level

R = TypeVar("R")


class CardScanScreen(ScanScreen[R], Generic[R]):
    """A screen that takes scans, and is no card itself."""

    async def show_scanned(self, arrival: Arrival, text: str, level: Level) -> None:
        """Open the card with what the scan came to on its status line; wait until it is closed."""
        from rdv_tui.screens.booking.card import CardScreen  # noqa: PLC0415  (only who opens one)

        card = CardScreen(self.desk, arrival.appointment.reference)
        card.say(text, level)
        await self.app.push_screen_wait(card)
