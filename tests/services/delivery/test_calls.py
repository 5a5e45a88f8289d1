"""The calls to make, and what becomes of them."""

from datetime import datetime, timedelta

import pytest

from rdv_tui.domain.appointment import Appointment, Channel
from rdv_tui.domain.message import CallKind, CallState
from rdv_tui.domain.rights import Right
from rdv_tui.errors import Refusal
from rdv_tui.services.booking.booking import book_at
from rdv_tui.services.delivery import calls
from rdv_tui.services.desk import Desk
from rdv_tui.store import calls as calls_store
from rdv_tui.store.transactions import transaction
from tests.factories import StillClock, everything, person

NINE = datetime.fromisoformat("2026-12-01T09:00")


def called_for(desk: Desk, rank: int, kind: CallKind, due: timedelta) -> Appointment:
    who = person(rank, phone="+33612345678")
    made = book_at(desk, NINE, who, channel=Channel.DESK)
    with transaction(desk, Right.UPKEEP) as unit:
        calls_store.add(unit, kind, unit.now + due, made.reference)
    return made


def test_the_most_urgent_comes_first(desk: Desk, clock: StillClock) -> None:
    late = called_for(desk, 1, CallKind.REMINDER, timedelta(hours=3))
    soon = called_for(desk, 2, CallKind.MOVED, timedelta(hours=1))
    first, second = calls.list_calls(desk)
    assert [first.reference, second.reference] == [soon.reference, late.reference]
    assert (first.name, first.phone, first.start) == ("ŞÜKRÜ Đorđe 2", "+33612345678", NINE)
    assert (first.state, first.tries, first.by) == (CallState.TODO, 0, None)
    assert first.since == clock.now()


def test_unreached_stays_and_counts_reached_goes(desk: Desk, clock: StillClock) -> None:
    called_for(desk, 1, CallKind.MOVED, timedelta())
    (call,) = calls.list_calls(desk)
    for tries in (1, 2):
        clock.forward(timedelta(minutes=5))
        calls.record_outcome(desk, call.id, CallState.UNREACHED)
        (again,) = calls.list_calls(desk)
        assert (again.state, again.tries, again.by) == (CallState.UNREACHED, tries, "agent")
        assert again.at == clock.now()
    calls.record_outcome(desk, call.id, CallState.REACHED)
    assert calls.list_calls(desk) == []


@pytest.mark.parametrize("outcome", [CallState.REACHED, CallState.CLOSED, CallState.UNREACHED])
def test_a_call_that_is_over_cannot_be_answered(desk: Desk, outcome: CallState) -> None:
    called_for(desk, 1, CallKind.MOVED, timedelta())
    (call,) = calls.list_calls(desk)
    calls.record_outcome(desk, call.id, CallState.CLOSED)
    before = everything(desk.store)
    for number in (call.id, 99):
        with pytest.raises(Refusal) as caught:
            calls.record_outcome(desk, number, outcome)
        assert caught.value.code == "not_allowed_now"
    assert everything(desk.store) == before


def test_nothing_is_answered_by_doing_nothing(desk: Desk) -> None:
    called_for(desk, 1, CallKind.MOVED, timedelta())
    (call,) = calls.list_calls(desk)
    with pytest.raises(ValueError, match="todo"):
        calls.record_outcome(desk, call.id, CallState.TODO)


def test_it_is_too_late_to_call_about_a_past_hour(desk: Desk, clock: StillClock) -> None:
    called_for(desk, 1, CallKind.MOVED, timedelta())
    clock.forward(timedelta(days=1, hours=1))
    assert calls.list_calls(desk) == []
