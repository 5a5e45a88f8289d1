"""Appointments: what one is, the statuses it may have, and the only moves between them."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from rdv_tui.domain.applicant import Applicant


class Status(StrEnum):
    """Where an appointment stands. Its value is what the store keeps and programs read."""

    HELD = "held"
    RELEASED = "released"
    LAPSED = "lapsed"
    BOOKED = "booked"
    ARRIVED = "arrived"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    INCOMPLETE = "incomplete"
    NO_SHOW = "no_show"
    LEFT = "left"
    CANCELLED = "cancelled"
    UNRECORDED = "unrecorded"


class Channel(StrEnum):
    """How the booking was made."""

    DESK = "desk"
    PHONE = "phone"
    KIOSK = "kiosk"


class Identification(StrEnum):
    """How the agent made sure who the person is."""

    DOCUMENT = "document"
    PHONE = "phone"


MOVES: dict[Status, frozenset[Status]] = {
    # A hold that lapsed may be taken again by whoever had it, if nobody took the place meanwhile.
    Status.HELD: frozenset({Status.HELD, Status.BOOKED, Status.RELEASED, Status.LAPSED}),
    Status.LAPSED: frozenset({Status.HELD, Status.BOOKED}),
    Status.RELEASED: frozenset(),
    Status.BOOKED: frozenset(
        {
            Status.BOOKED,
            Status.ARRIVED,
            Status.CANCELLED,
            Status.NO_SHOW,
            Status.UNRECORDED,
        }
    ),
    # Who waits may be sent to another counter; who is being received may be called once more.
    Status.ARRIVED: frozenset(
        {
            Status.ARRIVED,
            Status.BOOKED,
            Status.IN_PROGRESS,
            Status.NO_SHOW,
            Status.LEFT,
            Status.CANCELLED,
            Status.UNRECORDED,
        }
    ),
    Status.IN_PROGRESS: frozenset(
        {
            Status.IN_PROGRESS,
            Status.ARRIVED,
            Status.DONE,
            Status.INCOMPLETE,
            Status.LEFT,
            Status.UNRECORDED,
        }
    ),
    Status.DONE: frozenset({Status.IN_PROGRESS}),
    Status.INCOMPLETE: frozenset({Status.IN_PROGRESS}),
    Status.NO_SHOW: frozenset({Status.BOOKED, Status.ARRIVED}),
    Status.LEFT: frozenset({Status.ARRIVED}),
    Status.CANCELLED: frozenset({Status.BOOKED}),
    Status.UNRECORDED: frozenset({Status.DONE, Status.INCOMPLETE, Status.NO_SHOW, Status.LEFT}),
}
"""The legal moves, all of them: every write in the store asks this table first."""

FREES_PLACE = frozenset({Status.RELEASED, Status.LAPSED, Status.CANCELLED})
"""Statuses whose appointment occupies no place any more."""

BINDS_PERSON = frozenset({Status.BOOKED, Status.ARRIVED, Status.IN_PROGRESS})
"""Statuses of an appointment still to be served: a person has one of these at most."""


def status_on(status: Status, day: date, today: date) -> Status:
    """Return how an appointment of `day` counts on `today`: nobody is awaited on a past day."""
    is_over = day < today and status in BINDS_PERSON
    return Status.UNRECORDED if is_over else status


def may_move(before: Status, after: Status) -> bool:
    """Say whether an appointment in status `before` may go to `after`."""
    return after in MOVES[before]


@dataclass(frozen=True, slots=True)
class Hold:
    """A place kept for a booking under way.

    `start` is the office's wall clock (naive); `expires_at` is an instant (aware, UTC).
    """

    reference: str
    start: datetime
    place: int
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Appointment:
    """A booked appointment. `start` is the office's wall clock; `booked_at` an instant in UTC.

    `revision` counts the changes of what its papers and messages say; two that say the same are
    equal, however they came to it.
    """

    reference: str
    status: Status
    start: datetime
    place: int
    counter: int | None
    channel: Channel
    applicant: Applicant
    booked_at: datetime
    identification: Identification | None = None
    revision: int = field(default=0, compare=False)

    def as_of(self, today: date) -> "Appointment":
        """Return the appointment with the status that counts on `today` (`status_on`)."""
        return replace(self, status=status_on(self.status, self.start.date(), today))


@dataclass(frozen=True, slots=True)
class Slot:
    """A start time with its number of places, and how many of them are free now."""

    start: datetime
    capacity: int
    free: int
