"""Where people live and come from: communes of the department, countries of the world."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Commune:
    """One commune with one of its postal codes (a commune with two codes is two values)."""

    insee: str
    name: str
    postal_code: str


@dataclass(frozen=True, slots=True)
class Country:
    """A country: ISO 3166 alpha-2 code, French name."""

    code: str
    name: str
