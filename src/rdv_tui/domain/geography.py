"""Where people live and come from: communes of the department, countries of the world."""

from dataclasses import dataclass


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
    """A country: ISO 3166 alpha-2 code, French name."""

    code: str
    name: str
