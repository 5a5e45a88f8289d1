"""The waiting room as it is now: who is at a counter, who waits, in which order and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from rdv_tui.domain import queue
from rdv_tui.domain.figures import whole_minutes
from rdv_tui.domain.walk_in import WALK_INS_HERE, WalkIn, WalkInStatus
from rdv_tui.locales.day.arrivals import name_of
from rdv_tui.services.day import display, walk_ins
from rdv_tui.services.day.arrivals import in_room
from rdv_tui.services.desk import Desk
from rdv_tui.store import days, hall
from rdv_tui.store.stored import StoredAppointment
from rdv_tui.store.transactions import Snapshot, snapshot


@dataclass(frozen=True, slots=True)
class QueueLine:
    """Somebody in the hall. `reference` names an appointment, `walk_in` somebody without one.

    `rank` is that of who waits, from 1 on, in the order of calling for the `reason`; None for who
    is at `counter`, and for a walk-in whose visit is over (`ended`). `since` is wall clock: the
    arrival, or the call of who is at a counter. `hint` tells people of one name apart.
    """

    name: str
    ticket: str
    since: datetime
    minutes: int
    rank: int | None = None
    reference: str | None = None
    walk_in: WalkIn | None = None
    start: datetime | None = None
    counter: int | None = None
    reason: queue.Reason | None = None
    hint: str = ""

    @property
    def key(self) -> str:
        """Return what names the person on every reading."""
        return self.reference or f"#{self.walk_in.id if self.walk_in else ''}"

    @property
    def is_called(self) -> bool:
        """Whether the person is at a counter."""
        return self.rank is None and not self.has_ended

    @property
    def has_ended(self) -> bool:
        """Whether this is a walk-in whose visit is over."""
        return self.walk_in is not None and self.walk_in.status not in WALK_INS_HERE


@dataclass(frozen=True, slots=True)
class Queue:
    """The hall at `now` (wall clock): at counters, waiting in order, walk-ins who ended today.

    `is_displayed` says that a screen in the hall shows the calls.
    """

    now: datetime
    called: tuple[QueueLine, ...]
    waiting: tuple[QueueLine, ...]
    ended: tuple[QueueLine, ...]
    counters: tuple[int, ...]
    is_displayed: bool = False

    @property
    def longest(self) -> int:
        """The longest wait, in whole minutes."""
        return max((one.minutes for one in self.waiting), default=0)


@dataclass(frozen=True, slots=True)
class InHall:
    """Somebody who waits: since `minutes`, for `counter` (None: whichever is free).

    Who has no appointment (`walk_in`) is named by the ticket, and their `start` is the arrival.
    `start` and `effective`, the hour by which they are called, are wall clock; `arrived_at` UTC.
    """

    reference: str
    name: str
    start: datetime
    effective: datetime
    arrived_at: datetime
    minutes: int
    counter: int | None
    walk_in: bool = False


def get_queue(desk: Desk) -> Queue:
    """Return the hall of today. Raises StoreError."""
    is_displayed = display.is_running(desk)
    with snapshot(desk) as unit:
        tickets = hall.tickets(unit)
        waiting, people = in_room(unit)
        late_after = desk.office.late_after_minutes
        ordered = queue.calling_order(people, late_after)
        lines = [
            _waiting(unit, waiting[one.reference], tickets, one, rank)
            for rank, one in enumerate(ordered, start=1)
        ]
        return Queue(
            now=unit.local,
            called=tuple(sorted(_called(unit, tickets), key=lambda one: one.counter or 0)),
            waiting=tuple(lines),
            ended=tuple(_ended(unit)),
            counters=tuple(days.counters_on(unit, unit.today, desk.office.counters)),
            is_displayed=is_displayed,
        )


def list_waiting_room(desk: Desk, counter: int | None = None) -> list[InHall]:
    """Return who waits, the next to be called first; with `counter`, whom it may call."""
    office = desk.office
    named, late = office.letter_names_counter, office.late_after_minutes
    with snapshot(desk) as unit:
        who, waiting = in_room(unit)
        now = unit.now
    found = []
    for one in queue.calling_order(waiting, late):
        if counter is not None and not queue.may_be_called_at(one, counter, named=named):
            continue
        person = who[one.reference]
        arrived = person.arrived_at or now
        found.append(
            InHall(
                reference=one.reference,
                name=person.name if isinstance(person, WalkIn) else name_of(person),
                start=one.start,
                effective=queue.effective_time(one, late),
                arrived_at=arrived,
                minutes=whole_minutes(arrived, now),
                counter=one.handed_to or (one.counter if named else None),
                walk_in=isinstance(person, WalkIn),
            )
        )
    return found


def _waiting(
    unit: Snapshot,
    who: StoredAppointment | WalkIn,
    tickets: Mapping[str, str],
    person: queue.InRoom,
    rank: int,
) -> QueueLine:
    named = unit.desk.office.letter_names_counter
    counter = person.handed_to or (person.counter if named else None)
    reason = queue.reason_of(person, unit.desk.office.late_after_minutes)
    if isinstance(who, WalkIn):
        reason = queue.Reason.CALLED_BACK if person.called else queue.Reason.WALK_IN
    line = _line(unit, who, tickets, person.arrived, counter)
    return replace(line, rank=rank, reason=reason)


def _called(unit: Snapshot, tickets: Mapping[str, str]) -> Iterator[QueueLine]:
    wall = unit.desk.clock.wall
    for row in days.list_present(unit):
        if row.status == WalkInStatus.IN_PROGRESS:
            since = wall(row.called_at) if row.called_at else row.start
            yield _line(unit, row, tickets, since, row.served_at_counter)
    for one in walk_ins.of_day(unit, unit.today):
        if one.status is WalkInStatus.IN_PROGRESS:
            since = wall(one.called_at or one.arrived_at)
            yield _line(unit, one, tickets, since, one.counter)


def _ended(unit: Snapshot) -> Iterator[QueueLine]:
    wall = unit.desk.clock.wall
    for one in walk_ins.of_day(unit, unit.today):
        if one.status not in WALK_INS_HERE:
            yield _line(unit, one, {}, wall(one.ended_at or one.arrived_at), one.counter)


def _line(
    unit: Snapshot,
    who: StoredAppointment | WalkIn,
    tickets: Mapping[str, str],
    since: datetime,
    counter: int | None,
) -> QueueLine:
    minutes = whole_minutes(since, unit.local)
    if isinstance(who, WalkIn):
        return QueueLine(
            who.name, who.ticket, since, minutes, walk_in=who, counter=counter, hint=who.reason
        )
    return QueueLine(
        name_of(who),
        tickets.get(who.reference, ""),
        since,
        minutes,
        reference=who.reference,
        start=who.start,
        counter=counter,
        hint=_hint(who),
    )


def _hint(row: StoredAppointment) -> str:
    """Return the last digits of the number: two people of one name have two of them."""
    return f"…{row.foreign_resident_number[-4:]}" if row.foreign_resident_number else ""
