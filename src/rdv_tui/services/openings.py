"""Changing the office's hours: seen first, then written; nobody is left standing silently.

A change is written in one short transaction: the openings and closures, the places that appear,
the places that go. Who stands on a place that goes keeps it until moved (services/replacing.py),
and is listed as to be replaced as long as that lasts. Holds on places that go lapse.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from rdv_tui.domain.appointment import Channel, Status
from rdv_tui.domain.calendar import Place
from rdv_tui.domain.openings import Change, Hours, difference, faults, keep_beside
from rdv_tui.domain.release import AGENTS
from rdv_tui.domain.replacing import Concerned
from rdv_tui.locales import openings as hours_fr
from rdv_tui.services.desk import Desk
from rdv_tui.services.replacing import as_concerned, free_places, propose_places, replace_all
from rdv_tui.store import appointments, offices, openings as opening_hours_store
from rdv_tui.store.audit import record
from rdv_tui.store.openings import AWAITED, KnownPlace
from rdv_tui.store.transactions import Snapshot, UnitOfWork, reading, transaction

__all__ = [
    "Change",
    "Effect",
    "Hours",
    "Overview",
    "Result",
    "apply",
    "hours",
    "overview",
    "preview",
    "write",
]


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does: how many places appear and go, and to whom it happens.

    `proposed` gives each person concerned another start (wall clock), None when none is left;
    `free` counts the places to be had once the change is made; `holds` are bookings under way
    that lose their place; `counters` are opened for the first time.
    """

    appear: int
    go: int
    concerned: tuple[Concerned, ...]
    proposed: Mapping[str, datetime | None]
    free: Mapping[datetime, int]
    holds: int = 0
    counters: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Overview:
    """The hours as they are now, the last day with places, and how many are to be replaced."""

    hours: Hours
    opened_until: date | None
    to_replace: int


@dataclass(frozen=True, slots=True)
class Result:
    """What was done: the effect, the references moved, and those not, each with the reason why."""

    effect: Effect
    moved: tuple[str, ...]
    refused: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a change does to the places in the store."""

    new: tuple[Place, ...]
    back: tuple[KnownPlace, ...]
    gone: tuple[KnownPlace, ...]
    known: tuple[KnownPlace, ...]

    @property
    def awaited(self) -> list[str]:
        return [one.reference for one in self.gone if one.reference and one.status in AWAITED]

    @property
    def held(self) -> list[str]:
        return [one.reference for one in self.gone if one.reference and one.status is Status.HELD]


def hours(desk: Desk) -> Hours:
    """Return the office's hours as the store knows them now."""
    with reading(desk) as unit:
        return opening_hours_store.hours(unit)


def overview(desk: Desk) -> Overview:
    """Return the hours, how far places are made, and how many persons are to be replaced."""
    with reading(desk) as unit:
        return Overview(
            opening_hours_store.hours(unit),
            offices.opened_until(unit),
            len(opening_hours_store.stranded(unit)),
        )


def preview(desk: Desk, change: Change) -> Effect:
    """Say what `change` would do, and write nothing.

    Raises UsageError `invalid_fields` for a change that makes no sense, Refusal `not_allowed_now`
    when what it takes away is not there any more.
    """
    with reading(desk) as unit:
        before = _sensible(unit, change)
        plan = _plan(unit, before, change)
        return _effect(unit, plan, before.new_counters(change))


def write(desk: Desk, change: Change) -> Effect:
    """Make the change, in one transaction, and return what it did. Raises what `preview` does."""
    with transaction(desk) as unit:
        before = _sensible(unit, change)
        plan = _plan(unit, before, change)
        effect = _effect(unit, plan, before.new_counters(change))
        for reference in plan.held:
            row = appointments.find(unit, reference)
            assert row is not None  # read in this transaction
            appointments.change(unit, "lapse", row, Status.LAPSED, draft=None)
        opening_hours_store.write_change(unit, change)
        opening_hours_store.withdraw(unit, plan.gone, withdrawn=True)
        opening_hours_store.withdraw(unit, plan.back, withdrawn=False)
        opening_hours_store.add_places(unit, plan.new, plan.known)
        _record(unit, change, before, effect)
        return effect


def apply(desk: Desk, change: Change, moves: Mapping[str, datetime]) -> Result:
    """Make the change, then move each person of `moves` (reference → start, wall clock).

    One transaction for the change and one for each person: a place that somebody else took
    meanwhile stops nobody but the person it was meant for, who stays to be replaced. Raises what
    `preview` raises, and then has written nothing.
    """
    effect = write(desk, change)
    moved, refused = replace_all(desk, moves)
    return Result(effect, moved, refused)


def _sensible(unit: Snapshot, change: Change) -> Hours:
    """Return the hours as they are. Raises what `preview` raises."""
    before = opening_hours_store.hours(unit)
    if not before.knows(change):
        raise hours_fr.changed_meanwhile()
    if found := faults(before, change, unit.local):
        raise hours_fr.invalid(found)
    return before


def _plan(unit: Snapshot, before: Hours, change: Change) -> _Plan:
    opened = offices.opened_until(unit)
    if opened is None:
        return _Plan((), (), (), ())
    after = before.after(change)
    appear, go = difference(before, after, unit.local, opened)
    if not appear and not go:
        return _Plan((), (), (), ())
    starts = [place.start for place in (*appear, *go)]
    known = opening_hours_store.known_places(unit, min(starts), max(starts))
    appearing = {(place.start, place.counter) for place in appear}
    going = {(place.start, place.counter) for place in go}
    there = {(place.start, place.counter) for place in known if not place.extra}
    still = {place.start for place in after.places(min(starts).date(), max(starts).date())}
    lost = {place.start for place in go} - still

    def goes(place: KnownPlace) -> bool:
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
    return _Plan(tuple(keep_beside(new, kept, unit.desk.office)), back, gone, tuple(known))


def _effect(unit: Snapshot, plan: _Plan, new: tuple[int, ...]) -> Effect:
    rows = appointments.booked(unit, plan.awaited) if plan.awaited else []
    concerned = sorted(map(as_concerned, rows), key=lambda one: (one.start, one.counter or 0))
    free = _free_after(unit, plan)
    return Effect(
        appear=len(plan.new) + len(plan.back),
        go=len(plan.gone),
        concerned=tuple(concerned),
        proposed=propose_places(unit.desk, concerned, free),
        free=free,
        holds=len(plan.held),
        counters=new,
    )


def _free_after(unit: Snapshot, plan: _Plan) -> dict[datetime, int]:
    """Count the free places of each start to come, as they will be once the change is made."""
    free, now = free_places(unit), unit.now
    new = [place.start for place in plan.new if place.kept_for in {None, *AGENTS}]
    _count(free, [*new, *(one.start for one in plan.back if one.is_free(now))], 1)
    _count(free, [one.start for one in plan.gone if one.is_free(now)], -1)
    return free


def _count(free: dict[datetime, int], starts: Iterable[datetime], by: int) -> None:
    for start in starts:
        free[start] = max(0, free.get(start, 0) + by)


def _record(unit: UnitOfWork, change: Change, before: Hours, effect: Effect) -> None:
    was: dict[str, object] = {"removed": change.removed}
    now: dict[str, object] = {"added": change.added}
    if change.slot_minutes is not None:
        was["slot_minutes"], now["slot_minutes"] = before.slot_minutes, change.slot_minutes
    if effect.counters:
        now["counters"] = effect.counters
    if change.ends is not None:
        now["ends"] = change.ends
    now["appeared"], now["gone"] = effect.appear, effect.go
    now["concerned"] = [one.reference for one in effect.concerned]
    record(unit, "change_hours", before=was, after=now)
