"""Places that may have been passed on: a cancellation, and a booking of its slot soon after."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from rdv_tui.locales.day.arrivals import name_of
from rdv_tui.services.desk import Desk
from rdv_tui.store import resale
from rdv_tui.store.transactions import snapshot

MAX_REBOOKING_DELAY = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class SuspectedResale:
    """A cancellation and a booking of the same slot, each with its instant (UTC) and its agent.

    `start` is wall clock; the names are those of whoever lost and took the place. Two such acts
    prove nothing: they are for a supervisor to look at.
    """

    start: datetime
    cancelled: str
    cancelled_name: str
    cancelled_at: datetime
    cancelled_by: str
    booked: str
    booked_name: str
    booked_at: datetime
    booked_by: str


def list_suspected(desk: Desk, first: date, last: date) -> list[SuspectedResale]:
    """Return the pairs on the slots from the day `first` to `last`, both in, by slot.

    Soon after is within `MAX_REBOOKING_DELAY` of the cancellation, or of the release at which the
    place came back. Somebody who cancels and books again for themselves is no pair.
    """
    begin = datetime.combine(first, time())
    end = datetime.combine(last + timedelta(days=1), time())
    found = []
    with snapshot(desk) as unit:
        for gone, act, released in resale.cancelled(unit, begin, end):
            moments = [act.at] if released is None else [act.at, released]
            for row, taking in resale.taken_after(unit, gone, act):
                if any(at <= taking.at <= at + MAX_REBOOKING_DELAY for at in moments):
                    found.append(
                        SuspectedResale(
                            gone.start,
                            gone.reference,
                            name_of(gone),
                            act.at,
                            act.agent,
                            row.reference,
                            name_of(row),
                            taking.at,
                            taking.agent,
                        )
                    )
    return found
