"""Holds: they keep a place, move, end by themselves, come back, and pass to a new program."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from rdv_tui.clock import Clock
from rdv_tui.domain.applicant import Applicant
from rdv_tui.domain.appointment import Channel, Hold
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.errors import Refusal
from rdv_tui.services.booking import booking, holds
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import schedule
from rdv_tui.services.stations import open_station
from rdv_tui.store import integrity, unfinished
from rdv_tui.store.transactions import snapshot
from tests.engines import sqlite_only
from tests.factories import StillClock, everything, person
from tests.services.booking.test_booking import EMPTY, NINE, QUARTER, book_at, refused, trail

TYPED = BookingDraft(typed={"family_name": "[/b] Nguyễn", "birth_date": "3/7/85"}, accepted=True)
LIFE = timedelta(minutes=5)


def free(desk: Desk, start: datetime = NINE) -> int:
    (slot,) = [slot for slot in schedule.day_slots(desk, start.date()) if slot.start == start]
    return slot.free


def other(desk: Desk) -> Desk:
    return replace(desk, agent="collègue", station="poste:2")


def kept_text(desk: Desk) -> str:
    return repr(everything(desk.store))


def book(desk: Desk, hold: Hold, who: Applicant) -> str:
    made = booking.book(desk, hold, who, channel=Channel.DESK, identification=None)
    return made.reference


def test_hold_takes_a_place_at_once_and_says_until_when(desk: Desk) -> None:
    hold = holds.hold(desk, NINE, EMPTY)
    assert free(desk) == 1
    assert hold.expires_at == desk.clock.now() + LIFE
    assert free(other(desk)) == 1


def test_expired_hold_counts_as_free_without_any_janitor(desk: Desk, clock: StillClock) -> None:
    for _ in range(2):
        holds.hold(desk, NINE, EMPTY)
    assert free(desk) == 0
    before = everything(desk.store)
    clock.forward(LIFE)
    assert free(desk) == 2
    assert schedule.next_free(desk, clock.local())[0].start == NINE
    assert everything(desk.store) == before


def test_place_of_an_expired_hold_can_be_taken(desk: Desk, clock: StillClock) -> None:
    both = [holds.hold(desk, NINE, TYPED) for _ in range(2)]
    clock.forward(LIFE)
    for rank in (1, 2):
        book_at(other(desk), NINE, person(rank))
    for hold in both:
        assert refused(desk, partial(holds.renew, desk, hold)).code == "slot_taken"
        assert refused(desk, partial(book, desk, hold, person(9))).code == "slot_taken"


def test_any_write_erases_what_expired_holds_kept(desk: Desk, clock: StillClock) -> None:
    holds.hold(desk, NINE, TYPED)
    assert "Nguyễn" in kept_text(desk)
    clock.forward(LIFE)
    holds.hold(other(desk), QUARTER, EMPTY)
    assert "Nguyễn" not in kept_text(desk)
    assert integrity.check(desk.store) == []


def test_drafts_leave_nothing_in_the_audit(desk: Desk) -> None:
    hold = holds.hold(desk, NINE, TYPED)
    holds.save_draft(desk, hold, TYPED.with_typed({"email": "x@example.org"}))
    holds.release(desk, hold)
    assert "Nguyễn" not in kept_text(desk)
    assert "x@example.org" not in kept_text(desk)
    assert [row.action for row in trail(desk, hold.reference)] == ["hold", "draft", "release"]


def test_sensitive_situation_is_not_kept_even_in_a_draft(desk: Desk) -> None:
    holds.hold(desk, NINE, TYPED.with_typed({"situation": "SOINS"}))
    assert "SOINS" not in kept_text(desk)
    assert "Nguyễn" in kept_text(desk)


def test_release_gives_the_place_back_once(desk: Desk) -> None:
    hold = holds.hold(desk, NINE, TYPED)
    holds.release(desk, hold)
    assert free(desk) == 2
    before = everything(desk.store)
    holds.release(desk, hold)
    holds.save_draft(desk, hold, TYPED)
    assert everything(desk.store) == before
    assert refused(desk, lambda: holds.renew(desk, hold)).code == "not_allowed_now"
    assert refused(desk, lambda: book(desk, hold, person())).code == "not_allowed_now"


def test_renewing_gives_the_full_time_again(desk: Desk, clock: StillClock) -> None:
    hold = holds.hold(desk, NINE, TYPED)
    clock.forward(timedelta(minutes=4))
    again = holds.renew(desk, hold)
    assert again.reference == hold.reference
    assert again.place == hold.place
    clock.forward(timedelta(minutes=4))
    assert free(desk) == 1


def test_lapsed_hold_comes_back_while_its_slot_has_a_place(desk: Desk, clock: StillClock) -> None:
    hold = holds.hold(desk, NINE, TYPED)
    clock.forward(LIFE)
    taken = book_at(other(desk), NINE, person(7))
    assert taken.place == hold.place
    again = holds.renew(desk, hold)
    assert (again.reference, again.start) == (hold.reference, NINE)
    assert again.place != hold.place
    assert free(desk) == 0
    assert integrity.check(desk.store) == []


def test_expired_hold_is_still_booked_when_nobody_took_the_place(
    desk: Desk, clock: StillClock, applicant: Applicant
) -> None:
    hold = holds.hold(desk, NINE, TYPED)
    clock.forward(LIFE)
    assert book(desk, hold, applicant) == hold.reference
    assert [row.action for row in trail(desk, hold.reference)] == ["hold", "lapse", "book"]


def test_slot_that_began_ends_the_hold(desk: Desk, clock: StillClock, applicant: Applicant) -> None:
    clock.forward(timedelta(minutes=58))
    hold = holds.hold(desk, NINE, EMPTY)
    clock.forward(timedelta(minutes=2))
    assert refused(desk, lambda: holds.renew(desk, hold)).code == "slot_past"
    assert refused(desk, lambda: book(desk, hold, applicant)).code == "slot_past"


def test_moving_a_hold_keeps_its_row(desk: Desk) -> None:
    hold = holds.hold(desk, NINE, EMPTY)
    moved = holds.hold(desk, QUARTER, TYPED, instead_of=hold)
    assert (moved.reference, moved.start) == (hold.reference, QUARTER)
    assert (free(desk, NINE), free(desk, QUARTER)) == (2, 1)


def test_hold_stays_when_the_new_slot_is_full(desk: Desk) -> None:
    hold = holds.hold(desk, NINE, TYPED)
    for _ in range(2):
        holds.hold(other(desk), QUARTER, EMPTY)
    moving = refused(desk, lambda: holds.hold(desk, QUARTER, TYPED, instead_of=hold))
    assert moving.code == "slot_taken"
    assert free(desk, NINE) == 1
    assert book(desk, hold, person()) == hold.reference


def test_moving_to_the_same_slot_needs_no_second_place(desk: Desk) -> None:
    hold = holds.hold(desk, NINE, EMPTY)
    holds.hold(other(desk), NINE, EMPTY)
    assert holds.hold(desk, NINE, TYPED, instead_of=hold).place == hold.place


def test_moving_a_released_hold_is_holding_anew(desk: Desk) -> None:
    hold = holds.hold(desk, NINE, EMPTY)
    holds.release(desk, hold)
    assert holds.hold(desk, NINE, EMPTY, instead_of=hold).reference != hold.reference


def test_nobody_touches_anothers_hold(desk: Desk, applicant: Applicant) -> None:
    hold = holds.hold(desk, NINE, TYPED)
    stranger = other(desk)
    for action in (
        lambda: holds.renew(stranger, hold),
        lambda: holds.release(stranger, hold),
        lambda: holds.save_draft(stranger, hold, EMPTY),
        lambda: holds.hold(stranger, QUARTER, EMPTY, instead_of=hold),
        lambda: book(stranger, hold, applicant),
        lambda: holds.take_over(stranger, hold),
    ):
        assert refused(desk, action).code == "not_allowed_now"


@sqlite_only
def test_time_is_read_under_the_write_lock(desk: Desk, tmp_path: Path) -> None:
    """Were it read before, the wait for the lock would shorten the hold and judge others early."""
    raw = sqlite3.connect(tmp_path / "rdv.db", timeout=0, isolation_level=None)
    locked: list[bool] = []

    class Witness(Clock):
        def now(self) -> datetime:
            try:
                raw.execute("BEGIN IMMEDIATE")
                raw.execute("ROLLBACK")
                locked.append(False)
            except sqlite3.OperationalError:
                locked.append(True)
            return super().now()

    witness = Witness(desk.clock.zone, ahead=desk.clock.now() - datetime.now(UTC))
    holds.hold(replace(desk, clock=witness), NINE, EMPTY)
    raw.close()
    assert locked
    assert all(locked)


def test_interrupted_booking_is_taken_up_by_the_same_agent(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "postes"
    dying = open_station(folder)
    before = replace(desk, station=dying.name, stations=folder)
    hold = holds.hold(before, NINE, EMPTY)
    holds.save_draft(before, hold, TYPED)

    now = open_station(folder)
    after = replace(desk, station=now.name, stations=folder)
    assert holds.list_interrupted(after) == []  # its program still runs
    assert refused(desk, lambda: holds.take_over(after, hold)).code == "not_allowed_now"

    dying.lock.release()  # what the system does for a program that is killed
    (found,) = holds.list_interrupted(after)
    assert (found.hold, found.draft, found.agent) == (hold, TYPED, "agent")
    assert holds.list_interrupted(replace(after, agent="collègue")) == []
    assert holds.list_interrupted(replace(after, stations=None)) == []

    taken = holds.take_over(after, hold)
    assert holds.list_interrupted(after) == []
    with pytest.raises(Refusal):
        holds.renew(before, hold)
    assert book(after, taken, person()) == hold.reference
    now.close()


def left_behind(desk: Desk, folder: Path, hold: Hold | None, draft: BookingDraft) -> Desk:
    """Let a program die over a booking; return the desk of the next one."""
    dying = open_station(folder)
    dead = replace(desk, station=dying.name, stations=folder)
    held = holds.hold(dead, NINE, EMPTY) if hold is None else hold
    holds.save_draft(dead, held, draft)
    dying.lock.release()
    return replace(desk, station=open_station(folder).name, stations=folder)


def test_what_was_typed_outlives_its_hold_for_the_day(
    desk: Desk, clock: StillClock, tmp_path: Path
) -> None:
    after = left_behind(desk, tmp_path / "postes", None, TYPED)
    clock.forward(LIFE)
    (found,) = holds.list_interrupted(after)
    assert (found.hold, found.draft) == (None, TYPED)
    assert holds.list_interrupted(replace(after, agent="collègue")) == []
    holds.take_up(after, found.draft)
    assert holds.list_interrupted(after) == []
    with snapshot(after) as unit:
        (kept,) = unfinished.list_kept(unit, clock.now() - timedelta(days=1))
    assert kept.station == after.station  # a second crash loses nothing either


def test_what_was_typed_is_erased_at_the_end_of_the_day(
    desk: Desk, clock: StillClock, tmp_path: Path
) -> None:
    after = left_behind(desk, tmp_path / "postes", None, TYPED)
    holds.forget_drafts_of_before(after)
    assert len(holds.list_interrupted(after)) == 1
    clock.forward(timedelta(days=1))
    assert holds.list_interrupted(after) == []
    holds.forget_drafts_of_before(after)
    with snapshot(after) as unit:
        assert unfinished.list_kept(unit, clock.now() - timedelta(days=9)) == []


def test_a_booking_that_ended_leaves_nothing_typed_behind(desk: Desk, clock: StillClock) -> None:
    def kept() -> int:
        with snapshot(desk) as unit:
            return len(unfinished.list_kept(unit, clock.now() - timedelta(days=1)))

    hold = holds.hold(desk, NINE, EMPTY)
    holds.save_draft(desk, hold, TYPED)
    assert kept() == 1
    book(desk, hold, person())
    assert kept() == 0
    holds.save_draft(desk, hold, TYPED)
    assert kept() == 0
    other = holds.hold(desk, NINE, EMPTY)
    holds.save_draft(desk, other, TYPED)
    holds.give_up(desk, other)
    assert kept() == 0
    holds.save_draft(desk, None, TYPED)
    assert kept() == 1
    holds.give_up(desk, None)
    assert kept() == 0


def test_interrupted_booking_is_offered_while_its_hold_lasts(
    desk: Desk, clock: StillClock, tmp_path: Path
) -> None:
    folder = tmp_path / "postes"
    dying = open_station(folder)
    hold = holds.hold(replace(desk, station=dying.name, stations=folder), NINE, TYPED)
    dying.lock.release()
    clock.forward(LIFE)
    after = replace(desk, stations=folder)
    assert holds.list_interrupted(after) == []
    assert refused(desk, lambda: holds.take_over(after, hold)).code == "not_allowed_now"


def test_two_agents_of_one_desk_keep_what_each_typed(desk: Desk, clock: StillClock) -> None:
    """One locked the desk over a draft, the other books there: a crash loses neither."""

    def kept(of: Desk) -> list[str]:
        with snapshot(of) as unit:
            return [row.draft for row in unfinished.list_kept(unit, clock.now() - LIFE)]

    colleague = replace(desk, agent="collègue #2")
    holds.save_draft(desk, None, TYPED)
    hold = holds.hold(colleague, NINE, EMPTY)
    holds.save_draft(colleague, hold, BookingDraft(typed={"family_name": "Benali"}))
    assert "Nguyễn" in kept(desk)[0]
    assert "Benali" in kept(colleague)[0]
    book(colleague, hold, person())
    assert kept(colleague) == []
    assert "Nguyễn" in kept(desk)[0]
