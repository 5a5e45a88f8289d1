"""The card of whoever was scanned, opened over the screen at which it was."""

from rdv_tui.screens.booking.card import CardScreen
from rdv_tui.screens.frame import StoreScreen
from rdv_tui.services.day.arrivals import Arrival
from rdv_tui.widgets.frame import Level


async def open_scanned(
    screen: StoreScreen[None], arrival: Arrival, text: str, level: Level
) -> None:
    """Open the card with what the scan came to on its status line; wait until it is closed."""
    card = CardScreen(screen.desk, arrival.appointment.reference)
    card.say(text, level)
    await screen.app.push_screen_wait(card)
