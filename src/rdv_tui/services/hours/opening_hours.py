"""Changing the office's hours: seen first, then written; nobody is left standing silently.

A change is written in one short transaction: the openings and closures, the places that appear, the
places that go. Who occupies a place that goes keeps it until moved (services/hours/reseating.py),
and is listed as displaced as long as that lasts. Holds on places that go lapse.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from rdv_tui.domain.appointment import Channel, Status
from rdv_tui.domain.calendar import Place
from rdv_tui.domain.opening_hours import (
    HoursChange,
    OpeningHours,
    calendar_difference,
    change_problems,
)
from rdv_tui.domain.release import AGENT_CHANNELS, reserve_quotas
from rdv_tui.domain.reseating import DisplacedPerson
from rdv_tui.domain.rights import Right
from rdv_tui.locales.hours import opening_hours as hours_fr, refusals as hours_refusals
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours.reseating import (
    NOBODY,
    free_places,
    list_in,
    propose_places,
    reseat_all,
    sort_displaced,
    to_displaced,
)
from rdv_tui.services.hours.returning import earliest_return, keep_places, list_kept
from rdv_tui.services.hours.taking_over import counters_for, list_stranded
from rdv_tui.store import appointments, hours_changes, offices, opening_hours as opening_hours_store
from rdv_tui.store.audit import record
from rdv_tui.store.opening_hours import DISPLACEABLE, PlaceRecord
from rdv_tui.store.stored import StoredAppointment
from rdv_tui.store.transactions import Snapshot, UnitOfWork, snapshot, transaction


@dataclass(frozen=True, slots=True)
class ChangeEffect:
    """What a change does: how many places appear and go, and to whom it happens.

    `proposed` gives each person concerned another start (wall clock), None when none is left;
    `taken_over` names the counter that can receive each of today's at their own hour, beyond its
    places if need be. `free` counts the places to be had once the change is made; `holds` are
    bookings under way that lose their place; `counters` are opened for the first time.
    Those `returning` were moved off a place that comes back: it is kept for them, and `proposed`
    where they would know in time.
    """

    appear: int
    go: int
    displaced: tuple[DisplacedPerson, ...]
    proposed: Mapping[str, datetime | None]
    free: Mapping[datetime, int]
    taken_over: Mapping[str, int]
    holds: int = 0
    counters: tuple[int, ...] = ()
    returning: tuple[DisplacedPerson, ...] = ()

    def staying(self) -> dict[str, int]:
        """Return the counter of each who is here or on the way, and has no place at their hour."""
        kept = (one for one in self.displaced if one.presence is not None)
        return {
            one.reference: self.taken_over[one.reference]
            for one in kept
            if self.proposed[one.reference] is None and one.reference in self.taken_over
        }


@dataclass(frozen=True, slots=True)
class HoursOverview:
    """The hours as they are now, the last day with places, and how many are displaced.

    `kept` counts the old places kept for those who may go back to them; `last` is the newest
    change that was not taken back, None when there is none.
    """

    hours: OpeningHours
    opened_until: date | None
    displaced: int
    kept: int = 0
    last: HoursChange | None = None


@dataclass(frozen=True, slots=True)
class ChangeResult:
    """What was done: the effect, the references moved, and those not, each with the reason why."""

    effect: ChangeEffect
    moved: tuple[str, ...]
    refused: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a change does to the places in the store."""

    new: tuple[Place, ...]
    restored: tuple[PlaceRecord, ...]
    removed: tuple[PlaceRecord, ...]
    known: tuple[PlaceRecord, ...]

    def going(self, statuses: Collection[Status]) -> list[str]:
        """Return the references of those in `statuses` whose place goes."""
        return [one.reference for one in self.removed if one.reference and one.status in statuses]


def get_hours(desk: Desk) -> OpeningHours:
    """Return the office's hours as the store knows them now."""
    with snapshot(desk) as unit:
        return opening_hours_store.get_hours(unit)


def get_overview(desk: Desk) -> HoursOverview:
    """Return the hours, how far places are made, and how many persons are displaced."""
    with snapshot(desk) as unit:
        return HoursOverview(
            opening_hours_store.get_hours(unit),
            offices.opened_until(unit),
            len(list_in(unit)),
            len(list_kept(unit)),
            _last_change(unit),
        )


def _last_change(unit: Snapshot) -> HoursChange | None:
    """Return the newest change that neither was taken back nor took another one back."""
    recent = hours_changes.list_recent(unit)
    undoing = {row.taken_back for row in recent}
    own = (row for row in recent if row.taken_back is None and row.id not in undoing)
    found = next(own, None)
    return hours_changes.decode(found) if found is not None else None


def preview(desk: Desk, change: HoursChange) -> ChangeEffect:
    """Say what `change` would do, and write nothing.

    Raises UsageError `invalid_fields` for a change that makes no sense, Refusal `not_allowed_now`
    when what it takes away is not there any more.
    """
    with snapshot(desk) as unit:
        before = _require_sensible(unit, change)
        plan = _plan(unit, before, change)
        return _effect(unit, plan, before, change)


def write_change(desk: Desk, change: HoursChange) -> ChangeEffect:
    """Make the change, in one transaction, and return what it did. Raises what `preview` does."""
    with transaction(desk, Right.CHANGE_HOURS) as unit:
        before = _require_sensible(unit, change)
        plan = _plan(unit, before, change)
        effect = _effect(unit, plan, before, change)
        for reference in plan.going({Status.HELD}):
            row = appointments.find(unit, reference)
            assert row is not None  # read in this transaction
            appointments.change(unit, "lapse", row, Status.LAPSED, draft=None)
        opening_hours_store.write_change(unit, change)
        hours_changes.mark_taken_back(unit, change, hours_changes.keep(unit, change))
        opening_hours_store.withdraw(unit, plan.removed, withdrawn=True)
        opening_hours_store.withdraw(unit, plan.restored, withdrawn=False)
        opening_hours_store.add_places(unit, plan.new, plan.known)
        keep_places(unit, _returning(unit, plan))
        _record(unit, change, effect)
        return effect


def apply_change(
    desk: Desk,
    change: HoursChange,
    moves: Mapping[str, datetime],
    taken_over: Mapping[str, int] = NOBODY,
) -> ChangeResult:
    """Make the change, then move each person of `moves` (reference → start, wall clock).

    Whoever is in `taken_over` is received at their own hour by that counter instead; those who
    return are given their old place.

    One transaction for the change and one for each person: a place that somebody else took
    meanwhile stops nobody but the person it was meant for, who stays displaced. Raises what
    `preview` raises, and then has written nothing.
    """
    effect = write_change(desk, change)
    returning = {one.reference for one in effect.returning}
    moved, refused = reseat_all(desk, moves, taken_over, returning)
    return ChangeResult(effect, moved, refused)


def _require_sensible(unit: Snapshot, change: HoursChange) -> OpeningHours:
    """Return the hours as they are. Raises what `preview` raises."""
    before = opening_hours_store.get_hours(unit)
    if not before.still_holds(change):
        raise hours_refusals.changed_meanwhile()
    if found := change_problems(before, change, unit.local):
        raise hours_fr.invalid_change(found)
    return before


def _plan(unit: Snapshot, before: OpeningHours, change: HoursChange) -> _Plan:
    opened = offices.opened_until(unit)
    if opened is None:
        return _Plan((), (), (), ())
    after = before.changed_by(change)
    appear, go = calendar_difference(before, after, unit.local, opened)
    if not appear and not go:
        return _Plan((), (), (), ())
    starts = [place.start for place in (*appear, *go)]
    known = opening_hours_store.list_places(unit, min(starts), max(starts))
    appearing = {(place.start, place.counter) for place in appear}
    going = {(place.start, place.counter) for place in go}
    there = {(place.start, place.counter) for place in known if not place.extra}
    still = {place.start for place in after.places(min(starts).date(), max(starts).date())}
    lost = {place.start for place in go} - still

    def goes(place: PlaceRecord) -> bool:
        # One added for a person without a counter goes when nobody is there at all.
        return (place.start, place.counter) in going or (
            place.counter is None and place.start in lost
        )

    gone = tuple(one for one in known if not one.withdrawn and goes(one))
    back = tuple(one for one in known if one.withdrawn and (one.start, one.counter) in appearing)
    stay = ({one for one in known if not one.withdrawn} - {*gone}) | {*back}
    kept: dict[datetime, Counter[Channel]] = {}
    for one in stay:
        if one.kept_for is not None:
            kept.setdefault(one.start, Counter())[one.kept_for] += 1
    new = [place for place in appear if (place.start, place.counter) not in there]
    return _Plan(tuple(reserve_quotas(new, unit.desk.office, kept)), back, gone, tuple(known))


def _effect(unit: Snapshot, plan: _Plan, before: OpeningHours, change: HoursChange) -> ChangeEffect:
    after = before.changed_by(change)
    awaited = plan.going(DISPLACEABLE)
    rows = appointments.booked(unit, awaited) if awaited else []
    known = {row.reference for row in (*rows, *list_stranded(unit, before))}
    rows += [row for row in list_stranded(unit, after) if row.reference not in known]
    concerned = sort_displaced(to_displaced(unit, row) for row in rows)
    back = _returning(unit, plan)
    free = _free_after(unit, plan, back)
    old = {row.reference: earliest_return(unit, row, start) for (start, _), row in back.items()}
    return ChangeEffect(
        appear=len(plan.new) + len(plan.restored),
        go=len(plan.removed),
        displaced=tuple(concerned),
        proposed={**propose_places(unit.desk, concerned, free), **old},
        free=free,
        holds=len(plan.going({Status.HELD})),
        counters=before.new_counters(change),
        taken_over=counters_for(unit, concerned, after),
        returning=tuple(sort_displaced(to_displaced(unit, row) for row in back.values())),
    )


def _returning(unit: Snapshot, plan: _Plan) -> dict[tuple[datetime, int], StoredAppointment]:
    """Return who was moved off a place that comes back, by its start and number."""
    keys = [(one.start, one.number) for one in plan.restored if one.reference is None]
    found = hours_changes.list_moved_off(unit, keys)
    awaited = plan.going(DISPLACEABLE)
    return {key: row for key, row in found.items() if row.reference not in awaited}


def _free_after(
    unit: Snapshot, plan: _Plan, kept: Collection[tuple[datetime, int]]
) -> dict[datetime, int]:
    """Count the free places of each start to come, as they will be once the change is made."""
    free, now = free_places(unit), unit.now
    new = [place.start for place in plan.new if place.kept_for in {None, *AGENT_CHANNELS}]
    back = (one for one in plan.restored if (one.start, one.number) not in kept)
    _count(free, [*new, *(one.start for one in back if one.is_free(now))], 1)
    _count(free, [one.start for one in plan.removed if one.is_free(now)], -1)
    return free


def _count(free: dict[datetime, int], starts: Iterable[datetime], by: int) -> None:
    for start in starts:
        free[start] = max(0, free.get(start, 0) + by)


def _record(unit: UnitOfWork, change: HoursChange, effect: ChangeEffect) -> None:
    was: dict[str, object] = {"removed": change.removed}
    now: dict[str, object] = {"added": change.added}
    if change.slots is not None:
        now["slots"] = change.slots
    if effect.counters:
        now["counters"] = effect.counters
    if change.ends is not None:
        now["ends"] = change.ends
    now["appeared"], now["gone"] = effect.appear, effect.go
    now["concerned"] = [one.reference for one in effect.displaced]
    if effect.returning:
        now["returning"] = [one.reference for one in effect.returning]
    record(unit, "change_hours", before=was, after=now)
