"""Whatever several agents do in whatever order, the store's rules hold after every step."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import pytest
from hypothesis import settings, strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    rule,
)

from rdv_tui.domain.appointment import Channel, Hold
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.errors import Refusal
from rdv_tui.services.booking import booking, holds
from rdv_tui.services.hours import schedule
from rdv_tui.store import integrity
from rdv_tui.store.engine import open_store
from tests.engines import new_store
from tests.factories import desk_on, person, small_office, still_clock

pytestmark = pytest.mark.slow

STARTS = tuple(datetime.fromisoformat(f"2026-12-01T09:{minute}") for minute in ("00", "15"))
DRAFT = BookingDraft(typed={"family_name": "Dupont"})
actors = st.integers(0, 2)
starts = st.sampled_from(STARTS)
ranks = st.integers(1, 4)

Kept = tuple[int, Hold]
T = TypeVar("T")


def tried(action: Callable[[], T]) -> tuple[T | None, str]:
    """Return what `action` gives and no code, or nothing and the code of its refusal."""
    try:
        return action(), ""
    except Refusal as refusal:
        return None, refusal.code


class Office(RuleBasedStateMachine):
    """Three desks, two slots of two places, four persons, one clock."""

    holds: Bundle[Kept] = Bundle("holds")

    def __init__(self) -> None:
        super().__init__()
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
        self.references: dict[int, str] = {}

    def teardown(self) -> None:
        self.leaving.close()

    def free(self, start: datetime) -> int:
        slots = schedule.day_slots(self.desks[0], start.date())
        return next(slot.free for slot in slots if slot.start == start)

    @rule(target=holds, who=actors, start=starts)
    def hold(self, who: int, start: datetime) -> Kept | MultipleResults[Kept]:
        free = self.free(start)
        kept, code = tried(lambda: holds.hold(self.desks[who], start, DRAFT))
        assert code == ("" if free else "slot_taken")
        if kept is None:
            return multiple()
        assert self.free(start) == free - 1
        return who, kept

    @rule(target=holds, kept=consumes(holds), start=starts)
    def move(self, kept: Kept, start: datetime) -> Kept:
        who, hold = kept
        moved, code = tried(lambda: holds.hold(self.desks[who], start, DRAFT, instead_of=hold))
        assert code in {"", "slot_taken"}
        return who, moved or hold

    @rule(kept=holds)
    def renew(self, kept: Kept) -> None:
        who, hold = kept
        again, code = tried(lambda: holds.renew(self.desks[who], hold))
        assert code in {"", "slot_taken", "not_allowed_now"}
        assert again is None or again.expires_at == self.clock.now() + timedelta(minutes=5)

    @rule(kept=holds)
    def release(self, kept: Kept) -> None:
        who, hold = kept
        assert tried(lambda: holds.release(self.desks[who], hold))[1] in {"", "not_allowed_now"}

    @rule(kept=holds, rank=ranks)
    def book(self, kept: Kept, rank: int) -> None:
        who, hold = kept
        known = rank in self.references
        made, code = tried(
            lambda: booking.book(
                self.desks[who], hold, person(rank), channel=Channel.DESK, identification=None
            )
        )
        assert code in {"", "slot_taken", "already_booked", "not_allowed_now"}
        assert known or code != "already_booked"
        assert made is None or not known or self.references[rank] == made.reference
        if made is not None:
            self.references[rank] = made.reference

    @rule(who=actors, start=starts, rank=ranks)
    def book_at(self, who: int, start: datetime, rank: int) -> None:
        free, known = self.free(start), rank in self.references
        made, code = tried(
            lambda: booking.book_at(self.desks[who], start, person(rank), channel=Channel.PHONE)
        )
        assert code == ("already_booked" if known else "" if free else "slot_taken")
        if made is not None:
            self.references[rank] = made.reference

    @rule(minutes=st.sampled_from((1, 5)))
    def wait(self, minutes: int) -> None:
        self.clock.forward(timedelta(minutes=minutes))

    @invariant()
    def rules_hold(self) -> None:
        assert integrity.check(self.store) == []
        found = [
            booking.screen(
                self.desks[0], number=person(n).foreign_resident_number, email=None, phone=None
            ).future
            for n in range(1, 5)
        ]
        assert {rank for rank, one in enumerate(found, start=1) if one} == set(self.references)


TestOffice = Office.TestCase
TestOffice.settings = settings(max_examples=25, stateful_step_count=20)
