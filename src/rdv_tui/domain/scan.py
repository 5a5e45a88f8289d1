"""What a bar code reader types, told from what a person types. Pure.

A reader types a whole reference and Enter within a few hundredths of a second. Nobody does: the
fastest typists leave half a tenth of a second between two keys, and ten times that before Enter.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from rdv_tui.domain.reference import LENGTH, normalise_reference

MAX_GAP_S = 0.035
"""The longest time between two keys of one scan, in seconds; no person types a word so fast."""
_DASHES_AT_MOST = 1
MAX_KEYS = LENGTH + _DASHES_AT_MOST + 1
"""How many keys a scan takes at most, with its Enter."""
_US_KEYS = str.maketrans("é\"'(-è_çqQ,?)°", "23456789AAMM--")
"""What the keys of a US keyboard mean that an AZERTY system gave other signs to."""


@dataclass(frozen=True, slots=True)
class Keystroke:
    """One key that was typed: its sign, a carriage return for Enter, None where there is none.

    `at` counts seconds from any fixed instant, when the terminal gave the key.
    """

    sign: str | None
    at: float


class Reading(Enum):
    """What keys turn out not to be a scan, or not yet."""

    TYPED = auto()
    UNDECIDED = auto()


@dataclass(frozen=True, slots=True)
class Scan:
    """A scan: the reference, and how many keys it took."""

    reference: str
    keys: int


def scanned_reference(text: str) -> str | None:
    """Return the reference that a reader gave as `text`, None when it is none.

    A reader set to a US keyboard is understood on an AZERTY system: 9TRK-FYX5 comes as çTRK)FYX(.
    """
    return normalise_reference(text) or normalise_reference(text.translate(_US_KEYS))


def read_scan(keys: Sequence[Keystroke], now: float) -> Scan | Reading:
    """Say what the first of `keys` begins, at `now`: a scan, nothing of the kind, or maybe one."""
    for rank, key in enumerate(keys):
        if rank and not 0 <= key.at - keys[rank - 1].at <= MAX_GAP_S:
            return Reading.TYPED
        if key.sign == "\r":
            return _whole(keys[:rank])
        if key.sign is None or len(key.sign) != 1 or rank >= LENGTH + _DASHES_AT_MOST:
            return Reading.TYPED
        if not _may_belong(key.sign):
            return Reading.TYPED
    if not keys or now - keys[-1].at > MAX_GAP_S:
        return Reading.TYPED
    return Reading.UNDECIDED


def _whole(keys: Sequence[Keystroke]) -> Scan | Reading:
    text = "".join(key.sign or "" for key in keys)
    reference = scanned_reference(text)
    # A key that is held down repeats as fast as a reader types.
    if reference is None or len(set(text)) == 1:
        return Reading.TYPED
    return Scan(reference, len(keys) + 1)


def _may_belong(sign: str) -> bool:
    return sign.upper() in _SIGNS or sign in _SIGNS


_SIGNS = frozenset("23456789AFHJKMRTUXY-é\"'(è_çQ,?)°")
