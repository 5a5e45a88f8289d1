"""Whoever may come in vain is called before all others, by the hour at which they would come."""

from dataclasses import replace
from datetime import datetime, timedelta

from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.appointment import Channel
from rdv_tui.domain.message import CallKind, MessageState
from rdv_tui.domain.office import Closure
from rdv_tui.domain.opening_hours import HoursChange
from rdv_tui.domain.rights import Right
from rdv_tui.services.booking import booking, changes
from rdv_tui.services.delivery import outbox
from rdv_tui.services.delivery.calls import list_calls
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import opening_hours
from rdv_tui.store import calls, outbox as outbox_store
from rdv_tui.store.transactions import snapshot, transaction
from tests.factories import StillClock, person

TOMORROW = datetime(2026, 12, 1, 9)
FAR = datetime(2026, 12, 14, 9)


def _book(desk: Desk, rank: int, start: datetime, **more: str) -> str:
    made = booking.book_at(desk, start, person(rank, **more), channel=Channel.DESK)
    return made.reference


def _move_all_off(desk: Desk, start: datetime) -> None:
    day = start.date()
    shut = HoursChange(added=(Closure(day, day, "Malaise"),))
    proposed = opening_hours.preview(desk, shut).proposed
    moves = {reference: other for reference, other in proposed.items() if other}
    opening_hours.apply_change(desk, shut, moves)


def test_moved_off_the_next_open_day_means_a_call_beside_the_e_mail(desk: Desk) -> None:
    later = _book(desk, 1, TOMORROW + timedelta(minutes=30), email="a@example.org", phone="0611")
    sooner = _book(desk, 2, TOMORROW, email="b@example.org", phone="0612")
    far = _book(desk, 3, FAR, email="c@example.org", phone="0613")
    with transaction(desk, Right.UPKEEP) as unit:  # due long before, and no more urgent for it
        calls.add(unit, CallKind.REMINDER, unit.now - timedelta(days=2), far)
    _move_all_off(desk, TOMORROW)
    assert [one.reference for one in list_calls(desk)] == [sooner, later, far]
    assert {m.reference for m in outbox.list_messages(desk) if m.kind == "moved"} == {sooner, later}


def test_moved_off_a_far_day_an_e_mail_will_do(desk: Desk) -> None:
    _book(desk, 1, FAR, email="a@example.org", phone="0611")
    _move_all_off(desk, FAR)
    assert list_calls(desk) == []


def test_where_no_mail_server_is_known_everybody_is_called(desk: Desk, clock: StillClock) -> None:
    alone = replace(desk, sends_mail=False)
    reference = _book(alone, 1, FAR, email="a@example.org", phone="0611")
    _move_all_off(alone, FAR)
    assert [one.reference for one in list_calls(alone)] == [reference]


def test_an_address_that_failed_is_no_way_to_reach_anybody(desk: Desk) -> None:
    reference = _book(desk, 1, FAR, email="a@example.org", phone="0611")
    with transaction(desk, Right.UPKEEP) as unit:
        row = outbox_store.of_appointment(unit, reference)[0]
        outbox_store.end(unit, row, MessageState.FAILED, "550 no such user")
    _move_all_off(desk, FAR)
    assert [one.reference for one in list_calls(desk)] == [reference]


def test_cancelled_by_the_office_for_tomorrow_is_a_call_too(desk: Desk) -> None:
    reference = _book(desk, 1, TOMORROW, email="a@example.org", phone="0611")
    changes.cancel(desk, reference, CancelReason.OFFICE)
    with snapshot(desk) as unit:
        found = calls.list_open(unit)
    assert [(call.reference, call.former_start) for call, _, _ in found] == [(reference, TOMORROW)]


def test_the_e_mail_of_a_change_of_hours_waits_to_be_taken_back(
    desk: Desk, clock: StillClock
) -> None:
    _book(desk, 1, FAR, email="a@example.org")
    _move_all_off(desk, FAR)
    with snapshot(desk) as unit:
        assert outbox_store.due(unit) == []
    clock.forward(timedelta(minutes=desk.office.hours_mail_minutes))
    with snapshot(desk) as unit:
        assert [one.kind for one in outbox_store.due(unit)] == ["moved"]
