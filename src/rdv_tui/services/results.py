"""What the services answer with. Screens can import these values without loading the store."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rdv_tui.domain.appointment import Appointment, Hold
from rdv_tui.domain.draft import BookingDraft


class DayState(StrEnum):
    """What a day of the calendar is, for the eye."""

    OPEN = "open"
    FULL = "full"
    HOLIDAY = "holiday"
    CLOSED = "closed"
    PAST = "past"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class DaySummary:
    """One day: `free` places still to come out of `capacity`; `label` says why it is closed."""

    day: date
    state: DayState
    free: int
    capacity: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class InterruptedBooking:
    """A booking that a program which ended left behind; its place only while its hold lasts."""

    hold: Hold | None
    draft: BookingDraft
    agent: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """That another office of the store expects somebody: where, and on which day."""

    place: str
    day: date


@dataclass(frozen=True, slots=True)
class Screening:
    """The automatic checks on a person.

    `future` is their appointment today or later; `same_email` and `same_phone` count the other
    persons booked with the same address or number. `known` is the last one booked, whatever became
    of it: not to be shown before the person confirmed who they are. `elsewhere` bars nothing.
    """

    future: Appointment | None
    same_email: int
    same_phone: int
    known: Appointment | None = None
    elsewhere: tuple[Elsewhere, ...] = ()
