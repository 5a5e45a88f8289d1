"""What is served, to whom, and how much of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

WIDTHS, HEIGHTS = range(20, 501), range(5, 201)
"""Sizes in characters that are drawn for; another is refused."""
MAX_LOGIN = 64


def everybody(people: frozenset[str]) -> frozenset[str]:
    """Return all of them: nobody is asked."""
    return people


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one server bears; times in seconds, lengths in bytes."""

    sessions: int = 40
    sessions_each: int = 2
    idle_s: float = 30 * 60
    greeting_s: float = 10
    """How long a page may take to say its size."""
    message: int = 64 * 1024
    messages_a_second: int = 200
    """More than that wait, and with them whoever sends them."""
    heartbeat_s: float = 20
    ending_s: float = 3
    """How long a program may take to end in order."""
    look_s: float = 2
    """How often it is asked who may stay."""
    file: int = 32 * 1024 * 1024
    files: int = 16
    """How many files of a session wait to be fetched."""


@dataclass(frozen=True, slots=True)
class Served:
    """The program of each tab, and what a request must bring.

    `secret` is what the proxy must send, None in a demonstration, which shows nobody's data.
    `is_store_there` asks the store, in a thread; so does `who_may`, which of these people may
    still sit at a desk.
    """

    command: Sequence[str]
    environ: Mapping[str, str]
    origin: str
    state: Path
    secret: str | None = field(repr=False)
    kiosk: bool = False
    limits: Limits = Limits()
    is_store_there: Callable[[], bool] = lambda: True
    who_may: Callable[[frozenset[str]], frozenset[str]] = everybody

    @property
    def host(self) -> str:
        """Host and port of the origin."""
        return self.origin.partition("://")[2]

    @property
    def asks_who(self) -> bool:
        """Whether a request must name a person: a kiosk serves whoever stands there."""
        return self.secret is not None and not self.kiosk
