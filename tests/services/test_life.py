"""The whole life of appointments, by several actors in any order: no one is ever lost.

After every act the store passes its own check, what the audit tells leads to what stands, each
person who was given an appointment still has it, and whoever asked to wait is still on the list.
"""

import itertools
import json
import random
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar
from unittest.mock import patch

import pytest
from hypothesis import settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlmodel import col, select

from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.appointment import BINDS_PERSON, FREES_PLACE, Channel, Hold, Status
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.office import Closure
from rdv_tui.domain.opening_hours import HoursChange
from rdv_tui.domain.overrides import Override
from rdv_tui.domain.waiting import PROPOSAL_INTERVAL, ProposalOutcome, WaitingState, Wish
from rdv_tui.domain.waiting_request import WORKDAYS
from rdv_tui.errors import Refusal, UsageError
from rdv_tui.services.booking import booking, changes, holds, overbooking, undoing
from rdv_tui.services.day import arrivals
from rdv_tui.services.hours import opening_hours, reseating, schedule
from rdv_tui.services.waiting import proposals, waiting_list
from rdv_tui.store import integrity
from rdv_tui.store.engine import open_store
from rdv_tui.store.tables import AppointmentRow, AuditRow, PlaceRow
from rdv_tui.store.waiting_tables import ProposalRow, WaitingRow
from tests.engines import new_store
from tests.factories import desk_on, person, small_office, still_clock
from tests.services.waiting.asking import asking

pytestmark = pytest.mark.slow

TODAY, TOMORROW = date(2026, 11, 30), date(2026, 12, 1)
STARTS = tuple(
    datetime(day.year, day.month, day.day, 9, minute)
    for day in (TODAY, TOMORROW)
    for minute in (0, 15)
)
DECISION = Override("Urgence", "Mme Roux")
CLOSURE = Closure(TOMORROW, TOMORROW, "Formation", counter=1)
WISH = Wish(TODAY, TOMORROW, WORKDAYS, time(9), time(9, 30))
LATE = Wish(TOMORROW, TOMORROW, WORKDAYS, time(9, 15), time(9, 30))
TOLD = ("status", "start", "number")

actors = st.integers(0, 2)
starts = st.sampled_from(STARTS)
ranks = st.integers(1, 5)
T = TypeVar("T")


class Office(RuleBasedStateMachine):
    """Three desks, four slots of two places on two days, five persons, one clock."""

    def __init__(self) -> None:
        super().__init__()
        # The same acts give the same references, hence the same order wherever they break a tie.
        self.references = patch("secrets.choice", random.Random(0).choice)
        self.references.start()
        self.leaving = ExitStack()
        folder = self.leaving.enter_context(TemporaryDirectory())
        target = self.leaving.enter_context(new_store(Path(folder)))
        self.store = self.leaving.enter_context(open_store(target))
        self.clock = still_clock()
        office = small_office()
        self.desks = [
            desk_on(self.store, office=office, clock=self.clock, agent=f"a{n}", station=f"p:{n}")
            for n in range(3)
        ]
        self.holds: list[tuple[int, Hold]] = []
        self.given: dict[int, str] = {}
        """Persons with an appointment to come, by rank: its reference."""
        self.ended: set[str] = set()
        self.asked: dict[int, int] = {}
        """Persons on the waiting list, by rank: their number on it."""

    def teardown(self) -> None:
        self.references.stop()
        self.leaving.close()

    def tried(self, act: Callable[[], T]) -> T | None:
        """Return what `act` gives, None when a rule refuses it."""
        try:
            return act()
        except (Refusal, UsageError):
            return None

    def rank_of(self, reference: str) -> int | None:
        return next((rank for rank, known in self.given.items() if known == reference), None)

    def give(self, rank: int, reference: str) -> None:
        self.given[rank] = reference
        self.asked.pop(rank, None)

    # -- bookings
    @rule(who=actors, start=starts)
    def hold(self, who: int, start: datetime) -> None:
        held = self.tried(lambda: holds.hold(self.desks[who], start, BookingDraft()))
        if held is not None:
            self.holds.append((who, held))

    @precondition(lambda self: self.holds)
    @rule(data=st.data(), rank=ranks)
    def book(self, data: st.DataObject, rank: int) -> None:
        who, hold = data.draw(st.sampled_from(self.holds))
        made = self.tried(
            lambda: booking.book(
                self.desks[who], hold, person(rank), channel=Channel.DESK, identification=None
            )
        )
        if made is not None:
            assert self.given.get(rank, made.reference) == made.reference
            self.give(rank, made.reference)

    @precondition(lambda self: self.holds)
    @rule(data=st.data())
    def release(self, data: st.DataObject) -> None:
        who, hold = self.holds.pop(data.draw(st.integers(0, len(self.holds) - 1)))
        self.tried(lambda: holds.release(self.desks[who], hold))

    @rule(who=actors, start=starts, rank=ranks)
    def book_at(self, who: int, start: datetime, rank: int) -> None:
        made = self.tried(
            lambda: booking.book_at(self.desks[who], start, person(rank), channel=Channel.PHONE)
        )
        if made is not None:
            assert rank not in self.given
            self.give(rank, made.reference)

    @rule(who=actors, start=starts, rank=ranks)
    def overbook(self, who: int, start: datetime, rank: int) -> None:
        desk = self.desks[who]
        held = self.tried(
            lambda: overbooking.hold_extra_place(desk, start, BookingDraft(), DECISION)
        )
        if held is None:
            return
        made = self.tried(
            lambda: booking.book(
                desk, held, person(rank), channel=Channel.DESK, identification=None
            )
        )
        if made is not None:
            assert rank not in self.given
            self.give(rank, made.reference)

    # -- what comes after
    @precondition(lambda self: self.given)
    @rule(data=st.data(), who=actors, start=starts)
    def move(self, data: st.DataObject, who: int, start: datetime) -> None:
        reference = data.draw(st.sampled_from(sorted(self.given.values())))
        self.tried(lambda: changes.move(self.desks[who], reference, start))

    @precondition(lambda self: self.given)
    @rule(data=st.data(), who=actors, reason=st.sampled_from(CancelReason))
    def cancel(self, data: st.DataObject, who: int, reason: CancelReason) -> None:
        reference = data.draw(st.sampled_from(sorted(self.given.values())))
        if self.tried(lambda: changes.cancel(self.desks[who], reference, reason)):
            self.ended.add(reference)
            self.given = {k: known for k, known in self.given.items() if known != reference}

    @precondition(lambda self: self.given or self.ended)
    @rule(data=st.data(), who=actors)
    def undo(self, data: st.DataObject, who: int) -> None:
        known = sorted({*self.given.values(), *self.ended})
        reference = data.draw(st.sampled_from(known))
        again = self.tried(lambda: undoing.undo(self.desks[who], reference))
        if again is not None and reference in self.ended:
            self.ended.discard(reference)
            rank = int(again.applicant.foreign_resident_number[2:])
            assert rank not in self.given
            self.give(rank, reference)

    @precondition(lambda self: self.given)
    @rule(data=st.data(), who=actors)
    def arrive(self, data: st.DataObject, who: int) -> None:
        reference = data.draw(st.sampled_from(sorted(self.given.values())))
        desk = self.desks[who]
        if self.tried(lambda: arrivals.check_in(desk, reference)) is not None:
            called = self.tried(lambda: arrivals.call_next(desk, 2))
            if called is not None:
                arrivals.mark_received(desk, called.reference)
                rank = self.rank_of(called.reference)
                assert rank is not None
                del self.given[rank]

    # -- the waiting list
    @rule(who=actors, rank=ranks, wish=st.sampled_from((WISH, LATE)))
    def ask(self, who: int, rank: int, wish: Wish) -> None:
        made = self.tried(lambda: waiting_list.add(self.desks[who], *asking(rank, wish=wish)))
        if made is not None:
            assert rank not in self.given
            self.asked[rank] = made.id

    @rule(who=actors)
    def propose(self, who: int) -> None:
        """Whoever can be proposed a place is: a second look finds nothing more to do."""
        proposals.propose_due(self.desks[who])
        assert proposals.propose_due(self.desks[who]) == 0

    @precondition(lambda self: self.asked)
    @rule(data=st.data(), who=actors)
    def refuse(self, data: st.DataObject, who: int) -> None:
        number = data.draw(st.sampled_from(sorted(self.asked.values())))
        self.tried(lambda: waiting_list.refuse(self.desks[who], number))

    @precondition(lambda self: self.asked)
    @rule(data=st.data(), who=actors, goes_on=st.booleans())
    def accept(self, data: st.DataObject, who: int, goes_on: bool) -> None:
        rank = data.draw(st.sampled_from(sorted(self.asked)))
        desk = self.desks[who]
        draft = self.tried(lambda: waiting_list.accept(desk, self.asked[rank]))
        if draft is None or draft.hold is None:
            return
        if not goes_on:
            self.holds.append((who, draft.hold))
            return
        made = booking.book(
            desk, draft.hold, person(rank), channel=Channel.PHONE, identification=None
        )
        assert rank not in self.given
        self.give(rank, made.reference)

    @precondition(lambda self: self.asked)
    @rule(data=st.data(), who=actors)
    def withdraw(self, data: st.DataObject, who: int) -> None:
        rank = data.draw(st.sampled_from(sorted(self.asked)))
        number = self.asked[rank]

        def act() -> bool:
            waiting_list.withdraw(self.desks[who], number)
            return True

        if self.tried(act):
            del self.asked[rank]

    # -- the office
    @rule(who=actors)
    def close_a_counter(self, who: int) -> None:
        self.tried(
            lambda: opening_hours.write_change(self.desks[who], HoursChange(added=(CLOSURE,)))
        )

    @rule(who=actors)
    def open_it_again(self, who: int) -> None:
        self.tried(
            lambda: opening_hours.write_change(self.desks[who], HoursChange(removed=(CLOSURE,)))
        )

    @rule(who=actors)
    def replace_those_concerned(self, who: int) -> None:
        desk = self.desks[who]
        overview = reseating.get_displaced_overview(desk)
        moves = {reference: start for reference, start in overview.proposed.items() if start}
        moved, refused = reseating.reseat_all(desk, moves)
        assert set(moved) | set(refused) == set(moves)

    @rule(minutes=st.sampled_from((1, 6, 61, 600)))
    def wait(self, minutes: int) -> None:
        """Let time pass. What nobody recorded on a past day binds nobody any more."""
        self.clock.forward(timedelta(minutes=minutes))
        with self.store.read() as session:
            starts = {row.reference: row.start for row in session.exec(select(AppointmentRow))}
        today = self.clock.today()
        self.given = {
            rank: known for rank, known in self.given.items() if starts[known].date() >= today
        }

    # -- what must hold
    @invariant()
    def the_store_agrees(self) -> None:
        assert integrity.check(self.store) == []

    @invariant()
    def nobody_is_lost(self) -> None:
        with self.store.read() as session:
            rows = session.exec(select(AppointmentRow)).all()
            places = {(p.start, p.number): p for p in session.exec(select(PlaceRow)).all()}
        bound = {
            row.reference: row
            for row in rows
            if Status(row.status) in BINDS_PERSON and row.start.date() >= self.clock.today()
        }
        assert set(bound) == set(self.given.values())
        stranded = {one.reference for one in reseating.list_displaced(self.desks[0])}
        for row in bound.values():
            gone = places[row.start, row.number].withdrawn
            awaited = row.status in {Status.BOOKED, Status.ARRIVED}
            if gone and awaited and row.start > self.clock.local():
                assert row.reference in stranded

    @invariant()
    def whoever_waits_is_on_the_list(self) -> None:
        listed = {one.id: one for one in waiting_list.list_waiting(self.desks[0])}
        assert set(listed) == set(self.asked.values())
        assert not set(self.asked) & set(self.given)
        now = self.clock.now()
        for one in listed.values():
            if one.pending is not None and one.pending.deadline > now:
                assert one.state is WaitingState.PROPOSED
                assert one.pending.start > self.clock.local()

    @invariant()
    def the_list_keeps_its_rules(self) -> None:
        """What is proposed suits, a day apart, and what somebody refused is not asked again."""
        with self.store.read() as session:
            made = session.exec(select(ProposalRow).order_by(col(ProposalRow.id))).all()
            wishes = {row.id: row for row in session.exec(select(WaitingRow)).all()}
            lines = session.exec(select(AuditRow).order_by(col(AuditRow.id))).all()
        proposed: dict[str, datetime] = {}  # who accepted may have moved since
        for line in lines:
            start = json.loads(line.after or "{}").get("start")
            if line.reference and start:
                proposed.setdefault(line.reference, datetime.fromisoformat(start))
        for number, row in wishes.items():
            its = [one for one in made if one.waiting == number]
            starts = [
                proposed[one.reference] for one in its if one.answer != ProposalOutcome.EXPIRED
            ]
            assert all(row.first <= start.date() <= row.last for start in starts)
            assert all(row.from_time <= start.time() < row.until_time for start in starts)
            assert len(set(starts)) == len(starts)
            counted = [
                one
                for one in its
                if one.answered_at is None
                or one.answer != ProposalOutcome.EXPIRED
                or one.answered_at >= one.deadline
            ]
            assert len(counted) == row.proposals <= 3
            for earlier, later in itertools.pairwise(counted):
                assert later.proposed_at - earlier.proposed_at >= PROPOSAL_INTERVAL

    @invariant()
    def nothing_offered_is_taken(self) -> None:
        """What the calendar counts as free can be had, and nothing else is."""
        free = sum(slot.free for slot in schedule.slots(self.desks[0], TODAY, 2))
        with self.store.read() as session:
            rows = session.exec(select(AppointmentRow)).all()
            places = session.exec(select(PlaceRow)).all()
        now, local = self.clock.now(), self.clock.local()
        taken = {
            (row.start, row.number)
            for row in rows
            if Status(row.status) not in FREES_PLACE
            and (row.status != Status.HELD or (row.hold_expires_at or now) > now)
        }
        offered = [
            place
            for place in places
            if not (place.withdrawn or place.extra)
            and (place.free_from is None or place.free_from <= now)
            and local < place.start < datetime(2026, 12, 2)
        ]
        assert free == sum((p.start, p.number) not in taken for p in offered)

    @invariant()
    def the_audit_tells_it_all(self) -> None:
        with self.store.read() as session:
            rows = session.exec(select(AppointmentRow)).all()
            lines = session.exec(select(AuditRow).order_by(col(AuditRow.id))).all()
        details: dict[str, dict[str, Any]] = {}
        for line in lines:
            if line.reference and line.after:
                details.setdefault(line.reference, {}).update(json.loads(line.after))
        for row in rows:
            known = details[row.reference]
            stands = (row.status, row.start.isoformat(), row.number)
            assert tuple(known[name] for name in TOLD) == stands


TestLife = Office.TestCase
TestLife.settings = settings(max_examples=25, stateful_step_count=25)
