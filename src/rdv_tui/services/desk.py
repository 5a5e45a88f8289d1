"""The place where a use case happens: which store, which office, what time, who is acting."""

from dataclasses import dataclass

from rdv_tui.clock import Clock
from rdv_tui.domain.office import Office
from rdv_tui.store.engine import Store


@dataclass(frozen=True, slots=True)
class Desk:
    """What every service takes first. `station` names this running program on this host."""

    store: Store
    office: Office
    clock: Clock
    agent: str
    station: str
