"""Arabic for a terminal that is told to leave the order alone: joined forms, from left to right.

Terminals do not agree on who orders and joins Arabic. After `EXPLICIT` those that do it themselves
leave it to the program, and the others never did: so one form is right in all of them.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import groupby

EXPLICIT, IMPLICIT = "\x1b[8l", "\x1b[8h"
"""ECMA-48 BDSM: the program orders its text, or the terminal does."""
_FORMS = range(0xFE70, 0xFF00)
_LAM, _ALEFS = "\u0644", "\u0622\u0623\u0625\u0627"
_MIRRORED = str.maketrans("()[]«»<>", ")(][»«><")


def visual(text: str) -> str:
    """Return one line of a right-to-left paragraph as it is drawn, from left to right.

    A line without an Arabic letter stays as it is.
    """
    if not has_arabic(text):
        return text
    runs = [(is_left, "".join(group)) for is_left, group in _runs(joined(text))]
    return "".join(run if is_left else _turned(run) for is_left, run in reversed(runs))


def has_arabic(text: str) -> bool:
    """Say whether `text` has an Arabic letter."""
    return any("\u0600" <= sign <= "\u06ff" or ord(sign) in _FORMS for sign in text)


def joined(text: str) -> str:
    """Return `text` in reading order with the form that each letter has beside its neighbours."""
    text = "".join(sign for sign in text if not unicodedata.combining(sign))
    drawn, index, before = [], 0, False
    while index < len(text):
        letter = text[index]
        forms = _forms().get(letter)
        if forms is None:
            drawn.append(letter)
            before, index = False, index + 1
            continue
        if letter == _LAM and text[index + 1 : index + 2] in tuple(_ALEFS):
            forms, index = _forms()[text[index : index + 2]], index + 1
        after = text[index + 1 : index + 2]
        joins_after = "initial" in forms and bool(after) and "final" in _forms().get(after, {})
        drawn.append(_form(forms, before=before, after=joins_after))
        before, index = joins_after, index + 1
    return "".join(drawn)


def _form(forms: dict[str, str], *, before: bool, after: bool) -> str:
    wanted = {(True, True): "medial", (True, False): "final", (False, True): "initial"}
    return forms.get(wanted.get((before, after), "isolated"), forms["isolated"])


@cache
def _forms() -> dict[str, dict[str, str]]:
    """Return the presentation forms of each letter, and of lam with each alef (Unicode's data)."""
    found: dict[str, dict[str, str]] = {}
    for code in _FORMS:
        kind, *letters = unicodedata.decomposition(chr(code)).split()[:4] or [""]
        if letters and letters[0] != "0020":
            text = "".join(chr(int(letter, 16)) for letter in letters)
            found.setdefault(text, {})[kind.strip("<>")] = chr(code)
    return found


def _runs(text: str) -> Iterator[tuple[bool, list[str]]]:
    """Part a line into what reads from the left and what does not."""
    sides = [_reads_from_left(sign) for sign in text]
    for opening, closing in _bracketed(text):
        ahead = next(filter(str.isalnum, reversed(text[:opening])), "")
        inside = text[opening + 1 : closing]
        is_left = _is_latin(ahead) and any(map(_is_latin, inside)) and not has_arabic(inside)
        sides[opening] = sides[closing] = is_left
    for index, side in enumerate(sides):
        if side is None:  # between two from the left it goes with them
            before = next((one for one in reversed(sides[:index]) if one is not None), False)
            after = next((one for one in sides[index + 1 :] if one is not None), False)
            sides[index] = before and after
    for side, group in groupby(zip(sides, text, strict=True), key=lambda pair: bool(pair[0])):
        yield side, [sign for _, sign in group]


def _bracketed(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each pair of brackets opens and closes (rule N0 of Unicode's annex 9)."""
    opened: list[int] = []
    for index, sign in enumerate(text):
        if sign in "([":
            opened.append(index)
        elif sign in ")]" and opened:
            yield opened.pop(), index


def _is_latin(sign: str) -> bool:
    return sign != "" and unicodedata.bidirectional(sign) == "L"


def _reads_from_left(sign: str) -> bool | None:
    kind = unicodedata.bidirectional(sign)
    return True if kind in {"L", "EN", "AN"} else False if kind in {"R", "AL"} else None


def _turned(run: str) -> str:
    return run[::-1].translate(_MIRRORED)
