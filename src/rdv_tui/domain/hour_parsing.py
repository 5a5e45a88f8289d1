"""Hours and days of the week as people type them."""

import re
from datetime import time

from rdv_tui.domain.names import ascii_digits, fold

_HOUR = re.compile(r"(?P<h>\d{1,2})(?: ?(?:h|heures?)? ?(?P<m>\d{2}))?(?: ?h)?")
_TOGETHER = re.compile(r"(?P<h>\d{2})(?P<m>\d{2})")
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_UP_TO = frozenset({"a", "au"})


def parse_hour(text: str) -> time | None:
    """Return the hour that `text` means, None when it means none.

    Understood: 9, 9h, 9h30, 9 h 30, 9:30, 09.30, 0930.
    """
    typed = fold(ascii_digits(text))
    found = _TOGETHER.fullmatch(typed) or _HOUR.fullmatch(typed)
    if found is None:
        return None
    hour, minute = int(found["h"]), int(found["m"] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def parse_weekdays(text: str) -> tuple[int, ...] | None:
    """Return the days of the week that `text` means, 0 for Monday, None when it means none.

    Understood: « lundi », « lun mar jeu », « lu, ma », « lun-ven », « lundi au vendredi ».
    """
    # A dash joins two ends; `fold` would make a space of it, which parts two days.
    words = fold(re.sub(r"\s*[-–—]\s*", " au ", text)).replace(" et ", " ").split()
    found: set[int] = set()
    last: int | None = None
    joins = False
    for word in words:
        if word in _UP_TO and last is not None:
            joins = True
            continue
        day = only_word(WEEKDAYS, word.removesuffix("s"))  # « m » alone means two of them
        if day is None:
            return None
        if joins and last is not None:
            if day < last:
                return None
            found.update(range(last, day + 1))
        found.add(day)
        last, joins = day, False
    return None if joins or not found else tuple(sorted(found))


def only_word(words: tuple[str, ...], beginning: str) -> int | None:
    """Return the rank of the one word that begins so, None when none or several do."""
    ranks = [rank for rank, word in enumerate(words) if word.startswith(beginning)]
    return ranks[0] if len(ranks) == 1 else None
