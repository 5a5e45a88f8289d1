"""What may be done with an appointment once it is booked, by the law of statuses and the clock."""

from datetime import datetime, timedelta
from enum import StrEnum

from rdv_tui.domain.appointment import BINDS_PERSON, Status, may_move


class CancelReason(StrEnum):
    """Why an appointment is cancelled. Its value is what the store keeps and programs read."""

    APPLICANT = "applicant"
    OFFICE = "office"
    DUPLICATE = "duplicate"
    NOT_ELIGIBLE = "not_eligible"


class Act(StrEnum):
    """Something that can be done with an appointment."""

    MOVE = "move"
    CANCEL = "cancel"
    CORRECT = "correct"
    LETTER = "letter"


UNDO_LIMIT = timedelta(minutes=1)
"""How long after an act it may be undone in one key."""

_MOVABLE = frozenset({Status.BOOKED, Status.ARRIVED})
"""Still to be served, and not being served: a person who missed the day books anew."""


def possible_acts(status: Status, start: datetime, now: datetime) -> frozenset[Act]:
    """Return what may be done at `now` with an appointment at `start` (both wall clock, naive).

    One on a past day is neither moved nor cancelled: it has an outcome, which is to be recorded.
    Its hour alone may be over, since people come late. Details may be corrected as long as
    somebody is still to be served by them; a letter calls in whoever may still come.
    """
    acts = set[Act]()
    if status in BINDS_PERSON:
        acts.add(Act.CORRECT)
    if start.date() >= now.date():
        if status in _MOVABLE and may_move(status, Status.BOOKED):
            acts.add(Act.MOVE)
        if may_move(status, Status.CANCELLED):
            acts.add(Act.CANCEL)
            acts.add(Act.LETTER)
    return frozenset(acts)
