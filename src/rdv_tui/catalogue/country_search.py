"""Which country somebody means who types its name, or their own: in any language of the kiosk."""

from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import IntEnum
from functools import cache

from rdv_tui import catalogue
from rdv_tui.domain.geography import Country
from rdv_tui.domain.names import fold

LOCALES = ("fr", "ar_MA", "en_GB", "tr", "es", "pt_PT")
"""The languages of the kiosk, as CLDR calls them: their names of countries are all found."""
_SPELT = 4
"""Shorter words are too near to each other to be guessed."""
_ALIKE = 0.8
"""How alike a misspelt word must be (SequenceMatcher's ratio)."""
OwnNames = tuple[tuple[str, str], ...]
_ARTICLES = ("ال", "the ", "la ", "le ", "les ", "l ", "el ", "al ", "los ", "o ", "a ")


class _Nearness(IntEnum):
    """How what was typed stands to a name, the nearest first."""

    EXACT = 0
    BEGINNING = 1
    WORD = 2
    LONGER = 3
    NEAR = 4


@dataclass(frozen=True, slots=True)
class _Names:
    country: Country
    shown: frozenset[str]
    """What French, the visitor's language, its own and its people call it, folded."""
    others: frozenset[str]


def find_countries(text: str, locale: str, own_names: OwnNames = ()) -> tuple[Country, ...]:
    """Return the countries that `text` may mean, the likeliest first; none for an empty text.

    Names that begin so come after one that is the same, then those of which another word begins
    so, and where there is none of these what is nearly the same. Names in the other languages of
    the kiosk go last, short ones before long ones. `own_names` are further names by their codes.
    """
    known = _all_names(locale, own_names)
    wanted = sorted(_folded(text), key=len, reverse=True)  # with its article first
    ways = ((look, one) for look in (_begins, _is_near) for one in wanted)
    return next(filter(None, (_ranked(one, known, look) for look, one in ways)), ())


def _ranked(
    wanted: str, known: tuple[_Names, ...], look: Callable[[str, str], _Nearness | None]
) -> tuple[Country, ...]:
    ranked = []
    for order, names in enumerate(known):
        found = [
            (nearness, is_other, len(one))
            for is_other, among in enumerate((names.shown, names.others))
            for one in among
            if (nearness := look(wanted, one)) is not None
        ]
        if found:
            ranked.append((*min(found), order))
    return tuple(known[order].country for *_, order in sorted(ranked))


def _folded(text: str) -> frozenset[str]:
    """Return a name for comparing, with and without its article, Arabic letters in plain form."""
    folded = fold(text).translate(_PLAIN_ARABIC)
    bare = (folded.removeprefix(one) for one in _ARTICLES)
    return frozenset(one for one in (folded, *bare) if one)


_PLAIN_ARABIC = str.maketrans({"ة": "ه", "ى": "ي", "گ": "ك", "ک": "ك", "ی": "ي"})


def _begins(wanted: str, name: str) -> _Nearness | None:
    if wanted == name:
        return _Nearness.EXACT
    if name.startswith(wanted):
        return _Nearness.BEGINNING
    return _Nearness.WORD if f" {wanted}" in name else None


def _is_near(wanted: str, name: str) -> _Nearness | None:
    if min(len(wanted), len(name)) < _SPELT or wanted[0] != name[0]:
        return None
    if wanted.startswith(name):
        return _Nearness.LONGER
    alike = SequenceMatcher(None, wanted, name)
    return _Nearness.NEAR if alike.quick_ratio() >= _ALIKE <= alike.ratio() else None


@cache
def _all_names(locale: str, own_names: OwnNames) -> tuple[_Names, ...]:
    from babel import Locale  # noqa: PLC0415  (Babel starts slowly)

    territories = {one: Locale.parse(one).territories for one in {*LOCALES, locale}}
    own, words = dict(own_names), catalogue.nationality_words()
    found = []
    for country in catalogue.countries():
        code = country.code
        shown = {country.name, str(territories[locale].get(code, "")), own.get(code, "")}
        first = _all_folded({*shown, *words.get(code, ())})
        others = _all_folded({str(names.get(code, "")) for names in territories.values()})
        found.append(_Names(country, first, others - first))
    return tuple(found)


def _all_folded(names: set[str]) -> frozenset[str]:
    return frozenset().union(*map(_folded, names))
