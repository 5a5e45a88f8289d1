"""What may be done on an appointment's own day, by the law of statuses and the clock. Pure."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from rdv_tui.domain.appointment import Status


class DayAct(StrEnum):
    """Something that is done with a person on the day."""

    CHECK_IN = "check_in"
    UNDO_CHECK_IN = "undo_check_in"
    CALL = "call"
    RECALL = "recall"
    RETURN_TO_ROOM = "put_back"
    TRANSFER = "hand_over"
    RECEIVE = "receive"
    INCOMPLETE = "incomplete"
    NO_SHOW = "no_show"
    LEAVE = "leave"
    REOPEN = "reopen"


ALLOWED_FROM: Mapping[DayAct, frozenset[Status]] = {
    DayAct.CHECK_IN: frozenset({Status.BOOKED, Status.NO_SHOW, Status.LEFT}),
    DayAct.UNDO_CHECK_IN: frozenset({Status.ARRIVED}),
    DayAct.CALL: frozenset({Status.ARRIVED}),
    DayAct.RECALL: frozenset({Status.IN_PROGRESS}),
    DayAct.RETURN_TO_ROOM: frozenset({Status.IN_PROGRESS}),
    DayAct.TRANSFER: frozenset({Status.ARRIVED, Status.IN_PROGRESS}),
    DayAct.RECEIVE: frozenset({Status.IN_PROGRESS, Status.UNRECORDED}),
    DayAct.INCOMPLETE: frozenset({Status.IN_PROGRESS, Status.UNRECORDED}),
    DayAct.NO_SHOW: frozenset({Status.BOOKED, Status.ARRIVED, Status.UNRECORDED}),
    DayAct.LEAVE: frozenset({Status.ARRIVED, Status.IN_PROGRESS, Status.UNRECORDED}),
    DayAct.REOPEN: frozenset({Status.DONE, Status.INCOMPLETE, Status.NO_SHOW, Status.LEFT}),
}
"""The statuses from which each act starts. A booked person is not received without a call.

Who is there is never noted as absent (`agrees_with_arrival`): they leave without being received.
"""

ALLOWED_AFTERWARDS = frozenset({Status.BOOKED, Status.ARRIVED})
"""Statuses that nobody brought to an end on the day: an outcome may be told later."""

TODAY_ONLY = frozenset({DayAct.CHECK_IN, DayAct.CALL, DayAct.TRANSFER})
_OUTCOMES = frozenset({DayAct.RECEIVE, DayAct.INCOMPLETE})
_OF_WHO_CAME = {DayAct.LEAVE: True, DayAct.NO_SHOW: False}
"""Acts that tell whether the person came at all, which an arrival tells as well."""


def is_allowed(act: DayAct, status: Status, start: datetime, now: datetime) -> bool:
    """Say whether `act` follows from `status` (all hours are the office's wall clock)."""
    told_later = start.date() < now.date() and act in _OUTCOMES and status in ALLOWED_AFTERWARDS
    return status in ALLOWED_FROM[act] or told_later


def is_due(act: DayAct, start: datetime, now: datetime) -> bool:
    """Say whether the clock allows `act`: arrivals on the day itself, absences from the hour on."""
    if act in TODAY_ONLY:
        return start.date() == now.date()
    return act is not DayAct.NO_SHOW or start <= now


def agrees_with_arrival(act: DayAct, *, came: bool) -> bool:
    """Say whether `act` may follow for a person who `came`: nobody who was there was absent."""
    return _OF_WHO_CAME.get(act, came) is came


def possible_day_acts(
    status: Status, start: datetime, now: datetime, *, came: bool
) -> frozenset[DayAct]:
    """Return what may be done at `now` with a person whose appointment is at `start`.

    `came` says whether their arrival was noted.
    """
    return frozenset(
        act
        for act in DayAct
        if is_allowed(act, status, start, now)
        and is_due(act, start, now)
        and agrees_with_arrival(act, came=came)
    )
