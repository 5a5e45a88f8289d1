"""The spaces of French at which no line breaks, in sentences of ours: on paper and on screen."""

import re

NBSP = "\N{NO-BREAK SPACE}"
NARROW = "\N{NARROW NO-BREAK SPACE}"

_BEFORE_HIGH_SIGNS = r" (?=[;!?])"
_WITHIN = (
    r" (?=[:»€×%])|(?<=[«×]) "
    r"|(?<=\d) (?=\d|mm\b|h\b|mois\b|min\b)|(?<=\d h) (?=\d)"
    r"|(?<=\b[LRD]\.) (?=\d)|(?<=guichet) (?=\d)"
)
UNBREAKABLE = rf"{_BEFORE_HIGH_SIGNS}|{_WITHIN}|[{NBSP}{NARROW}]"
"""A space that keeps what stands on its two sides on one line, as a regular expression."""


def spaced(text: str) -> str:
    """Set the spaces that do not break: before signs, in numbers, in « L. 433-3 », « 35 × 45 »."""
    return re.sub(_WITHIN, NBSP, re.sub(_BEFORE_HIGH_SIGNS, NARROW, text))
