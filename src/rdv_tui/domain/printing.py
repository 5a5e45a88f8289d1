"""Printers and what becomes of what they are given, as values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class JobState(StrEnum):
    """Where a document stands on its way to paper."""

    UNPRINTED = "waiting"  # no printer took it yet: it is handed over once one is back
    SUBMITTED = "handed"  # in the queue, or being printed
    HELD = "held"  # waits for somebody: a paused queue, no paper
    PRINTED = "printed"
    FAILED = "failed"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"  # the print system no longer knows, or never says


FINAL_STATES = frozenset({JobState.PRINTED, JobState.FAILED, JobState.CANCELLED, JobState.UNKNOWN})
"""States after which nothing more is heard of a job."""


class PrinterState(StrEnum):
    """What a printer is doing."""

    IDLE = "idle"
    PRINTING = "printing"
    STOPPED = "stopped"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Printer:
    """A printer of this machine. `reasons` are the print system's keywords, worst first.

    `trays` and `sides` are the choices that it offers, by the print system's names.
    """

    name: str
    is_default: bool = False
    state: PrinterState = PrinterState.UNKNOWN
    accepting: bool = True
    reasons: tuple[str, ...] = ()
    trays: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintChoice:
    """Where a desk prints, None for what the print system does by itself."""

    printer: str | None = None
    tray: str | None = None
    sides: str | None = None

    def uses(self, printer: Printer) -> bool:
        """Say whether it is this printer that prints."""
        return printer.is_default if self.printer is None else printer.name == self.printer


@dataclass(frozen=True, slots=True)
class JobStatus:
    """What the print system says of a job; `detail` is its keyword for the reason, or empty."""

    state: JobState
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PaperJob:
    """A document that was handed to a printer. `id` is None when the store could not keep it."""

    id: int | None
    reference: str | None
    title: str
    printer: str
    job: str
    status: JobStatus
    handed_at: datetime

    @property
    def has_ended(self) -> bool:
        """Whether nothing more will be heard of it."""
        return self.status.state in FINAL_STATES
