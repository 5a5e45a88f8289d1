"""The waiting list's rules: what suits whom, who comes first, how long a place is kept for them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from rdv_tui.domain.names import written_name


class WaitingState(StrEnum):
    """Where somebody on the list stands; the first two still wait."""

    WAITING = "waiting"
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"
    EXHAUSTED = "exhausted"


class ProposalOutcome(StrEnum):
    """What became of a proposal."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    EXPIRED = "expired"


PROPOSAL_INTERVAL = timedelta(days=1)
"""How long after a proposal the same person is proposed another place, at the earliest."""

ANSWER_MARGIN = timedelta(hours=2)
"""How long before the appointment an answer must be there: one must still come, with the file."""

MIN_ANSWER_TIME = timedelta(hours=1)
"""A shorter time to answer is no proposal: nobody would be reached."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What suits a person: days from `first` to `last` (both in), weekdays (0 is Monday), hours.

    An appointment may start from `from_time` on and before `until_time`, wall clock.
    """

    first: date
    last: date
    weekdays: frozenset[int]
    from_time: time
    until_time: time

    def suits(self, start: datetime) -> bool:
        """Say whether a slot at `start` (wall clock) suits."""
        return (
            self.first <= start.date() <= self.last
            and start.weekday() in self.weekdays
            and self.from_time <= start.time() < self.until_time
        )


@dataclass(frozen=True, slots=True)
class Proposal:
    """A place proposed: `start` is wall clock, the others instants (UTC). `tries` counts calls."""

    id: int
    reference: str
    start: datetime
    proposed_at: datetime
    deadline: datetime
    answer: ProposalOutcome
    tries: int = 0


@dataclass(frozen=True, slots=True)
class WaitingEntry:
    """A person on the list, with the last place proposed to them, if any was.

    `rank_on` is the day on which the permit expires; `proposals` counts the places proposed.
    """

    id: int
    state: WaitingState
    family_name: str
    given_names: str
    foreign_resident_number: str
    situation: str
    rank_on: date
    asked_at: datetime
    asked_by: str
    wish: Wish
    phone: str | None
    email: str | None
    proposals: int = 0
    not_before: datetime | None = None
    last_proposal: Proposal | None = None

    @property
    def name(self) -> str:
        """Family name and given names."""
        return written_name(self.family_name, self.given_names)

    @property
    def pending(self) -> Proposal | None:
        """The place kept for them now."""
        last = self.last_proposal
        return last if last is not None and last.answer is ProposalOutcome.PENDING else None

    def live_proposal(self, now: datetime) -> Proposal | None:
        """Return the proposal that still keeps a place for them at `now` (an instant)."""
        pending = self.pending
        return pending if pending is not None and pending.deadline > now else None


def answer_deadline(now: datetime, wanted: datetime, begins: datetime) -> datetime | None:
    """Return until when a place is kept, None when there is no time left to ask anybody.

    `wanted` is until when it would be kept for an appointment far ahead; `begins` is when the
    appointment does. All are instants.
    """
    latest = min(wanted, begins - ANSWER_MARGIN)
    return latest if latest >= now + MIN_ANSWER_TIME else None


def state_after_refusal(proposals: int, max_proposals: int) -> WaitingState:
    """Return where somebody stands whose proposal came to nothing, after so many of them."""
    return WaitingState.EXHAUSTED if proposals >= max_proposals else WaitingState.WAITING
