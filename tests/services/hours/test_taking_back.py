"""A change of hours is taken back, and those whom it moved find their old place kept for them."""

from datetime import datetime, timedelta

import pytest

from rdv_tui.domain.message import MessageState
from rdv_tui.domain.office import Closure
from rdv_tui.domain.opening_hours import HoursChange
from rdv_tui.domain.rights import Right
from rdv_tui.errors import Refusal
from rdv_tui.services.booking import changes
from rdv_tui.services.delivery.calls import list_calls
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import opening_hours, reseating, returning, schedule
from rdv_tui.services.waiting.proposals import propose_due
from rdv_tui.store import hours_changes, outbox
from rdv_tui.store.delivery_tables import MessageRow
from rdv_tui.store.engine import Store
from rdv_tui.store.integrity import check
from rdv_tui.store.transactions import snapshot, transaction
from tests.factories import StillClock
from tests.services.hours.changing import all_rows, book, row_of
from tests.services.waiting.asking import wait_for

FAR = datetime(2026, 12, 14, 9)
SHUT = HoursChange(added=(Closure(FAR.date(), FAR.date(), "Travaux"),))


@pytest.fixture
def moved(desk: Desk) -> list[str]:
    """Two persons of a far Monday, moved off it by a closure."""
    two = [book(desk, FAR, rank, email=f"p{rank}@example.org") for rank in (1, 2)]
    _apply(desk, SHUT)
    assert all(row_of(desk, one).start != FAR for one in two)
    return two


def _apply(desk: Desk, change: HoursChange) -> opening_hours.ChangeResult:
    effect = opening_hours.preview(desk, change)
    moves = {of: start for of, start in effect.proposed.items() if start}
    return opening_hours.apply_change(desk, change, moves)


def _kinds(desk: Desk, reference: str) -> list[tuple[str, str]]:
    mine = (one for one in all_rows(desk, MessageRow) if one.reference == reference)
    return [(one.kind, one.state) for one in mine]


def _send_all(desk: Desk) -> None:
    with transaction(desk, Right.UPKEEP) as unit:
        for row in outbox.list_unsent(unit):
            outbox.count_attempt(unit, row, timedelta(hours=1))
            outbox.end(unit, row, MessageState.SENT, "250 OK")


def test_the_preview_names_them_with_their_old_places(desk: Desk, moved: list[str]) -> None:
    effect = opening_hours.preview(desk, SHUT.inverse())
    assert sorted(one.reference for one in effect.returning) == sorted(moved)
    assert effect.proposed == dict.fromkeys(moved, FAR)
    assert effect.displaced == ()


def test_who_was_told_nothing_goes_back_without_a_word(
    desk: Desk, store: Store, moved: list[str]
) -> None:
    result = _apply(desk, SHUT.inverse())
    assert sorted(result.moved) == sorted(moved)
    for one in moved:
        assert row_of(desk, one).start == FAR
        # Their first letter had not left either: it is queued anew, and nothing of the move.
        assert _kinds(desk, one)[-2:] == [("moved", "withdrawn"), ("booked", "waiting")]
    assert list_calls(desk) == []
    assert opening_hours.get_overview(desk).last is None
    assert check(store) == []


def test_who_was_told_is_told_again(desk: Desk, moved: list[str]) -> None:
    _send_all(desk)
    _apply(desk, SHUT.inverse())
    for one in moved:
        assert row_of(desk, one).start == FAR
        assert _kinds(desk, one)[-1] == ("moved", "waiting")


def test_until_they_answer_nobody_else_gets_their_places(
    desk: Desk, clock: StillClock, store: Store, moved: list[str]
) -> None:
    wait_for(desk, 50)
    opening_hours.write_change(desk, SHUT.inverse())
    assert reseating.get_displaced_overview(desk).proposed == dict.fromkeys(moved, FAR)
    for _ in range(2):
        with pytest.raises(Refusal):
            book(desk, FAR, 60)
        propose_due(desk)
        assert all(one.start != FAR for one in schedule.free_slots(desk, FAR.date(), 1))
    returning.move_back(desk, moved[0])
    assert row_of(desk, moved[0]).start == FAR
    clock.forward(timedelta(hours=desk.office.proposal_hours, minutes=1))
    assert [one.free for one in schedule.free_slots(desk, FAR.date(), 1)][:1] == [1]
    with pytest.raises(Refusal) as late:
        returning.move_back(desk, moved[1])
    assert late.value.code == "slot_taken"
    assert reseating.get_displaced_overview(desk).returning == ()
    assert check(store) == []


def test_who_moved_on_since_is_not_called_back(desk: Desk, moved: list[str]) -> None:
    elsewhere = FAR + timedelta(days=3)
    changes.move(desk, moved[0], elsewhere, asked_for=True)
    effect = opening_hours.preview(desk, SHUT.inverse())
    assert [one.reference for one in effect.returning] == [moved[1]]


def test_a_change_that_others_built_upon_is_not_taken_back(desk: Desk, moved: list[str]) -> None:
    assert opening_hours.get_overview(desk).last == SHUT
    opening_hours.write_change(desk, HoursChange(removed=SHUT.added))
    with pytest.raises(Refusal) as refused:
        opening_hours.write_change(desk, SHUT.inverse())
    assert refused.value.code == "not_allowed_now"
    with snapshot(desk) as unit:
        newest, before = hours_changes.list_recent(unit)[:2]
    assert before.taken_back == newest.id


def test_a_change_made_once_more_is_taken_back_once_more(desk: Desk, moved: list[str]) -> None:
    _apply(desk, SHUT.inverse())
    assert opening_hours.get_overview(desk).last is None
    _apply(desk, SHUT)
    assert opening_hours.get_overview(desk).last == SHUT
    _apply(desk, SHUT.inverse())
    assert opening_hours.get_overview(desk).last is None
    assert [row_of(desk, one).start for one in moved] == [FAR, FAR]


def test_who_could_not_be_told_again_in_time_keeps_the_new_date(
    desk: Desk, clock: StillClock, moved: list[str]
) -> None:
    _send_all(desk)
    clock.forward(FAR - timedelta(days=1) - clock.local())
    later = [one for one in moved if row_of(desk, one).start > FAR]
    effect = opening_hours.preview(desk, SHUT.inverse())
    assert [effect.proposed[one] for one in later] == [None] * len(later)
