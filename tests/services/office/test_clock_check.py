"""A clock that is wrong: asked about before it writes, and undone what one ahead has left."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.appointment import Channel
from rdv_tui.domain.calendar import places
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.office import Closure
from rdv_tui.errors import Refusal
from rdv_tui.services import leases
from rdv_tui.services.booking import booking, changes, holds
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import schedule
from rdv_tui.services.office import clock_check
from rdv_tui.services.office.startup import open_office
from rdv_tui.services.waiting import proposals
from rdv_tui.store import integrity
from rdv_tui.store.engine import Store
from tests.factories import MONDAY, desk_on, person, small_office, still_clock
from tests.services.waiting.asking import fill_up, free_up, wait_for

YEARS = timedelta(days=4 * 365)
WEEK = timedelta(days=7)


def moved(desk: Desk, by: timedelta) -> Desk:
    """Return the desk of somebody whose clock is ahead by so much."""
    return replace(desk, clock=still_clock(desk.clock.local() + by), station="poste:ahead")


def free(desk: Desk) -> list[datetime]:
    return [slot.start for slot in schedule.free_slots(desk, desk.clock.today(), 365 * 6)]


@pytest.fixture
def office(store: Store) -> Desk:
    return desk_on(store, office=small_office(counters=1, horizon_weeks=2, release_time=time(12)))


@pytest.mark.parametrize("ahead", [timedelta(days=3), WEEK, timedelta(days=190), YEARS])
def test_days_open_again_as_if_no_clock_had_been_ahead(
    ahead: timedelta, office: Desk, store: Store
) -> None:
    schedule.open_to_horizon(moved(office, ahead))
    assert any("horloge en avance" in line for line in clock_check.find_marks(office))
    clock_check.repair(office)
    assert clock_check.find_marks(office) == []
    fortnight = moved(office, timedelta(days=14, hours=5))
    schedule.open_to_horizon(fortnight)
    today = fortnight.clock.today()
    plain = places(office.office.openings, (), 15, today, today + 2 * WEEK)
    assert free(fortnight) == [one.start for one in plain if one.start > fortnight.clock.local()]
    assert integrity.check(store) == []


def test_whoever_was_booked_beyond_the_horizon_is_displaced_not_lost(office: Desk) -> None:
    far = moved(office, timedelta(days=21, hours=5))
    schedule.open_to_horizon(far)
    start = free(far)[-1]
    booked = booking.book_at(office, start, person(), channel=Channel.DESK)
    clock_check.repair(office)
    assert start not in free(office)
    with pytest.raises(Refusal) as caught:
        booking.book_at(office, start, person(2), channel=Channel.DESK)
    assert caught.value.code == "no_such_slot"
    assert booked.start == start


def cancelled(desk: Desk) -> None:
    """Somebody's place is given back under a clock a week ahead."""
    start = free(desk)[-1]
    reference = booking.book_at(desk, start, person(), channel=Channel.DESK).reference
    changes.cancel(moved(desk, WEEK), reference, CancelReason.APPLICANT)


def held(desk: Desk) -> None:
    """A place is held under a clock a week ahead, and its program killed."""
    holds.hold(moved(desk, WEEK), free(desk)[-1], BookingDraft())


def proposed(desk: Desk) -> None:
    """A place is proposed under a clock a week ahead."""
    start = free(desk)[-1]
    full = fill_up(desk)
    wait_for(desk)
    free_up(moved(desk, WEEK), full, start)


def leased(desk: Desk) -> None:
    """A job is taken under a clock a week ahead."""
    leases.acquire(moved(desk, WEEK), leases.OUTBOX)


def written_to(desk: Desk) -> None:
    """Somebody is written to under a clock a week ahead."""
    with_mail = person(email="nadia@example.org")
    booking.book_at(moved(desk, WEEK), free(desk)[-1], with_mail, channel=Channel.DESK)


@pytest.mark.parametrize("mishap", [cancelled, held, proposed, leased, written_to])
def test_what_a_clock_ahead_has_left_is_found_and_undone(
    mishap: Callable[[Desk], None], office: Desk, store: Store
) -> None:
    assert clock_check.find_marks(office) == []
    mishap(office)
    assert len(clock_check.find_marks(office)) == 1
    assert len(clock_check.repair(office)) == 1
    assert clock_check.find_marks(office) == []
    assert integrity.check(store) == []


@pytest.mark.parametrize("mishap", [cancelled, held])
def test_a_place_comes_back_at_the_release_of_the_right_clock(
    mishap: Callable[[Desk], None], office: Desk
) -> None:
    start = free(office)[-1]
    mishap(office)
    assert start not in free(office)
    clock_check.repair(office)
    next_day = moved(office, timedelta(days=1, hours=5))
    assert start in free(next_day)


def test_a_sound_store_has_no_marks(office: Desk) -> None:
    """Whatever is due tomorrow, or after a weekend, was set by a right clock."""
    fill_up(office)
    wait_for(office)
    proposals.propose_due(office)
    holds_left = moved(office, timedelta(minutes=1))
    assert clock_check.find_marks(holds_left) == []


JUMPS = {
    "the next day": (timedelta(days=1), False),
    "after a weekend": (timedelta(days=7), False),
    "a day of work went by": (timedelta(days=2), True),
    "weeks": (timedelta(days=40), True),
    "years": (YEARS, True),
    "an hour back": (timedelta(hours=-1), False),
    "two days back": (timedelta(days=-2), True),
}


@pytest.mark.parametrize(("by", "is_doubted"), JUMPS.values(), ids=list(JUMPS))
def test_a_jump_of_the_clock_writes_nothing_until_confirmed(
    by: timedelta, is_doubted: bool, store: Store
) -> None:
    closures = (Closure(MONDAY.date() + timedelta(days=1), MONDAY.date() + timedelta(days=6), "x"),)
    known = small_office(counters=1, closures=closures if by == WEEK else ())
    first = desk_on(store, office=known)
    desk = moved(first, by)
    clock_check.doubt_clock(desk)
    assert (store.doubt is not None) is is_doubted
    if is_doubted:
        with pytest.raises(Refusal) as caught:
            leases.acquire(desk, leases.OUTBOX)
        assert caught.value.code == "clock_jumped"
        open_office(store, known, desk.clock)  # opening the desk itself writes nothing
        clock_check.repair(desk)
    start = free(desk)[-1]
    assert holds.hold(desk, start, BookingDraft()).start == start
    clock_check.doubt_clock(desk)
    assert store.doubt is None
