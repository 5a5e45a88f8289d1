"""What is told to people by e-mail, and whom to call instead: the values, not the words."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rdv_tui.domain.names import written_name


class MessageKind(StrEnum):
    """What gave cause for a message."""

    BOOKED = "booked"
    MOVED = "moved"
    CANCELLED = "cancelled"
    PROPOSED = "proposed"
    REMINDER = "reminder"
    LETTER = "letter"


INVITING_KINDS = frozenset(
    {MessageKind.BOOKED, MessageKind.MOVED, MessageKind.REMINDER, MessageKind.LETTER}
)
"""Messages that call a person in: they bring the letter."""


class MessageState(StrEnum):
    """Where a message stands; `withdrawn` is one that stopped being true before it was sent."""

    UNSENT = "waiting"
    SENT = "sent"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


class CallKind(StrEnum):
    """Why somebody is to be called."""

    MOVED = "moved"
    CANCELLED = "cancelled"
    PROPOSAL = "proposal"
    REMINDER = "reminder"
    UNDELIVERED = "undelivered"


class CallState(StrEnum):
    """How a call stands; the first two are still to be made."""

    TODO = "todo"
    UNREACHED = "unreached"
    REACHED = "reached"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class MessageFacts:
    """What a message tells, as it was true when its cause arose.

    `start` and `previous` (the date before a move, when it is known) are the office's wall clock;
    `deadline` is the instant (UTC) until which a proposed place is kept; `reason` the code of a
    cancellation.
    """

    family_name: str
    given_names: str
    start: datetime
    counter: int | None = None
    previous: datetime | None = None
    reason: str | None = None
    deadline: datetime | None = None

    @property
    def name(self) -> str:
        """Return the whole name, the family's first."""
        return written_name(self.family_name, self.given_names)
