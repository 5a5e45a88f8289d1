"""Closing a counter or the whole office, for days or part of them."""

from datetime import date

from rdv_tui.domain.names import clean_text
from rdv_tui.domain.office import Closure
from rdv_tui.domain.opening_hours import HoursChange, OpeningHours
from rdv_tui.locales.dates import table_hour
from rdv_tui.locales.hours import opening_hours as hours_fr
from rdv_tui.screens.hours.form import ChangeForm
from rdv_tui.services.desk import Desk


class ClosureForm(ChangeForm):
    """A new closure, or the change of one that is to come."""

    names = ("first", "last", "counter", "start", "end", "reason")
    hints = hours_fr.CLOSURE_HINTS

    def __init__(
        self,
        desk: Desk,
        hours: OpeningHours,
        *,
        changed: Closure | None = None,
    ) -> None:
        self.heading = hours_fr.CHANGED_CLOSURE if changed else hours_fr.NEW_CLOSURE
        self.removed = (changed,) if changed else ()
        super().__init__(desk, hours, _typed(changed) if changed else {})

    def understood(self, name: str, text: str) -> str | None:
        """Say which counters an empty or a filled field means."""
        if name != "counter":
            return super().understood(name, text)
        if not text:
            return hours_fr.ALL_COUNTERS
        return hours_fr.listed(self.hours.counters) if not text.isdigit() else ""

    def read(self) -> HoursChange:
        """Return the closure typed, in place of the one that is changed."""
        first, last = self.day("first", needed=True), self.day("last")
        counter = self.number("counter", hours_fr.NOT_A_NUMBER)
        start, end = self.hour("start"), self.hour("end")
        reason = self.value("reason", clean_text, hours_fr.MISSING, needed=True)
        # Any day stands in for one that cannot be read; the last of all is never past.
        day = first or last or date.max
        closure = Closure(day, last or day, reason or "", counter, start, end)
        return HoursChange(removed=self.removed, added=(closure,))


def _typed(closure: Closure) -> dict[str, str]:
    """Return a closure as its fields show it."""
    return {
        "first": f"{closure.first:%d/%m/%Y}",
        "last": "" if closure.last == closure.first else f"{closure.last:%d/%m/%Y}",
        "counter": str(closure.counter or ""),
        "start": table_hour(closure.start) if closure.start else "",
        "end": table_hour(closure.end) if closure.end else "",
        "reason": closure.reason,
    }
