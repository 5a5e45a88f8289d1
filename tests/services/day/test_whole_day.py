"""A whole day in any order, by four desks: nobody is lost, moved while present, or called twice."""

import random
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta

import pytest
from sqlmodel import select

from rdv_tui.domain.appointment import Channel, Status
from rdv_tui.domain.office import Closure
from rdv_tui.domain.opening_hours import HoursChange
from rdv_tui.domain.walk_in import SentElsewhere, WalkInStatus
from rdv_tui.errors import Refusal
from rdv_tui.services.booking import booking
from rdv_tui.services.day import arrivals, walk_ins
from rdv_tui.services.day.day import get_day
from rdv_tui.services.day.figures import list_weeks
from rdv_tui.services.day.queue import get_queue
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import opening_hours, reseating, returning, taking_over
from rdv_tui.store import integrity
from rdv_tui.store.engine import Store
from rdv_tui.store.tables import AppointmentRow, AuditRow
from tests.factories import StillClock, desk_on, person, small_office

NINE = datetime.fromisoformat("2026-11-30T09:00")
HERE = {Status.ARRIVED, Status.IN_PROGRESS}
ENDS_CALL = {"put_back", "hand_over", "finish", "leave", "undo_check_in", "reopen", "check_in"}


@dataclass
class WholeDay:
    """Four desks on one store, a clock that goes on, and all that they have done."""

    desks: list[Desk]
    clock: StillClock
    chance: random.Random
    booked: list[str] = field(default_factory=list)
    walked_in: int = 0
    sent_on: int = 0
    closed: bool = False

    def begin(self) -> None:
        """Book whoever has a place this morning."""
        for rank in range(1, 9):
            start = NINE + timedelta(minutes=15 * ((rank - 1) // 2))
            one = booking.book_at(self.desks[0], start, person(rank), channel=Channel.DESK)
            self.booked.append(one.reference)

    def step(self) -> None:
        """Let some desk do something, or be refused."""
        desk = self.chance.choice(self.desks)
        counter = self.chance.choice((1, 2))
        reference = self.chance.choice(self.booked)
        acts: list[Callable[[], object]] = [
            lambda: arrivals.arrive(desk, reference),
            lambda: arrivals.arrive(desk, reference),
            lambda: arrivals.call_next(desk, counter),
            lambda: arrivals.call_next(desk, counter),
            lambda: arrivals.call(desk, reference, counter),
            lambda: arrivals.recall(desk, reference),
            lambda: arrivals.return_to_waiting_room(desk, reference),
            lambda: arrivals.transfer(desk, reference, counter),
            lambda: arrivals.mark_received(desk, reference),
            lambda: arrivals.mark_no_show(desk, reference),
            lambda: arrivals.mark_left(desk, reference),
            lambda: arrivals.reopen(desk, reference),
            lambda: arrivals.undo_check_in(desk, reference),
            lambda: taking_over.take_over(desk, reference, counter),
            lambda: self._register(desk),
            lambda: self._send_on(desk),
            lambda: self._walk_in(desk, counter),
            lambda: self._walk_in(desk, counter),
            lambda: self._change_hours(desk),
        ]
        with suppress(Refusal):
            self.chance.choice(acts)()
        self.clock.forward(timedelta(minutes=self.chance.randrange(4)))

    def _register(self, desk: Desk) -> None:
        walk_ins.register(desk, f"Personne {self.walked_in}", "information")
        self.walked_in += 1

    def _send_on(self, desk: Desk) -> None:
        walk_ins.count_elsewhere(desk, self.chance.choice(list(SentElsewhere)))
        self.sent_on += 1

    def _walk_in(self, desk: Desk, counter: int) -> None:
        ones = [one.id for one in walk_ins.list_walk_ins(desk) if one.name]
        if not ones:
            return
        number = self.chance.choice(ones)
        self.chance.choice(
            (
                lambda: walk_ins.call(desk, number, counter),
                lambda: walk_ins.finish(desk, number),
                lambda: walk_ins.return_to_waiting_room(desk, number),
                lambda: walk_ins.transfer(desk, number, counter),
                lambda: walk_ins.send_elsewhere(desk, number, SentElsewhere.OTHER),
                lambda: walk_ins.mark_left(desk, number),
                lambda: walk_ins.take_back(desk, number),
            )
        )()

    def _change_hours(self, desk: Desk) -> None:
        """Close counter 2 for the rest of the morning and move whom it displaces; or undo that."""
        if self.closed:
            self._take_hours_back(desk)
            return
        day = NINE.date()
        closure = Closure(day, day, "malaise", 2, time(9, 30), time(10))
        opening_hours.write_change(desk, HoursChange(added=(closure,)))
        self.closed = True
        found = reseating.get_displaced_overview(desk).proposed
        reseating.reseat_all(desk, {of: start for of, start in found.items() if start})

    def _take_hours_back(self, desk: Desk) -> None:
        """Open counter 2 again, and offer everybody whom its closure moved their old place."""
        last = opening_hours.get_overview(desk).last
        assert last is not None
        opening_hours.write_change(desk, last.inverse())
        self.closed = False
        for reference in self.booked:
            with suppress(Refusal):
                returning.move_back(desk, reference)

    # -- what always holds
    def check(self, before: dict[str, AppointmentRow]) -> dict[str, AppointmentRow]:
        """Compare the store with what was before the step; return it as it is."""
        desk = self.desks[0]
        with desk.store.read() as session:
            rows = {
                row.reference: row
                for row in session.exec(select(AppointmentRow))
                if row.reference in self.booked
            }
            audit = [(row.reference, row.action) for row in session.exec(select(AuditRow))]
        assert rows.keys() == set(self.booked), "somebody vanished"
        for reference, row in before.items():
            if Status(row.status) in HERE and Status(rows[reference].status) in HERE:
                assert rows[reference].start == row.start, "somebody present was moved"
        ones = walk_ins.list_walk_ins(desk)
        assert len(ones) == self.walked_in + self.sent_on
        at_counters = Counter(
            [row.served_at_counter for row in rows.values() if row.status == Status.IN_PROGRESS]
            + [one.counter for one in ones if one.status is WalkInStatus.IN_PROGRESS]
        )
        assert all(many == 1 for many in at_counters.values()), "a counter receives two"
        self._check_calls(audit)
        self._check_counts(rows)
        return rows

    def _check_calls(self, audit: list[tuple[str | None, str]]) -> None:
        called = set()
        for reference, action in audit:
            if action == "call":
                assert reference not in called, "called twice"
                called.add(reference)
            elif action in ENDS_CALL:
                called.discard(reference)

    def _check_counts(self, rows: dict[str, AppointmentRow]) -> None:
        desk, today = self.desks[0], NINE.date()
        own = Counter(row.status for row in rows.values() if row.start.date() == today)
        counts = get_day(desk, today).counts()
        told = {name: getattr(counts, name) for name in own}
        assert told == dict(own)
        assert counts.persons == own.total()
        week = list_weeks(desk, 1)[0].walk_ins
        assert (week.came, week.elsewhere) == (
            self.walked_in + self.sent_on,
            Counter(one.elsewhere.value for one in walk_ins.list_walk_ins(desk) if one.elsewhere),
        )
        found, ones = get_queue(desk), walk_ins.list_walk_ins(desk)
        waits = sum(one.status is WalkInStatus.ARRIVED for one in ones)
        assert len(found.waiting) == own[Status.ARRIVED] + waits
        assert len(found.called) + len(found.waiting) + len(found.ended) == (
            own[Status.ARRIVED] + own[Status.IN_PROGRESS] + len(ones)
        )


@pytest.mark.parametrize("seed", range(6))
def test_a_day_of_four_desks(store: Store, clock: StillClock, seed: int) -> None:
    office = small_office(counters=2, horizon_weeks=1)
    first = desk_on(store, office=office, clock=clock)
    desks = [replace(first, agent=f"g{rank}", station=f"poste:{rank}") for rank in range(1, 5)]
    day = WholeDay(desks, clock, random.Random(seed))
    day.begin()
    rows = day.check({})
    for _ in range(60):
        day.step()
        rows = day.check(rows)
    assert integrity.check(store) == []
