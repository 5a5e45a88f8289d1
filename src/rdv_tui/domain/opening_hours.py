"""The office's hours as they change: what a change makes appear and go, and which make no sense.

Pure: places are compared as the hours give them, before and after; the store says who stands where.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from rdv_tui.domain.calendar import (
    Place,
    closes,
    is_valid_on,
    minutes_of,
    places as places_of,
    public_holidays,
)
from rdv_tui.domain.names import clean_text
from rdv_tui.domain.office import COUNTER_NUMBERS, Closure, Opening, overlaps

MAX_CLOSURE_REASON = 120
SLOT_MINUTES_RANGE = range(5, 121)
"""Lengths that a slot may have."""


@dataclass(frozen=True, slots=True)
class SlotLength:
    """How long slots are from the day `first` on: of one counter, or of all when None."""

    minutes: int
    first: date
    counter: int | None = None


@dataclass(frozen=True, slots=True)
class HoursChange:
    """One change of the hours: what is taken away, what is put in its place.

    `ends` tells that all of it is the end of a counter, with its last day; `slots` that it gives
    slots another length.
    """

    removed: tuple[Opening | Closure, ...] = ()
    added: tuple[Opening | Closure, ...] = ()
    ends: tuple[int, date] | None = None
    slots: SlotLength | None = None

    def inverse(self) -> "HoursChange":
        """Return the change that takes this one back."""
        return HoursChange(removed=self.added, added=self.removed)


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """When the counters are open: all that places follow from, beside the public holidays.

    `counters` are those of the office's record, and whatever else some opening names.
    """

    openings: tuple[Opening, ...]
    closures: tuple[Closure, ...]
    slot_minutes: int
    counters: tuple[int, ...] = ()

    def changed_by(self, change: HoursChange) -> "OpeningHours":
        """Return the hours once `change` is made; what it removes is there once."""
        openings, closures = list(self.openings), list(self.closures)
        for gone in change.removed:
            if isinstance(gone, Opening):
                openings.remove(gone)
            else:
                closures.remove(gone)
        openings += [one for one in change.added if isinstance(one, Opening)]
        closures += [one for one in change.added if isinstance(one, Closure)]
        return replace(self, openings=tuple(openings), closures=tuple(closures))

    def still_holds(self, change: HoursChange) -> bool:
        """Say whether `change` was made for these hours: all that it takes away is still there.

        The end of a counter is that of all its hours, also of those added since; so is another
        length of its slots.
        """
        there = [*self.openings, *self.closures]
        if change.ends is not None and change != self.ending(*change.ends):
            return False
        if change.slots is not None and change != self.with_slots(change.slots):
            return False
        return all(gone in there for gone in change.removed)

    def new_counters(self, change: HoursChange) -> tuple[int, ...]:
        """Return the counters that `change` opens for the first time, in order."""
        named = {one.counter for one in change.added if isinstance(one, Opening)}
        return tuple(sorted(named.difference(self.counters)))

    def ending(self, counter: int, last: date) -> HoursChange:
        """Return the change by which `counter` is open on `last` for the last time.

        What was to begin later goes; what ends by then anyhow stays as it is.
        """
        longer = tuple(
            one
            for one in self.openings
            if one.counter == counter and (one.valid_until is None or one.valid_until > last)
        )
        begun = (one for one in longer if one.valid_from is None or one.valid_from <= last)
        shorter = tuple(replace(one, valid_until=last) for one in begun)
        return HoursChange(removed=longer, added=shorter, ends=(counter, last))

    def slot_minutes_of(self, opening: Opening) -> int:
        """Return the length of the slots of `opening`."""
        return opening.slot_minutes or self.slot_minutes

    @property
    def slot_lengths(self) -> tuple[int, ...]:
        """The lengths that slots have, in order."""
        lengths = {self.slot_minutes_of(one) for one in self.openings}
        return tuple(sorted(lengths)) or (self.slot_minutes,)

    def with_slots(self, length: SlotLength) -> HoursChange:
        """Return the change by which slots have another length from a day on.

        Openings that were valid before end on the day before, and begin anew with it.
        """
        removed, added = [], []
        for one in self.openings:
            concerned = length.counter in {None, one.counter}
            over = one.valid_until is not None and one.valid_until < length.first
            if not concerned or over or self.slot_minutes_of(one) == length.minutes:
                continue
            removed.append(one)
            begun = one.valid_from is None or one.valid_from < length.first
            if begun:
                added.append(replace(one, valid_until=length.first - timedelta(days=1)))
            since = length.first if begun else one.valid_from
            added.append(replace(one, valid_from=since, slot_minutes=length.minutes))
        return HoursChange(removed=tuple(removed), added=tuple(added), slots=length)

    def open_counters(self, at: datetime) -> tuple[int, ...]:
        """Return the counters that receive people at the moment `at` (wall clock), in order."""
        if at.date() in public_holidays(at.year):
            return ()
        found = {
            one.counter
            for one in self.openings
            if is_valid_on(one, at.date())
            and one.start <= at.time() < one.end
            and not self.is_shut(one.counter, at)
        }
        return tuple(sorted(found))

    def is_shut(self, counter: int, at: datetime) -> bool:
        """Say whether a closure shuts `counter` at the moment `at`."""
        return any(closes(one, counter, at) for one in self.closures)

    def places(self, first: date, last: date) -> Iterator[Place]:
        """Yield every place of the days from `first` to `last`, both in, in order."""
        return places_of(self.openings, self.closures, self.slot_minutes, first, last)


def calendar_difference(
    before: OpeningHours, after: OpeningHours, now: datetime, last: date
) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
    """Return the places that appear and those that go, after `now` (wall clock) up to `last`."""
    old = {place for place in before.places(now.date(), last) if place.start > now}
    new = {place for place in after.places(now.date(), last) if place.start > now}
    return tuple(sorted(new - old)), tuple(sorted(old - new))


# -- openings shown together


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """Openings that differ by their day alone, told in one line."""

    counter: int
    weekdays: tuple[int, ...]
    start: time
    end: time
    valid_from: date | None = None
    valid_until: date | None = None
    slot_minutes: int | None = None

    def openings(self) -> tuple[Opening, ...]:
        """Return the openings one by one, in the order of their days."""
        bounds = (self.start, self.end, self.valid_from, self.valid_until, self.slot_minutes)
        return tuple(Opening(self.counter, day, *bounds) for day in self.weekdays)


def weekly_hours(openings: Iterable[Opening]) -> list[WeeklyHours]:
    """Return the openings grouped, by counter, then hour, then validity."""
    found: dict[tuple[int, time, time, date, date, int], list[Opening]] = {}
    for one in openings:
        bounds = one.valid_from or date.min, one.valid_until or date.max, one.slot_minutes or 0
        found.setdefault((one.counter, one.start, one.end, *bounds), []).append(one)
    return [
        WeeklyHours(
            one.counter,
            tuple(sorted({each.weekday for each in group})),
            one.start,
            one.end,
            one.valid_from,
            one.valid_until,
            one.slot_minutes,
        )
        for _, group in sorted(found.items(), key=lambda item: item[0])
        for one in group[:1]
    ]


# -- what makes no sense


@dataclass(frozen=True, slots=True)
class ChangeProblem:
    """Why a change is refused: the field's name, a code, and what the sentence needs."""

    field: str
    code: str
    other: Opening | Closure | None = None


def change_problems(hours: OpeningHours, change: HoursChange, now: datetime) -> list[ChangeProblem]:
    """Return every fault of `change`, the first of each field, in the order of the fields.

    `now` is the office's wall clock.
    """
    found: list[ChangeProblem] = []
    if change.slots is not None:
        found += _slot_problems(change.slots, hours, now.date())
    kept = [one for one in hours.openings if one not in change.removed]
    if change.ends is not None:
        past = change.ends[1] < now.date()
        return (
            [ChangeProblem("last", "counter_past")] if past else []
        )  # its hours were sound before
    for one in change.added:
        if isinstance(one, Opening):
            if not _was_so(one, change):
                found += _opening_problems(one, hours, kept, now.date())
            kept.append(one)
        else:
            found += _closure_problems(one, hours, change, now)
    first: Mapping[str, ChangeProblem] = {fault.field: fault for fault in reversed(found)}
    return sorted(first.values(), key=found.index)


def _slot_problems(length: SlotLength, hours: OpeningHours, today: date) -> list[ChangeProblem]:
    found = []
    if length.minutes not in SLOT_MINUTES_RANGE:
        found.append(ChangeProblem("slot_minutes", "out_of_range"))
    if length.first < today:
        found.append(ChangeProblem("first", "slots_past"))
    if length.counter is not None and length.counter not in hours.counters:
        found.append(ChangeProblem("counter", "unknown_counter"))
    return found


def _opening_problems(
    one: Opening, hours: OpeningHours, others: Sequence[Opening], today: date
) -> list[ChangeProblem]:
    found = []
    if one.counter not in COUNTER_NUMBERS:
        found.append(ChangeProblem("counter", "out_of_range"))
    if one.end <= one.start:
        found.append(ChangeProblem("end", "end_before_start"))
    elif minutes_of(one.end) - minutes_of(one.start) < hours.slot_minutes_of(one):
        found.append(ChangeProblem("end", "too_short"))
    if one.valid_until is not None and one.valid_from and one.valid_until < one.valid_from:
        found.append(ChangeProblem("valid_until", "end_before_start"))
    elif one.valid_until is not None and one.valid_until < today:
        found.append(ChangeProblem("valid_until", "past"))
    if one.slot_minutes is not None and one.slot_minutes not in SLOT_MINUTES_RANGE:
        found.append(ChangeProblem("slot_minutes", "out_of_range"))
    crossed = next((other for other in others if overlaps(one, other)), None)
    if not found and crossed is not None:
        found.append(ChangeProblem("start", "overlap", crossed))
    return found


def _was_so(one: Opening, change: HoursChange) -> bool:
    """Say whether a change of slots only ends `one` the day before it: nothing new about it."""
    if change.slots is None:
        return False
    return one.valid_until == change.slots.first - timedelta(days=1)


def _closure_problems(
    one: Closure, hours: OpeningHours, change: HoursChange, now: datetime
) -> list[ChangeProblem]:
    found = []
    if one.last < one.first:
        found.append(ChangeProblem("last", "end_before_start"))
    elif one.last < now.date():
        found.append(ChangeProblem("first" if one.first == one.last else "last", "past"))
    elif one.last == now.date() and one.end is not None and one.end <= now.time():
        found.append(ChangeProblem("end", "past"))
    if one.counter is not None and one.counter not in hours.counters:
        found.append(ChangeProblem("counter", "unknown_counter"))
    if one.start is not None and one.end is not None and one.end <= one.start:
        found.append(ChangeProblem("end", "end_before_start"))
    reason = clean_text(one.reason)
    if not reason:
        found.append(ChangeProblem("reason", "missing"))
    elif len(reason) > MAX_CLOSURE_REASON:
        found.append(ChangeProblem("reason", "too_long"))
    same = [each for each in hours.closures if each not in change.removed and _same(each, one)]
    if not found and same:
        found.append(ChangeProblem("first", "already_closed", same[0]))
    return found


def _same(one: Closure, other: Closure) -> bool:
    return replace(one, reason="") == replace(other, reason="")
