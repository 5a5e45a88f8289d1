"""What a screen in the hall may know: tickets, counters, hours, and how many wait. Nobody's name.

It reads, and says by a lease that it runs; it can do nothing else.
"""

from rdv_tui.domain.walk_in import ticket_text
from rdv_tui.services import leases
from rdv_tui.services.day.arrivals import in_room
from rdv_tui.services.desk import Desk
from rdv_tui.services.kiosk.contract import CallBoard, CallShown
from rdv_tui.store import hall
from rdv_tui.store.transactions import snapshot

DISPLAY = "display"
"""The job of showing calls in the hall."""
LAST_CALLS = 6


def get_board(desk: Desk) -> CallBoard:
    """Return what the hall's screen shows now. Raises StoreError."""
    with snapshot(desk) as unit:
        rows = hall.last_calls(unit, LAST_CALLS)
        calls = tuple(
            CallShown(ticket_text(row.letter, row.number), row.counter, row.called_at)
            for row in rows
            if row.counter is not None and row.called_at is not None
        )
        _, people = in_room(unit)
        return CallBoard(calls, len(people))


def say_running(desk: Desk) -> None:
    """Let the desks know that calls are shown in the hall. Raises StoreError."""
    leases.acquire(desk, DISPLAY)


def is_running(desk: Desk) -> bool:
    """Say whether calls are shown in the hall now. Raises StoreError."""
    return leases.holder(desk, DISPLAY) is not None
