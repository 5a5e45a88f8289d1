"""Where people live and come from: communes of the department, countries of the world."""

import re
from dataclasses import dataclass

from rdv_tui.domain.names import fold

OTHER_CODES = {
    "XKX": "XK",
    "RKS": "XK",
    "UNK": "XK",
    "SU": "SUHH",
    "SUN": "SUHH",
    "YU": "YUCS",
    "YUG": "YUCS",
    "CSK": "CSHH",
    "SCG": "CSXX",
}
"""Other codes that papers have for the same: Kosovo has none of its own in ISO 3166-1."""

_CEDEX = re.compile(r" cedex( \d{1,2})?$")
_SAINTS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}


def fold_commune(text: str) -> str:
    """Return a commune's name for comparing, as bills write it too: St, Ste, CEDEX 9."""
    words = _CEDEX.sub("", fold(text)).split()
    return " ".join(_SAINTS.get(word, word) for word in words)


@dataclass(frozen=True, slots=True)
class Commune:
    """One commune with one of its postal codes (a commune with two codes is two values)."""

    insee: str
    name: str
    postal_code: str


@dataclass(frozen=True, slots=True)
class Department:
    """A department: its code (2A and 2B for Corsica), its name, and where its prefecture is."""

    code: str
    name: str
    prefecture: str


def department_of(postal_code: str) -> str:
    """Return the code of the department that a postal code tells, as a rule.

    A few communes at a border are delivered from the department beside theirs.
    """
    if postal_code.startswith("20"):
        return "2A" if postal_code[:3] in {"200", "201"} else "2B"
    return postal_code[:3] if postal_code.startswith(("97", "98")) else postal_code[:2]


@dataclass(frozen=True, slots=True)
class Country:
    """What a passport says under nationality: its code and its French name.

    A country by ISO 3166 alpha-2, a state of the past by ISO 3166-3; stateless persons, refugees
    and the other entries that are no country by ICAO 9303-3 (XXA, XXB, XXC, XXX, GBD…).
    """

    code: str
    name: str
