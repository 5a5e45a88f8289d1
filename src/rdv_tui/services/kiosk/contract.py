"""What the programs in the hall ask of the office, whoever answers: the store itself, or a broker.

Light on purpose: a program that asks a broker never loads the store.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from rdv_tui.clock import Clock
from rdv_tui.domain.appointment import Hold, Slot
from rdv_tui.domain.office import Office

DEVICE_CLOSED = "device_closed"
"""The code of the refusal that tells a device that it is shut out."""
PRINTED_ENOUGH = "printed_enough"
"""The code of the refusal to print the same paper in one visit again and again."""
SERVED = "RDV_KIOSK_SERVED"
"""In the environment of a kiosk that a server of browsers started: it ends when it is shut out.

It says what the server decided on: `FROM_STORE`, or a broker.
"""
FROM_STORE, FROM_BROKER = "store", "broker"
SHUT_CODE = 5
"""The exit code by which that server learns it."""


@dataclass(frozen=True, slots=True)
class Booked:
    """What a kiosk is told of an appointment just booked. `start` is the office's wall clock."""

    reference: str
    start: datetime


@dataclass(frozen=True, slots=True)
class CallShown:
    """A call: the day's ticket, the counter, and the instant (UTC) of the call."""

    ticket: str
    counter: int
    at: datetime


@dataclass(frozen=True, slots=True)
class CallBoard:
    """The last calls of today, the latest first, and how many people wait."""

    calls: tuple[CallShown, ...]
    waiting: int


class KioskServices(Protocol):
    """One visit at a kiosk: it has one place at a time, and prints what it booked itself.

    Every method may raise StoreError; each of those that do something raises Refusal
    `device_closed` once the device is shut out.
    """

    @property
    def office(self) -> Office:
        """The office as it was when the visit began."""

    @property
    def clock(self) -> Clock:
        """The clock that counts."""

    @property
    def reads_arabic(self) -> bool:
        """Whether a supervisor saw Arabic drawn right on this device."""

    @property
    def asks_who_leaves(self) -> bool:
        """Whether whoever closes this device must prove who they are."""

    def is_enabled(self) -> bool:
        """Say whether the device may still do anything."""

    def offers(self, after: datetime, count: int) -> list[Slot]:
        """Return the first free slots after `after` (wall clock) that this kiosk may give."""

    def hold(self, start: datetime) -> Hold:
        """Hold a place at `start` (wall clock), instead of the one held before if there is one.

        Raises Refusal `no_such_slot`, `slot_past`, `slot_taken`.
        """

    def renew(self) -> Hold:
        """Keep the place for the full time again. Raises Refusal."""

    def book(self, typed: Mapping[str, str]) -> Booked:
        """Book the place that is held for the person whose fields were typed.

        Raises SlotTaken when the place is gone, else Refusal `see_an_agent`, always in the same
        words.
        """

    def print_letter(self) -> None:
        """Print the letter of what was booked. Raises OutputError, Refusal `printed_enough`."""

    def print_refusal(self, typed: Mapping[str, str], language: str) -> None:
        """Print where to go instead, in that language too, for somebody who cannot book here.

        Raises OutputError, Refusal `printed_enough`.
        """

    def call_agent(self, step: str, language: str, reason: str) -> int:
        """Call an agent to this device, and return the call's number."""

    def is_answered(self, call: int) -> bool:
        """Say whether somebody answered the call."""

    def accepts_code(self, code: str) -> bool:
        """Say whether an agent's code waves a person through here now."""

    def count_left(self, step: str, language: str) -> None:
        """Count a visit that somebody left at `step`."""

    def let_out(self, login: str, password: str) -> None:
        """Return for who may close the device. Raises NotAllowed."""


class DisplayServices(Protocol):
    """What the screen in the hall asks: the calls, and nothing else."""

    def get_board(self) -> CallBoard:
        """Return what is shown now, and note that a screen shows it. Raises StoreError."""
