"""Giving another place to those whose own has gone: proposed together, moved one by one.

Who is displaced is never kept anywhere: it is whoever occupies a withdrawn place.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from types import MappingProxyType

from rdv_tui.domain.appointment import Status
from rdv_tui.domain.names import written_name
from rdv_tui.domain.reseating import DisplacedPerson, presence_of, propose_starts
from rdv_tui.errors import Refusal, StoreError
from rdv_tui.services.booking.changes import move
from rdv_tui.services.delivery.messages import is_to_be_called
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours.returning import earliest_return, list_kept, move_back
from rdv_tui.services.hours.taking_over import counters_for, list_stranded, take_over
from rdv_tui.store import offices, opening_hours as opening_hours_store, places
from rdv_tui.store.stored import StoredAppointment
from rdv_tui.store.transactions import Snapshot, snapshot
from rdv_tui.store.unit import WorkingDesk

NOBODY: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class DisplacedOverview:
    """Displaced persons, a start for each (None when none is left), and all free places.

    `taken_over` names the counter that can take over each of those of today, at their own hour.
    Those `returning` may go back to a place that is kept for them, which is `proposed`.
    """

    persons: tuple[DisplacedPerson, ...]
    proposed: Mapping[str, datetime | None]
    free: Mapping[datetime, int]
    taken_over: Mapping[str, int]
    returning: tuple[DisplacedPerson, ...] = ()


def list_displaced(desk: Desk) -> list[DisplacedPerson]:
    """Return everybody who stands, from now on, on a place that no opening covers, in order.

    And whoever sits here waiting for a counter that a closure shuts now.
    """
    with snapshot(desk) as unit:
        return list_in(unit)


def get_displaced_overview(desk: Desk) -> DisplacedOverview:
    """Return those of `list_displaced` with what can be proposed to them now."""
    with snapshot(desk) as unit:
        persons, free = tuple(list_in(unit)), free_places(unit)
        counters = counters_for(unit, persons, opening_hours_store.get_hours(unit))
        kept = list_kept(unit)
        back = sort_displaced(to_displaced(unit, row) for row, _ in kept.values())
        proposed = propose_places(desk, persons, free)
        proposed |= {of: earliest_return(unit, row, at) for of, (row, at) in kept.items()}
    return DisplacedOverview(persons, proposed, free, counters, tuple(back))


def list_in(unit: Snapshot) -> list[DisplacedPerson]:
    """Return what `list_displaced` does, as `unit` sees it."""
    standing = opening_hours_store.list_displaced(unit)
    there = {row.reference for row in standing}
    stranded = list_stranded(unit, opening_hours_store.get_hours(unit))
    rows = [*standing, *(row for row in stranded if row.reference not in there)]
    return sort_displaced(to_displaced(unit, row) for row in rows)


def free_places(unit: Snapshot) -> dict[datetime, int]:
    """Count the free places of each start to come (wall clock), up to the last day opened."""
    opened = offices.opened_until(unit)
    if opened is None:
        return {}
    end = datetime.combine(opened + timedelta(days=1), time())
    found = places.slots(unit, unit.local, end)
    return {slot.start: slot.free for slot in found if slot.free > 0}


def propose_places(
    desk: WorkingDesk, persons: Iterable[DisplacedPerson], free: Mapping[datetime, int]
) -> dict[str, datetime | None]:
    """Return another start for each reference out of the `free` ones, None where none is left.

    Nobody is called in earlier than planned within the days of notice that a cancellation needs.
    """
    notice = timedelta(days=desk.office.cancel_notice_days + 1)
    return propose_starts(persons, free, desk.clock.today() + notice)


def reseat_all(
    desk: Desk,
    moves: Mapping[str, datetime],
    taken_over: Mapping[str, int] = NOBODY,
    returning: Collection[str] = (),
) -> tuple[tuple[str, ...], dict[str, str]]:
    """Move each reference to its start, or let its counter of `taken_over` receive it at its hour.

    Those `returning` are given the place that is kept for them. Return those moved, and why each of
    the others was not. Who is here comes first. A store that answers no more ends it: the rest gets
    the same reason, and stays displaced.
    """
    moved, refused = [], {}
    lost = ""
    for reference in [*taken_over, *(one for one in moves if one not in taken_over)]:
        if lost:
            refused[reference] = lost
            continue
        try:
            if reference in taken_over:
                take_over(desk, reference, taken_over[reference])
            elif reference in returning:
                move_back(desk, reference)
            else:
                move(desk, reference, moves[reference])
        except Refusal as refusal:
            refused[reference] = refusal.message
        except StoreError as error:
            refused[reference] = lost = error.message
        else:
            moved.append(reference)
    return tuple(moved), refused


def sort_displaced(persons: Iterable[DisplacedPerson]) -> list[DisplacedPerson]:
    """Return those who are here first, then those on the way; then by their hour and counter."""
    return sorted(persons, key=lambda one: (one.urgency, one.start, one.counter or 0))


def to_displaced(unit: Snapshot, row: StoredAppointment) -> DisplacedPerson:
    """Return the person of an appointment, with what a new place depends on."""
    assert row.permit_expires is not None  # by ck_appointment_person
    return DisplacedPerson(
        reference=row.reference,
        start=row.start,
        expires=row.permit_expires,
        name=written_name(row.family_name or "", row.given_names or ""),
        counter=row.counter,
        email=row.email,
        phone=row.phone,
        presence=presence_of(
            Status(row.status), row.start, unit.local, unit.desk.office.on_the_way_minutes
        ),
        due_today=row.start.date() == unit.today,
        to_call=is_to_be_called(unit, row, row.start),
    )
