"""Booking references that survive being read over the phone: « 7K4H-M2XA ».

Eight symbols in two groups, from an alphabet without look-alikes (no 0/O, 1/I/L, 8/B, S/5, G/6…
pairs). The last one is a check symbol: sums are taken modulo 19, a prime, with a different weight
at each place, so that any one wrong symbol and any swap of two neighbours is noticed.
"""

from collections.abc import Callable

from rdv_tui.domain.names import ascii_digits, fold

ALPHABET = "23456789AFHJKMRTUXY"
LENGTH = 8
_WEIGHTS = range(2, LENGTH + 1)


def new_reference(choose: Callable[[str], str]) -> str:
    """Return a new reference; `choose` picks one symbol of the alphabet it is given."""
    body = "".join(choose(ALPHABET) for _ in range(LENGTH - 1))
    return _grouped(body + _check_symbol(body))


def normalise_reference(text: str) -> str | None:
    """Return the reference that `text` means, None when it is none.

    Lower case, spaces, dashes and decomposed letters are forgiven; one wrong symbol is not.
    """
    typed = fold(ascii_digits(text)).replace(" ", "").upper()
    if len(typed) != LENGTH or not set(typed) <= set(ALPHABET):
        return None
    return _grouped(typed) if typed[-1] == _check_symbol(typed[:-1]) else None


def _grouped(symbols: str) -> str:
    return f"{symbols[:4]}-{symbols[4:]}"


def _check_symbol(body: str) -> str:
    """Return the symbol that brings the weighted sum, itself counted once, to 0 modulo 19."""
    weighted = zip(_WEIGHTS, body, strict=True)
    total = sum(weight * ALPHABET.index(symbol) for weight, symbol in weighted)
    return ALPHABET[-total % len(ALPHABET)]
