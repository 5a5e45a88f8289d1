"""Opening a desk: the store behind it, made ready for its office."""

from pathlib import Path

from rdv_tui.clock import Clock
from rdv_tui.domain.office import Office
from rdv_tui.services.desk import Desk
from rdv_tui.services.print_choice import SYSTEM, Printing
from rdv_tui.services.setup import prepare
from rdv_tui.store.engine import open_store


def open_desk(
    target: str,
    office: Office,
    clock: Clock,
    agent: str,
    *,
    station: str,
    stations: Path | None = None,
    printing: Printing = SYSTEM,
) -> Desk:
    """Open the store at `target`, created on first run, and return a desk of `office` on it.

    The store's own record of the office wins over `office`. Raises StoreError.
    """
    store = open_store(target)
    try:
        kept = prepare(store, office, clock)
    except BaseException:
        store.close()
        raise
    return Desk(store, kept, clock, agent, station, stations, printing)
