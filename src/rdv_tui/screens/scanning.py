"""Screens at which a bar code reader may fire at any moment: each scan is an arrival."""

import asyncio
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from textual import work
from textual.app import App
from textual.screen import ModalScreen

from rdv_tui.domain.appointment import Status
from rdv_tui.errors import RdvError
from rdv_tui.locales.day import scans as scan_fr, ticket as ticket_fr
from rdv_tui.screens.frame import DeskScreen, StoreScreen
from rdv_tui.widgets.frame import Level

if TYPE_CHECKING:
    from rdv_tui.services.day.arrivals import Arrival
    from rdv_tui.services.desk import Desk

R = TypeVar("R")

_IN_THE_HALL = frozenset({Status.ARRIVED, Status.IN_PROGRESS})
"""Whoever was scanned twice, or is called already: there is nothing to decide on their card."""


class ScanScreen(StoreScreen[R], Generic[R]):
    """Notes an arrival whatever has the focus, and says of whom; the next scan needs no key.

    Who cannot arrive is named with the reason, and their card opens, where they are moved or
    booked again; not over a dialog, which somebody is answering.
    """

    @work
    async def take_scan(self, reference: str) -> None:
        """Note the arrival of `reference`, or say why not."""
        from rdv_tui.services.day.arrivals import arrive  # noqa: PLC0415  (stands on the store)

        await self.close_scan_box()
        arrival = await self.attempt(arrive, self.desk, reference)
        if arrival is None:
            return
        text = scan_fr.answer(arrival.appointment, arrival.ticket, arrival.refusal)
        level: Level = "done" if arrival.refusal is None else "refused"
        self.say(text, level)
        if arrival.refusal is None:
            give_ticket(self, self.desk, arrival.ticket, arrival.appointment.start)
        is_settled = arrival.refusal is None or arrival.appointment.status in _IN_THE_HALL
        if is_settled or self.app.screen is not self:
            await self.show_arrival(arrival)
        else:
            await self.show_scanned(arrival, text, level)

    async def close_scan_box(self) -> None:
        """Close the box in which a reference is typed, if it is open: a scan has answered it."""

    async def show_arrival(self, arrival: "Arrival") -> None:
        """Show whoever is in the hall now."""

    async def show_scanned(self, arrival: "Arrival", text: str, level: Level) -> None:
        """Open the card of whoever cannot arrive; `text` says why."""
        raise NotImplementedError


def give_ticket(
    screen: DeskScreen[Any], desk: "Desk", ticket: str, start: datetime | None = None
) -> None:
    """Print a ticket where the desk has a printer for them; the screen goes on meanwhile."""
    if desk.printing.tickets is not None:
        screen.shell.jobs.start(_print_ticket(screen, desk, ticket, start))


async def _print_ticket(
    screen: DeskScreen[Any], desk: "Desk", ticket: str, start: datetime | None
) -> None:
    from rdv_tui.services.delivery.printing import print_ticket  # noqa: PLC0415  (prints slowly)

    try:
        await asyncio.to_thread(print_ticket, desk, ticket, start)
    except RdvError as error:
        text = ticket_fr.UNPRINTED.format(ticket=ticket, why=error.message)
        screen.say_here_or_next(text, "waiting")


def scan_screen(app: App[None]) -> ScanScreen[object] | None:
    """Return the screen that takes scans now: the top one, be it under a dialog."""
    stack = reversed(app.screen_stack)
    top = next((one for one in stack if not isinstance(one, ModalScreen)), None)
    return top if isinstance(top, ScanScreen) else None
