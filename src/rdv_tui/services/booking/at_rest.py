"""What helps whoever sits at the desk before anything is typed: the first place, how today goes."""

from dataclasses import dataclass

from rdv_tui.domain.appointment import Slot
from rdv_tui.domain.day import Counts
from rdv_tui.services.day.day import get_day
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours.schedule import next_free
from rdv_tui.store import appointments
from rdv_tui.store.transactions import snapshot


@dataclass(frozen=True, slots=True)
class AtRest:
    """The first free slot, today's counts; `where` the store is, as long as nobody was booked."""

    first: Slot | None
    counts: Counts
    where: str = ""


def get_at_rest(desk: Desk) -> AtRest:
    """Return what is told before anything is typed. Raises StoreError."""
    found = next_free(desk, desk.clock.local(), 1)
    with snapshot(desk) as unit:
        is_empty = appointments.is_empty(unit)
    url = desk.store.engine.url
    file = url.database or "" if url.get_backend_name() == "sqlite" else ""
    where = (file or url.render_as_string(hide_password=True)) if is_empty else ""
    counts = get_day(desk, desk.clock.today()).counts()
    return AtRest(found[0] if found else None, counts, where)
