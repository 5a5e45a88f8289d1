"""A search that found no free slot, as it is certified to a person."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from rdv_tui.domain.names import ascii_digits

_REFERENCE = re.compile(r"(\d{4})\D?(\d{1,9})", re.ASCII)


@dataclass(frozen=True, slots=True)
class FailedSearch:
    """Nothing was free from the day `first` to the day `last` (in) at the instant `searched_at`.

    `number` counts from 1 in each `year` of the office, without gaps. `situation` is a code.
    `holder` is the person as the certificate names them, None when nobody was named.
    """

    year: int
    number: int
    searched_at: datetime
    situation: str
    first: date
    last: date
    holder: str | None = None
    foreign_resident_number: str | None = None

    @property
    def reference(self) -> str:
        """The number as it is printed and read out: « 2026-000123 »."""
        return f"{self.year}-{self.number:06d}"


@dataclass(frozen=True, slots=True)
class WeekCount:
    """How many searches failed in the week that begins on `monday`."""

    monday: date
    count: int


def parse_search_reference(text: str) -> tuple[int, int] | None:
    """Return the year and the number that `text` means, None when it is no such reference."""
    match = _REFERENCE.fullmatch(ascii_digits("".join(text.split())))
    return (int(match[1]), int(match[2])) if match else None
