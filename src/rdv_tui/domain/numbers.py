"""The foreign resident number (« numéro étranger », AGDREF): ten digits, kept as text.

No public check key is known for it, so none is invented here.
"""

import unicodedata
from dataclasses import dataclass

from rdv_tui.domain.names import ascii_digits

LENGTH = 10


@dataclass(frozen=True, slots=True)
class ParsedNumber:
    """What a typed number reads as.

    `value` is the ten digits or None; with `needs_zero` nine digits were typed and `value` is the
    form completed with the zero that departments 01 to 09 begin with, to be confirmed by a person.
    `problem` is the code of what is wrong when `value` is None.
    """

    value: str | None
    needs_zero: bool = False
    problem: str | None = None


def parse_number(text: str) -> ParsedNumber:
    """Read a typed number, forgiving spaces, dots, dashes and the digits of any script."""
    typed = "".join(character for character in ascii_digits(text) if not _separates(character))
    if not typed:
        return ParsedNumber(None, problem="required")
    if not (typed.isascii() and typed.isdigit()):
        return ParsedNumber(None, problem="not_digits")
    needs_zero = len(typed) == LENGTH - 1
    digits = "0" + typed if needs_zero else typed
    if len(digits) != LENGTH:
        return ParsedNumber(None, problem="wrong_length")
    if len(set(digits)) == 1:
        return ParsedNumber(None, problem="repeated_digit")
    return ParsedNumber(digits, needs_zero)


def group_digits(number: str, between: str = " ") -> str:
    """Write ten digits in groups that can be read aloud, alike everywhere: « 84 1234 5678 »."""
    return between.join((number[:2], number[2:6], number[6:]))


def _separates(character: str) -> bool:
    return character in ".·" or unicodedata.category(character) in {"Zs", "Pd", "Cc", "Cf"}


def group_phone(number: str) -> str:
    """Write a French number by pairs, others as they are: the library that knows all is slow."""
    if number.startswith("+33") and len(number) == 12:
        national = f"0{number[3:]}"
        return " ".join(national[at : at + 2] for at in range(0, 10, 2))
    return number
