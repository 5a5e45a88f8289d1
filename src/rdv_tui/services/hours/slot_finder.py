"""The next free slots, looked for only in weeks that have some.

Where nothing is free, and there it is asked the most, a million places are not searched for it.
"""

from datetime import date, datetime, time, timedelta

from rdv_tui.domain.appointment import Slot
from rdv_tui.store import offices, places
from rdv_tui.store.transactions import Snapshot

_WEEK = timedelta(weeks=1)
BEFORE_MIDNIGHT = timedelta(microseconds=1)  # ranges of starts leave both ends out


def free_in(unit: Snapshot, monday: date, after: datetime, count: int) -> list[Slot]:
    """Return the first free slots of a week that start after `after`, `count` at most."""
    # A slot at midnight on Monday starts after Sunday's last instant.
    edge = max(datetime.combine(monday, time()) - BEFORE_MIDNIGHT, after)
    return places.free_after(unit, edge, count, datetime.combine(monday + _WEEK, time()))


def later(unit: Snapshot, after: datetime, count: int) -> list[Slot]:
    """Return the first `count` free slots after `after`, in order."""
    found: list[Slot] = []
    last = offices.opened_until(unit) or after.date()
    monday = monday_of(after.date())
    while monday <= last and len(found) < count:
        if free_places(unit, monday):
            found += free_in(unit, monday, after, count - len(found))
        monday += _WEEK
    return found


def earlier(unit: Snapshot, before: datetime, count: int) -> list[Slot]:
    """Return the last `count` free slots between now and `before`, the latest first."""
    found: list[Slot] = []
    monday = monday_of(before.date())
    while monday + _WEEK > unit.today and len(found) < count:
        if free_places(unit, monday):
            edge = max(datetime.combine(monday, time()) - BEFORE_MIDNIGHT, unit.local)
            end = min(datetime.combine(monday + _WEEK, time()), before)
            found += places.free_between(unit, edge, end, count - len(found))
        monday -= _WEEK
    return found


def free_places(unit: Snapshot, monday: date) -> int:
    """Return how many places of a week are free and still to come."""
    return places.week_counts(unit, monday, monday + _WEEK)[1]


def monday_of(day: date) -> date:
    """Return the Monday of the week of `day`."""
    return day - timedelta(days=day.weekday())
