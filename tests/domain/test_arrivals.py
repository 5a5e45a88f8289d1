"""The acts of the day keep to the law of statuses, and to the clock."""

from datetime import datetime, timedelta

import pytest

from rdv_tui.domain.appointment import BINDS_PERSON, FREES_PLACE, Status, may_move
from rdv_tui.domain.arrivals import ALLOWED_AFTERWARDS, ALLOWED_FROM, DayAct, possible_day_acts

NINE = datetime.fromisoformat("2026-11-30T09:00")
LEADS_TO = {
    DayAct.CHECK_IN: {Status.ARRIVED},
    DayAct.UNDO_CHECK_IN: {Status.BOOKED},
    DayAct.CALL: {Status.IN_PROGRESS},
    DayAct.RECALL: {Status.IN_PROGRESS},
    DayAct.RETURN_TO_ROOM: {Status.ARRIVED},
    DayAct.TRANSFER: {Status.ARRIVED},
    DayAct.RECEIVE: {Status.DONE},
    DayAct.INCOMPLETE: {Status.INCOMPLETE},
    DayAct.NO_SHOW: {Status.NO_SHOW},
    DayAct.LEAVE: {Status.LEFT},
    DayAct.REOPEN: {Status.IN_PROGRESS, Status.BOOKED, Status.ARRIVED},
}


@pytest.mark.parametrize("act", DayAct)
def test_every_act_is_a_legal_move(act: DayAct) -> None:
    for status in ALLOWED_FROM[act]:
        assert any(may_move(status, after) for after in LEADS_TO[act]), (act, status)


def test_what_is_told_afterwards_passes_by_unrecorded() -> None:
    for status in ALLOWED_AFTERWARDS:
        assert may_move(status, Status.UNRECORDED)
        possible = possible_day_acts(status, NINE, NINE + timedelta(days=1), came=False)
        assert {DayAct.RECEIVE, DayAct.INCOMPLETE, DayAct.NO_SHOW} <= possible


@pytest.mark.parametrize("days", [0, 1])
@pytest.mark.parametrize("status", Status)
def test_who_came_is_never_absent_and_who_never_came_never_left(status: Status, days: int) -> None:
    now = NINE + timedelta(days=days)
    assert DayAct.NO_SHOW not in possible_day_acts(status, NINE, now, came=True)
    assert DayAct.LEAVE not in possible_day_acts(status, NINE, now, came=False)


@pytest.mark.parametrize("status", [Status.ARRIVED, Status.IN_PROGRESS, Status.UNRECORDED])
def test_who_came_may_have_left_on_the_day_and_afterwards(status: Status) -> None:
    for now in (NINE, NINE + timedelta(days=1)):
        assert DayAct.LEAVE in possible_day_acts(status, NINE, now, came=True)


def test_on_the_day_itself_nobody_is_received_uncalled() -> None:
    for status in ALLOWED_AFTERWARDS:
        assert DayAct.RECEIVE not in possible_day_acts(
            status, NINE, NINE + timedelta(hours=8), came=True
        )


@pytest.mark.parametrize("status", Status)
def test_from_every_state_there_is_a_way_on_its_day_or_there_never_was(status: Status) -> None:
    came = status not in {Status.BOOKED, Status.NO_SHOW}
    possible = possible_day_acts(status, NINE, NINE, came=came)
    assert bool(possible) == (status not in FREES_PLACE | {Status.HELD})


@pytest.mark.parametrize("days", [-1, 1])
def test_nobody_arrives_or_is_called_on_another_day(days: int) -> None:
    for status in BINDS_PERSON:
        possible = possible_day_acts(status, NINE, NINE + timedelta(days=days), came=True)
        assert not possible & {DayAct.CHECK_IN, DayAct.CALL, DayAct.TRANSFER}


@pytest.mark.parametrize(("minutes", "possible"), [(-1, False), (0, True), (600, True)])
def test_absent_from_the_hour_on(minutes: int, possible: bool) -> None:
    now = NINE + timedelta(minutes=minutes)
    assert (DayAct.NO_SHOW in possible_day_acts(Status.BOOKED, NINE, now, came=False)) is possible
