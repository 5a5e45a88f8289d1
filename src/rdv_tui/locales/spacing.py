"""The spaces of French: which do not break, in sentences of ours, never in what a person typed."""

import re

NBSP = "\N{NO-BREAK SPACE}"
NARROW = "\N{NARROW NO-BREAK SPACE}"


def spaced(text: str) -> str:
    """Set the spaces that do not break: before signs, in numbers, in « L. 433-3 », « 35 × 45 »."""
    text = re.sub(r" (?=[;!?])", NARROW, text)
    return re.sub(r" (?=[:»€×%])|(?<=[«×]) |(?<=\d) (?=\d|mm\b)|(?<=\b[LRD]\.) (?=\d)", NBSP, text)
