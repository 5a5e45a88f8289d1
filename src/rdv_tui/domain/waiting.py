"""The waiting list: what suits a person, who comes first, and until when a place is kept."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol

DAY_APART = timedelta(days=1)
"""From one proposal to a person to the next one."""

BEFORE_START = timedelta(hours=1)
"""A place is kept for nobody in the last hour before its slot: somebody at hand may take it."""

LEAST_TO_ANSWER = timedelta(hours=1)
"""What leaves less time to reach somebody is not proposed: it would use up one of few proposals."""


class WaitingStatus(StrEnum):
    """Where a person stands on the list; the first two are still on it."""

    WAITING = "waiting"
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"
    EXHAUSTED = "exhausted"


class ProposalAnswer(StrEnum):
    """What became of a place that was kept for a person."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Wishes:
    """When a person can come: from `first` to `last` (both in), on `weekdays` (0 is Monday).

    A slot suits whose start is at `from_time` or later, and before `until_time`.
    """

    first: date
    last: date
    weekdays: frozenset[int]
    from_time: time
    until_time: time

    def suits(self, start: datetime) -> bool:
        """Say whether the person can come at `start` (the office's wall clock)."""
        return (
            self.first <= start.date() <= self.last
            and start.weekday() in self.weekdays
            and self.from_time <= start.time() < self.until_time
        )


class Waiting(Protocol):
    """What the rank is made of: the permit's expiry, when the person asked (UTC), the number."""

    @property
    def rank_on(self) -> date: ...

    @property
    def asked_at(self) -> datetime: ...

    @property
    def id(self) -> int: ...


def rank(waiting: Waiting) -> tuple[date, datetime, int]:
    """Return what the list is ordered by: whose permit ends first, then who asked first."""
    return (waiting.rank_on, waiting.asked_at, waiting.id)


@dataclass(frozen=True, slots=True)
class Wanting:
    """A person to propose a place to; `refused` are the starts to which they said no already."""

    id: int
    wishes: Wishes
    refused: Collection[datetime] = ()


def match(
    ranked: Iterable[Wanting], free: Sequence[tuple[datetime, int]]
) -> list[tuple[int, datetime]]:
    """Give each person in turn the first slot that suits; return (id, start) of those who get one.

    `ranked` are the persons, the first to be served first; `free` the slots with how many places
    each has, in order. Nobody gets two, and no slot gives more than it has.
    """
    left = dict(free)
    given: list[tuple[int, datetime]] = []
    for one in ranked:
        suiting = (
            start
            for start, places in left.items()
            if places > 0 and start not in one.refused and one.wishes.suits(start)
        )
        if (start := next(suiting, None)) is not None:
            left[start] -= 1
            given.append((one.id, start))
    return given


def deadline(now: datetime, start: datetime, hours: int) -> datetime | None:
    """Return until when a place is kept (instants, UTC): `hours` from `now`, or less near `start`.

    None when too little time remains to reach somebody.
    """
    ends = min(now + timedelta(hours=hours), start - BEFORE_START)
    return ends if ends - now >= LEAST_TO_ANSWER else None


def after_no(proposals: int, at_most: int) -> WaitingStatus:
    """Return where a person stands who did not take a place, after so many `proposals`."""
    return WaitingStatus.EXHAUSTED if proposals >= at_most else WaitingStatus.WAITING
