"""A search that found no free slot, as it is certified to a person."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from rdv_tui.domain import fields
from rdv_tui.domain.names import ascii_digits, clean_name, fold, written_name
from rdv_tui.domain.numbers import parse_number
from rdv_tui.domain.problems import TypedFields

PERSON_FIELDS = ("family_name", "given_names", "foreign_resident_number")
"""Whom a certificate names, as fields of the draft; a judge counts them by person."""


class SearchFact(StrEnum):
    """What was so when the search failed; each is a fact of its own. A public contract.

    `ALL_TAKEN`: places were open, and taken. `NOTHING_OPEN`: the office had opened none.
    `NONE_IN_TIME`: nothing was free before the permit's end, something after it.
    """

    ALL_TAKEN = "all_taken"
    NOTHING_OPEN = "nothing_open"
    NONE_IN_TIME = "none_in_time"


_REFERENCE = re.compile(r"(\d{4})\D?(\d{1,9})", re.ASCII)


@dataclass(frozen=True, slots=True)
class FailedSearch:
    """Nothing was free from the day `first` to the day `last` (in) at the instant `searched_at`.

    `number` counts from 1 in each `year` of the office, without gaps. `situation` is a code.
    `holder` is the person as the certificate names them, None where an old one named nobody;
    `agent` is who looked.
    """

    year: int
    number: int
    searched_at: datetime
    situation: str
    first: date
    last: date
    holder: str | None = None
    foreign_resident_number: str | None = None
    fact: SearchFact = SearchFact.ALL_TAKEN
    agent: str = ""

    def is_of(self, text: str) -> bool:
        """Say whether `text` means its person: words of the name, or the foreign number."""
        if (
            self.foreign_resident_number
            and parse_number(text).value == self.foreign_resident_number
        ):
            return True
        words, names = fold(text).split(), fold(self.holder or "").split()
        return bool(words) and all(any(n.startswith(w) for n in names) for w in words)

    @property
    def reference(self) -> str:
        """The number as it is printed and read out: « 2026-000123 »."""
        return f"{self.year}-{self.number:06d}"


@dataclass(frozen=True, slots=True)
class WeekCount:
    """How many searches failed in the week that begins on `monday`."""

    monday: date
    count: int


def parse_holder(typed: Mapping[str, str]) -> tuple[str, str | None]:
    """Return the name and the foreign number (None when not given) of who searched.

    Raises InvalidFields: without a name a certificate proves nothing, and a wrong number is
    somebody else's.
    """
    form = TypedFields(typed)
    family_name = form.read("family_name", fields.family_name, "")
    given_names = form.read("given_names", clean_name, "")
    number = form.read("foreign_resident_number", _given_number, None)
    form.refuse_wrong(PERSON_FIELDS)
    return written_name(family_name, given_names), number


def _given_number(text: str) -> str | None:
    return fields.resident_number(text) if text else None


def parse_search_reference(text: str) -> tuple[int, int] | None:
    """Return the year and the number that `text` means, None when it is no such reference."""
    match = _REFERENCE.fullmatch(ascii_digits("".join(text.split())))
    return (int(match[1]), int(match[2])) if match else None
