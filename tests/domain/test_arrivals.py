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
    DayAct.REOPEN: {Status.IN_PROGRESS, Status.BOOKED},
}


@pytest.mark.parametrize("act", DayAct)
def test_every_act_is_a_legal_move(act: DayAct) -> None:
    for status in ALLOWED_FROM[act]:
        assert any(may_move(status, after) for after in LEADS_TO[act]), (act, status)


def test_what_is_told_afterwards_passes_by_unrecorded() -> None:
    for status in ALLOWED_AFTERWARDS:
        assert may_move(status, Status.UNRECORDED)
        possible = possible_day_acts(status, NINE, NINE + timedelta(days=1))
        assert {DayAct.RECEIVE, DayAct.INCOMPLETE, DayAct.NO_SHOW} <= possible


def test_on_the_day_itself_nobody_is_received_uncalled() -> None:
    for status in ALLOWED_AFTERWARDS:
        assert DayAct.RECEIVE not in possible_day_acts(status, NINE, NINE + timedelta(hours=8))


@pytest.mark.parametrize("status", Status)
def test_from_every_state_there_is_a_way_on_its_day_or_there_never_was(status: Status) -> None:
    possible = possible_day_acts(status, NINE, NINE)
    assert bool(possible) == (status not in FREES_PLACE | {Status.HELD})


@pytest.mark.parametrize("days", [-1, 1])
def test_nobody_arrives_or_is_called_on_another_day(days: int) -> None:
    for status in BINDS_PERSON:
        possible = possible_day_acts(status, NINE, NINE + timedelta(days=days))
        assert not possible & {DayAct.CHECK_IN, DayAct.CALL, DayAct.TRANSFER}


@pytest.mark.parametrize(("minutes", "possible"), [(-1, False), (0, True), (600, True)])
def test_absent_from_the_hour_on(minutes: int, possible: bool) -> None:
    now = NINE + timedelta(minutes=minutes)
    assert (DayAct.NO_SHOW in possible_day_acts(Status.BOOKED, NINE, now)) is possible
