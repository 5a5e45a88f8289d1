"""Every word that a kiosk may show: its own, the catalogue's, the calendar's. Nobody's name."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import product

from babel import Locale

from rdv_tui import catalogue
from rdv_tui.locales import terminal as terminal_fr
from rdv_tui.locales.booking import guide as guide_fr
from rdv_tui.locales.kiosk import devices, help_calls, languages, leaving
from rdv_tui.locales.kiosk.languages import WORDS
from rdv_tui.locales.office import accounts, startup
from rdv_tui.terminal.arabic import has_arabic, joined
from tests.screens.kiosk.test_languages import turned_away
from tests.words import said_at_the_kiosk

_WORD = re.compile(r"…?[^\W\d_]+…?")


def strangers(screen: str, typed: str) -> set[str]:
    """Return the words of a screen that are neither the kiosk's nor made of `typed` letters."""
    return {
        word
        for word in _WORD.findall(screen)
        if not _is_own(word.casefold()) and not set(word.casefold()) <= set(typed)
    }


def _is_own(word: str) -> bool:
    own, bare = _own(), word.strip("…")
    if word == bare:
        return bare in own
    return any(bare in one for one in own)  # it is cut


@cache
def _own() -> frozenset[str]:
    found = set[str]()
    for text in _texts():
        words = _WORD.findall(joined(text) if has_arabic(text) else text)
        found.update(word.casefold() for word in words)
        found.update(word[::-1] for word in words if has_arabic(word))  # as it is drawn
    return frozenset(found)


def _texts() -> Iterator[str]:
    for words in WORDS.values():
        yield from said_at_the_kiosk(words)
        yield from (text for lines in turned_away(words) for part in lines for text in part)
        locale = Locale.parse(words.locale)
        for kind, width in product(("format", "stand-alone"), ("wide", "abbreviated")):
            yield from locale.months[kind][width].values()
            yield from locale.days[kind][width].values()
        yield from locale.territories.values()
        yield str(locale.date_formats["full"].pattern)
    for module in (terminal_fr, guide_fr, devices, help_calls, languages, leaving, accounts):
        yield from _said_by(module)
    yield "Échap (Esc)"
    yield startup.trial_mark(demo=False, other=True)
    for holder in (catalogue.default_office(), *catalogue.departments().values()):
        yield from _said_by(holder)
    yield from (one.label for one in catalogue.situations().situations)
    yield from (one.label for one in catalogue.situations().permit_kinds)
    yield from (one.name for one in catalogue.communes())
    yield from (one.name for one in catalogue.countries())


def _said_by(holder: object) -> Iterator[str]:
    """Yield the texts that stand in a module or a record."""
    names = [name for name in dir(holder) if not name.startswith("__")]
    for value in (getattr(holder, name) for name in names):
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple | list):
            yield from (one for one in value if isinstance(one, str))
        elif isinstance(value, dict):
            yield from (one for one in value.values() if isinstance(one, str))
