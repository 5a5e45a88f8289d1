"""Opening a counter at other hours, one that is new, or no more; the length of a slot."""

from datetime import time

from rdv_tui.domain.hour_parsing import parse_weekdays
from rdv_tui.domain.office import COUNTER_NUMBERS
from rdv_tui.domain.opening_hours import HoursChange, OpeningHours, SlotLength, WeeklyHours
from rdv_tui.locales.dates import table_hour
from rdv_tui.locales.hours import opening_hours as hours_fr
from rdv_tui.screens.hours.form import ChangeForm
from rdv_tui.services.desk import Desk


class OpeningForm(ChangeForm):
    """New weekly hours of a counter, or the change of some; one line for several days.

    `fresh` proposes a counter that the office does not have yet.
    """

    names = (
        "counter",
        "weekdays",
        "start",
        "end",
        "valid_from",
        "valid_until",
        "slot_minutes",
    )
    hints = hours_fr.OPENING_HINTS

    def __init__(
        self,
        desk: Desk,
        hours: OpeningHours,
        *,
        changed: WeeklyHours | None = None,
        fresh: bool = False,
    ) -> None:
        self.heading = hours_fr.CHANGED_OPENING if changed else hours_fr.NEW_OPENING
        typed = _typed(changed) if changed else {}
        if fresh:
            number = max(hours.counters, default=0) + 1
            self.heading = hours_fr.NEW_COUNTER
            typed = {"counter": str(number), "weekdays": hours_fr.WEEK_TYPED}
        self.removed = changed.openings() if changed else ()
        super().__init__(desk, hours, typed)

    def understood(self, name: str, text: str) -> str | None:
        """Say when a counter is none that the office has."""
        if name == "counter":
            known = self.hours.counters
            is_new = text.isdigit() and int(text) in COUNTER_NUMBERS and int(text) not in known
            return hours_fr.IS_NEW.format(known=hours_fr.listed(known)) if is_new else ""
        return super().understood(name, text)

    def read(self) -> HoursChange:
        """Return the hours typed, in place of those that are changed."""
        counter = self.number("counter", hours_fr.NOT_A_NUMBER, needed=True)
        days = self.value("weekdays", parse_weekdays, hours_fr.NOT_DAYS, needed=True)
        start, end = self.hour("start", needed=True), self.hour("end", needed=True)
        since, until = self.day("valid_from"), self.day("valid_until")
        week = WeeklyHours(
            COUNTER_NUMBERS.start if counter is None else counter,
            days or (0,),
            time.min if start is None else start,
            time.max if end is None else end,
            since,
            until,
            self.number("slot_minutes", hours_fr.NOT_MINUTES),
        )
        return HoursChange(removed=self.removed, added=week.openings())


class EndForm(ChangeForm):
    """The last day of a counter, asked for without a proposal: all its hours end then."""

    names = ("last",)
    hints = hours_fr.END_HINTS
    foot = hours_fr.END_FOOT

    def __init__(self, desk: Desk, hours: OpeningHours, *, counter: int) -> None:
        self.heading = hours_fr.END_COUNTER.format(counter=counter)
        self._counter = counter
        super().__init__(desk, hours, {})

    def read(self) -> HoursChange | None:
        """Return the change that ends the counter on the day typed."""
        last = self.day("last", needed=True)
        return None if last is None else self.hours.ending(self._counter, last)


class SlotLengthForm(ChangeForm):
    """How long a slot is from a day on, for one counter or for all."""

    names = ("slot_minutes", "first", "counter")
    hints = hours_fr.SLOT_HINTS
    heading = hours_fr.SLOT_LENGTH

    def __init__(self, desk: Desk, hours: OpeningHours) -> None:
        super().__init__(desk, hours, {})

    def understood(self, name: str, text: str) -> str | None:
        """Say the unit, or which counters are meant."""
        if name == "slot_minutes":
            return hours_fr.MINUTES if text.isdigit() else ""
        if name == "counter":
            return hours_fr.ALL_COUNTERS if not text else ""
        return super().understood(name, text)

    def read(self) -> HoursChange | None:
        """Return the change by which slots have the length typed, from the day typed on."""
        minutes = self.number("slot_minutes", hours_fr.NOT_MINUTES, needed=True)
        first = self.day("first", needed=True)
        counter = self.number("counter", hours_fr.NOT_A_NUMBER)
        if minutes is None or first is None:
            return None
        return self.hours.with_slots(SlotLength(minutes, first, counter))


def _typed(week: WeeklyHours) -> dict[str, str]:
    """Return hours as their fields show them."""
    return {
        "counter": str(week.counter),
        "weekdays": " ".join(hours_fr.WEEKDAYS[day][:3] for day in week.weekdays),
        "start": table_hour(week.start),
        "end": table_hour(week.end),
        "valid_from": f"{week.valid_from:%d/%m/%Y}" if week.valid_from else "",
        "valid_until": f"{week.valid_until:%d/%m/%Y}" if week.valid_until else "",
        "slot_minutes": str(week.slot_minutes or ""),
    }
