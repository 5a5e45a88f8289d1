"""What a desk is started with, and what the opening of its store brings."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rdv_tui.clock import Clock
from rdv_tui.domain.office import Office
from rdv_tui.errors import RdvError

if TYPE_CHECKING:
    from rdv_tui.services.desk import Desk
    from rdv_tui.services.results import InterruptedBooking


@dataclass(frozen=True, slots=True)
class StoreReady:
    """What the opening of the store brings: the desk, and bookings that were cut short.

    `mail_is_stuck` says at any time whether e-mails do not get through, and `printer_trouble` why
    nothing is printed, empty when it is; they ask nobody.
    `displaced` counts those whose appointment no opening covers any more; `problem` says what is
    wrong with a setting that only the store could tell. `require_same` raises StoreError when the
    store is no longer the one that was opened. While there is a `doubt` about the clock nothing is
    written, until `confirm_clock`. `asks` where somebody must sign in first, `refused` is why who
    was named at the start could not; `has_accounts` is False where nobody is ever asked.
    """

    desk: "Desk"
    interrupted: "tuple[InterruptedBooking, ...]" = ()
    mail_is_stuck: Callable[[], bool] = lambda: False
    displaced: int = 0
    problem: str = ""
    require_same: Callable[[], None] = lambda: None
    doubt: RdvError | None = None
    confirm_clock: "Callable[[Desk], list[str]]" = lambda _: []
    asks: bool = False
    refused: RdvError | None = None
    has_accounts: bool = True
    printer_trouble: Callable[[], str] = str


@dataclass(frozen=True, slots=True)
class Setup:
    """What the desk is started with. `open_desk` runs in a thread and may take its time.

    `keys` are the operator's own, by command id; `key_lines` tells where each is written.
    `trial` marks the header of a desk that counts for nothing.
    """

    office: Office
    clock: Clock
    agent: str
    open_desk: Callable[[], StoreReady]
    theme: str | None = None
    sends_mail: bool = False
    trial: str = ""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    key_lines: Mapping[str, int] = field(default_factory=dict)
    on_signal: Callable[[Callable[[int], None]], None] = lambda _: None
    """Takes what ends the desk in order when a signal comes; it is called in another thread."""
    is_training: bool = False
    lock_minutes: int = 0
    """How long nobody types before the desk locks itself; 0 is never."""
