"""People without an appointment: where they may stand, and the tickets that name all who wait."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

WITH_APPOINTMENT, WITHOUT_APPOINTMENT = "A", "B"
"""The letters of tickets."""


class WalkInStatus(StrEnum):
    """Where a walk-in stands. Its value is what the store keeps and programs read."""

    ARRIVED = "arrived"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    LEFT = "left"
    ELSEWHERE = "elsewhere"
    UNRECORDED = "unrecorded"


WALK_INS_HERE = frozenset({WalkInStatus.ARRIVED, WalkInStatus.IN_PROGRESS})
"""Where who waits or is received stands: from here a visit is called, handed over or ended."""
WALK_INS_ENDED = frozenset({WalkInStatus.DONE, WalkInStatus.LEFT, WalkInStatus.ELSEWHERE})
"""How a visit ended on its day; that alone is taken back."""


def walk_in_status_on(status: WalkInStatus, day: date, today: date) -> WalkInStatus:
    """Return where a walk-in of `day` stands today: on a day that is over, nobody waits."""
    is_open = status in WALK_INS_HERE
    return WalkInStatus.UNRECORDED if is_open and day < today else status


class SentElsewhere(StrEnum):
    """Why somebody without an appointment was sent on. Its value is what the store keeps."""

    ONLINE = "online"
    TO_BOOK = "to_book"
    BY_POST = "by_post"
    OTHER_OFFICE = "other_office"
    OTHER = "other"


def ticket_text(letter: str, number: int) -> str:
    """Write a ticket as it is shown and said: « B 042 »."""
    return f"{letter} {number:03d}"


@dataclass(frozen=True, slots=True)
class WalkIn:
    """Somebody who came without an appointment. What ends in `_at` is an instant (aware, UTC).

    `id` names them for good, `ticket` for the day. `counter` called them, or is to. Who was sent
    elsewhere at the door has neither name nor ticket.
    """

    id: int
    ticket: str
    status: WalkInStatus
    name: str
    reason: str
    foreign_resident_number: str | None
    arrived_at: datetime
    called_at: datetime | None = None
    ended_at: datetime | None = None
    counter: int | None = None
    elsewhere: SentElsewhere | None = None

    @property
    def reference(self) -> str:
        """What names the person today, as a reference names an appointment."""
        return self.ticket
