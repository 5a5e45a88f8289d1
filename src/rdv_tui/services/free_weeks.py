"""The next free slots, looked for only in weeks that have some.

Where nothing is free, and there it is asked the most, a million places are not searched for it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from rdv_tui.domain.appointment import Slot
from rdv_tui.services.desk import Desk
from rdv_tui.store import offices, places
from rdv_tui.store.engine import Session

_WEEK = timedelta(weeks=1)
_BEFORE_MIDNIGHT = timedelta(microseconds=1)  # ranges of starts leave both ends out


@dataclass(frozen=True, slots=True)
class Look:
    """One look at the calendar: all its answers are of the same instant (UTC and wall clock)."""

    session: Session
    desk: Desk
    now: datetime
    local: datetime

    def counts(self, monday: date) -> tuple[int, int]:
        """Return the places of a week: all, and those free and to come."""
        code = self.desk.office.code
        return places.week_counts(self.session, code, self.now, self.local, monday, monday + _WEEK)

    def free_in(self, monday: date, after: datetime, count: int) -> list[Slot]:
        """Return the first free slots of a week that start after `after`, `count` at most."""
        # A slot at midnight on Monday starts after Sunday's last instant.
        edge = max(datetime.combine(monday, time()) - _BEFORE_MIDNIGHT, after)
        end = datetime.combine(monday + _WEEK, time())
        code = self.desk.office.code
        return places.free_after(self.session, code, self.now, edge, count, end)

    def later(self, after: datetime, count: int) -> list[Slot]:
        """Return the first `count` free slots after `after`, in order."""
        found: list[Slot] = []
        for monday in self._weeks(after.date()):
            if self.counts(monday)[1]:
                found += self.free_in(monday, after, count - len(found))
            if len(found) == count:
                break
        return found

    def earlier(self, before: datetime, count: int) -> list[Slot]:
        """Return the last `count` free slots between now and `before`, the latest first."""
        found: list[Slot] = []
        code = self.desk.office.code
        for monday in self._weeks_back(before.date()):
            if len(found) < count and self.counts(monday)[1]:
                edge = max(datetime.combine(monday, time()) - _BEFORE_MIDNIGHT, self.local)
                end = min(datetime.combine(monday + _WEEK, time()), before)
                wanted = count - len(found)
                found += places.free_between(self.session, code, self.now, edge, end, wanted)
        return found

    def _weeks(self, first: date) -> Iterator[date]:
        last = offices.opened_until(self.session, self.desk.office.code) or first
        monday = monday_of(first)
        while monday <= last:
            yield monday
            monday += _WEEK

    def _weeks_back(self, last: date) -> Iterator[date]:
        monday = monday_of(last)
        while monday + _WEEK > self.local.date():
            yield monday
            monday -= _WEEK


def monday_of(day: date) -> date:
    """Return the Monday of the week of `day`."""
    return day - timedelta(days=day.weekday())
