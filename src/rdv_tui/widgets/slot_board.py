"""The calendar of places as one value, and every way to move a cursor over it. Pure."""

from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from rdv_tui.domain.appointment import Slot
from rdv_tui.services.results import DaySummary


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where the agent stands: a day, and a row of that day's slots (0 when there are none)."""

    day: date
    row: int = 0


@dataclass(frozen=True)
class SlotBoard:
    """Days and slots from a Monday on. `now` is the office's wall clock when it was read.

    `days` has one summary a day, without a gap; `slots` all slots of these days, full ones too,
    in time order.
    """

    now: datetime
    days: Sequence[DaySummary]
    slots: Sequence[Slot]
    _by_day: dict[date, list[Slot]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Sort the slots under their days once."""
        by_day: dict[date, list[Slot]] = {}
        for slot in self.slots:
            by_day.setdefault(slot.start.date(), []).append(slot)
        object.__setattr__(self, "_by_day", by_day)

    @property
    def first(self) -> date:
        """The first day of the board."""
        return self.days[0].day

    @property
    def last(self) -> date:
        """The last day of the board."""
        return self.days[-1].day

    @property
    def last_with_slots(self) -> date:
        """The last day on which any slot is open, full or free."""
        return self.slots[-1].start.date() if self.slots else self.last

    def summary(self, day: date) -> DaySummary:
        """Return what is known of `day`, which must be on the board."""
        return self.days[(day - self.first).days]

    def on(self, day: date) -> Sequence[Slot]:
        """Return the slots of `day`, in time order."""
        return self._by_day.get(day, ())

    def at(self, cursor: Cursor) -> Slot | None:
        """Return the slot under the cursor."""
        slots = self.on(cursor.day)
        return slots[cursor.row] if cursor.row < len(slots) else None

    def is_free(self, slot: Slot) -> bool:
        """Say whether a place of `slot` can still be held."""
        return slot.free > 0 and slot.start > self.now

    def free(self) -> Iterable[Slot]:
        """Return the slots that can still be held, in time order."""
        return (slot for slot in self.slots if self.is_free(slot))

    def cursor_at(self, start: datetime) -> Cursor:
        """Return the cursor on the slot at `start`, or on the nearest later row of that day."""
        starts = [slot.start for slot in self.on(start.date())]
        return Cursor(start.date(), min(bisect_left(starts, start), max(0, len(starts) - 1)))

    def to_day(self, cursor: Cursor, day: date) -> Cursor:
        """Move to `day`, kept on the board, at the hour of the cursor or the next one there is."""
        day = min(max(day, self.first), self.last)
        slot = self.at(cursor)
        hour = slot.start.time() if slot else time(0)
        return self.cursor_at(datetime.combine(day, hour))

    def by_days(self, cursor: Cursor, days: int) -> Cursor:
        """Move by `days`, over the days of the week on which the office never opens."""
        day = cursor.day + timedelta(days)
        if abs(days) == 1:
            while self.first < day < self.last and day.weekday() not in self.weekdays:
                day += timedelta(days)
            if day.weekday() not in self.weekdays:
                return cursor
        return self.to_day(cursor, day)

    def by_months(self, cursor: Cursor, months: int) -> Cursor:
        """Move to the same day of another month, or that month's last day."""
        count = cursor.day.year * 12 + cursor.day.month - 1 + months
        year, month = divmod(count, 12)
        last_day = monthrange(year, month + 1)[1]
        return self.to_day(cursor, date(year, month + 1, min(cursor.day.day, last_day)))

    def by_rows(self, cursor: Cursor, rows: int) -> Cursor:
        """Move down (or up) the hours of the day, stopping at its ends."""
        highest = max(0, len(self.on(cursor.day)) - 1)
        return Cursor(cursor.day, min(max(cursor.row + rows, 0), highest))

    def first_free(self) -> Cursor | None:
        """Return the cursor on the first free slot of all."""
        return next((self.cursor_at(slot.start) for slot in self.free()), None)

    def free_from(self, start: datetime) -> Cursor | None:
        """Return the cursor on the first free slot at `start` or after it."""
        found = (slot.start for slot in self.free() if slot.start >= start)
        first = next(found, None)
        return self.cursor_at(first) if first else None

    def next_free(self, cursor: Cursor, step: int = 1) -> Cursor | None:
        """Return the cursor on the next free slot after (step 1) or before (step -1) this one."""
        here = self._moment(cursor)
        found = [s for s in self.free() if (s.start > here if step > 0 else s.start < here)]
        return self.cursor_at(found[0 if step > 0 else -1].start) if found else None

    def same_hour(self, cursor: Cursor, step: int = 1) -> Cursor | None:
        """Return the cursor on the next (or previous) day with a free place at the same hour."""
        slot = self.at(cursor)
        if slot is None:
            return None
        found = [
            s
            for s in self.free()
            if s.start.time() == slot.start.time()
            and (s.start > slot.start if step > 0 else s.start < slot.start)
        ]
        return self.cursor_at(found[0 if step > 0 else -1].start) if found else None

    def _moment(self, cursor: Cursor) -> datetime:
        slot = self.at(cursor)
        return slot.start if slot else datetime.combine(cursor.day, time(0))

    @property
    def weekdays(self) -> tuple[int, ...]:
        """The days of the week worth a column: Monday to Friday, and others if they have slots."""
        return tuple(sorted({0, 1, 2, 3, 4} | {day.weekday() for day in self._by_day}))

    def weeks(self) -> list[list[DaySummary]]:
        """Return the board as weeks of the days worth a column."""
        wanted = self.weekdays
        shown = [day for day in self.days if day.day.weekday() in wanted]
        return [shown[i : i + len(wanted)] for i in range(0, len(shown), len(wanted))]
