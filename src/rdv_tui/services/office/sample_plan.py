"""Who came, who comes and who is being served, around one moment: the sample store's story.

Pure: the same seed, office and moment give the same story. Nearly full in the near weeks, emptier
further on, every status in the week behind, the counters at work at the moment itself.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from rdv_tui.domain.appointment import Appointment, Channel, Identification, Status
from rdv_tui.domain.calendar import Place
from rdv_tui.domain.office import Office
from rdv_tui.domain.permits import booking_window
from rdv_tui.domain.reference import new_reference
from rdv_tui.services.office.sample_people import People

_SEED = 84000
_SHARE_BY_WEEK = (0.97, 0.86, 0.62, 0.42, 0.26, 0.14, 0.07, 0.03, 0.01)
_SHARE_BEHIND = 0.85
_MAX_LEAD_DAYS = 38

_BEHIND = {
    Status.DONE: 74,
    Status.INCOMPLETE: 10,
    Status.NO_SHOW: 8,
    Status.UNRECORDED: 4,
    Status.CANCELLED: 4,
}
_THIS_MORNING = {Status.DONE: 84, Status.INCOMPLETE: 8, Status.NO_SHOW: 8}


@dataclass(frozen=True, slots=True)
class Scenario:
    """An appointment with the instants (UTC) of its life: held, booked, then one a status."""

    appointment: Appointment
    agent: str
    held_at: datetime
    later: tuple[tuple[Status, datetime], ...]


def make_scenarios(office: Office, places: Sequence[Place], now: datetime) -> list[Scenario]:
    """Return a story for every place that somebody takes, in time order.

    `places` are the office's, past and to come, sorted; `now` is its wall clock.
    """
    return list(_ScenarioMaker(office, places, now).scenarios())


class _ScenarioMaker:
    def __init__(self, office: Office, places: Sequence[Place], now: datetime) -> None:
        self._office, self._places, self._now = office, places, now
        self._zone = ZoneInfo(office.time_zone)
        self._chance = random.Random(_SEED)  # noqa: S311 - a story, not a secret
        self._people = People(self._chance)
        self._references: set[str] = set()
        days = sorted({place.start.date() for place in places})
        self._days = days
        ahead = [day for day in days if day > now.date()]
        self._full_days = {*ahead[:2], *ahead[4:5], *ahead[7:8]}

    def scenarios(self) -> Iterator[Scenario]:
        """Yield one story for each taken place, and a second for a place cancelled before."""
        for place in self._places:
            if self._chance.random() >= self._share(place.start.date()):
                continue
            status = self._status(place)
            yield self._scenario(place, status)
            if status is not Status.CANCELLED and self._chance.random() < 0.03:
                yield self._scenario(place, Status.CANCELLED)

    def _share(self, day: date) -> float:
        if day in self._full_days:
            return 1.0
        weeks = (day - self._now.date()).days // 7
        if weeks < 0:
            return _SHARE_BEHIND
        return _SHARE_BY_WEEK[min(weeks, len(_SHARE_BY_WEEK) - 1)]

    def _status(self, place: Place) -> Status:
        """Say where the appointment on `place` stands now."""
        if place.start.date() < self._now.date():
            return self._pick(_BEHIND)
        waited = (self._now - place.start) / timedelta(minutes=self._office.slot_minutes)
        if waited >= 2:
            return self._pick(_THIS_MORNING)
        if waited >= 1:  # one counter is late
            return Status.IN_PROGRESS if place.counter == 1 else self._pick(_THIS_MORNING)
        if waited >= 0:
            return Status.ARRIVED if place.counter == 1 else Status.IN_PROGRESS
        if waited >= -2 and place.counter != 2:
            return Status.ARRIVED
        return Status.BOOKED

    def _pick(self, weights: dict[Status, int]) -> Status:
        return self._chance.choices(list(weights), list(weights.values()))[0]

    def _scenario(self, place: Place, status: Status) -> Scenario:
        booked = self._booking_moment(place.start)
        channel = Channel.DESK if self._chance.random() < 0.7 else Channel.PHONE
        document = channel is Channel.DESK
        booked_at = self._instant(booked)
        appointment = Appointment(
            reference=self._reference(),
            status=status,
            start=place.start,
            place=place.number,
            counter=place.counter,
            channel=channel,
            applicant=self._people.person(booked.date(), self._expiry(booked.date())),
            booked_at=booked_at,
            identification=Identification.DOCUMENT if document else Identification.PHONE,
        )
        agent = "superviseur" if self._chance.random() < 0.1 else "agent"
        held_at = booked_at - timedelta(seconds=self._chance.randrange(60, 240))
        return Scenario(
            appointment, agent, held_at, tuple(self._later(place.start, booked, status))
        )

    def _booking_moment(self, start: datetime) -> datetime:
        """Return a moment before both now and the day of `start`, while the office was open."""
        latest = min(start.date() - timedelta(days=1), self._now.date() - timedelta(days=1))
        slack = (start.date() - latest).days
        lead = self._chance.randrange(slack, max(slack + 5, _MAX_LEAD_DAYS))
        day = start.date() - timedelta(days=lead)
        while day.weekday() > 4:
            day -= timedelta(days=1)
        minute = self._chance.randrange(9 * 60, 12 * 60)
        second = self._chance.randrange(60)
        return datetime.combine(day, datetime.min.time()) + timedelta(
            minutes=minute, seconds=second
        )

    def _expiry(self, booked: date) -> date:
        """Return an expiry date whose booking window has the day `booked` in it."""
        late = self._chance.random() < 0.2
        days = self._chance.randrange(-150, 5) if late else self._chance.randrange(5, 89)
        expires = booked + timedelta(days=days)
        opens, closes = booking_window(expires, self._office.rules)
        return expires if opens <= booked <= closes else booked

    def _later(
        self, start: datetime, booked: datetime, status: Status
    ) -> Iterator[tuple[Status, datetime]]:
        """Yield the statuses that led from the booking to `status`, with their instants."""
        if status is Status.CANCELLED:
            half_way = booked + (min(start, self._now) - booked) / 2
            yield status, self._instant(half_way.replace(microsecond=0))
            return
        minutes = {
            Status.ARRIVED: -20,
            Status.IN_PROGRESS: 0,
            Status.DONE: 13,
            Status.INCOMPLETE: 9,
        }
        roads = {
            Status.BOOKED: (),
            Status.ARRIVED: (Status.ARRIVED,),
            Status.IN_PROGRESS: (Status.ARRIVED, Status.IN_PROGRESS),
            Status.DONE: (Status.ARRIVED, Status.IN_PROGRESS, Status.DONE),
            Status.INCOMPLETE: (Status.ARRIVED, Status.IN_PROGRESS, Status.INCOMPLETE),
            Status.NO_SHOW: (Status.NO_SHOW,),
            Status.UNRECORDED: (Status.UNRECORDED,),
        }
        for step in roads[status]:
            at = start + timedelta(minutes=minutes.get(step, self._office.slot_minutes))
            yield step, self._instant(min(at, self._now))

    def _reference(self) -> str:
        while (reference := new_reference(self._chance.choice)) in self._references:
            pass
        self._references.add(reference)
        return reference

    def _instant(self, local: datetime) -> datetime:
        return local.replace(tzinfo=self._zone).astimezone(UTC)
