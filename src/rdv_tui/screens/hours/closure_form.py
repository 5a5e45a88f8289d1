"""Closing a counter or the whole office, for days or part of them."""

from datetime import date

from rdv_tui.domain.names import clean_text
from rdv_tui.domain.office import Closure
from rdv_tui.domain.opening_hours import HoursChange, OpeningHours
from rdv_tui.locales.hours import opening_hours as hours_fr
from rdv_tui.screens.form import text_field
from rdv_tui.screens.hours.form import ChangeForm
from rdv_tui.services.desk import Desk
from rdv_tui.widgets.fields import Field

_HINTS = {
    "last": hours_fr.HINTS["last"],
    "counter": hours_fr.HINTS["closed_counter"],
    "start": hours_fr.HINTS["closed_hours"],
    "end": hours_fr.HINTS["closed_hours"],
    "reason": hours_fr.HINTS["reason"],
}


class ClosureForm(ChangeForm):
    """A new closure, or the change of one that is to come."""

    def __init__(
        self,
        desk: Desk,
        hours: OpeningHours,
        *,
        changed: Closure | None = None,
    ) -> None:
        self.heading = hours_fr.CHANGED_CLOSURE if changed else hours_fr.NEW_CLOSURE
        self._typed = _typed(changed) if changed else {}
        self.removed = (changed,) if changed else ()
        super().__init__(desk, hours)

    def make_fields(self) -> tuple[Field, ...]:
        """Return days, counter, hours and reason."""
        return tuple(
            self._field(name) for name in ("first", "last", "counter", "start", "end", "reason")
        )

    def _field(self, name: str) -> Field:
        value, hint = self._typed.get(name, ""), _HINTS.get(name, "")
        return text_field(name, value, label=hours_fr.LABELS[name], hint=hint)

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
        "start": hours_fr.hour(closure.start) if closure.start else "",
        "end": hours_fr.hour(closure.end) if closure.end else "",
        "reason": closure.reason,
    }
