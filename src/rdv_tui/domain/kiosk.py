"""The kiosk's own rules: its security check, its patience, how much it books."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

TRIES = 3
CODE_LENGTH = 4
SHOWN_DIGITS = "2345678"
"""No zero: at every step that key calls an agent. Each of these is told from the others far off."""
PRINTS = 3
"""So often one visit prints its letter, or the sheet of who is turned away: paper jams."""
LANGUAGES = ("fr", "ar", "en", "tr", "es", "pt")
"""The languages of the kiosk, in the order in which they are offered."""


@dataclass(frozen=True, slots=True)
class KioskRules:
    """How patient a kiosk is, in seconds, and how much is booked at one."""

    idle_s: int = 90
    idle_form_s: int = 150
    warning_s: int = 30
    letter_s: int = 60
    check_pause_s: int = 120
    bookings_an_hour: int = 6
    refusals_a_day: int = 3


def new_code(choose: Callable[[Sequence[str]], str]) -> str:
    """Return four digits to copy; `choose` picks one of several."""
    return "".join(choose(SHOWN_DIGITS) for _ in range(CODE_LENGTH))
