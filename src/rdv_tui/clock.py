"""What time it is at the office: the only module that asks the machine."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo


class Drift:
    """How far the clock that counts, a server's, is `ahead` of the machine's."""

    ahead = timedelta(0)


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock in the office's zone, running `ahead` of the machine's (training, tests).

    With a store on a server, the server's clock is the office's: the store measures the `drift`.
    """

    zone: ZoneInfo
    ahead: timedelta = timedelta(0)
    drift: Drift = field(default_factory=Drift, compare=False)

    @classmethod
    def starting_at(cls, zone: ZoneInfo, local: datetime) -> "Clock":
        """Return a clock that shows the naive local time `local` now, and runs from there."""
        return cls(zone, local.replace(tzinfo=zone) - datetime.now(UTC))

    def now(self) -> datetime:
        """Return the instant, aware, in UTC."""
        return datetime.now(UTC) + self.ahead + self.drift.ahead

    def local(self) -> datetime:
        """Return the office's wall clock, naive."""
        return self.wall(self.now())

    def wall(self, instant: datetime) -> datetime:
        """Return what the office's wall clock shows at an aware instant, naive."""
        return instant.astimezone(self.zone).replace(tzinfo=None)

    def instant(self, wall: datetime) -> datetime:
        """Return the instant (UTC) at which the office's wall clock shows the naive `wall`."""
        return wall.replace(tzinfo=self.zone).astimezone(UTC)

    def today(self) -> date:
        """Return the day at the office."""
        return self.local().date()
