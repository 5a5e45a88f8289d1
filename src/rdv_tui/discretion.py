"""Names that somebody on the other side of the counter is not to read.

A program has one terminal, and every list on it is hidden or none: what is kept here is how that
terminal shows people. Only what is drawn goes through here, never what is written or searched.
"""

import re

HIDDEN = "•••"
_LAST = 4
_WORDS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


class Discretion:
    """Whether people are hidden on this terminal, and how each part of one is shown then."""

    def __init__(self) -> None:
        self.on = False

    def name(self, name: str) -> str:
        """Return a name, or its initials: « B. S. »."""
        if not self.on or not name.strip():
            return name
        initials = [f"{word[0]}." for word in _WORDS.findall(name)]
        return " ".join(initials) or HIDDEN

    def number(self, number: str) -> str:
        """Return a number or a phone, or its last digits alone."""
        digits = [sign for sign in number if sign.isdigit()]
        return f"…{''.join(digits[-_LAST:])}" if self.on and digits else number

    def other(self, text: str) -> str:
        """Return an address or a date of birth, or nothing that tells it."""
        return HIDDEN if self.on and text else text


DISCRETION = Discretion()
"""How this program's terminal shows people."""
