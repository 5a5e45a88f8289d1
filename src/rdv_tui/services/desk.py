"""The place where a use case happens: which store, which office, what time, who is acting."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from rdv_tui.clock import Clock
from rdv_tui.domain.appointment import Channel
from rdv_tui.domain.office import Office
from rdv_tui.domain.release import AGENT_CHANNELS
from rdv_tui.domain.rights import Approval, Right, SignedIn, may
from rdv_tui.services.delivery.print_choice import SYSTEM, PrintSettings
from rdv_tui.services.office.counter_choice import UNKNOWN, CounterChoice

if TYPE_CHECKING:  # the values below are light; the store costs 0.3 s to import
    from rdv_tui.store.engine import Store


UNLOCK_TRIES = 3


@dataclass(slots=True)
class UnlockKey:
    """What of a password a desk keeps, so that a short code can open it again.

    The key is that by which a code is looked at; it is gone after `UNLOCK_TRIES` wrong ones.
    """

    key: bytes
    tries_left: int = UNLOCK_TRIES

    def __repr__(self) -> str:
        return "UnlockKey()"


@dataclass(frozen=True, slots=True)
class Desk:
    """What every service takes first. `station` names this running program on this host.

    `stations` is the folder where running programs show that they live (services/stations.py);
    without it nobody's interrupted booking is ever offered. `printing` knows where it prints,
    `counter` at which counter it sits. Papers that are not printed are saved in the folder
    `letters`. `is_trial` is a demonstration, or a clock that was set: its papers say so. Places are
    those of `channels`. `device` names a device in the hall, and no person.
    `sends_mail` is false where no mail server is known here. `in_browser` says that who sits there
    reaches no folder of this machine but `letters`.
    `signed_in` is who proved who they are, `agent` their login then; `approvals` are what a
    supervisor allowed here and was not done yet. With `unlock_key` a short code opens it again.
    """

    store: "Store"
    office: Office
    clock: Clock
    agent: str
    station: str
    stations: Path | None = None
    printing: PrintSettings = SYSTEM
    counter: CounterChoice = UNKNOWN
    letters: Path = Path()
    is_trial: bool = False
    channels: frozenset[Channel] = AGENT_CHANNELS
    device: str | None = None
    sends_mail: bool = True
    in_browser: bool = False
    signed_in: SignedIn | None = None
    approvals: list[Approval] = field(default_factory=list, compare=False)
    unlock_key: UnlockKey | None = field(default=None, compare=False, repr=False)

    @property
    def machine(self) -> str:
        """The name of the machine that this program runs on; its print queues are known by it."""
        return self.station.partition(":")[0]

    def midnight(self, day: date) -> datetime:
        """Return the instant (UTC) at which the office's `day` begins."""
        return self.clock.instant(datetime.combine(day, time()))

    def may(self, right: Right) -> bool:
        """Say whether who signed in had `right` then; False where nobody is asked.

        For what is offered: services ask the store when they write.
        """
        return self.signed_in is not None and may(self.signed_in.role, right)

    def sees_running(self, station: str) -> bool:
        """Say whether another program, of that station, is known to run on this host."""
        from rdv_tui.services import stations  # noqa: PLC0415  (seldom)

        folder = self.stations
        return (
            folder is not None and station != self.station and stations.is_running(station, folder)
        )
