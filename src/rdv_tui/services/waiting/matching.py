"""Which free place suits whom of those who wait, in the list's order; nothing is written here."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from rdv_tui import catalogue
from rdv_tui.domain.overrides import lifts
from rdv_tui.domain.permits import VerdictCode
from rdv_tui.domain.waiting import ANSWER_MARGIN, MIN_ANSWER_TIME, Wish
from rdv_tui.services.booking import eligibility
from rdv_tui.services.hours.slot_finder import free_places, monday_of
from rdv_tui.store import drafts, places, waiting
from rdv_tui.store.stored import StoredWaiting
from rdv_tui.store.transactions import Snapshot

Match = tuple[int, datetime]
"""The number of a person on the list, and the start (wall clock) of the slot that suits them."""


def find_matches(
    unit: Snapshot, rows: Sequence[StoredWaiting], first: date, last: date
) -> list[Match]:
    """Return who of `rows`, in their order, can be proposed which slot from `first` to `last`.

    Each person gets the earliest slot that suits; what they refused once is not proposed again.
    """
    refused = waiting.unwanted_starts(unit)
    vacant = _VacantSlots(unit, first, last)
    found = []
    for row in rows:
        if not may_book(unit, row):
            continue
        unwanted = {start for number, start in refused if number == row.id}
        start = vacant.take_first(waiting.wish_of(row), unwanted)
        if start is not None:
            found.append((row.id, start))
    return found


def may_book(unit: Snapshot, row: StoredWaiting) -> bool:
    """Say whether the rules, asked today, let the person book, or a supervisor decided so."""
    code, decided = _verdict(unit, row), drafts.decode(row.draft).override
    situation = catalogue.situations().situation(row.situation)
    return code is VerdictCode.BOOKABLE or lifts(decided, code, situation)


def is_too_late(unit: Snapshot, row: StoredWaiting) -> bool:
    """Say whether the window in which the person may book has closed for good (R.431-8)."""
    return _verdict(unit, row) is VerdictCode.TOO_LATE and not may_book(unit, row)


def _verdict(unit: Snapshot, row: StoredWaiting) -> VerdictCode:
    finding = eligibility.evaluate(
        unit.desk.office,
        unit.today,
        situation=row.situation,
        expires=row.rank_on,
        postal_code=drafts.decode(row.draft).typed.get("postal_code"),
    )
    assert finding is not None  # nobody comes on the list before all that decides is known
    return finding.verdict.code


@dataclass
class _VacantSlots:
    """Slots on which somebody could stand, from `first` to `last`; each week of them is read once.

    Places that are embargoed count: this list is whom they are held back for.
    """

    unit: Snapshot
    first: date
    last: date
    weeks: dict[date, dict[datetime, int]] = field(default_factory=dict)

    def take_first(self, wish: Wish, unwanted: set[datetime]) -> datetime | None:
        """Take one place of the first slot that suits, None when none does."""
        monday, last = monday_of(max(wish.first, self.first)), min(wish.last, self.last)
        while monday <= last:
            slots = self._slots(monday)
            for start, count in slots.items():
                if count and wish.suits(start) and start not in unwanted:
                    slots[start] -= 1
                    return start
            monday += timedelta(weeks=1)
        return None

    def _slots(self, monday: date) -> dict[datetime, int]:
        if monday not in self.weeks:
            unit, sunday = self.unit, monday + timedelta(days=6)
            self.weeks[monday] = places.vacant_places(
                unit,
                max(monday, self.first),
                min(sunday, self.last),
                unit.local + ANSWER_MARGIN + MIN_ANSWER_TIME,
                # A week without a free place is not searched for one, however many it has.
                only_embargoed=free_places(unit, monday) == 0,
            )
        return self.weeks[monday]
