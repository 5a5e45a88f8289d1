"""Colours said once: a terminal is told what changes from one stretch of text to the next.

Textual sends every stretch with all its colours before it and a reset behind it, which is most of
what a screen weighs; on a slow line that is what people wait for.
"""

import re
from functools import lru_cache
from typing import NamedTuple

_SGR = re.compile(r"\x1b\[([\d;]*)m")
_MOVES = re.compile(r"(?:\x1b\[[\d;]*H)*")
_COLOUR_LENGTHS = {"2": 5, "5": 3}
"""How many numbers a colour is, itself included: by its three parts, or by its place in a table."""
_FOREGROUNDS = frozenset(map(str, [*range(30, 39), *range(90, 98)]))
_BACKGROUNDS = frozenset(map(str, [*range(40, 49), *range(100, 108)]))
_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "7": "27", "8": "28", "9": "29"}
_SHOW_ON_BLANKS = frozenset({"4", "7", "9", "21", "53"})
"""Underlined, reversed, struck out, underlined twice, overlined: seen where nothing stands."""


class _Style(NamedTuple):
    attributes: tuple[str, ...] = ()
    foreground: str = ""
    background: str = ""


_PLAIN = _Style()


class Styler:
    """Rewrites what goes to one terminal, in order and from its start."""

    def __init__(self) -> None:
        self._told = self._wanted = _PLAIN

    def rewrite(self, text: str) -> str:
        """Return what draws the same as `text`, and leaves the terminal in the same style."""
        start, *rest = _SGR.split(text)
        if not rest:
            return text
        drawn = [start]
        for codes, stretch in zip(rest[::2], rest[1::2], strict=True):
            self._wanted = _after(self._wanted, codes)
            if _MOVES.fullmatch(stretch):
                drawn.append(stretch)
            else:
                drawn += (self._tell(blank=stretch.isspace()), stretch)
        return "".join([*drawn, self._tell()])

    def _tell(self, *, blank: bool = False) -> str:
        wanted = self._wanted
        if blank and _hides(wanted) and _hides(self._told):
            wanted = self._told._replace(background=wanted.background)
        told, self._told = self._told, wanted
        return "" if told == wanted else _change(told, wanted)


@lru_cache(maxsize=1024)
def _hides(style: _Style) -> bool:
    """Say whether blanks in `style` show nothing of it but the ground."""
    return _SHOW_ON_BLANKS.isdisjoint(style.attributes)


@lru_cache(maxsize=1024)
def _after(style: _Style, codes: str) -> _Style:
    """Return what `style` is after the numbers `codes` of one sequence."""
    numbers = codes.split(";")
    while numbers:
        number = numbers[0]
        length = 1
        if number in {"38", "48"} and len(numbers) > 1:
            length = _COLOUR_LENGTHS.get(numbers[1], 1)
        colour = ";".join(numbers[:length])
        if number in {"", "0"}:
            style = _PLAIN
        elif number in _FOREGROUNDS:
            style = style._replace(foreground=colour)
        elif number in _BACKGROUNDS:
            style = style._replace(background=colour)
        else:
            style = style._replace(attributes=(*style.attributes, number))
        del numbers[:length]
    return style


@lru_cache(maxsize=1024)
def _change(told: _Style, wanted: _Style) -> str:
    """Return the sequence that makes `wanted` of `told`."""
    if wanted == _PLAIN or not _OFF.keys() >= set(told.attributes):
        return f"\x1b[{';'.join(filter(None, ('0', *wanted.attributes, *wanted[1:])))}m"
    ended = {_OFF[one] for one in told.attributes if one not in wanted.attributes}
    still = [one for one in told.attributes if _OFF[one] not in ended]
    codes = [
        *sorted(ended),
        *(one for one in wanted.attributes if one not in still),
        "" if told.foreground == wanted.foreground else wanted.foreground or "39",
        "" if told.background == wanted.background else wanted.background or "49",
    ]
    return f"\x1b[{';'.join(filter(None, codes))}m"
